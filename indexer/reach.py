"""How many documents a query can match at most, told from the frequencies of its terms."""

import sys
from collections.abc import Callable

from indexer.engine import AllOf, AnyOf, Boosted, Node, Phrase, Term

Frequency = Callable[[Term], int]


def reach(node: Node, frequency: Frequency) -> int:
    """At most how many documents `node` matches; `sys.maxsize` where nothing tells."""
    match node:
        case Term():
            return frequency(node)
        case Phrase(field, tokens):
            least = sys.maxsize
            for token in tokens:
                if not (least := min(least, frequency(Term(field, token)))):
                    break
            return least
        case Boosted(part):
            return reach(part, frequency)
        case AllOf(parts):
            return min((reach(part, frequency) for part in parts), default=sys.maxsize)
        case AnyOf(parts):
            return sum(reach(part, frequency) for part in parts)
        case _:
            return sys.maxsize
