"""From the words of a deadline to a day, only where the words leave no choice."""

import re
from calendar import monthrange
from datetime import date, timedelta

YEAR = re.compile(r"(?P<year>\d{4})年|(?P<next>明年)|(?P<this>今年|本年度?|当年|年内)")
MONTH = re.compile(
    r"(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})[日号]|(?P<part>底|末|上旬|中旬|下旬|初))?"
)
ENDS = (
    (re.compile(r"年底|年末|年内|全年|下半年"), (12, 31)),
    (re.compile(r"上半年"), (6, 30)),
    (re.compile(r"(?:第)?一季度"), (3, 31)),
    (re.compile(r"(?:第)?二季度"), (6, 30)),
    (re.compile(r"(?:第)?三季度"), (9, 30)),
    (re.compile(r"(?:第)?四季度"), (12, 31)),
)
PARTS = {"上旬": 10, "中旬": 20}
WITHIN = re.compile(
    r"会后(?P<count>\d{1,3}|[一二三两])(?:个)?(?P<unit>天|日|周|星期|月)(?:以|之)?内"
)
# 六月, 十二月, 二十五日.
WRITTEN = re.compile(
    r"[一二三]?十[一二三四五六七八九]?(?=[月日号])|[一二三四五六七八九](?=[月日号])"
)
NUMERALS = "零一二三四五六七八九"
# Past this a deadline would leave the calendar that Python knows.
LAST_YEAR = 9990
COUNTS = {"一": 1, "二": 2, "两": 2, "三": 3}


def _digits(written: re.Match[str]) -> str:
    """Return a written number up to 39 in digits."""
    tens, ten, ones = written[0].rpartition("十")
    if not ten:
        return str(NUMERALS.index(ones))
    return str(10 * (NUMERALS.index(tens) if tens else 1) + (NUMERALS.index(ones) if ones else 0))


def due_date(deadline: str, given_on: date) -> date | None:
    """Return the last day a deadline allows, reckoned from the day of the speech, or None.

    Recurring, vague and past deadlines, and days the calendar lacks, give None.
    """
    words = WRITTEN.sub(_digits, re.sub(r"\s", "", deadline))
    if words.startswith("每") or not words or given_on.year > LAST_YEAR:
        return None
    try:
        found = _within(words, given_on) or _in_year(words, given_on)
    except (ValueError, OverflowError):  # a speech "given" in 9999 has no next year
        return None
    return found if found and found >= given_on else None


def _within(words: str, given_on: date) -> date | None:
    """会后一周内: counted from the day after the speech."""
    if not (found := WITHIN.fullmatch(words)):
        return None
    count = COUNTS.get(found["count"]) or int(found["count"])
    if found["unit"] == "月":
        return _month_later(given_on, count)
    return given_on + timedelta(days=count * (7 if found["unit"] in ("周", "星期") else 1))


def _month_later(day: date, count: int) -> date:
    year, month = divmod(day.month - 1 + count, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def _in_year(words: str, given_on: date) -> date | None:
    year = _year(words, given_on)
    if month := MONTH.search(words):
        return _in_month(year, month, before="前" in words)
    for pattern, (number, day) in ENDS:
        if pattern.search(words):
            return date(year, number, day)
    return None


def _year(words: str, given_on: date) -> int:
    found = YEAR.search(words)
    if found and found["year"]:
        return min(max(int(found["year"]), 1), LAST_YEAR)
    return given_on.year + (1 if found and found["next"] else 0)


def _in_month(year: int, month: re.Match[str], *, before: bool) -> date | None:
    """6月底前 is the 30th; 6月前 leaves open whether June counts, so it is no day."""
    number, part = int(month["month"]), month["part"]
    if not 1 <= number <= 12 or part == "初" or (before and not part and not month["day"]):
        return None
    last = monthrange(year, number)[1]
    day = int(month["day"]) if month["day"] else PARTS.get(part or "", last)
    return date(year, number, day) if 1 <= day <= last else None
