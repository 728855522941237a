"""The API for people: its description as operations with parameters and examples."""

import json
from collections.abc import Iterator
from typing import Any

from ingest.model import Record

_KINDS = {"string": "文字", "integer": "整数", "boolean": "true 或 false", "array": "可写多次"}


class Parameter(Record, frozen=True, kw_only=True):
    """What can be asked for; `default` empty where there is none."""

    name: str
    kind: str
    required: bool
    told: str
    default: str


class Operation(Record, frozen=True, kw_only=True):
    """One thing that the API does; `body` is an example of what to send, `answer` of what comes
    back, as JSON."""

    method: str
    path: str
    title: str
    told: str
    parameters: tuple[Parameter, ...]
    body: str | None
    answer: str | None


def operations(description: dict[str, Any]) -> Iterator[Operation]:
    """The operations of an OpenAPI description, in its order."""
    schemas = description["components"]["schemas"]
    for path, methods in description["paths"].items():
        for method, each in methods.items():
            content = each["responses"]["200"]["content"].get("application/json", {})
            yield Operation(
                method=method.upper(),
                path=path,
                title=each["summary"],
                told=each["description"],
                parameters=tuple(map(_parameter, each.get("parameters", ()))),
                body=_json(_body(each, schemas)),
                answer=_json(content.get("example")),
            )


def _parameter(each: dict[str, Any]) -> Parameter:
    schema = each["schema"]
    default = schema.get("default")
    return Parameter(
        name=each["name"],
        kind=_kind(schema),
        required=each["required"],
        told=each.get("description", ""),
        default="" if default in (None, "") else json.dumps(default, ensure_ascii=False),
    )


def _kind(schema: dict[str, Any]) -> str:
    options = [each for each in schema.get("anyOf", [schema]) if each.get("type") != "null"]
    kinds = [_KINDS.get(each.get("type", ""), "") for each in options]
    values = [value for each in options for value in _values(each)]
    return "、".join(filter(None, (*kinds, *values)))


def _values(schema: dict[str, Any]) -> list[str]:
    return [str(each) for each in (schema.get("enum") or schema.get("items", {}).get("enum", ()))]


def _body(operation: dict[str, Any], schemas: dict[str, Any]) -> Any:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    return schemas[content["schema"]["$ref"].rpartition("/")[2]].get("example")


def _json(example: Any) -> str | None:
    return None if example is None else json.dumps(example, ensure_ascii=False, indent=2)
