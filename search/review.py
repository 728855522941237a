"""研判: pairs that a person should look at, the most informative first, and what was decided."""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from indexer.errors import LibraryError
from indexer.identity import report_of
from indexer.library import Library
from indexer.linking.decisions import Decision, Decisions, Verdict
from indexer.linking.kept import decided, decision_log
from indexer.linking.recurrences import Group, Member
from ingest.model import Record
from search.quotes import reports_of
from search.recurrence import recurrences, waiting_pairs
from search.stored import stored_only

# To part a group takes an entry for every pair: of so many findings nearly 20,000.
_MOST_TO_PART = 200


class Suggestion(Record, frozen=True, kw_only=True):
    """Two findings that may be of one kind, with their whole texts. `relapse` where they are one
    organisation's, and the earlier was claimed solved; `score` None where it is to be hidden."""

    a: Member
    b: Member
    a_text: str
    b_text: str
    score: float | None
    relapse: bool
    reasons: tuple[str, ...]


def suggestions(
    library: Library, *, limit: int, within: Collection[str] | None = None
) -> list[Suggestion]:
    """Up to `limit` pairs that nobody has decided on, those first whose score is nearest to the
    threshold, for there a decision tells most; of equal ones relapses first.

    `within` are ids of findings of which a pair must have one. Raises `LibraryError`.
    """
    chosen = waiting_pairs(library, limit, within)
    texts = _texts(library, [member for each in chosen for member in (each.a, each.b)])
    return [
        Suggestion(
            a=each.a,
            b=each.b,
            a_text=texts[each.a.finding],
            b_text=texts[each.b.finding],
            score=each.score,
            relapse=each.relapse,
            reasons=each.reasons,
        )
        for each in chosen
    ]


def decide(library: Library, entries: Sequence[Decision]) -> list[str]:
    """Adds decisions; returns a sentence for each contradiction that stands then.

    Raises `LibraryError` where a finding is unknown or decided on with itself; then none is added.
    What is taken back may name findings of former versions.
    """
    library.require()
    named = {
        id
        for entry in entries
        if entry.verdict is not Verdict.WITHDRAW
        for id in (entry.a, entry.b)
    }
    known = _known(library, named)
    for entry in entries:
        if entry.a == entry.b:
            raise LibraryError(f"{entry.a} 与自己不用研判，请写两个不同的问题编号。")
        for id in (entry.a, entry.b):
            if id in named and id not in known:
                raise LibraryError(f"库里没有问题 {id}，没有记下任何研判。请核对编号。")
    log = decision_log(library)
    with library.deciding():
        log.append(entries)
    return [each.message for each in decided(library).conflicts]


def full_id(library: Library, prefix: str) -> str:
    """The id of the finding that begins like this. Raises `LibraryError` where none or several
    do."""
    library.require()
    with library.catalog() as catalog:
        return catalog.finding(prefix).id


def undo(library: Library, user: str, at: str) -> list[Decision]:
    """Takes back what the user decided last and still stands, with all that was decided in the same
    act, so that what was said of those pairs before counts again; empty where there is nothing."""
    library.require()
    log = decision_log(library)
    with library.deciding():
        own = [each for each in decided(library).by_pair.values() if each.user == user]
        act = [each for each in own if each.at == own[-1].at]
        if act:
            log.append(
                Decision(a=each.a, b=each.b, verdict=Verdict.WITHDRAW, user=user, at=at)
                for each in act
            )
    return act


def standing(library: Library) -> Decisions:
    """The decisions that count. Raises `LibraryError` where there is no library."""
    library.require()
    return decided(library)


def pairs_of_group(library: Library, prefix: str, verdict: Verdict) -> list[tuple[str, str]]:
    """The pairs to decide on for a whole group: its links bind it; to part it takes every pair.

    Raises `LibraryError` where no group or several have ids that begin like this, or it is too
    large to be parted.
    """
    groups = [each for each in recurrences(library).groups if each.id.startswith(prefix)]
    if len(groups) != 1:
        raise LibraryError(
            f"没有编号以“{prefix}”开头的组。"
            if not groups
            else f"不止一组的编号以“{prefix}”开头，请多写几位。"
        )
    if verdict is Verdict.CONFIRM:
        return [(each.a, each.b) for each in groups[0].links]
    return _all_pairs(groups[0])


def news(entries: Iterable[Decision], known: Decisions) -> list[Decision]:
    """Those that say something else than what stands."""
    return [each for each in entries if known.verdict(each.a, each.b) is not each.verdict]


VERDICTS = {
    "同类": Verdict.CONFIRM,
    "确认": Verdict.CONFIRM,
    "是": Verdict.CONFIRM,
    "y": Verdict.CONFIRM,
    "confirm": Verdict.CONFIRM,
    "不同": Verdict.REJECT,
    "否": Verdict.REJECT,
    "n": Verdict.REJECT,
    "reject": Verdict.REJECT,
    "不确定": Verdict.UNSURE,
    "u": Verdict.UNSURE,
    "unsure": Verdict.UNSURE,
}


def _known(library: Library, ids: Collection[str]) -> set[str]:
    """Which of these are findings of current reports."""
    reports = stored_only(library, {report_of(id) for id in ids})
    return {each.finding_id(finding) for each in reports for finding in each.report.findings}


def _texts(library: Library, members: Sequence[Member]) -> dict[str, str]:
    wanted = {each.finding for each in members}
    return {
        id: finding.text
        for each in stored_only(library, reports_of(members))
        for finding in each.report.findings
        if (id := each.finding_id(finding)) in wanted
    }


def _all_pairs(group: Group) -> list[tuple[str, str]]:
    if len(group.members) > _MOST_TO_PART:
        raise LibraryError(
            f"这一组有 {len(group.members)} 个问题，超过 {_MOST_TO_PART} 个，不能整组判为不同。"
            "请用 huitoukan review decide 逐对研判。"
        )
    return [(a.finding, b.finding) for a, b in combinations(group.members, 2)]
