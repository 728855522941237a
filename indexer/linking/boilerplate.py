"""雷同: passages that reports of different organisations share nearly word for word.

Reports are compared by shingles of ten characters. A sample of the shingles, chosen by their hash
(mod-p sampling, Broder 1997), proposes pairs (`indexer.linking.copies`); a proposed pair is then
aligned in full. Passages
that many organisations have are standard phrases, and so are those of stop_passages.txt: they do
not count, so that what remains is telling.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.folding import Stream, searchable, stream
from indexer.linking.known import Copies
from indexer.linking.recurrences import Boilerplate, Passage
from ingest.model import Record

_SHINGLE = 10
_SAMPLE = 4
_MANY_ORGS = 4
_MANY_SHARE = 0.03
_SHORTEST = 10
_TELLING = 50
# What every report of this kind says around its own words: titles, openings, labels, statuses.
_FORMULA = re.compile(
    r"(?:关于)?(?:[一二三四五六七八九十]+届)?[省市县区]?委?第[一二三四五六七八九十]+轮巡[察视](?:集中)?整改(?:进展|落实)?情况的?(?:通报|报告|公告)"
    r"|[^。；，\n]{0,12}巡[察视]组[^。；\n]{0,30}(?:反馈了?|开展了|进行了)[^。；\n]{0,12}"
    r"|(?:现将|根据)[^。；，\n]{0,24}|(?:责任(?:单位|领导|人)|完成时限|整改(?:进度|结果|情况|措施|时限))[:：]?[^。；\n]{0,14}"
    r"|(?:中共)?[^。；，\n]{0,8}委员会|整改|已?完成|长期坚持|措施"
)
_GAP = 12
_MOSTLY = 7

Hashes = npt.NDArray[np.uint64]


class Body(Record, frozen=True, kw_only=True):
    """A report's whole text; `org` as resolved, None where it is masked."""

    report: str
    source: str
    org: str | None
    text: str


class Prepared(NamedTuple):
    """A body as it is compared: `masked` with every number as one “#”, its shingles, and which of
    its characters are the report's own words."""

    body: Body
    masked: Stream
    hashes: Hashes
    own: npt.NDArray[np.bool_]


def prepared_all(bodies: Iterable[Body]) -> tuple[list[Prepared], Hashes]:
    """The bodies by file name, and the standard phrases learned from them: sorted hashes."""
    texts = sorted(bodies, key=lambda body: (body.source, body.report))
    streams = [_masked(stream(body.text)) for body in texts]
    hashes = [_shingles(each.text) for each in streams]
    stop = _stop(texts, hashes)
    return [
        Prepared(body, masked, each, _own(masked.text, each, stop))
        for body, masked, each in zip(texts, streams, hashes, strict=True)
    ], stop


def prepared(body: Body, stop: Hashes) -> Prepared:
    """A body by the standard phrases of others."""
    masked = _masked(stream(body.text))
    hashes = _shingles(masked.text)
    return Prepared(body, masked, hashes, _own(masked.text, hashes, stop))


def copies(pairs: Iterable[tuple[Prepared, Prepared]]) -> Iterator[Copies]:
    """Those of the pairs that share telling passages, aligned in full; the first of a pair is the
    one whose file name comes first."""
    for one, other in pairs:
        a, b = sorted((one, other), key=lambda each: (each.body.source, each.body.report))
        passages = tuple(_passages(a, b))
        if sum(telling for _, telling in passages) >= _TELLING:
            shorter = max(1, min(len(a.body.text), len(b.body.text)))
            shared = sum(passage.a_span[1] - passage.a_span[0] for passage, _ in passages)
            yield Copies(
                a=a.body.report,
                b=b.body.report,
                shared=Boilerplate(
                    a=a.body.source,
                    b=b.body.source,
                    similarity=round(min(1.0, shared / shorter), 4),
                    passages=tuple(passage for passage, _ in passages),
                ),
            )


def _masked(whole: Stream) -> Stream:
    """The text with every number as one “#”: a copy with other numbers is a copy."""
    kept: list[str] = []
    offsets: list[int] = []
    position = 0
    for number in re.finditer(r"\d+", whole.text):
        kept += (whole.text[position : number.start()], "#")
        offsets += whole.offsets[position : number.start() + 1]
        position = number.end()
    kept.append(whole.text[position:])
    return Stream("".join(kept), offsets + whole.offsets[position:])


def _own(text: str, hashes: Hashes, stop: Hashes) -> npt.NDArray[np.bool_]:
    """Which characters are Chinese and in no standard phrase: shape (len(text),)."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    own = (codes >= 0x4E00) & (codes < 0xA000)
    standard = np.flatnonzero(_among(hashes, stop))
    for step in range(_SHINGLE):
        own[standard + step] = False
    for formula in _FORMULA.finditer(text):
        own[slice(*formula.span())] = False
    return own


def _among(hashes: Hashes, known: Hashes) -> npt.NDArray[np.bool_]:
    """Which of the hashes are known; `known` is sorted, which is why this is fast."""
    at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    found: npt.NDArray[np.bool_] = known[at] == hashes
    return found


def _shingles(text: str) -> Hashes:
    """The hash of the ten characters from each place on: shape (max(0, len(text) - 9),)."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    places = max(0, len(codes) - _SHINGLE + 1)
    hashed = np.zeros(places, dtype=np.uint64)
    for i in range(_SHINGLE):
        hashed = hashed * np.uint64(0x100000001B3) + codes[i : i + places]
    hashed ^= hashed >> np.uint64(29)
    hashed *= np.uint64(0xBF58476D1CE4E5B9)
    return hashed ^ (hashed >> np.uint64(32))


def _stop(texts: Sequence[Body], hashes: Sequence[Hashes]) -> Hashes:
    """Sorted hashes of shingles that say nothing: standard phrases, shipped and learned."""
    by_org: defaultdict[str, list[Hashes]] = defaultdict(list)
    for body, each in zip(texts, hashes, strict=True):
        by_org[body.org or body.report].append(each)
    many = max(_MANY_ORGS, int(_MANY_SHARE * len(by_org)))
    distinct = [np.unique(np.concatenate(each)) for each in by_org.values()]
    every = np.concatenate([*distinct, np.zeros(0, np.uint64)])
    unique, counts = np.unique(every, return_counts=True)
    return np.union1d(unique[counts >= many], _shipped())


@cache
def _shipped() -> Hashes:
    text = resources.files("indexer.linking").joinpath("stop_passages.txt").read_text("utf-8")
    return np.unique(np.concatenate([_shingles(searchable(line)) for line in text.splitlines()]))


def posted(samples: Sequence[Hashes]) -> tuple[Hashes, npt.NDArray[np.int32]]:
    """All sampled hashes in order, and beside each the number of the sample that has it."""
    values = np.concatenate([*samples, np.zeros(0, np.uint64)])
    owners = np.repeat(np.arange(len(samples), dtype=np.int32), [len(each) for each in samples])
    order = np.argsort(values, kind="stable")
    return values[order], owners[order]


def sample(report: Prepared) -> Hashes:
    """Some of the shingles that are mostly the report's own words, the same ones in any report."""
    before = np.concatenate(([0], np.cumsum(report.own)))
    own = before[_SHINGLE:] - before[:-_SHINGLE] if len(report.hashes) else before[:0]
    chosen = (own >= _MOSTLY) & (report.hashes % np.uint64(_SAMPLE) == 0)
    return np.unique(report.hashes[chosen])


def _passages(a: Prepared, b: Prepared) -> Iterator[tuple[Passage, int]]:
    """The shared runs in order of `a`, near ones joined across small differences; with each the
    number of its characters that are the report's own words."""
    for start_a, start_b, end_a, end_b in _joined(_runs(a, b)):
        own = np.flatnonzero(a.own[start_a:end_a])
        if len(own) >= _SHORTEST:
            # What stands before and after in every report is no part of the passage.
            before, after = int(own[0]), end_a - start_a - int(own[-1]) - 1
            after = min(after, end_b - start_b - before - 1)
            span = a.masked.original(start_a + before, end_a - after)
            other = b.masked.original(start_b + before, end_b - after)
            yield (
                Passage(
                    a_span=span,
                    b_span=other,
                    text=a.body.text[slice(*span)],
                    b_text=b.body.text[slice(*other)],
                ),
                len(own),
            )


def _runs(a: Prepared, b: Prepared) -> Iterator[tuple[int, int, int]]:
    """Maximal equal runs: where in `a`, where in `b`, how many characters."""
    order = np.argsort(b.hashes, kind="stable")
    ranked = b.hashes[order]
    at = np.minimum(np.searchsorted(ranked, a.hashes), max(0, len(ranked) - 1))
    places = np.where(ranked[at] == a.hashes, order[at], -1)
    one, other = a.masked.text, b.masked.text
    end = 0
    for i in np.flatnonzero(places >= 0).tolist():
        if i < end:
            continue
        j = int(places[i])
        length = _SHINGLE
        while (
            i + length < len(one)
            and j + length < len(other)
            and one[i + length] == other[j + length]
        ):
            length += 1
        end = i + length
        yield i, j, length


def _joined(runs: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Runs that follow each other closely in both texts as one: (start, start, end, end)."""
    joined: list[tuple[int, int, int, int]] = []
    for i, j, length in runs:
        if joined:
            start_a, start_b, end_a, end_b = joined[-1]
            if 0 <= i - end_a <= _GAP and 0 <= j - end_b <= _GAP:
                joined[-1] = (start_a, start_b, i + length, j + length)
                continue
        joined.append((i, j, i + length, j + length))
    return joined
