"""民主评议: what grades add up to, plain or by weighted lines. Pure; the adopted 测评办法 decides.

A grade is only said where the adopted method says how it is found (Corrections 19): here are the
numbers, and a result by a rule that was adopted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

COMPETENCE = ("优秀", "称职", "基本称职", "不称职")
SATISFACTION = ("满意", "基本满意", "不满意")
FEWEST = HOUSE["HOUSE-180"].sets(5)


@dataclass(frozen=True, slots=True)
class Graded:
    """How often each grade was given to one person; `valid` papers said something of them."""

    valid: int
    counts: Mapping[str, int]

    def share(self, grade: str) -> Fraction:
        """Return the share of a grade among the valid papers; 0 where there is none."""
        return Fraction(self.counts.get(grade, 0), self.valid) if self.valid else Fraction(0)


@dataclass(frozen=True, slots=True)
class Weighted:
    """A line such as 德 with its weight in percent, and the score of each grade."""

    name: str
    percent: int


def tally(grades: Sequence[str], given: Iterable[str]) -> Graded:
    """Count grades; ValueError for one that was not on the paper."""
    counts = Counter(given)
    if strange := {*counts} - {*grades}:
        raise ValueError(f"no such grade: {sorted(strange)}")
    return Graded(counts.total(), {grade: counts[grade] for grade in grades})


def may_show(valid: int) -> Verdict:
    """Grades of fewer than five papers would say who gave which."""
    if valid < FEWEST:
        return refused(f"有效票不足 {FEWEST} 张，不公布分项结果", HOUSE["HOUSE-180"])
    return ALLOWED


def weights_are_whole(lines: Sequence[Weighted]) -> Verdict:
    """The weights of all lines make up a hundred."""
    total = sum(line.percent for line in lines)
    return ALLOWED if total == 100 else refused(f"各项权重合计 {total}%，应当为 100%")


def weighted(
    lines: Sequence[Weighted], scores: Mapping[str, int], given: Mapping[str, Graded]
) -> Fraction:
    """Return the weighted score of one person: by line, the mean of its grades' scores.

    `scores` are points by grade, `given` the counts by line. A line nobody graded counts as 0.
    """
    total = Fraction(0)
    for line in lines:
        graded = given[line.name]
        points = sum(scores[grade] * number for grade, number in graded.counts.items())
        mean = Fraction(points, graded.valid) if graded.valid else Fraction(0)
        total += mean * Fraction(line.percent, 100)
    return total
