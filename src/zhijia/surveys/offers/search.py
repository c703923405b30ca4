from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.urls import reverse

from zhijia.platform.offers import Entry, Hit, Sight, found

from .. import queries
from ..models import Asked, Round


def _show(rows: QuerySet[Round], words: Sequence[str]) -> Iterator[Hit]:
    """Show rounds with who asks, how, and how far they have come."""
    for row in rows:
        if row.told_on:
            state = f"{row.told_on:%Y-%m-%d} 公布结果和答复"
        else:
            state = "已结束" if row.closed_on else f"{row.until_on:%Y-%m-%d} 截止"
        detail = f"{row.unit} · {row.manner} · {state}"
        yield Hit(row.title, detail, reverse("surveys:lead", args=[row.pk]))


@found(
    "surveys.rounds",
    "问卷调查",
    number=140,
    icon="chart-bar",
    rows=lambda: Round.objects.all(),
    seen=queries.rounds_known,
    show=_show,
    by_office=True,
)
def round(row: Round) -> Entry:
    """Find rounds by their title: where it is watched from, and by whoever is asked.

    Questions and answers are in no index. Of a sample the persons are named, so that its title is
    not told to all the others; a round of everybody is found throughout the unit it asks.
    """
    at = frozenset({row.unit_path})
    if row.way == "all":
        return Entry((row.title,), Sight(at=at, below=frozenset({row.within_path})))
    members = Asked.objects.filter(round=row).values_list("member_id", flat=True)
    return Entry((row.title,), Sight(at=at, members=frozenset(members)))
