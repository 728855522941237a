"""Records as JSON answers, and what the OpenAPI description says of them."""

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from fastapi.routing import APIRoute

from web.api.views import Problem, encode

_REF = "#/components/schemas/{name}"
_PROBLEMS = {
    400: "检索式有误",
    401: "没有登录，也没有令牌",
    403: "权限不够，或令牌不对",
    404: "没有这一项，或不在可看的地区",
    409: "现在做不了，说明里写明原因和办法",
    413: "太大",
    422: "参数不对",
    429: "试错的次数太多",
    503: "正忙，稍后再试",
}
_known: dict[str, Any] = {"Problem": Problem}


class ApiRoute(APIRoute):
    """A route whose name is not that of a page, so that links to pages never lead to it."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **settings: Any) -> None:
        settings["name"] = f"api:{endpoint.__name__}"
        super().__init__(path, endpoint, **settings)


def answer(record: Any, status: int = 200) -> Response:
    """The record as JSON."""
    return Response(encode(record), status_code=status, media_type="application/json")


def answers(kind: Any, example: Any = None, status: int = 200) -> dict[int | str, Any]:
    """What a route's `responses` says: JSON of this type, an example of it, and what may be wrong.

    `kind` is a record, or a tuple, dict or union of records.
    """
    name = f"x{len(_known)}"
    _known[name] = kind
    content: dict[str, Any] = {"schema": {"x-record": name}}
    if example is not None:
        content["example"] = example
    return {
        status: {"description": "结果", "content": {"application/json": content}},
        **problems(),
    }


def file_answer(example: str) -> dict[int | str, Any]:
    """The same for a file to be saved."""
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"description": f"文件，如 {example}", "content": content}, **problems()}


def problems() -> dict[int | str, Any]:
    """What may be wrong, as every route's `responses` says it."""
    content = {"application/json": {"schema": {"x-record": "Problem"}}}
    return {code: {"description": told, "content": content} for code, told in _PROBLEMS.items()}


def description(app: FastAPI) -> dict[str, Any]:
    """The API in OpenAPI 3.1."""
    found = get_openapi(
        title="回头看",
        version="1",
        description=(
            "巡察整改报告的检索、反复问题、台账和研判。程序用令牌访问："
            "`Authorization: Bearer 令牌`，令牌由 `huitoukan users token` 生成；"
            "能看到的不超过令牌所属账号的地区。网页里的脚本用登录的会话，"
            "有改动的请求要带 `X-CSRF-Token`。"
        ),
        routes=app.routes,
    )
    schemas, components = _schemas()
    _resolve(found, schemas)
    found.setdefault("components", {}).setdefault("schemas", {}).update(components)
    found["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    found["security"] = [{"token": []}]
    return found


@cache
def _schemas() -> tuple[dict[str, Any], dict[str, Any]]:
    made, components = msgspec.json.schema_components(_known.values(), ref_template=_REF)
    return dict(zip(_known, made, strict=True)), components


def _resolve(tree: Any, schemas: dict[str, Any]) -> None:
    """Puts the schema of each record where its name stands."""
    branches = tree.values() if isinstance(tree, dict) else tree
    for each in branches:
        if isinstance(each, dict) and "x-record" in each:
            each.update(schemas[each.pop("x-record")])
        if isinstance(each, dict | list):
            _resolve(each, schemas)
