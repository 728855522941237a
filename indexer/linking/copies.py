"""Which reports copy each other, kept between runs: a new report is compared by an index of
sampled shingles, not with every text anew.

The standard phrases are those that the last full comparison learned; so is what it left out.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.linking.boilerplate import (
    Body,
    Hashes,
    Prepared,
    copies,
    posted,
    prepared,
    prepared_all,
    sample,
)
from indexer.linking.known import Copies, Known
from indexer.linking.recurrences import Boilerplate

_ENOUGH = 2

Owners = npt.NDArray[np.int32]


class Shingles:
    """Sampled shingles in order, each with the place in `Known.reports` of a report that has it,
    and the standard phrases; `Known` and this belong together."""

    def __init__(self, values: Hashes, owners: Owners, stop: Hashes) -> None:
        self.values = values
        self.owners = owners
        self.stop = stop

    def save(self, path: Path) -> None:
        """Keeps it at `path`. Raises `OSError`."""
        part = path.with_name(path.name + ".part")
        with part.open("wb") as file:
            np.savez(file, values=self.values, owners=self.owners, stop=self.stop)
        part.replace(path)

    @classmethod
    def load(cls, path: Path) -> "Shingles":
        """What was kept. Raises `OSError`, `ValueError` or `KeyError` where it cannot be read."""
        with np.load(path) as arrays:
            return cls(arrays["values"], arrays["owners"], arrays["stop"])

    def holders(self, wanted: Hashes) -> npt.NDArray[np.int64]:
        """The places of reports that have at least two of these shingles: shape (found,)."""
        first = np.searchsorted(self.values, wanted, "left")
        last = np.searchsorted(self.values, wanted, "right")
        lengths = last - first
        # The places from `first` to `last` of every hash, one after the other.
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        found = self.owners[np.repeat(first, lengths) + within]
        places, counts = np.unique(found, return_counts=True)
        return places[counts >= _ENOUGH].astype(np.int64)


def boilerplate(bodies: Iterable[Body]) -> Iterator[Boilerplate]:
    """Every pair of reports of different organisations with telling passages in common."""
    return (each.shared for each in learn(bodies)[0].copies)


def learn(bodies: Iterable[Body]) -> tuple[Known, Shingles]:
    """Compares all reports with each other."""
    reports, stop = prepared_all(bodies)
    samples = [sample(each) for each in reports]
    shingles = Shingles(*posted(samples), stop)
    pairs = _pairs(reports, samples, shingles, [each.body.org for each in reports])
    found = copies((reports[i], reports[j]) for i, places in pairs for j in places if j < i)
    known = Known(
        reports=tuple(each.body.report for each in reports),
        orgs=tuple(each.body.org for each in reports),
        learned=len(reports),
        copies=_ordered(found),
    )
    return known, shingles


def renew(
    known: Known,
    shingles: Shingles,
    new: Iterable[Body],
    gone: Collection[str],
    load: Callable[[Collection[str]], Iterable[Body]],
) -> tuple[Known, Shingles]:
    """The same after `new` reports came and others (by id) went; `load` gives the texts of known
    ones, of which only those are asked for that share something with a new one."""
    left = [i for i, report in enumerate(known.reports) if report not in gone]
    place = np.full(len(known.reports), -1, np.int32)
    place[left] = np.arange(len(left), dtype=np.int32)
    owners = place[shingles.owners]
    kept = Shingles(shingles.values[owners >= 0], owners[owners >= 0], shingles.stop)
    reports = [known.reports[i] for i in left]
    orgs = [known.orgs[i] for i in left]

    fresh = [prepared(body, kept.stop) for body in new]
    samples = [sample(each) for each in fresh]
    values, owners = posted(samples)
    order = np.argsort(np.concatenate((kept.values, values)), kind="stable")
    both = Shingles(
        np.concatenate((kept.values, values))[order],
        np.concatenate((kept.owners, owners + np.int32(len(reports))))[order],
        kept.stop,
    )
    before = len(reports)
    reports += [each.body.report for each in fresh]
    orgs += [each.body.org for each in fresh]
    pairs = _pairs(fresh, samples, both, orgs, before)
    wanted = {reports[j] for _, places in pairs for j in places if j < before}
    texts = {each.report: prepared(each, kept.stop) for each in load(wanted)} if wanted else {}
    texts |= {each.body.report: each for each in fresh}
    found = copies(
        (fresh[i - before], texts[reports[j]])
        for i, places in pairs
        for j in places
        if j < i and reports[j] in texts
    )
    standing = (each for each in known.copies if not {each.a, each.b} & set(gone))
    return (
        Known(
            reports=tuple(reports),
            orgs=tuple(orgs),
            learned=known.learned,
            copies=_ordered((*standing, *found)),
        ),
        both,
    )


def _ordered(found: Iterable[Copies]) -> tuple[Copies, ...]:
    return tuple(sorted(found, key=lambda each: (each.shared.a, each.shared.b, each.a, each.b)))


def _pairs(
    reports: Sequence[Prepared],
    samples: Sequence[Hashes],
    shingles: Shingles,
    orgs: Sequence[str | None],
    first: int = 0,
) -> list[tuple[int, list[int]]]:
    """For each report, which has place `first` and following, the places of those of other
    organisations that share several shingles with it."""
    found = []
    for i, (report, wanted) in enumerate(zip(reports, samples, strict=True), first):
        org = report.body.org
        places = [j for j in shingles.holders(wanted).tolist() if org is None or orgs[j] != org]
        found.append((i, places))
    return found
