from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from zhijia.platform.offers import Entry, Hit, Sight, found

from .. import queries
from ..models import Fault, Round, Standard


def _show_rounds(rows: QuerySet[Round], words: Sequence[str]) -> Iterator[Hit]:
    """Show rounds with who opened them."""
    for row in rows:
        detail = f"{row.unit} · {row.opened_on:%Y-%m-%d} 组织"
        yield Hit(row.title, detail, row.get_absolute_url(), text=row.words)


@found(
    "checks.rounds",
    "检查",
    number=170,
    icon="clipboard-check",
    rows=lambda: Round.objects.all(),
    seen=queries.rounds,
    show=_show_rounds,
    by_office=True,
)
def round(row: Round) -> Entry:
    """Find rounds by their title and what they ask for, also from the units below."""
    here = frozenset({row.unit_path})
    return Entry((row.title, row.words), Sight(at=here, below=here))


def _show_faults(rows: QuerySet[Fault], words: Sequence[str]) -> Iterator[Hit]:
    """Show faults with their unit."""
    for row in rows:
        detail = f"{row.inspection.unit} · {row.inspection.round} · {row.get_state_display()}"
        yield Hit(row.words, detail, row.get_absolute_url())


@found(
    "checks.faults",
    "检查问题",
    number=171,
    icon="alert-triangle",
    rows=lambda: Fault.objects.filter(inspection__state__in=("told", "done")).select_related(
        "inspection__round"
    ),
    seen=queries.faults,
    show=_show_faults,
    is_text=True,
    by_office=True,
)
def fault(row: Fault) -> Entry:
    """Find faults by their words and place, at the unit and for who runs the round."""
    at = frozenset({row.inspection.unit_path, row.inspection.round.unit_path})
    return Entry((row.words, row.where), Sight(at=at))


def _show_standards(rows: QuerySet[Standard], words: Sequence[str]) -> Iterator[Hit]:
    """Show standards with whose they are."""
    for row in rows:
        yield Hit(row.name, str(row.unit), row.get_absolute_url(), text=row.about)


@found(
    "checks.standards",
    "检查标准",
    number=172,
    icon="scale",
    rows=lambda: Standard.objects.kept(),
    seen=queries.standards,
    show=_show_standards,
)
def standard(row: Standard) -> Entry:
    """Find standards by name and description, also from the units below."""
    here = frozenset({row.unit_path})
    return Entry((row.name, row.about), Sight(at=here, below=here))
