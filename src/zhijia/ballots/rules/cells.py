"""What the sums of an electronic vote say (docs/ballot-protocol.md 4, 10.7). Pure."""

from collections.abc import Iterator, Mapping, Sequence

from .asking import Asked
from .counts import Counted, line_keys


def taken_apart(
    contests: Sequence[tuple[str, Asked, Sequence[str], int]],
    cells: Sequence[int],
    writes: Mapping[str, Mapping[str, int]],
    ballots: int,
) -> dict[str, Counted]:
    """Return the count of each contest, by its id in the manifest.

    `contests` are (id, what is asked, keys of the choices, slots) in the order of the manifest;
    `writes` the opened slots, in which "" is nobody and "?" void. ValueError where the number of
    cells is not what the contests make it.
    """
    row = iter(cells)
    found = {}
    for id_, asked, keys, slots in contests:
        lines = _lines(asked, keys, row, ballots)
        for _ in range(slots):
            next(row)
        others = {key: n for key, n in writes.get(id_, {}).items() if key not in {"", "?"}}
        found[id_] = Counted(ballots, 0, lines, others)
    if next(row, None) is not None:
        raise ValueError("more cells than the contests have")
    return found


def _lines(
    asked: Asked, keys: Sequence[str], row: Iterator[int], ballots: int
) -> dict[str, dict[str, int]]:
    lines: dict[str, dict[str, int]] = {}
    for key in keys:
        if asked.kind == "evaluation":
            for one in line_keys(key, asked.lines):
                lines[one] = {grade: _next(row) for grade in asked.grades}
        elif asked.kind == "election" and asked.by_marks:
            lines[key] = {"yes": _next(row)}
        else:
            yes, no = _next(row), _next(row)
            lines[key] = {"yes": yes, "no": no, "abstain": ballots - yes - no}
    return lines


def _next(row: Iterator[int]) -> int:
    found = next(row, None)
    if found is None:
        raise ValueError("fewer cells than the contests have")
    return found
