"""How findings are stored in OpenSearch: the index's settings, its mapping and its documents."""

from base64 import b64encode

import msgspec

from indexer.engine import IndexDocument, IndexState, Kept, KeywordField, NumberField, TextField
from indexer.engines.opensearch_queries import Clause
from indexer.engines.ties import tie
from ingest.model import Record

SHARDS = 3
STATE_ID = "state"
_LONGEST_VALUE = 8_000  # characters; Lucene refuses terms of more than 32,766 bytes
_LARGEST_WINDOW = 1_000_000


_OPTIONS = {Kept.PRESENCE: "docs", Kept.FREQUENCY: "freqs", Kept.POSITIONS: "positions"}


class Committed(Record, frozen=True, kw_only=True):
    """The state document. A finding is visible if it was written by `commit` or an earlier one,
    and not if its report is in `removing` and it was written by an earlier one."""

    commit: int = 0
    state: IndexState | None = None
    removing: tuple[str, ...] = ()


class Stored(Record, frozen=True):
    """The state document as stored, with the version that a next writing of it must name."""

    committed: Committed
    seq_no: int
    primary_term: int


def index_body() -> Clause:
    """Settings and mapping of a new index."""
    text = {"type": "text", "analyzer": "tokens"}
    properties: dict[str, Clause] = {
        "mark": {"type": "keyword"},
        "since": {"type": "long"},
        "tie": {"type": "keyword"},
        "card": {"type": "binary"},
        "committed": {"type": "object", "enabled": False},
        "lease": {"type": "object", "enabled": False},
    }
    for field in TextField:
        properties[field.value] = {**text, "index_options": _OPTIONS[field.keeps]}
    for keyword in KeywordField:
        properties[keyword.value] = {"type": "keyword", "ignore_above": _LONGEST_VALUE}
    for number in NumberField:
        properties[number.value] = {"type": "long"}
    tokenizer = {"type": "whitespace", "max_token_length": _LONGEST_VALUE}
    return {
        "settings": {
            "number_of_shards": SHARDS,
            "number_of_replicas": 1,
            "refresh_interval": "-1",
            "max_result_window": _LARGEST_WINDOW,
            "analysis": {
                "tokenizer": {"blanks": tokenizer},
                "analyzer": {"tokens": {"type": "custom", "tokenizer": "blanks"}},
            },
        },
        "mappings": {
            "dynamic": "strict",
            # The tokens can be made again from the catalog: storing them would double the index.
            "_source": {"includes": ["id", "card", "committed", "lease"]},
            "properties": properties,
        },
    }


def document(source: IndexDocument, commit: int) -> Clause:
    """The document of a finding that `commit` adds."""
    made: Clause = {
        "mark": "finding",
        "since": commit,
        "tie": f"{tie(source):016x}",
        "card": b64encode(source.card).decode(),
    }
    for field, tokens in source.tokens.items():
        made[field.value] = tokens
    for keyword, values in source.keywords.items():
        made[keyword.value] = values
    for number, amount in source.numbers.items():
        made[number.value] = amount
    return made


def visible(committed: Committed) -> list[Clause]:
    """Filters that pass what belongs to this commit."""
    filters: list[Clause] = [{"range": {"since": {"lte": committed.commit}}}]
    if committed.removing:
        filters.append({"bool": {"must_not": [removed(committed)]}})
    return filters


def removed(committed: Committed) -> Clause:
    """What this commit took out."""
    earlier = {"range": {"since": {"lt": committed.commit}}}
    reports = {"terms": {KeywordField.REPORT.value: list(committed.removing)}}
    return {"bool": {"filter": [reports, earlier]}}


def state_body(committed: Committed) -> Clause:
    """The state document."""
    return {"mark": "state", "committed": msgspec.to_builtins(committed)}
