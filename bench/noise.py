"""The damage that copying from web pages and PDF files does to a text."""

from collections.abc import Callable
from random import Random

_LINE = 28
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_WATERMARK = "【公文素材网 整理】"


def page_numbers(text: str, rng: Random) -> str:
    """A page number on a line of its own after every twenty lines or so."""
    lines = []
    page = 0
    until_next = 12
    for line in text.split("\n"):
        lines.append(line)
        until_next -= 1
        if until_next == 0:
            page += 1
            lines.append(f"－ {page} －")
            until_next = 14 + int(rng.random() * 12)
    return "\n".join(lines)


def broken_lines(text: str, rng: Random) -> str:
    """Every line broken after 28 characters, as a page of official paper is."""
    return "\n".join(
        line[i : i + _LINE] for line in text.split("\n") for i in range(0, max(len(line), 1), _LINE)
    )


def full_width_digits(text: str, rng: Random) -> str:
    """All digits in full width."""
    return text.translate(_FULL_WIDTH)


def site_marks(text: str, rng: Random) -> str:
    """A paywall mark and a watermark dropped into the middle of sentences."""
    first, second = sorted((int(rng.random() * len(text)), int(rng.random() * len(text))))
    return f"{text[:first]}##membersonly##{text[first:second]}{_WATERMARK}{text[second:]}"


def blank_lines(text: str, rng: Random) -> str:
    """Indented paragraphs with an empty line between."""
    return "\n\n    ".join(text.split("\n"))


NOISES: tuple[Callable[[str, Random], str], ...] = (
    page_numbers,
    broken_lines,
    full_width_digits,
    site_marks,
    blank_lines,
)
