"""The planted truth: what each organisation is found to lack in each of its inspections."""

from random import Random

from bench.vocabulary import ProblemType, problem_types
from ingest.model import Record, Status

ROUNDS_PER_ORG = 3
_FEWEST, _MOST = 8, 25
_RELAPSE_SHARE = 0.2
_FIRST_YEARS = ((2016, 2018), (2019, 2022), (2023, 2026))
_STATUSES = (
    [Status.DONE] * 45
    + [Status.SUSTAINED] * 27
    + [Status.PARTIAL] * 8
    + [Status.ONGOING] * 15
    + [Status.OPEN] * 2
    + [Status.UNSTATED] * 3
)


class PlannedFinding(Record, frozen=True):
    """One problem to be written down; `relapse_of` is (round index, n) of the earlier finding that
    claimed to be solved, or None."""

    type: ProblemType
    object: str
    wording: str
    status: Status
    relapse_of: tuple[int, int] | None


class PlannedInspection(Record, frozen=True):
    """One inspection of an organisation and what it finds, in the report's order."""

    year: int
    month: int
    findings: tuple[PlannedFinding, ...]


def plan(org: int, seed: int) -> tuple[PlannedInspection, ...]:
    """Three inspections of organisation number `org`, earliest first, the same for the same seed.

    A type comes back in a later inspection in about a fifth of its findings, each time with
    another object wording or deficiency wording; all other types are new to the organisation.
    """
    rng = Random(seed * 1_000_003 + org)
    random = rng.random
    fresh = list(problem_types())
    rng.shuffle(fresh)
    seen: list[tuple[ProblemType, int, int, Status, tuple[int, int]]] = []
    inspections = []
    for round_, (first, last) in enumerate(_FIRST_YEARS):
        count = _FEWEST + int(random() * (_MOST - _FEWEST + 1))
        relapses = min(len(seen), int(count * _RELAPSE_SHARE))
        rng.shuffle(seen)
        chosen: list[tuple[ProblemType, int, int, Status | None, tuple[int, int] | None]] = [
            # 5 is coprime with the number of wordings (8): the wording differs every time.
            (kind, obj + 1, wording + 5, earlier, place)
            for kind, obj, wording, earlier, place in seen[:relapses]
        ]
        del seen[:relapses]
        chosen.extend(
            (fresh.pop(), int(random() * 8), int(random() * 8), None, None)
            for _ in range(count - relapses)
        )
        chosen.sort(key=lambda choice: choice[0].area)
        findings = []
        for n, (kind, obj, wording, earlier, place) in enumerate(chosen, 1):
            status = _STATUSES[int(random() * 100)]
            findings.append(
                PlannedFinding(
                    type=kind,
                    object=kind.objects[obj % len(kind.objects)],
                    wording=kind.wordings[wording % len(kind.wordings)],
                    status=status,
                    relapse_of=place if earlier is not None and earlier.claims_done else None,
                )
            )
            seen.append((kind, obj, wording, status, (round_, n)))
        inspections.append(
            PlannedInspection(
                year=first + int(random() * (last - first + 1)),
                month=1 + int(random() * 8),
                findings=tuple(findings),
            )
        )
    return tuple(inspections)
