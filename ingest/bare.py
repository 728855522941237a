"""Problems that bear no mark at all: a sentence alone in its paragraph, prose below it.

Such sentences count only where a document has several of them; one alone is a turn of phrase.
"""

from itertools import pairwise

from ingest.markers import opens_unit
from ingest.statement import DEFICIENCY, tells

_SHORTEST, _LONGEST = 6, 50
_OFTEN = 3


def bare_statements(text: str) -> frozenset[int]:
    """The starts of the paragraphs of folded `text` that state a problem and nothing else."""
    found = []
    at = 0
    lines = text.split("\n")
    for line, below in pairwise(lines):
        if _is_statement(line) and _is_prose(line, below):
            found.append(at + len(line) - len(line.lstrip()))
        at += len(line) + 1
    return frozenset(found) if len(found) >= _OFTEN else frozenset()


def _is_statement(line: str) -> bool:
    words = line.strip().removesuffix("。")
    return (
        _SHORTEST <= len(words) <= _LONGEST
        and not set("。：；\t？！") & set(words)
        and line.strip().endswith("。")
        and DEFICIENCY.search(words) is not None
        and not tells(words)
        and not opens_unit(line)
    )


def _is_prose(line: str, below: str) -> bool:
    longer = len(below) > 2 * len(line) or (len(below) > len(line) and not _is_statement(below))
    return longer and not opens_unit(below)
