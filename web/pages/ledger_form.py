"""The form of a ledger's item, field by field, and the history of what was written there."""

from collections.abc import Iterable

from indexer.edits import Edit, Field
from ingest.model import Record
from search.amended import Amended, problem_of

FIELDS = {
    Field.RESPONSIBLE: "责任领导/责任人",
    Field.RESPONSIBLE_UNIT: "责任单位",
    Field.DEADLINE: "完成时限",
    Field.NOTE: "备注",
}


class Cell(Record, frozen=True, kw_only=True):
    """A field of the form: the `value` in it, `now` what stands in the ledger, what the `reports`
    say, whether it is `changed` from what the form was made from, and what is wrong with it;
    `edit` is what counts, if anybody wrote it, and `former` whether for a former version."""

    field: Field
    name: str
    value: str
    now: str
    reports: str
    changed: bool
    problem: str | None
    edit: Edit | None
    former: bool


def cell(amended: Amended, field: Field, typed: str | None = None, was: str = "") -> Cell:
    """The field as it stands, or as a form would change it that was made from `was`."""
    now, before = _plain(amended.says(field)), _plain(was)
    edit = next((each for each in amended.edits if each.field is field), None)
    # Not touched: whoever changed it meanwhile is right.
    value = now if typed is None or _plain(typed) == before else _plain(typed)
    problem = None
    if value != now:
        problem = problem_of(field, value or None)
        if problem is None and before != now:
            by = f"{edit.user} 已" if edit else "已有人"
            problem = (
                f"您打开这一页之后，{by}把它改成“{now or '空'}”（原来是“{before or '空'}”）。"
                "要用您填的就再保存一次，要用对方的就照着改回。"
            )
    return Cell(
        field=field,
        name=FIELDS[field],
        value=value,
        now=now,
        reports=amended.reports_say(field) or "",
        # Nothing is taken back where nothing was written.
        changed=value != now and bool(value or edit),
        problem=problem,
        edit=edit,
        former=edit is not None and edit.finding not in amended.findings,
    )


def _plain(text: str | None) -> str:
    # Browsers send \r\n for each end of a line that they were given as \n.
    return (text or "").replace("\r\n", "\n").strip()


class Written(Record, frozen=True, kw_only=True):
    """An entry of the history, and what stood in its field before; `after` where the entry took
    back what was written. `former` is whether it was written for a former version."""

    edit: Edit
    name: str
    before: str
    after: str
    former: bool


def written(amended: Amended, edits: Iterable[Edit]) -> list[Written]:
    """The history of an item, the last entry first; `edits` has all that was ever written."""
    reports = {field: amended.reports_say(field) or "" for field in FIELDS}
    now = dict(reports)
    told = []
    for each in edits:
        after = reports[each.field] if each.value is None else each.value
        told.append(
            Written(
                edit=each,
                name=FIELDS[each.field],
                before=now[each.field],
                after=after,
                former=each.finding not in amended.findings,
            )
        )
        now[each.field] = after
    return told[::-1]
