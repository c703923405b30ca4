"""A report as its page and its paper show it: passages with their numbers, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .. import paper, rules
from ..models import Citation, Passage, Report
from ..rules import FILL_IN, FORMS, Lack, Token, Written
from .numbers import Line, citations_of, days, known, lines_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as its page shows it: its number, and its runs, numbers with their lines."""

    passage: Passage
    number: str
    runs: list[str | Line]
    before: str = ""
    offered: str = ""

    @property
    def is_new(self) -> bool:
        """Say whether it came in when the report was last redrawn."""
        return self.passage.before == []

    @property
    def hint(self) -> str:
        """Return what a person might write here, if the passage waits for words."""
        return rules.HINTS.get(self.passage.key, "") if self.is_open else ""

    @property
    def is_open(self) -> bool:
        """Say whether it still waits for words."""
        return any(isinstance(run, str) and FILL_IN in run for run in self.runs)

    @property
    def lost(self) -> list[Line]:
        """Return its numbers that cannot be had any more."""
        return [run for run in self.runs if isinstance(run, Line) and run.citation.is_gone]

    @property
    def nought(self) -> list[Line]:
        """Return its numbers that became nought when they were renewed."""
        numbers = (run for run in self.runs if isinstance(run, Line))
        return [one for one in numbers if one.citation.before and not one.citation.value]

    @property
    def is_marked(self) -> bool:
        """Say whether it changed when the report was last redrawn."""
        renewed = any(isinstance(r, Line) and r.citation.before is not None for r in self.runs)
        return renewed or self.passage.before is not None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A report whole: its passages, the numbers they use in their order, what it lacks."""

    report: Report
    passages: list[Shown]
    annex: list[Line]
    lacking: list[Lack]

    @property
    def moved(self) -> int:
        """Return how many of its numbers are others by now."""
        return sum(line.moved for line in self.annex)

    @property
    def marked(self) -> bool:
        """Say whether something is marked that nobody has looked at yet."""
        return any(one.is_marked for one in self.passages)


def standing(report: Report) -> list[Passage]:
    """Return the passages of a report that were not dropped, in their order; one query."""
    found = list(report.passages.filter(is_dropped=False))
    for one in found:
        one.report = report
    return found


def written_of(passages: Sequence[Passage], names: dict[int, Token]) -> list[Written]:
    """Return passages as the rules judge them."""
    return [
        Written(
            one.pk,
            one.kind,
            rules.plain(one.runs, names),
            one.runs,
            is_offered=one.offered is not None,
            is_gone=one.is_gone,
        )
        for one in passages
    ]


def lacking(
    passages: Sequence[Passage], citations: Sequence[Citation], names: dict[int, Token]
) -> list[Lack]:
    """Return what a report lacks before it may be signed."""
    gone = [one.place for one in citations if one.is_gone]
    return list(rules.lacks(written_of(passages, names), gone))


def leaf(report: Report, today: date) -> Leaf:
    """Return a report as its page shows it; four queries."""
    passages, citations = standing(report), citations_of(report)
    names, lines = known(citations), lines_of(report, citations, today)
    marks = rules.numbered([one.kind for one in passages], spoken=FORMS[report.form].spoken)
    shown = [_shown(one, mark, lines, names) for one, mark in zip(passages, marks, strict=True)]
    used = [lines[place] for place in rules.numbers_in(one.runs for one in passages)]
    return Leaf(report, shown, used, lacking(passages, citations, names))


def _shown(one: Passage, mark: str, lines: dict[int, Line], names: dict[int, Token]) -> Shown:
    """Return one passage as its page shows it."""
    runs = [run if isinstance(run, str) else lines[run] for run in one.runs]
    before, offered = (
        rules.plain(kept, names) if kept is not None else "" for kept in (one.before, one.offered)
    )
    return Shown(one, mark, runs, before, offered)


def passage_shown(passage: Passage, today: date) -> Shown:
    """Return one passage as the page shows it, its number counted among its neighbours."""
    found = leaf(passage.report, today)
    return next(one for one in found.passages if one.passage.pk == passage.pk)


def word(report: Report) -> bytes:
    """Return a report as a Word file; two queries and no lock."""
    passages, citations = standing(report), citations_of(report)
    names, form = known(citations), FORMS[report.form]
    by_place = {one.place: one for one in citations}
    used = [by_place[place] for place in rules.numbers_in(one.runs for one in passages)]
    marks = rules.numbered([one.kind for one in passages], spoken=form.spoken)
    lines = [
        paper.Printed(one.kind, mark, rules.plain(one.runs, names))
        for one, mark in zip(passages, marks, strict=True)
    ]
    annex = [
        paper.Line(one.label, str(one.of or report.unit), days(one), one.shown, one.means, one.rows)
        for one in used
    ]
    signed = (report.unit.name, report.signed_on or report.drafted_on) if form.signs else None
    return paper.word(report.title, lines, annex, signed)


def typed(passage: Passage, names: dict[int, Token]) -> str:
    """Return a passage as a person edits it."""
    return rules.typed(passage.runs, names)


def hint(passage: Passage) -> str:
    """Return what a person might write in a passage that was left to them."""
    return rules.HINTS.get(passage.key, "")
