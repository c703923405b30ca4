"""libdecaf (Debian: libdecaf0) through cffi: points that need not be decoded for every addition.

For public data only: the fast verifier (docs/ballot-protocol.md 11.3). What it says exists without
libdecaf too, slower. `AT_HAND` says whether the library is there, `IN_C` whether the helper is.

Points lie side by side in memory, 256 bytes each, and are named by their place.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import cffi

HELPER = Path(sys.prefix) / "lib/zhijia/pippenger.so"  # script/bootstrap
LIBRARY = "libdecaf.so.0"
POINT, ENCODED, ALIGNED = 256, 32, 64  # bytes
SUCCESS = -1  # decaf_error_t
WIDEST = 16  # bits of a window: more buckets than that cost more than they save

_ffi = cffi.FFI()
_ffi.cdef(
    """
    typedef struct { uint64_t opaque[32]; } point;
    int decaf_255_point_decode(point *out, const uint8_t *encoded, uint64_t allow_identity);
    void decaf_255_point_encode(uint8_t *encoded, const point *p);
    void decaf_255_point_add(point *sum, const point *p, const point *q);
    void decaf_255_point_sub(point *difference, const point *p, const point *q);
    void decaf_255_point_double(point *twice, const point *p);
    uint64_t decaf_255_point_eq(const point *p, const point *q);
    extern point decaf_255_point_base;
    extern point decaf_255_point_identity;
    size_t zhijia_decode(point *out, const uint8_t *encodings, size_t n);
    int zhijia_sum(point *out, const point *points, const uint8_t *scalars, int size, size_t n,
                   int width);
    """
)


def _opened(name: str) -> Any:
    try:
        return _ffi.dlopen(name)
    except OSError:
        return None


_lib: Any = _opened(LIBRARY)
_helper: Any = _opened(str(HELPER)) if _lib and not os.environ.get("ZHIJIA_NO_HELPER") else None
AT_HAND = _lib is not None
IN_C = _helper is not None


class NoPoint(ValueError):
    """32 bytes that are no canonical encoding of a point, or encode the identity."""


class Points:
    """A row of points, all unset at first: read none that was not put there."""

    def __init__(self, size: int) -> None:
        self._memory = _ffi.new("uint8_t[]", size * POINT + ALIGNED)
        start = -int(_ffi.cast("uintptr_t", self._memory)) % ALIGNED
        self.at = _ffi.cast("point *", self._memory + start)

    def decode(self, first: int, encodings: bytes, *, in_c: bool = IN_C) -> None:
        """Put the points of `encodings` at `first` and after. Raises NoPoint."""
        count = len(encodings) // ENCODED
        if in_c:
            if _helper.zhijia_decode(self.at + first, encodings, count) != count:
                raise NoPoint
            return
        decode, at = _lib.decaf_255_point_decode, self.at + first
        for n in range(count):
            if decode(at + n, encodings[ENCODED * n : ENCODED * (n + 1)], 0) != SUCCESS:
                raise NoPoint

    def set_base(self, place: int) -> None:
        """Put G there."""
        _ffi.memmove(self.at + place, _ffi.addressof(_lib, "decaf_255_point_base"), POINT)

    def clear(self, place: int) -> None:
        """Put the identity there."""
        _ffi.memmove(self.at + place, _ffi.addressof(_lib, "decaf_255_point_identity"), POINT)

    def add(
        self, place: int, other: "Points", plus: Iterable[int], minus: Iterable[int] = ()
    ) -> None:
        """Add points of another row to the one there, subtract others from it."""
        here, theirs, add, sub = (
            self.at + place,
            other.at,
            _lib.decaf_255_point_add,
            _lib.decaf_255_point_sub,
        )
        for n in plus:
            add(here, here, theirs + n)
        for n in minus:
            sub(here, here, theirs + n)

    def encode(self, place: int) -> bytes:
        """Return the canonical 32 bytes; those of the identity are zeros."""
        encoded = _ffi.new("uint8_t[32]")
        _lib.decaf_255_point_encode(encoded, self.at + place)
        return bytes(encoded)


def sums_to_identity(
    rows: Sequence[tuple[Points, Sequence[int], int]], *, in_c: bool = IN_C
) -> bool:
    """Tell whether Σ scalar · point over all rows is the identity.

    A row is its points, a scalar for each of its first ones, and how many bytes its scalars take.
    """
    total = Points(len(rows) + 1)
    total.clear(len(rows))
    for place, (points, scalars, size) in enumerate(rows):
        (_sum_in_c if in_c else _sum)(total.at + place, points, scalars, size)
    total.add(len(rows), total, range(len(rows)))
    identity = _ffi.addressof(_lib, "decaf_255_point_identity")
    return bool(_lib.decaf_255_point_eq(total.at + len(rows), identity))


def _width(count: int) -> int:
    """How many bits a window has: about the logarithm of the points less three."""
    return min(WIDEST, max(2, count.bit_length() - 4))


def _sum_in_c(out: Any, points: Points, scalars: Sequence[int], size: int) -> None:
    numbers = b"".join(scalar.to_bytes(size, "little") for scalar in scalars)
    count = len(scalars)
    if _helper.zhijia_sum(out, points.at, numbers, size, count, _width(count)):
        raise MemoryError


def _sum(out: Any, points: Points, scalars: Sequence[int], size: int) -> None:
    """Buckets, as in pippenger.c."""
    add, double, move = _lib.decaf_255_point_add, _lib.decaf_255_point_double, _ffi.memmove
    identity = _ffi.addressof(_lib, "decaf_255_point_identity")
    width = _width(len(scalars))
    count = 1 << width
    places = [points.at + n for n in range(len(scalars))]
    buckets, ends = Points(count), Points(2)
    running, total = ends.at, ends.at + 1
    move(out, identity, POINT)
    for low in reversed(range(0, 8 * size, width)):
        for _ in range(width):
            double(out, out)
        used: list[Any] = [None] * count
        for place, scalar in zip(places, scalars, strict=True):
            digit = (scalar >> low) & (count - 1)
            if not digit:
                continue
            bucket = used[digit]
            if bucket is None:
                bucket = used[digit] = buckets.at + digit
                move(bucket, place, POINT)
            else:
                add(bucket, bucket, place)
        move(running, identity, POINT)
        move(total, identity, POINT)
        for digit in range(count - 1, 0, -1):
            if used[digit] is not None:
                add(running, running, used[digit])
            add(total, total, running)
        add(out, out, total)
