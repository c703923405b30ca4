from collections.abc import Iterator, Sequence

from django.db.models import Prefetch, QuerySet

from zhijia.platform.offers import Entry, Hit, Sight, found

from . import queries, rules
from .models import Citation, Passage, Report


def _text(row: Report) -> str:
    """Return a report's sentences with their numbers."""
    names = queries.known(row.citations.all())
    return "".join(rules.plain(one.runs, names) for one in row.passages.all())


def _whole(rows: QuerySet[Report]) -> QuerySet[Report]:
    """Fetch along what a report says."""
    standing = Passage.objects.filter(is_dropped=False)
    numbers = Citation.objects.select_related("of")
    return rows.prefetch_related(Prefetch("passages", standing), Prefetch("citations", numbers))


def _show(rows: QuerySet[Report], words: Sequence[str]) -> Iterator[Hit]:
    """Show reports with the sentence that was asked for."""
    for report in _whole(rows):
        detail = f"{report.stage} · {report.drafted_on:%Y-%m-%d}"
        yield Hit(report.title, detail, report.get_absolute_url(), text=_text(report))


@found(
    "writing.reports",
    "工作总结",
    number=6,
    icon="report",
    rows=lambda: _whole(Report.objects.all()),
    seen=queries.reports,
    show=_show,
    is_text=True,
    touched={Passage: "report_id"},
)
def report(row: Report) -> Entry:
    """Find reports by title and by what they tell."""
    return Entry((row.title, _text(row)), Sight(at=frozenset({row.unit_path})))
