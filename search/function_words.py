"""Words of a query that need not be found."""

import tomllib
from functools import cache
from importlib import resources

import msgspec


class FunctionWords(msgspec.Struct, frozen=True):
    """`function` words are left out of a query; `vague` ones are optional in a sentence; `question`
    words make it a question, in which the `asked` words are optional."""

    function: frozenset[str]
    vague: frozenset[str]
    question: frozenset[str]
    asked: frozenset[str]


@cache
def function_words() -> FunctionWords:
    """The lists that come with the program."""
    file = resources.files("search").joinpath("function_words.toml")
    lists: dict[str, str] = tomllib.loads(file.read_text("utf-8"))
    return FunctionWords(**{name: frozenset(words.split()) for name, words in lists.items()})
