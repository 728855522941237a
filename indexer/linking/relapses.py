"""反弹 and 屡查屡犯: an organisation's problem that is found again."""

from collections.abc import Callable, Iterator

from indexer.linking.columns import NONE, Columns
from indexer.linking.decisions import Decisions, Verdict
from indexer.linking.own import OwnPairs
from indexer.linking.problem import Problem, round_number
from indexer.linking.score import Weights
from ingest.model import Record

_MONTHS_OF_ONE_INSPECTION = 12


class Again(Record, frozen=True, kw_only=True):
    """Two findings of one organisation that are of one kind, rows `earlier` and `later` of the
    linked problems; `months` between them, None where only years or rounds order them and they
    give no number. A relapse where the earlier report claimed the problem solved."""

    earlier: int
    later: int
    months: int | None
    score: float
    body: float
    relapse: bool


def found_again(
    columns: Columns, own: OwnPairs, weights: Weights, decisions: Decisions
) -> Iterator[Again]:
    """The pairs of one organisation whose score or a decision makes them one kind, in order of
    rows; a rejected pair is none, whatever its score."""
    problems = columns.problems
    scores = dict(
        zip(
            zip(own.a.tolist(), own.b.tolist(), strict=True),
            zip(own.score.tolist(), own.body.tolist(), strict=True),
            strict=True,
        )
    )
    bound = _confirmed(columns, decisions)
    for a, b in sorted(scores.keys() | bound):
        one, other = problems[a].id, problems[b].id
        score, body = scores.get((a, b), (1.0, 0.0))
        if decisions.verdict(one, other) is Verdict.REJECT or other in decisions.enemies(one):
            continue
        if (a, b) not in bound and score < weights.same:
            continue
        pair = again(problems.__getitem__, a, b, score, body)
        if pair is not None:
            yield pair


def again(
    problems: Callable[[int], Problem], a: int, b: int, score: float, body: float
) -> Again | None:
    """The pair in order of time; None where both belong to one inspection or no order is known."""
    one, other = problems(a), problems(b)
    order = _order(one, other)
    if order == 0:
        return None
    if order > 0:
        a, b, one, other = b, a, other, one
    return Again(
        earlier=a,
        later=b,
        months=_months(one.when, other.when),
        score=score,
        body=body,
        relapse=one.status.claims_done,
    )


def _confirmed(columns: Columns, decisions: Decisions) -> set[tuple[int, int]]:
    """Confirmed pairs of one organisation, as rows in order."""
    entries = decisions.by_pair.items()
    confirmed = [pair for pair, entry in entries if entry.verdict is Verdict.CONFIRM]
    row_of = {each.id: row for row, each in enumerate(columns.problems)} if confirmed else {}
    pairs = set()
    for a, b in confirmed:
        if a in row_of and b in row_of:
            one, other = sorted((row_of[a], row_of[b]))
            if columns.org[one] == columns.org[other] != NONE:
                pairs.add((one, other))
    return pairs


def _order(a: Problem, b: Problem) -> int:
    """-1, 0 or 1 as the inspection of `a` was before, with or after that of `b`.

    By date as far as both are known; where dates do not part them, by round. Two reports of one
    round within a year are two notices on one inspection.
    """
    first, second = round_number(a.round), round_number(b.round)
    if a.when and b.when:
        length = min(len(a.when), len(b.when))
        if a.when[:length] != b.when[:length]:
            months = _months(a.when, b.when)
            if a.round and a.round == b.round and (months or 0) < _MONTHS_OF_ONE_INSPECTION:
                return 0
            return -1 if a.when < b.when else 1
        if length > 4:
            return 0
    if first and second and first != second:
        return -1 if first < second else 1
    return 0


def _months(a: str | None, b: str | None) -> int | None:
    if not a or not b:
        return None
    years = int(b[:4]) - int(a[:4])
    if len(a) < 7 or len(b) < 7:
        return years * 12
    return years * 12 + int(b[5:7]) - int(a[5:7])
