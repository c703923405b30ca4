from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from zhijia.platform.actor import Actor
from zhijia.platform.offers import Entry, Hit, Pile, Sight, Todo, Works, found, works

from . import queries
from .models import Report
from .rules import shown


def _text(row: Report) -> str:
    """Return a report's sentences with their numbers, as they were frozen."""
    numbers = {line.place: shown(line.value) for line in row.citations.all()}
    runs = (run for _, runs in row.body for run in runs)
    return "".join(run if isinstance(run, str) else numbers[run] for run in runs)


def _show(rows: QuerySet[Report], words: Sequence[str]) -> Iterator[Hit]:
    """Show reports with the sentence that was asked for."""
    for report in rows.prefetch_related("citations"):
        detail = f"第 {report.number} 稿 · {report.drafted_on:%Y-%m-%d}"
        yield Hit(report.title, detail, report.get_absolute_url(), text=_text(report))


@found(
    "writing.reports",
    "工作总结",
    number=6,
    icon="report",
    rows=lambda: Report.objects.prefetch_related("citations"),
    seen=queries.reports,
    show=_show,
    is_text=True,
)
def report(row: Report) -> Entry:
    """Find reports by title and by what they tell."""
    return Entry((row.title, _text(row)), Sight(at=frozenset({row.unit_path})))


@works("writing")
def drafted(actor: Actor, today: date) -> Works:
    """Count the reports this actor drafted: each is begun and done in one step; one query."""
    mine = queries.reports(actor).filter(drafted_by=actor.member_id)
    count = mine.count() if actor.member_id else 0

    def newest(most: int) -> list[Todo]:
        return [_line(one) for one in mine.order_by("-drafted_on", "-pk")[:most]]

    def nothing(most: int) -> list[Todo]:
        return []

    page = reverse("writing:reports")
    return Works(done=Pile(0, page, nothing), started=Pile(count, page, newest))


def _line(report: Report) -> Todo:
    """Return a line about a report."""
    detail = f"{report.unit} · {report.drafted_on:%Y-%m-%d} 起草"
    return Todo(str(report), detail, report.get_absolute_url())
