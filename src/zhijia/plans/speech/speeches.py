"""From a file to its speeches, and the title, speaker and day that open each."""

import re
from dataclasses import dataclass
from datetime import date

from .clauses import Span
from .plain import Plain
from .words import lexicon

NUMERALS = "一二三四五六七八九十"
MARKERS = (re.compile(f"篇([{NUMERALS}]{{1,3}})"), re.compile(f"第([{NUMERALS}]{{1,3}})篇[::]?"))
DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
TITLED = re.compile(
    r"(?:主席|书记|局长|院长|校长|主任|经理|部长|处长|董事长|组长|同志|讲话人[::]|报告人[::]|主讲[::])[::]?([一-龥x×]{2,4})$"
)
SURNAMES = "".join(lexicon("people")["surnames"].split())
NAME = re.compile(f"[{SURNAMES}][一-龥x×]{{1,2}}")
SPEAKS = re.compile(r"讲话|致辞|发言|报告|闭幕词|开幕词|总结|要求|部署|动员")
LONGEST_TITLE, FRONT_LINES = 60, 6


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
    at = _after_marker(page, start, end)
    lines: list[Span] = []
    while at < end and len(lines) < FRONT_LINES:
        stop = _line_end(page, at, end)
        if not _is_front(page.text[at:stop], first=not lines):
            break
        lines.append((at, stop))
        at = stop
    title = next((line for line in lines if SPEAKS.search(page.text[slice(*line)])), None)
    return Front(title, _speaker(page, lines), _given_on(page, lines, end), tuple(lines), at)


def _after_marker(page: Plain, start: int, end: int) -> int:
    for marker in MARKERS:
        if found := marker.match(page.text, start, end):
            return found.end()
    return start


def _line_end(page: Plain, at: int, end: int) -> int:
    for place in range(at + 1, min(end, at + LONGEST_TITLE + 1)):
        if place in page.paragraphs or (place in page.gaps and place - at > 6):
            return place
    return min(end, at + LONGEST_TITLE + 1)


def _is_front(line: str, *, first: bool) -> bool:
    """A title is a short line without a full stop that names a speech; a day or name is shorter."""
    if re.search(r"[。;!?]", line) or len(line) > LONGEST_TITLE or re.match("同志们|各位", line):
        return False
    if DAY.search(line) and len(line) <= 20:
        return True
    if line.startswith("http") or TITLED.search(line) or NAME.fullmatch(line.strip("()")):
        return True
    return bool(first and SPEAKS.search(line) and not line.endswith((",", ":"))) or bool(
        re.search(r"(?:讲话|发言|致辞|报告)(?:\(.{1,12}\))?$", line)
    )


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
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None  # 2月30日 is no day
