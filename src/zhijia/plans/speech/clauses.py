"""Cutting a stretch of text into sentences, and sentences into clauses.

Marks inside quotation marks, titles and brackets cut nothing.
"""

import re
from collections.abc import Iterator

STOP = re.compile(r"[。;!?…,:“‘(《【]|(?<=[两二三四五六][个项种件].{2})即")
CLOSING = {"“": "”", "‘": "’", "(": ")", "《": "》", "【": "】"}
SENTENCE_ENDS = "。;!?…"
EDGE = " ,、;:。!?…”’)》】"
LONGEST_QUOTE = 300
LONGEST_CLAUSE = 200
MOST_CLAUSES = 100

Span = tuple[int, int]


def sentences(text: str, start: int, end: int) -> Iterator[list[Span]]:
    """Yield each sentence of `text[start:end]` as its clauses, none of them empty."""
    clauses: list[Span] = []
    at = start
    for stop in [*_stops(text, start, end), end]:
        clauses += _clause(text, at, stop)
        at = stop + 1
        full = stop == end or len(clauses) >= MOST_CLAUSES
        if clauses and (full or _ends_sentence(text, stop)):
            yield clauses
            clauses = []


def _ends_sentence(text: str, stop: int) -> bool:
    return text[stop] in SENTENCE_ENDS or (text[stop] in "”’)" and text[stop - 1] in "。!?;")


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the places of the marks that cut."""
    at = start
    while found := STOP.search(text, at, end):
        at = found.start()
        if (closer := CLOSING.get(found[0])) is None:
            yield at
            at += 1
            continue
        close = text.find(closer, at, min(end, at + LONGEST_QUOTE))
        at = close if close > at else at + 1
        if close > 0 and text[close - 1] in SENTENCE_ENDS and found[0] == "“":
            yield close
            at = close + 1


def _clause(text: str, start: int, end: int) -> Iterator[Span]:
    """Trim a clause; one that runs on without a mark is cut to a length that rules can read."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in ",、;:。!?…":
        end -= 1
    for at in range(start, end, LONGEST_CLAUSE):
        yield at, min(end, at + LONGEST_CLAUSE)
