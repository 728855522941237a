"""研判: a person says whether two findings are of one kind. Entries are only ever added."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from indexer.linking.decisions import Verdict
from web.context import Context, Here, require
from web.links import safe_return
from web.lookup import NotFound
from web.pages.notices import with_notice
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.JUDGE)])

WORDS = {
    Verdict.CONFIRM: "同类",
    Verdict.REJECT: "不同",
    Verdict.UNSURE: "不确定",
    Verdict.WITHDRAW: "撤回",
}

Id = Annotated[str, Form(max_length=40)]
Said = Annotated[Verdict, Form()]
Note = Annotated[str, Form(max_length=500)]
Back = Annotated[str | None, Form(max_length=2_000)]


@router.post("/decide", name="decide")
def decide(here: Here, a: Id, b: Id, verdict: Said, note: Note = "", back: Back = None) -> Response:
    """Writes down what the viewer says of one pair."""
    here.changes.decide([(a, b)], verdict, note)
    return _back(here, back, verdict.value)


@router.post("/decide/group", name="decide_group")
def decide_group(
    here: Here, group: Id, verdict: Said, note: Note = "", back: Back = None
) -> Response:
    """Writes down that all of a group are of one kind, or that no two are."""
    here.changes.decide_group(group, verdict, note)
    return _back(here, back, f"group_{verdict.value}")


@router.post("/decide/undo", name="undo")
def undo(here: Here, back: Back = None) -> Response:
    """Takes back what the viewer decided last, a whole group at once."""
    undone = here.changes.undo()
    return _back(here, back, "undone" if undone else "nothing_undone")


def _back(here: Context, back: str | None, notice: str) -> RedirectResponse:
    return here.back(with_notice(safe_return(here.request, back), notice))


def title_of(here: Context, id: str) -> str:
    """The title of a finding; its id where its report is no longer there."""
    try:
        return here.reading.finding(id).finding.title
    except NotFound:
        return id
