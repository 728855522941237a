"""What of a query ranks documents, and what says which match: alike for every engine."""

from indexer.engine import (
    AllOf,
    AnyOf,
    Boosted,
    Fuzzy,
    Node,
    Phrase,
    Term,
    TextField,
    Without,
)


def ranks(node: Node) -> bool:
    """Whether a query orders what it matches, or only filters."""
    match node:
        case Boosted(part, factor):
            return factor > 0 and ranks(part)
        case AllOf(parts, better):
            return any(map(ranks, (*parts, *better)))
        case AnyOf(parts):
            return any(map(ranks, parts))
        case Term(field):
            return isinstance(field, TextField)
        case Phrase() | Fuzzy():
            return True
        case _:
            return False


def matching(node: Node) -> Node:
    """What of a query says which documents match."""
    match node:
        case AllOf(parts):
            return AllOf(tuple(map(matching, parts)))
        case AnyOf(parts, at_least):
            return AnyOf(tuple(map(matching, parts)), at_least)
        case Without(part):
            return Without(matching(part))
        case Boosted(part):
            return matching(part)
        case _:
            return node
