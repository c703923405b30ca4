"""Who is asked: named in the clause, before it in the paragraph, or in the lead-in of its list."""

import re
from dataclasses import dataclass
from itertools import pairwise

from . import fields
from .clauses import Span
from .grammar import is_name
from .joining import Draft
from .judging import Bond, Judged

SPOKEN_TO = re.compile(r"[对向]([^,对向]{2,20}?)(?:提出|提[几两三四五六]|强调|作出要求)")
EVERYBODY = ("我们要", "我们必须", "我们应", "大家要")


@dataclass(slots=True)
class Asked:
    """The doer last named: in this item or paragraph, and in the lead-in of the list around it."""

    here: Span | None = None
    lead: Span | None = None
    listed: bool = False

    def forget(self) -> None:
        """Begin a paragraph."""
        self.here = self.lead = None
        self.listed = False

    def enter_item(self, *, inline: bool) -> None:
        """Begin an item: an enumerator ends what was said of the item before, not the lead-in."""
        if not inline:
            self.lead = None
        elif not self.listed:
            self.lead = self.here or self.lead
        self.here, self.listed = None, inline

    def name(self, span: Span | None) -> None:
        """Take note of a doer; None stands for everybody, so nobody."""
        self.here = span
        if span is None:
            self.lead = None


def name_doers(text: str, judged: list[Judged], found: list[Draft], asked: Asked) -> None:
    """Give each task of a sentence its doer and its deadline."""
    before = judged[0].start
    if lead := _subject_alone(judged) or _spoken_to(judged):
        asked.name(lead)
    for draft in found:
        for clause in judged:
            if draft.start <= clause.end <= draft.end:
                _note(text, clause, asked)
        if draft.tasked:
            draft.responsible = (
                fields.led_by(text, draft.start, draft.end) or asked.here or asked.lead
            )
            due = fields.due_in(text, draft.start, draft.end)
            draft.deadline = due or fields.due_in(text, before, draft.start)
            before = draft.end


def _note(text: str, clause: Judged, asked: Asked) -> None:
    """Take note of whom a demand names; a clause that only goes on names nobody new."""
    if not (clause.tasked or clause.reading.asks) or clause.bond is Bond.JOINS:
        return
    if clause.reading.who is None:
        if text.startswith(EVERYBODY, clause.start):
            asked.name(None)
        return
    start, end = (clause.start + place for place in clause.reading.who)
    asked.name((start, end) if fields.is_somebody(text[start:end]) else None)


def _subject_alone(judged: list[Judged]) -> Span | None:
    """Find a doer that fills a clause of its own: 各级工会组织,要…."""
    for clause, after in pairwise(judged):
        if after.reading.asks and after.reading.who is None and is_name(clause.part):
            return clause.start, clause.end
    return None


def _spoken_to(judged: list[Judged]) -> Span | None:
    """Find whom a lead-in speaks to: 对各位主席提出三点要求."""
    for clause in judged:
        found = SPOKEN_TO.search(clause.part)
        if found and is_name(found[1]):
            return clause.start + found.start(1), clause.start + found.end(1)
    return None
