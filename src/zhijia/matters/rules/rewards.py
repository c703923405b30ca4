"""奖励等级: which grade a suggestion's yearly value earns, and what is paid for it. Pure.

Money in 元. A scale is data: the table of 1986 or the unit's own with its document (HOUSE-128).
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from zhijia.law import ALLOWED, HOUSE, LAW, Clause, Verdict, refused
from zhijia.law.words import at_least

GRADES = LAW["LM-08"].sets(5)
LAST = GRADES
FILED_ABOVE = LAW["LM-08"].sets((1, 2))
EFFECTIVE = LAW["LM-06"]
LABELS = {n: f"{word}等奖" for n, word in enumerate("一二三四五", 1)}


@dataclass(frozen=True, slots=True)
class Band:
    """One grade: from what yearly value on, and between what amounts the reward lies."""

    grade: int
    value_from: Decimal
    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """奖励标准: five bands, the first the highest, and the text they come from."""

    bands: tuple[Band, ...]
    source: str
    clause: Clause | None = None

    def band(self, grade: int) -> Band:
        """Return the band of a grade; KeyError where there is none."""
        return {band.grade: band for band in self.bands}[grade]


def _band(grade: int, value_from: int, least: int, most: int) -> Band:
    return Band(grade, Decimal(value_from), Decimal(least), Decimal(most))


NATIONAL = Scale(
    LAW["LM-08A"].sets(
        (
            _band(1, 1_000_000, 2500, 4000),
            _band(2, 500_000, 1500, 2500),
            _band(3, 100_000, 500, 1500),
            _band(4, 10_000, 300, 500),
            _band(5, 0, 0, 300),
        )
    ),
    "《合理化建议和技术改进奖励条例》第六条附表",
    LAW["LM-08A"],
)
# Without money to count: from what mean of the judges on, the first that fits.
BY_MARKS = HOUSE["HOUSE-128"].sets(((90, 3), (80, 4), (60, 5)))


def may_adopt_scale(scale: Scale, *, since: object) -> Verdict:
    """A unit's own scale has five bands that fall, amounts that fit, and a document behind it."""
    if not scale.source.strip() or not since:
        return refused("请写明标准所依据的文件名称、文号和起用日期", HOUSE["HOUSE-128"])
    if [band.grade for band in scale.bands] != list(range(1, GRADES + 1)):
        return refused(f"奖励分{GRADES}个等级，请逐等填写", LAW["LM-08"])
    if any(high.value_from <= low.value_from for high, low in pairwise(scale.bands)):
        return refused("等级越高，年创造价值的起点应当越高", HOUSE["HOUSE-128"])
    if scale.bands[-1].value_from != 0:
        return refused(f"{LABELS[LAST]}从零起算，请填 0", HOUSE["HOUSE-128"])
    if any(not 0 <= band.least <= band.most for band in scale.bands):
        return refused("奖金的下限不能高于上限", HOUSE["HOUSE-128"])
    return ALLOWED


def grade_by_value(value: Decimal, scale: Scale, *, is_borrowed: bool = False) -> int | None:
    """Return the grade of a yearly value, 1 the highest; None where nothing was gained.

    The value a band begins at belongs to it. What borrows from others' results is one grade lower.
    """
    if value <= 0:
        return None
    grade = next(band.grade for band in scale.bands if value >= band.value_from)
    return lowered(grade) if is_borrowed else grade


def grade_by_marks(mean: Fraction | None, *, is_borrowed: bool = False) -> int | None:
    """Return the grade of what has no money to count; None below the last."""
    if mean is None:
        return None
    grade = next((grade for marks, grade in BY_MARKS if mean >= marks), None)
    return lowered(grade) if grade and is_borrowed else grade


def lowered(grade: int) -> int:
    """Return one grade lower; below the last there is none."""
    return min(LAST, grade + 1)


def may_reward(*, is_in_use: bool, has_effect: bool, is_counted: bool, confirmed: int) -> Verdict:
    """A reward is for what is in use and works; where money counts, for twelve months of it.

    `confirmed` counts the months finance has confirmed.
    """
    if not is_in_use or not has_effect:
        return refused("经过实际应用并且见效的，方可给予奖励", LAW["LM-06"])
    if is_counted and not at_least(confirmed, 12):
        return refused(f"年效益按采用之日起十二个月计算，财务已确认{confirmed}个月", LAW["LM-07"])
    return ALLOWED


def may_pay(amount: Decimal, *, grade: int, scale: Scale, earlier: Decimal) -> Verdict:
    """Judge an amount: within the grade's band, and of a higher grade only the difference.

    `earlier` is what the same suggestion was given before.
    """
    band = scale.band(grade)
    if amount < 0:
        return refused("奖金不能是负数")
    if earlier > 0 and earlier >= band.most:
        return refused("同一项目不得重复得奖，已经得到的不少于本等级", LAW["LM-08"])
    whole = amount + earlier
    if not band.least <= whole <= band.most:
        already = f"（含已发 {earlier} 元）" if earlier else ""
        return refused(
            f"{LABELS[grade]}的奖金为 {band.least} 至 {band.most} 元，现为 {whole} 元{already}",
            scale.clause or HOUSE["HOUSE-128"],
        )
    return ALLOWED


def is_filed_above(grade: int) -> bool:
    """Say whether a reward is put on file with the union above."""
    return grade in FILED_ABOVE
