from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Prefetch, QuerySet

from zhijia.platform.actor import Actor
from zhijia.platform.offers import MOST, Entry, Hit, Sight, Todo, found, notice, todo
from zhijia.platform.together import Reading

from . import queries, rules
from .models import Citation, Passage, Report

notice("writing.asked", "总结待定稿", is_open=True)
notice("writing.handed_back", "总结退回修改", desk=True, is_open=True)
notice("writing.signed", "总结已定稿", desk=True, is_open=True)


@todo("writing")
def waiting(actor: Actor, today: date) -> Reading[list[Todo]]:
    """List the reports that wait for this person to sign them."""
    return Reading((queries.waiting(actor)[:MOST],), lambda rows: [*map(_todo, rows)])


def _todo(one: Report) -> Todo:
    return Todo(f"定稿：{one.title}", f"{one.asked_on:%Y-%m-%d} 送审", one.get_absolute_url())


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
    by_office=True,
    touched={Passage: "report_id"},
)
def report(row: Report) -> Entry:
    """Find reports by title and by what they tell; once signed, every member of the unit may."""
    here = frozenset({row.unit_path})
    sight = Sight(at=here, inside=here if row.is_signed else frozenset())
    return Entry((row.title, _text(row)), sight)
