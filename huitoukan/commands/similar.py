"""`huitoukan similar`: findings like a known one, or like a description."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.group import QueryCommand
from huitoukan.options import (
    EXPORTED,
    SHOWN,
    data_option,
    json_option,
    limit_option,
    mask_option,
    offset_option,
    output_option,
    synonyms_option,
)

if TYPE_CHECKING:
    from indexer.library import Library


@click.command(
    cls=QueryCommand,
    epilog="""
例：
  huitoukan similar 3fa2b81c90de-4
  huitoukan similar 村干部把征地补偿款借给亲戚周转 -o 类似问题.xlsx
  huitoukan similar 3fa2b81c90de-4 --elsewhere
""",
)
@click.argument("like", metavar="问题编号|描述", nargs=-1, required=True)
@click.option(
    "--elsewhere",
    is_flag=True,
    help="同类同改：别的单位的同类问题是怎么改的，改后有没有再犯；要写问题编号。",
)
@limit_option
@offset_option
@synonyms_option
@mask_option
@output_option
@data_option
@json_option
def similar(
    like: tuple[str, ...],
    elsewhere: bool,
    limit: int | None,
    offset: int,
    with_synonyms: bool,
    mask: bool,
    output: Path | None,
    library: "Library",
    as_json: bool,
) -> None:
    """找类似的问题：写明整改措施和处理情况的先例在前，本报告里的在最后。

    写问题编号，就找和它类似的（不含它自己）；写一句描述，就找符合描述的。
    """
    from huitoukan.commands.search import warn_of_lag
    from huitoukan.delivery import deliver, synonyms_of
    from ingest.taxonomy import extended
    from search.similar import is_id, similar_to_finding, similar_to_text

    library.require()
    if elsewhere:
        if output or offset:
            raise click.UsageError("--elsewhere 不能和 -o、--offset 一起用。")
        _elsewhere(" ".join(like), library, limit or SHOWN, mask=mask, as_json=as_json)
        return
    engine = library.engine()
    warn_of_lag(library, engine)
    text = " ".join(like)
    find = similar_to_finding if is_id(text) else similar_to_text
    answer = find(
        engine,
        text,
        extended(library.taxonomy),
        limit=limit or (EXPORTED if output else SHOWN),
        offset=offset,
        synonyms=synonyms_of(library, with_synonyms),
    )
    if mask:
        from search.mask import masked_answer

        answer = masked_answer(answer)
    deliver(answer, f"类似：{text}", library, output=output, as_json=as_json, offset=offset)


def _elsewhere(id: str, library: "Library", limit: int, *, mask: bool, as_json: bool) -> None:
    from huitoukan.elsewhere import show_examples
    from huitoukan.screen import show_json
    from search.elsewhere import same_kind_elsewhere
    from search.review import full_id

    found = same_kind_elsewhere(library, full_id(library, id))[:limit]
    if mask:
        from search.mask import masked_example

        found = tuple(map(masked_example, found))
    if as_json:
        show_json(found)
    else:
        show_examples(found)
