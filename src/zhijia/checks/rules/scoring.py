"""得分: several inspectors brought to one score, gaps, totals, grades and places. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .rounds import Band
from .scales import rounded

ZERO = Decimal(0)
SEVERAL = HOUSE["HOUSE-172"]


@dataclass(frozen=True, slots=True)
class Given:
    """What one inspector gave an item: its points, or that it does not apply; a broken veto."""

    points: Decimal
    is_na: bool = False
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What an item got in the end; points are 0 where it does not apply."""

    points: Decimal
    is_na: bool
    is_broken: bool
    how: str


HOWS = {"one": "一名检查员", "average": "平均", "agreed": "商定", "objected": "申诉更正"}


def differ_in_kind(given: Sequence[Given]) -> bool:
    """Say whether some say that an item does not apply, or that a veto is broken, and others not.

    No mean lies between these.
    """
    return len({one.is_na for one in given}) > 1 or len({one.is_broken for one in given}) > 1


def gap(full: Decimal, given: Sequence[Given]) -> Fraction:
    """Return how far inspectors are apart, as a share of full marks."""
    got = [one.points for one in given if not one.is_na]
    return Fraction(max(got) - min(got)) / Fraction(full) if got and full else Fraction(0)


def needs_agreement(mode: str, most: int, full: Decimal, given: Sequence[Given]) -> bool:
    """Say whether an item must be settled by talking: `most` is the gap allowed in per cent.

    Where inspectors agree on every item, any difference at all must be settled.
    """
    if differ_in_kind(given):
        return True
    apart = gap(full, given)
    return apart > 0 if mode == "agree" else apart * 100 > most


def settle(given: Sequence[Given], agreed: Settled | None) -> Settled:
    """Return what an item gets: what was agreed, one inspector's word, or the mean of several."""
    if agreed is not None:
        return agreed
    first = given[0]
    if len(given) == 1 or first.is_na:
        how = "one" if len(given) == 1 else "average"
        return Settled(first.points, first.is_na, first.is_broken, how)
    mean = Fraction(sum(one.points for one in given)) / len(given)
    return Settled(rounded(mean), False, first.is_broken, "average")


def may_settle(*, open_names: Sequence[str], apart: Sequence[str], inspectors: int) -> Verdict:
    """Scores are settled when every inspector has handed in and no gap is left open."""
    if not inspectors:
        return refused("还没有检查员")
    if open_names:
        return refused(f"还没有提交评分：{'、'.join(open_names)}")
    if apart:
        words = f"有 {len(apart)} 条相差过大，请先商定：{'、'.join(apart[:8])}"
        return refused(words, SEVERAL)
    return ALLOWED


def may_agree(
    *, is_needed: bool, points: Decimal, full: Decimal, is_na: bool, words: str
) -> Verdict:
    """Only where inspectors are apart do they agree, within the item's marks, and say why."""
    if not is_needed:
        return refused("这一条检查员没有评得不一致，按公布的办法汇总，不另行商定", SEVERAL)
    if not is_na and not 0 <= points <= full:
        return refused(f"得分应当在 0 至 {full.normalize():f} 之间")
    return ALLOWED if words.strip() else refused("请写明商定的理由", SEVERAL)


@dataclass(frozen=True, slots=True)
class Total:
    """What a unit got: points, out of how much, of a hundred; whether a veto item is broken."""

    points: Decimal
    full: Decimal
    is_vetoed: bool

    @property
    def score(self) -> Decimal:
        """Return the points of a hundred; items that do not apply count on neither side."""
        if not self.full:
            return Decimal(0)
        return rounded(Fraction(self.points) * 100 / Fraction(self.full))


def total(items: Iterable[tuple[Decimal, Settled]]) -> Total:
    """Add up items, each with its full marks."""
    kept = [(full, one) for full, one in items if not one.is_na]
    return Total(
        sum((one.points for _, one in kept), Decimal(0)),
        sum((full for full, _ in kept), Decimal(0)),
        any(one.is_broken for _, one in kept),
    )


def percent(points: Decimal, full: Decimal) -> int | None:
    """Return a part of full marks in whole per cent; None where nothing applies."""
    return int(Fraction(points) * 100 / Fraction(full) + Fraction(1, 2)) if full else None


def grade(bands: Sequence[Band], score: Decimal, *, is_vetoed: bool) -> str:
    """Return the grade of a score; a broken veto item leaves only the lowest."""
    if is_vetoed:
        return bands[-1].word
    return next(one.word for one in bands if score >= one.at_least)


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit as it is ranked: its score, broken veto, open faults, how many faults in all."""

    key: int
    score: Decimal
    is_vetoed: bool
    left: int
    faults: int


def places(standings: Sequence[Standing]) -> Mapping[int, int]:
    """Return each unit's place by the published rule; alike in all, they share a place.

    No broken veto first, then the higher score, fewer faults left unmended, fewer faults.
    """

    def rank(one: Standing) -> tuple[bool, Decimal, int, int]:
        return one.is_vetoed, -one.score, one.left, one.faults

    ordered = sorted(standings, key=rank)
    found: dict[int, int] = {}
    for number, one in enumerate(ordered, 1):
        before = ordered[number - 2] if number > 1 else None
        is_alike = before is not None and rank(before) == rank(one)
        found[one.key] = found[before.key] if before is not None and is_alike else number
    return found
