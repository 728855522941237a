"""What people decided about pairs of findings: append-only, never overwritten (研判)."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import msgspec

from indexer.lines import append, records
from ingest.model import Record

DECISIONS = "decisions.jsonl"


class Verdict(StrEnum):
    """What a person said of a pair; `withdraw` takes the last of it back, so that what was said
    before that counts again."""

    CONFIRM = "confirm"
    REJECT = "reject"
    UNSURE = "unsure"
    WITHDRAW = "withdraw"


class Decision(Record, frozen=True, kw_only=True):
    """One entry: findings `a` and `b` by id, `at` in UTC."""

    a: str
    b: str
    verdict: Verdict
    user: str
    at: str
    note: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids in order, so that (a, b) and (b, a) are one pair."""
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)


class Conflict(Record, frozen=True, kw_only=True):
    """A confirmed pair that cannot be joined: others of the two sides were rejected."""

    confirmed: tuple[str, str]
    rejected: tuple[str, str]

    @property
    def message(self) -> str:
        """A sentence for the user."""
        return (
            f"研判有矛盾：{self.confirmed[0]} 与 {self.confirmed[1]} 确认为同类，"
            f"但 {self.rejected[0]} 与 {self.rejected[1]} 已判为不同；"
            "按“不同”处理，请复核其中一条。"
        )


class DecisionLog:
    """The file of decisions; of a pair's entries the last that was not withdrawn counts."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, entries: Iterable[Decision]) -> None:
        """Adds entries, durable on return: all, or none where it raises `OSError`."""
        append(self.path, entries)

    def entries(self) -> Iterator[Decision]:
        """All entries in order. Raises `LibraryError` on a line that is none."""
        yield from records(self.path, Decision)


class Decisions:
    """The decisions that count, and what follows from them; `by_pair` in the order in which they
    were taken, `carried` those of its pairs on which a decision stands that was taken on former
    versions, `left` the decisions whose findings the new versions do not have."""

    def __init__(
        self,
        entries: Iterable[Decision] = (),
        successors: Mapping[str, str | None] | None = None,
    ) -> None:
        """`successors` are the findings that took the place of those of former versions, which an
        entry may name; None where none did."""
        became = successors or {}
        said: dict[tuple[str, str], list[tuple[int, Decision]]] = {}
        carried: set[tuple[int, tuple[str, str]]] = set()
        for n, written in enumerate(entries):
            entry = _now(written, became)
            if entry.a == entry.b:
                continue
            if entry is not written:
                carried.add((n, entry.pair))
            before = said.setdefault(entry.pair, [])
            if entry.verdict is not Verdict.WITHDRAW:
                before.append((n, entry))
            elif before:
                before.pop()
        last = sorted((each[-1] for each in said.values() if each), key=lambda each: each[0])
        self.by_pair = {entry.pair: entry for _, entry in last}
        self.carried = {entry.pair for n, entry in last if (n, entry.pair) in carried}
        lost = {old for old, new in became.items() if new is None}
        self.left = tuple(entry for _, entry in last if lost & {entry.a, entry.b})
        self._rejected: dict[str, set[str]] = {}
        for pair in self._pairs(Verdict.REJECT):
            for one, other in (pair, pair[::-1]):
                self._rejected.setdefault(one, set()).add(other)
        self._unit: dict[str, frozenset[str]] = {}
        self.conflicts = tuple(self._bind())

    def verdict(self, a: str, b: str) -> Verdict | None:
        """What counts for the pair."""
        entry = self.by_pair.get((a, b) if a <= b else (b, a))
        return entry.verdict if entry else None

    def unit(self, finding: str) -> frozenset[str]:
        """The findings bound to this one by confirmation, itself included."""
        return self._unit.get(finding) or frozenset((finding,))

    def enemies(self, finding: str) -> set[str]:
        """The findings that this one must never share a group with."""
        return self._rejected.get(finding, set())

    @property
    def named(self) -> set[str]:
        """All findings that a confirmation or a rejection names."""
        return set(self._rejected) | set(self._unit)

    def _pairs(self, verdict: Verdict) -> list[tuple[str, str]]:
        # Sorted, so that the same decisions bind alike in whatever order they were taken.
        return sorted(pair for pair, entry in self.by_pair.items() if entry.verdict is verdict)

    def _bind(self) -> Iterator[Conflict]:
        for a, b in self._pairs(Verdict.CONFIRM):
            one, other = self.unit(a), self.unit(b)
            clash = sorted((x, y) for x in one for y in self.enemies(x) & other)
            if clash:
                yield Conflict(confirmed=(a, b), rejected=clash[0])
                continue
            joined = one | other
            for member in joined:
                self._unit[member] = joined


def _now(entry: Decision, became: Mapping[str, str | None]) -> Decision:
    """The entry on the findings that stand now where those that it names stood."""
    a, b = became.get(entry.a) or entry.a, became.get(entry.b) or entry.b
    if (a, b) == (entry.a, entry.b):
        return entry
    return msgspec.structs.replace(entry, a=a, b=b)
