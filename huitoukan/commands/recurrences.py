"""`huitoukan recurrences`: which problems come back, where, and what was claimed in between."""

from typing import TYPE_CHECKING

import click

from huitoukan.asked import asked_options
from huitoukan.group import Command
from huitoukan.options import data_option, json_option
from huitoukan.screen import show_encoded, warn

if TYPE_CHECKING:
    from indexer.library import Library

KINDS = {
    "反弹": "relapse",
    "屡查屡犯": "repeated",
    "共性": "common",
    "同类同改": "elsewhere",
    "雷同": "boilerplate",
}


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan recurrences
  huitoukan recurrences --org 枫墟镇 --kind 反弹
  huitoukan recurrences --type 公务接待 --kind 同类同改
  huitoukan recurrences --region 栖云县 --year 2022.. --json
""",
)
@asked_options
@click.option(
    "--kind",
    metavar="种类",
    type=click.Choice([*KINDS, *KINDS.values()]),
    help=f"只看一种：{'、'.join(KINDS)}。",
)
@data_option
@json_option
def recurrences(
    org: str | None,
    region: str | None,
    type_: str | None,
    years: tuple[int, int] | None,
    kind: str | None,
    library: "Library",
    as_json: bool,
) -> None:
    """列出反复出现的问题：反弹、共性问题、屡查屡犯、同类同改、雷同的段落。

    每一条都写明理由和出处。是不是同类由人判断：huitoukan review。
    """
    from indexer.linking.recurrences import as_json as encoded
    from search.asked import Asked, Kind, narrowed
    from search.passages import shared
    from search.recurrence import found_asked
    from search.recurrence import recurrences as find

    asked = Asked(
        org=org,
        region=region,
        type=type_,
        years=years,
        kind=Kind(KINDS.get(kind, kind)) if kind else None,
    )
    # Whether a cure held, relapses that are not asked for tell as well.
    found = find(library) if asked.kind is Kind.ELSEWHERE else found_asked(library, asked)
    answer = narrowed(found, shared(library) if asked.with_boilerplate else (), asked)
    for sentence in found.conflicts:
        warn(sentence)
    if as_json:
        show_encoded(encoded(answer))
        return
    from huitoukan.recurrence import show_recurrences
    from search.quotes import told

    if asked.kind is Kind.ELSEWHERE:
        from huitoukan.recurrence import show_cures
        from search.elsewhere import examples_of

        show_cures((each, examples_of(library, found, each)) for each in answer.groups)
        return
    show_recurrences(found, answer, told(library, answer.relapses), asked)
