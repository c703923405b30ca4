"""放假通知: a yearly notice of 国务院办公厅 read into its days. Pure.

Its lines have looked the same for years: `元旦：1月1日（周四）至3日放假调休，共3天。1月4日上班。`
What a line says of its length is held against what was read.
"""

import re
from collections.abc import Iterator
from datetime import date

from .announced import Moved
from .days import DAY

DATE = r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日"
LINE = re.compile(r"^(?:[一二三四五六七八九十]+、)?([\u4e00-\u9fff、]{1,20})[：:](.*日.*)$", re.M)
ASIDE = re.compile(r"[（(][^（）()]*[）)]")
OFF = re.compile(DATE + r"(?:[至—-]+(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日)?(?:放假|休息)")
LENGTH = re.compile(r"共(\d+)天|放假(\d+)天")
BLANKS = str.maketrans("", "", " \t\u3000\u00a0")
LONGEST = 31  # days off at a stretch; the longest so far were ten
WORKED = re.compile(r"[^。；;]*上班")


class Unread(Exception):
    """A line of the notice that says something else than was read. Carries the words to show."""


def read(text: str, *, year: int, source: str) -> list[Moved]:
    """Return the days that the notice moves, in order; `Unread` when a line does not add up."""
    days: list[Moved] = []
    for name, says in LINE.findall(ASIDE.sub("", text.translate(BLANKS))):
        try:
            off, worked = list(_off(name, says, year)), list(_worked(says, year))
        except ValueError as error:
            raise Unread(f"“{name}”一行写了日历上没有的日子，请核对") from error
        days += [Moved(day, False, name, year, source) for day in off]
        days += [Moved(day, True, "调休上班", year, source) for day in worked]
    return sorted(days)


def _off(name: str, says: str, year: int) -> Iterator[date]:
    """Yield the days off of a line; `Unread` when they are not as many as it says."""
    found = OFF.search(says)
    if found is None:
        raise Unread(f"“{name}”一行没有读到放假的日子，请核对")
    first = _day(found[1], found[2], found[3], year)
    last = _until(first, found[4], found[5], found[6]) if found[6] else first
    length = (last - first).days + 1
    said = LENGTH.search(says)
    if said and int(said[1] or said[2]) != length:
        raise Unread(f"“{name}”一行写的是 {said[1] or said[2]} 天，读到 {length} 天，请核对")
    if not 0 < length <= LONGEST:
        raise Unread(f"“{name}”一行的起止日期不对，请核对")
    yield from (first + k * DAY for k in range(length))


def _until(first: date, year: str, month: str, day: str) -> date:
    """Return the other end of a span, which names only what differs from its beginning."""
    last = date(int(year or first.year), int(month or first.month), int(day))
    return last if last >= first or year else last.replace(year=first.year + 1)


def _worked(says: str, year: int) -> Iterator[date]:
    """Yield the weekends that a line has people work."""
    for sentence in WORKED.findall(says):
        for its_year, month, day in re.findall(DATE, sentence):
            yield _day(its_year, month, day, year)


def _day(its_year: str, month: str, day: str, year: int) -> date:
    """Return a day of the notice's year, or of the one it names."""
    return date(int(its_year or year), int(month), int(day))
