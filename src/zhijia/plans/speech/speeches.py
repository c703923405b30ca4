"""From a file to its speeches, and the title, speaker and day that open each."""

import re
from dataclasses import dataclass
from datetime import date

from .clauses import Span
from .plain import Plain
from .words import lexicon

NUMERALS = "一二三四五六七八九十"
MARKERS = (re.compile(f"篇([{NUMERALS}]{{1,3}})"), re.compile(f"第([{NUMERALS}]{{1,3}})篇:?"))
DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
DAY = re.compile(
    rf"(\d{{4}}|[〇○零{NUMERALS[:9]}]{{4}})年(\d{{1,2}}|[{NUMERALS}]{{1,2}})月"
    rf"(\d{{1,2}}|[{NUMERALS}]{{1,3}})日"
)
TITLED = re.compile(
    r"(?:主席|书记|局长|院长|校长|主任|经理|部长|处长|董事长|组长|同志|讲话人:|报告人:|主讲:):?([一-龥x×]{2,4})$"
)
SURNAMES = "".join(lexicon("people")["surnames"].split())
NAME = re.compile(f"[{SURNAMES}][一-龥x×]{{1,2}}")
SPEAKS = re.compile(
    r"(?:讲话|致辞|致词|发言|报告|总结|闭幕词|开幕词|主持词|动员|时讲话)稿?"
    r"(?:\([^)]{1,16}\))?$"
)
SHORTEST_TITLE, LONGEST_TITLE, FRONT_LINES = 6, 60, 6


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before the speech proper: spans in the plain text, and the body's start."""

    title: Span | None
    speaker: Span | None
    given_on: date | None
    lines: tuple[Span, ...]
    body: int


def cut(page: Plain) -> list[Span]:
    """Return the stretches of the plain text that are one speech each; together they are all."""
    for marker in MARKERS:
        starts = _series(page, marker)
        if len(starts) > 1:
            starts[0] = 0
            return list(zip(starts, [*starts[1:], len(page.text)], strict=True))
    return [(0, len(page.text))]


def _series(page: Plain, marker: re.Pattern[str]) -> list[int]:
    """Return the places of 篇一, 篇二, … as far as they follow one another."""
    starts: list[int] = []
    for found in marker.finditer(page.text):
        if found[1].startswith(_numeral(len(starts) + 1)):
            starts.append(found.start())
    return starts


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = (NUMERALS[tens - 1] if tens > 1 else "") + "十" if tens else ""
    return head + (NUMERALS[ones - 1] if ones else "")


def front(page: Plain, start: int, end: int) -> Front:
    """Read the title, the speaker and the day from the short lines before the speech proper."""
    marker, at = _marker(page, start, end)
    before = [(start, marker)] if marker > start else []
    lines: list[Span] = []
    while at < end and len(lines) < FRONT_LINES:
        stop = _line_end(page, at, end)
        if not _is_front(page.text[at:stop], first=not lines):
            break
        lines.append((at, stop))
        at = stop
    title = next((line for line in lines if SPEAKS.search(page.text[slice(*line)])), None)
    speaker, day = _speaker(page, lines), _given_on(page, lines, end)
    return Front(title, speaker, day, (*before, *lines), at)


def _marker(page: Plain, start: int, end: int) -> Span:
    """Find the 篇一 that opens a speech, after a short title of the whole file at most."""
    for marker in MARKERS:
        found = marker.search(page.text, start, min(end, start + LONGEST_TITLE))
        if found and not re.search("[。;!?]", page.text[start : found.start()]):
            return found.span()
    return start, start


def _line_end(page: Plain, at: int, end: int) -> int:
    """Return where a line of the front ends: at a line end near by, else at a blank."""
    near = range(at + 1, min(end, at + LONGEST_TITLE + 1))
    places = [place for place in near if place in page.paragraphs]
    places += [place for place in near if place in page.gaps and place - at > SHORTEST_TITLE]
    return places[0] if places else min(end, at + LONGEST_TITLE + 1)


def _is_front(line: str, *, first: bool) -> bool:
    """A title is a short line without a full stop that names a speech; a day or name is shorter."""
    if re.search(r"[。;!?]", line) or len(line) > LONGEST_TITLE or re.match("同志们|各位", line):
        return False
    if DAY.search(line) and len(line) <= 20:
        return True
    if line.startswith("http") or TITLED.search(line) or NAME.fullmatch(line.strip("()")):
        return True
    return bool(SPEAKS.search(line)) and (first or len(line) > 2)


def _speaker(page: Plain, lines: list[Span]) -> Span | None:
    for start, end in lines:
        line = page.text[start:end]
        if found := TITLED.search(line):
            return start + found.start(1), start + found.end(1)
        if NAME.fullmatch(line):
            return start, end
    return None


def _given_on(page: Plain, lines: list[Span], end: int) -> date | None:
    """Take a whole date that fills a line before the speech or closes the speech."""
    for start, stop in lines:
        if found := DAY.search(page.text, start, stop):
            return _date(found)
    for found in DAY.finditer(page.text, max(0, end - 40), end):
        if found.end() == end and (found.start() in page.gaps or found.start() in page.paragraphs):
            return _date(found)
    return None


def _date(found: re.Match[str]) -> date | None:
    year, month, day = found[1].translate(DIGITS), _number(found[2]), _number(found[3])
    try:
        return date(int(year), month, day)
    except ValueError:
        return None  # 2月30日 is no day


def _number(text: str) -> int:
    """Read digits, or Chinese numerals up to 99: 十二, 二十一."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    head = int(tens.translate(DIGITS) or 1) * 10 if ten else 0
    tail = ones.translate(DIGITS)
    return head + int(tail) if tail.isdigit() else head
