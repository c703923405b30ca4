"""The numbers of a report: what they are now, and the rows behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from zhijia.law import Verdict
from zhijia.org.models import UnitPath
from zhijia.org.queries import paths_of
from zhijia.platform.actor import Actor
from zhijia.platform.acts import CAPABILITIES
from zhijia.platform.offers import FIGURES, Answer, Ask, ask
from zhijia.platform.scope import reached
from zhijia.platform.wording import written

from ..models import Citation, Report
from ..rules import Token, shown, tokens


@dataclass(frozen=True, slots=True)
class Line:
    """A number as the report has it, and what the same count gives now; None where it is gone."""

    citation: Citation
    now: Answer | None

    @property
    def shown(self) -> str:
        """Return the number as the report writes it."""
        return self.citation.shown

    @property
    def shown_now(self) -> str:
        """Return the number of today if it is another."""
        if self.now is None:
            return "无此指标"
        return f"{shown(self.now.value)}{self.citation.unit}" if self.moved else "未变"

    @property
    def moved(self) -> bool:
        """Say whether the records have changed since."""
        return self.now is not None and self.now.value != self.citation.value

    @property
    def is_lost(self) -> bool:
        """Say whether the number cannot be had any more."""
        return self.now is None

    @property
    def days(self) -> str:
        """Return the days that were counted, or the day that a stock was counted on."""
        return days(self.citation)


def days(citation: Citation) -> str:
    """Return the days a number counts, as the annex writes them."""
    figure = FIGURES.get(citation.page)
    last = written(citation.as_of)
    if figure and not figure.on:
        return f"截至{last}"
    start = citation.start or citation.report.start
    if start.year == citation.as_of.year:
        last = f"{citation.as_of.month}月{citation.as_of.day}日"
    return f"{written(start)}至{last}"


def known(citations: Iterable[Citation]) -> dict[int, Token]:
    """Return the numbers of a report as its texts show them, by place."""
    return tokens((one.place, one.name, one.shown) for one in citations)


def citations_of(report: Report) -> list[Citation]:
    """Return a report's numbers; one query."""
    found = list(report.citations.select_related("of"))
    for one in found:
        one.report = report
    return found


def answers(report: Report, citations: Sequence[Citation], today: date) -> dict[int, Answer]:
    """Return what the numbers are now, by place; two queries, a third beyond a hundred.

    Those of a signed report are counted of the days it tells of; a draft's follow the calendar.
    """
    units = {one.of_id or report.unit_id for one in citations}
    paths: dict[int, list[str]] = {}
    for unit, path in UnitPath.objects.filter(unit__in=units).values_list("unit", "path"):
        paths.setdefault(unit, []).append(path)
    asks = {
        one.place: Ask(
            one.figure,
            tuple(paths[one.of_id or report.unit_id]),
            one.start or report.start,
            last_of(report, one, today),
            one.group,
        )
        for one in citations
    }
    return ask(asks)


def last_of(report: Report, citation: Citation, today: date) -> date:
    """Return the last day that a number counts when it is read now."""
    if report.is_signed:
        return citation.as_of
    return min(citation.until or report.end, today)


def lines_of(report: Report, citations: Sequence[Citation], today: date) -> dict[int, Line]:
    """Return the numbers of a report with those of today, by place."""
    now = answers(report, citations, today) if citations else {}
    return {one.place: Line(one, now.get(one.place)) for one in citations}


def may_see_rows(actor: Actor, citation: Citation) -> Verdict:
    """Judge whether the actor may see the rows behind a number."""
    unit = citation.of or citation.report.unit
    return CAPABILITIES[FIGURES[citation.page].may](actor, unit)


def rows_behind(actor: Actor, citation: Citation) -> QuerySet[Any, Any]:
    """Return the columns of the rows behind a number that the actor's posts reach.

    They are read now: of the unit and the very days that the number was counted of.
    """
    figure = FIGURES[citation.page]
    paths = tuple(paths_of(citation.of or citation.report.unit))
    start = citation.start or citation.report.start
    wanted = Ask(citation.page, paths, start, citation.as_of, citation.group)
    rows = wanted.behind(figure).filter(reached(figure.where, actor))
    newest = rows.order_by(f"-{figure.on or figure.since}", "pk")
    return newest.values_list(*figure.show.values())
