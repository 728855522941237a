"""Query nodes → OpenSearch's query language."""

from typing import assert_never

from indexer.engine import (
    AllOf,
    AnyOf,
    Boosted,
    Everything,
    Fuzzy,
    KeywordField,
    Node,
    Phrase,
    Prefix,
    Range,
    Term,
    Without,
)

Clause = dict[str, object]
"""A piece of a request's JSON."""

FINDINGS: Clause = {"term": {"mark": "finding"}}


def clause(node: Node) -> Clause:
    """The clause that matches what `node` says."""
    match node:
        case Term(field, token):
            return {"term": {field.value: {"value": token}}}
        case Phrase(_, ()):
            return {"match_none": {}}
        case Phrase(field, (token,)):
            return clause(Term(field, token))
        case Phrase(field, tokens, 0):
            return {"match_phrase": {field.value: {"query": " ".join(tokens)}}}
        case Phrase(field, tokens, slop):
            # match_phrase with slop takes the tokens in any order; these must keep theirs.
            spans = [{"span_term": {field.value: token}} for token in tokens]
            return {"span_near": {"clauses": spans, "slop": slop, "in_order": True}}
        case Prefix(field, start):
            return {"prefix": {field.value: {"value": start}}}
        case Fuzzy(field, token, distance):
            options = {"value": token, "fuzziness": distance, "transpositions": False}
            return {"fuzzy": {field.value: {**options, "rewrite": "constant_score"}}}
        case Range(field, low, high):
            bounds = {"gte": low, "lte": high}
            within = {name: value for name, value in bounds.items() if value is not None}
            return filtering({"range": {field.value: within}})
        case AllOf(parts, better):
            return _all_of(parts, better)
        case AnyOf(parts, at_least):
            return _any_of(parts, at_least)
        case Without():
            return _all_of((node,), ())
        case Boosted(part, 0):
            return filtering(clause(part))
        case Boosted(part, factor):
            return {"bool": {"must": [clause(part)], "boost": factor}}
        case Everything():
            return filtering(FINDINGS)
        case _:
            assert_never(node)


def filtering(part: Clause) -> Clause:
    """What `part` matches, without ranking."""
    return {"constant_score": {"filter": part, "boost": 0}}


def _all_of(parts: tuple[Node, ...], better: tuple[Node, ...]) -> Clause:
    wanted = [clause(part) for part in parts if not isinstance(part, Without)]
    unwanted = [clause(part.part) for part in parts if isinstance(part, Without)]
    return {
        "bool": {
            "must": wanted or [filtering(FINDINGS)],
            "must_not": unwanted,
            "should": [clause(part) for part in better],
            "minimum_should_match": 0,
        }
    }


def _any_of(parts: tuple[Node, ...], at_least: int) -> Clause:
    if not parts:
        return {"match_none": {}}
    if at_least <= 1 and (values := _values(parts)):
        return filtering({"terms": values})
    clauses = [clause(part) for part in parts]
    return {"bool": {"should": clauses, "minimum_should_match": max(1, at_least)}}


def _values(parts: tuple[Node, ...]) -> dict[str, list[str]]:
    """Field → values of a mere list of values: a query of its own has room for 1,024 only."""
    fields: dict[str, list[str]] = {}
    for part in parts:
        match part:
            case Boosted(Term(KeywordField() as field, token), 0):
                fields.setdefault(field.value, []).append(token)
            case _:
                return {}
    return fields if len(fields) == 1 else {}
