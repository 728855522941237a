"""Bodies of findings as hashed character pairs, which need no segmentation and compare fast.

A pair of neighbouring Chinese characters is hashed to one of 65,536 buckets (feature hashing,
Weinberger et al. 2009). Digits, punctuation and names of villages and towns are left out: they
tell where and how much, not what.
"""

import numpy as np
import numpy.typing as npt

BUCKETS = 1 << 16
_LAST = 0xFFFF  # of the characters that are looked up; those beyond are no Chinese ones in use
_PLACE_ENDS = np.zeros(_LAST + 1, dtype=np.bool_)
_PLACE_ENDS[[ord(c) for c in "村镇乡组"]] = True
_COMMON_SHARE = 0.2
# OpenBLAS multiplies with one thread up to this many steps (GEMM_MULTITHREAD_THRESHOLD).
_ONE_THREAD = 4 * 65536
_NARROWEST = 8

Floats = npt.NDArray[np.float32]
Rarity = npt.NDArray[np.float32]
"""The weight of each bucket, shape (BUCKETS,)."""


def grams(text: str) -> bytes:
    """The buckets of the text's pairs in order, repeated ones included, as little-endian uint16."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    if len(codes) < 3:
        return b""
    han = (codes >= 0x4E00) & (codes < 0xA000)
    place = _PLACE_ENDS[np.minimum(codes, _LAST)]
    keep = han[:-1] & han[1:] & ~place[1:]
    keep[:-1] &= ~place[2:]
    hashed = (codes[:-1] * np.uint32(0x9E3779B1) + codes[1:] * np.uint32(0x85EBCA6B)) >> np.uint32(
        16
    )
    return hashed[keep].astype("<u2").tobytes()


def frequencies(bodies: list[bytes]) -> npt.NDArray[np.int64]:
    """How often each bucket occurs in all the bodies: shape (BUCKETS,)."""
    total = np.zeros(BUCKETS, dtype=np.int64)
    step = 20_000
    for start in range(0, len(bodies), step):
        joined = np.frombuffer(b"".join(bodies[start : start + step]), dtype="<u2")
        total += np.bincount(joined, minlength=BUCKETS)
    return total


def rarity(counts: npt.NDArray[np.int64], findings: int) -> Rarity:
    """Each bucket's weight, shape (BUCKETS,): log of how rare it is, 0 for common ones."""
    share = np.maximum(counts, 1) / max(findings, 1)
    weights: Rarity = np.maximum(0, np.log(_COMMON_SHARE / share)).astype(np.float32)
    return weights


def matrix(bodies: list[bytes], weights: Rarity, width: int = 2048) -> Floats:
    """Unit rows, shape (len(bodies), width): their products are cosines of the bodies."""
    out = np.zeros((len(bodies), width), dtype=np.float32)
    lengths = [len(body) // 2 for body in bodies]
    columns = np.frombuffer(b"".join(bodies), dtype="<u2")
    rows = np.repeat(np.arange(len(bodies)), lengths)
    kept = weights[columns] > 0
    columns, rows = columns[kept], rows[kept]
    # Assigned, not added: a pair counts once however often it occurs.
    out[rows, columns % width] = weights[columns]
    norms = np.linalg.norm(out, axis=1, keepdims=True)
    norms[norms == 0] = 1
    out /= norms
    return out


def cosines(one: Floats, other: Floats) -> Floats:
    """The products of unit rows, shape (len(one), len(other)).

    In slices so small that BLAS does not spread them over threads: for the few findings of one
    organisation, waking threads takes ten times as long as the product.
    """
    width = 1 << max(0, (_ONE_THREAD // max(1, len(one) * len(other))).bit_length() - 1)
    if width < _NARROWEST:
        product: Floats = one @ other.T
        return product
    width = min(width, one.shape[1])
    left = one.reshape(len(one), -1, width).transpose(1, 0, 2)
    right = other.reshape(len(other), -1, width).transpose(1, 2, 0)
    summed: Floats = (left @ right).sum(0)
    return summed
