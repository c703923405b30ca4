"""Dates at the precision given: a day, a month or a year, and never a day made up."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .cells import half_width, is_number, text
from .nouns import Cell

EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
LARGEST = 10**9
YEARS = range(1900, 2101)
FROM = r"\s*(?:[.\-/]|年)\s*"
YEAR_MONTH = rf"(?P<y>[0-9]{{4}}){FROM}(?P<m>[0-9]{{1,2}})"
DAY = YEAR_MONTH + r"\s*(?:[.\-/]|月)\s*(?P<d>[0-9]{1,2})(?:\s*[日号])?"
TIME = r"(?:[T\s]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
MONTH = YEAR_MONTH + r"(?:\s*月份?|\.)?"
FORMS = tuple(
    re.compile(form) for form in (rf"{DAY}\.?{TIME}", MONTH, r"(?P<y>[0-9]{4})年", r"(?P<n>[0-9]+)")
)
TURNED = re.compile(r"(?P<a>[0-9]{1,2})[.\-/](?P<b>[0-9]{1,2})[.\-/](?P<y>[0-9]{4})")
EDGE = r"[0-9.\-/年]"
WITHIN = re.compile(
    rf"(?<!{EDGE})(?:"
    + re.sub(
        r"\?P<\w>", "?:", rf"{DAY}{TIME}|{MONTH}|[0-9]{{4}}年|[0-9]{{8}}|[0-9]{{6}}|[0-9]{{4}}"
    )
    + r")(?![0-9./\-年月])"
)
WORD = re.compile(r"[^\W\d_]")
OTHER_NUMBER = re.compile(r"[0-9]{4}")
DASHES = str.maketrans("‐‑‒–—−", "------")
HAN_YEAR = re.compile(r"[〇○零一二三四五六七八九]{4}(?=年)")
HAN_COUNT = re.compile(
    r"(?:[一二三]?十[一二三四五六七八九]?|[〇○零]?[一二三四五六七八九])(?=[月日号])"
)
HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
AROUND = "()[]（）【】〔〕,，;；:：、. "


@dataclass(frozen=True, slots=True)
class When:
    """A cell's date as ISO text, the kind of warning, the words beside it.

    `either` holds the readings of an ambiguous date; `iso` is then ''.
    """

    iso: str = ""
    fault: str = ""
    note: str = ""
    either: tuple[str, ...] = ()


UNREADABLE = When(fault="date_unreadable")


def read_date(cell: Cell, epoch: date) -> When:
    """Read one cell; `epoch` is day 0 of the workbook's date system."""
    if isinstance(cell, datetime | date):
        return When(cell.isoformat()[:10])
    if is_number(cell):
        return from_number(cell, epoch)
    written = text(cell)
    return from_text(written, epoch) if written else When()


def from_number(number: float, epoch: date) -> When:
    """Read a number cell: 20100701, 201007, 2010, 2010.7, a serial; 2010.1 may be October."""
    if not 0 <= number < LARGEST:
        return UNREADABLE
    whole, _, part = f"{number:.15g}".partition(".")
    if not part or len(whole) == 5:
        return from_digits(whole, epoch)
    if int(whole) not in YEARS or len(part) > 2:
        return UNREADABLE
    if part == "1":
        return When(fault="date_ambiguous", either=(f"{whole}-01", f"{whole}-10"))
    return exact(whole, part)


def from_text(written: str, epoch: date) -> When:
    """Read text; words beside one full date become the note."""
    if not written.isascii():
        written = arabic(half_width(written).translate(DASHES))
    written = written.lstrip("'‘’`")
    for form in FORMS:
        if found := form.fullmatch(written):
            parts = found.groupdict()
            return from_digits(parts["n"], epoch) if "n" in parts else exact(*parts.values())
    if turned := TURNED.fullmatch(written):
        return month_or_day(**turned.groupdict())
    return noted(written, epoch)


def arabic(written: str) -> str:
    """Turn 二〇一〇年七月 into 2010年7月."""
    if "年" not in written and "月" not in written:
        return written
    written = HAN_YEAR.sub(lambda found: found[0].translate(HAN_DIGITS), written)
    return HAN_COUNT.sub(lambda found: str(count(found[0])), written)


def count(numeral: str) -> int:
    """Return 21 for 二十一."""
    tens, ten, ones = numeral.rpartition("十")
    return int((tens or "1").translate(HAN_DIGITS)) * 10 * bool(ten) + int(
        (ones or "0").translate(HAN_DIGITS)
    )


def from_digits(number: str, epoch: date) -> When:
    """Read digits alone: their count tells what they are."""
    if len(number) == 5:
        return When((epoch + timedelta(days=int(number))).isoformat())
    if len(number) not in {4, 6, 8} or int(number[:4]) not in YEARS:
        return UNREADABLE
    return exact(number[:4], *(part for part in (number[4:6], number[6:8]) if part))


def exact(year: str, month: str = "", day: str = "") -> When:
    """Put a date together; an impossible one is unreadable."""
    if not month:
        return When(year) if int(year) in YEARS else UNREADABLE
    if not 1 <= int(month) <= 12 or int(year) < 1000:
        return UNREADABLE
    if not day:
        return When(f"{year}-{int(month):02}")
    if not 1 <= int(day) <= monthrange(int(year), int(month))[1]:
        return UNREADABLE
    return When(f"{year}-{int(month):02}-{int(day):02}")


def month_or_day(a: str, b: str, y: str) -> When:
    """3/5/2010 may be March or May; where only one reading is a date, nobody wrote it so here."""
    either = {exact(y, a, b).iso, exact(y, b, a).iso}
    if "" in either:
        return UNREADABLE
    return When(fault="date_ambiguous", either=tuple(sorted(either)))


def noted(written: str, epoch: date) -> When:
    """Read one date with words beside it."""
    found = WITHIN.findall(written)
    rest = WITHIN.sub("", written)
    if len(found) != 1 or not WORD.search(rest) or OTHER_NUMBER.search(rest):
        return UNREADABLE
    when = from_text(found[0], epoch)
    return When(when.iso, "note_split", rest.strip(AROUND)) if when.iso else when


def first_day(iso: str) -> date:
    """Return the first day an ISO date may mean."""
    return date.fromisoformat((iso + "-01-01")[:10])


def last_day(iso: str) -> date:
    """Return the last day an ISO date may mean."""
    if len(iso) == 10:
        return date.fromisoformat(iso)
    year, month = int(iso[:4]), int(iso[5:7] or 12)
    return date(year, month, monthrange(year, month)[1])


def coming_of_age(born: date, years: int) -> date:
    """Return a birthday; who was born on 29 February has it on 1 March."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)
