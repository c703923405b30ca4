"""From judged clauses to pieces: joins what is one task, and lets nothing readable fall out."""

from dataclasses import dataclass

from .clauses import Span
from .grammar import LINK
from .judging import Bond, Judged
from .nouns import Kind


@dataclass(slots=True)
class Draft:
    """A piece in places of the plain text. `act` is where a task's main verb stands.

    `fronted`: its object stands before the verb. `block` and `sentence` count those of the speech.
    """

    start: int
    end: int
    kind: Kind
    cue: str
    point: int | None = None
    act: int = 0
    fronted: bool = False
    block: int = 0
    sentence: int = 0
    responsible: Span | None = None
    deadline: Span | None = None

    @property
    def tasked(self) -> bool:
        return self.kind is Kind.TASK


def drafts(text: str, judged: list[Judged], point: int | None) -> list[Draft]:
    """Join the clauses of one sentence into pieces, in order."""
    found: list[Draft] = []
    open_means = False
    for clause in judged:
        last = found[-1] if found else None
        same = last is not None and last.kind is clause.kind
        if (
            last
            and same
            and (clause.kind is not Kind.TASK or clause.bond is Bond.JOINS or open_means)
        ):
            last.end = clause.end
            last.act = clause.start + clause.reading.act if open_means else last.act
            if clause.tied and "；" not in last.cue:
                last.cue += f"；与后句是一件事：{clause.tied}"
        else:
            found += _begin(text, clause, point)
        open_means = clause.bond is Bond.MEANS
    return found


def _begin(text: str, clause: Judged, point: int | None) -> list[Draft]:
    """Open a piece; what a task leaves out before its subject stays readable on its own."""
    start = clause.start
    link = LINK.match(text, start, clause.end)
    start = link.end() if link else start
    if start >= clause.end:
        return []
    if clause.kind is not Kind.TASK:
        return [Draft(start, clause.end, clause.kind, clause.cue, point)]
    begin = clause.start + clause.reading.start
    act = clause.start + clause.reading.act
    task = Draft(begin, clause.end, Kind.TASK, clause.cue, point, act)
    task.fronted = clause.reading.fronted
    if begin <= start:
        return [task]
    return [Draft(start, begin, Kind.LEAD_IN, "引出要求的话", point), task]
