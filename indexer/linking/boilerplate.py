"""雷同: passages that reports of different organisations share nearly word for word.

Reports are compared by shingles of ten characters. A sample of the shingles, chosen by their hash
(mod-p sampling, Broder 1997), proposes pairs; a proposed pair is then aligned in full. Passages
that many organisations have are standard phrases, and so are those of stop_passages.txt: they do
not count, so that what remains is telling.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from indexer.folding import Stream, searchable, stream
from ingest.model import Record, Span

_SHINGLE = 10
_SAMPLE = 4
_MANY_ORGS = 4
_MANY_SHARE = 0.03
_SHORTEST = 13
_TELLING = 50
# What every report of this kind says around its own words: titles, openings, labels, statuses.
_FORMULA = re.compile(
    r"(?:关于)?(?:[一二三四五六七八九十]+届)?[省市县区]?委?第[一二三四五六七八九十]+轮巡[察视](?:集中)?整改(?:进展|落实)?情况的?(?:通报|报告|公告)"
    r"|[^。；，\n]{0,12}巡[察视]组[^。；\n]{0,30}(?:反馈了?|开展了|进行了)[^。；\n]{0,12}"
    r"|(?:现将|根据)[^。；，\n]{0,24}|(?:责任(?:单位|领导|人)|完成时限|整改(?:进度|结果|情况|措施|时限))[:：]?[^。；\n]{0,14}"
    r"|(?:中共)?[^。；，\n]{0,8}委员会|整改|已?完成|长期坚持|措施"
)
_GAP = 12

Hashes = npt.NDArray[np.uint64]


class Passage(Record, frozen=True, kw_only=True):
    """A shared passage: its place in either text, and its words in the first."""

    a_span: Span
    b_span: Span
    text: str


class Boilerplate(Record, frozen=True, kw_only=True):
    """Reports `a` and `b` by file name; `similarity` is the shared part of the shorter text."""

    a: str
    b: str
    similarity: float
    passages: tuple[Passage, ...]


class Body(Record, frozen=True, kw_only=True):
    """A report's whole text; `org` as resolved, None where it is masked."""

    report: str
    source: str
    org: str | None
    text: str


def boilerplate(bodies: Iterable[Body]) -> Iterator[Boilerplate]:
    """Every pair of reports of different organisations with telling passages in common."""
    texts = sorted(bodies, key=lambda body: (body.source, body.report))
    streams = [stream(body.text) for body in texts]
    hashes = [_shingles(each.text) for each in streams]
    stop = _stop(texts, hashes)
    for a, b in _proposed(texts, hashes, stop):
        passages = tuple(_passages(texts[a], streams[a], streams[b], hashes[a], hashes[b], stop))
        shared = sum(_telling(passage.text) for passage in passages)
        if shared >= _TELLING:
            shorter = max(1, min(len(texts[a].text), len(texts[b].text)))
            yield Boilerplate(
                a=texts[a].source,
                b=texts[b].source,
                similarity=round(min(1.0, shared / shorter), 4),
                passages=passages,
            )


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


def _proposed(
    texts: Sequence[Body], hashes: Sequence[Hashes], stop: Hashes
) -> list[tuple[int, int]]:
    """Pairs of different organisations that share two sampled shingles or more."""
    samples = []
    for number, each in enumerate(hashes):
        sample = np.unique(each[each % np.uint64(_SAMPLE) == 0])
        sample = sample[~np.isin(sample, stop)]
        samples.append((sample, np.full(len(sample), number, dtype=np.int64)))
    if not samples:
        return []
    values = np.concatenate([sample for sample, _ in samples])
    owners = np.concatenate([numbers for _, numbers in samples])
    order = np.argsort(values, kind="stable")
    values, owners = values[order], owners[order]
    shared: defaultdict[tuple[int, int], int] = defaultdict(int)
    ends = np.flatnonzero(np.diff(values)) + 1
    for holders in np.split(owners, ends):
        if len(holders) < 2:
            continue
        numbers = holders.tolist()
        for i, a in enumerate(numbers):
            for b in numbers[i + 1 :]:
                if texts[a].org is not None and texts[a].org == texts[b].org:
                    continue
                shared[a, b] += 1
    return sorted(pair for pair, count in shared.items() if count >= 2)


def _passages(
    a: Body, one: Stream, other: Stream, hashes_a: Hashes, hashes_b: Hashes, stop: Hashes
) -> Iterator[Passage]:
    """The shared runs in order of `a`, near ones on one line joined across small differences."""
    first_in_b = {int(h): i for i, h in reversed(list(enumerate(hashes_b)))}
    telling = ~np.isin(hashes_a, stop)
    runs: list[tuple[int, int, int]] = []
    i = 0
    while i < len(hashes_a):
        j = first_in_b.get(int(hashes_a[i]))
        if j is None or not telling[i]:
            i += 1
            continue
        length = _SHINGLE
        while (
            i + length < len(one.text)
            and j + length < len(other.text)
            and one.text[i + length] == other.text[j + length]
            and (i + length - _SHINGLE + 1 >= len(telling) or telling[i + length - _SHINGLE + 1])
        ):
            length += 1
        runs.append((i, j, length))
        i += length
    joined: list[tuple[int, int, int, int]] = []
    for i, j, length in runs:
        if joined:
            start_a, start_b, end_a, end_b = joined[-1]
            if 0 <= i - end_a <= _GAP and 0 <= j - end_b <= _GAP:
                joined[-1] = (start_a, start_b, i + length, j + length)
                continue
        joined.append((i, j, i + length, j + length))
    for start_a, start_b, end_a, end_b in joined:
        if end_a - start_a >= _SHORTEST:
            span = one.original(start_a, end_a)
            text = a.text[slice(*span)]
            if _telling(text) >= _SHORTEST - 3:
                yield Passage(a_span=span, b_span=other.original(start_b, end_b), text=text)


def _telling(text: str) -> int:
    """How many Chinese characters of a passage are the report's own words."""
    return sum("\u4e00" <= c < "\ua000" for c in _FORMULA.sub("", text))
