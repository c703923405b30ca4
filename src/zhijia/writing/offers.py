from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from zhijia.platform.offers import Entry, Hit, Sight, found

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
