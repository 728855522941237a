"""Pairs that a person should look at, and those of them that are kept beside what recurs."""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from indexer.linking.recurrences import Group, Member
from ingest.model import Record

if TYPE_CHECKING:
    from indexer.linking.linker import Linked  # numpy takes longer to import than a search does

# Nobody decides on more before links are made anew; and one who sees a part of the library only
# finds enough among them.
KEPT = 3_000


class Pair(Record, frozen=True, kw_only=True):
    """Two findings that may be of one kind; `relapse` where they are one organisation's, and the
    earlier was claimed solved."""

    a: Member
    b: Member
    score: float
    relapse: bool
    reasons: tuple[str, ...]

    def has(self, within: Collection[str] | None) -> bool:
        """Whether one of the two findings is among these; None stands for all."""
        return within is None or self.a.finding in within or self.b.finding in within


class Waiting(Record, frozen=True, kw_only=True):
    """Undecided pairs, those first whose score is nearest to the threshold, of equal ones relapses
    first; `all` where no more than these wait."""

    pairs: tuple[Pair, ...]
    all: bool

    def first(self, limit: int, within: Collection[str] | None) -> list[Pair] | None:
        """The first `limit` that have one of the findings `within`; None where others that were
        not kept may be among these."""
        found = [each for each in self.pairs if each.has(within)][:limit]
        return found if self.all or len(found) == limit else None


def waiting(linked: "Linked", groups: Iterable[Group], most: int | None) -> Waiting:
    """The pairs that wait for a decision, `most` of them or all; `groups` are those of `linked`."""
    ranked = sorted(
        (each for each in _candidates(linked, groups) if _open(linked, each)),
        key=lambda each: (each.margin, not each.relapse, each.a, each.b),
    )
    chosen = ranked[:most]
    links = linked.links([(each.a, each.b) for each in chosen])
    return Waiting(
        pairs=tuple(
            Pair(
                a=linked.member(each.a),
                b=linked.member(each.b),
                score=link.score,
                relapse=each.relapse,
                reasons=link.reasons,
            )
            for each, link in zip(chosen, links, strict=True)
        ),
        all=len(chosen) == len(ranked),
    )


class _Candidate(NamedTuple):
    """Rows of two findings; `margin` is how far the score is from the threshold."""

    margin: float
    relapse: bool
    a: int
    b: int


def _candidates(linked: "Linked", groups: Iterable[Group]) -> Iterator[_Candidate]:
    from indexer.linking.relapses import again

    own = linked.own
    seen = set()
    for a, b, score, body in zip(
        own.a.tolist(), own.b.tolist(), own.score.tolist(), own.body.tolist(), strict=True
    ):
        pair = again(linked.problems.__getitem__, a, b, score, body)
        if pair is not None:
            seen.add((pair.earlier, pair.later))
            margin = abs(score - linked.model.own.same)
            yield _Candidate(round(margin, 4), pair.relapse, pair.earlier, pair.later)
    row_of = {each.id: row for row, each in enumerate(linked.problems)}
    for group in groups:
        for link in group.links:
            rows = row_of[link.a], row_of[link.b]
            if rows not in seen:
                seen.add(rows)
                margin = abs(link.score - linked.model.elsewhere.same)
                yield _Candidate(round(margin, 4), False, *rows)


def _open(linked: "Linked", each: _Candidate) -> bool:
    """Whether nothing was decided on the pair, nor follows from what was."""
    a, b = linked.problems[each.a].id, linked.problems[each.b].id
    decisions = linked.decisions
    unit = decisions.unit(a)
    parted = any(decisions.enemies(member) & decisions.unit(b) for member in unit)
    return decisions.verdict(a, b) is None and b not in unit and not parted
