"""What the sums of an electronic vote say (docs/ballot-protocol.md 4, 10.7). Pure."""

from collections.abc import Iterator, Mapping, Sequence

from zhijia.law import ALLOWED, Verdict, refused

from .asking import Asked
from .counts import Counted, line_keys


def asks_everything(
    asked: Sequence[tuple[str, Asked, Sequence[str]]], frozen: Mapping[str, Sequence[str]]
) -> Verdict:
    """Judge whether the frozen ballot asks what its contests do; else it cannot be counted.

    `asked` are (id in the manifest, what is asked, keys of the choices), `frozen` the choices of
    the manifest by contest. Weighted evaluations that were frozen before their lines could be
    counted asked for each person as a whole only.
    """
    for id_, one, keys in asked:
        wanted = [line for key in keys for line in line_keys(key, one.lines)]
        if one.kind == "evaluation" and list(frozen.get(id_, ())) != wanted:
            return refused(
                f"「{one.title}」要分项计分，但是选举清单冻结时本系统还不能分项，选票上只有总的一项，"
                "不能计票。请把这次表决作废，再在它的页面上按“照原样再投一次”重新起草、重新投票"
            )
    return ALLOWED


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
