"""What meetings offer: messages, what waits, days, what is unfinished, finds, figures."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from zhijia.ballots.queries import lapses
from zhijia.platform.actor import Actor
from zhijia.platform.offers import (
    MOST,
    Business,
    Entry,
    Event,
    Hit,
    Sight,
    Todo,
    event,
    figure,
    found,
    notice,
    todo,
    unfinished,
)
from zhijia.platform.place import Place
from zhijia.platform.together import Reading, counting

from . import queries
from .kinds import MEETINGS
from .models import Meeting
from .queries import waiting
from .queries.lapsing import lapsed
from .rules.words import HELD

lapses("meetings")(lapsed)
notice("meetings.called", "会议通知", must="须提前通知参加会议的人")
notice("meetings.inspected", "代表巡视、质询", desk=True)


@todo("meetings")
def waits(actor: Actor, today: date) -> Reading[list[Todo]]:
    """List notices to answer, meetings to sign in at, what a desk has to finish or answer."""
    return waiting.waits(actor, today, MOST).then(
        lambda waits: [
            Todo(f"{words}：{one}", unit, page, due, "red" if due and due < today else "")
            for one, words, page, due, unit in waits
        ]
    )


@event("meetings")
def meets(actor: Actor, place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Name the days of meetings."""
    return Reading(
        (waiting.days_of(actor, place, first, last)[:MOST],),
        lambda rows: [
            Event(one.title, one.meets_on, "会议", "blue", one.get_absolute_url()) for one in rows
        ],
    )


@unfinished("meetings")
def under_way(path: str, below: bool) -> Reading[list[Business]]:
    """List the meetings of a unit that were not filed yet."""
    page = reverse("meetings:meetings")
    return counting(waiting.open_at(path, below=below)).then(
        lambda n: [Business("会议", "没有开完或者没有归档的", n, page)] if n else []
    )


def _show(rows: QuerySet[Meeting], words: Sequence[str]) -> Iterator[Hit]:
    for one in rows:
        detail = f"{one.unit} · {one.meets_on:%Y-%m-%d} · {one.get_state_display()}"
        yield Hit(one.title, detail, one.get_absolute_url(), text=one.minutes)


@found(
    "meetings.meetings",
    "会议",
    number=250,
    icon="users",
    rows=lambda: Meeting.objects.exclude(state__in=("planning", "cancelled")),
    seen=lambda actor: queries.known(actor).exclude(state__in=("planning", "cancelled")),
    show=_show,
    is_text=True,
    by_office=True,
)
def meeting(row: Meeting) -> Entry:
    """Enter a meeting under its title, kind and minutes; names on its roll are not told."""
    here = frozenset({row.unit_path})
    return Entry((row.title, row.get_kind_display(), row.minutes), Sight(at=here, below=here))


SHOW = {
    "会议": "title",
    "单位": "unit__name",
    "类别": "kind",
    "应到人数": "due",
    "开会日期": "opened_on",
    "闭会日期": "closed_on",
}


def _held(*sides: str) -> QuerySet[Meeting]:
    """Select the meetings of some sides that were held."""
    kinds = [one.id for one in MEETINGS.values() if one.side in sides]
    return Meeting.objects.filter(state__in=HELD, closed_on__isnull=False, kind__in=kinds)


@figure(
    "meetings.union",
    "会员（代表）大会",
    unit="次",
    means="闭会日期在期内的会员大会和会员代表大会，不含取消的。",
    may="meetings.plan",
    on="closed_on",
    show=SHOW,
    cues=("会员代表大会", "会员大会"),
)
def union() -> QuerySet[Meeting]:
    """Count the union's congresses by the day they closed."""
    return _held("union")


@figure(
    "meetings.staff",
    "职工（代表）大会",
    unit="次",
    means="闭会日期在期内的职工代表大会、教职工代表大会，不含取消的。",
    may="meetings.plan",
    on="closed_on",
    show=SHOW,
    cues=("职工代表大会", "职代会", "教代会"),
)
def staff() -> QuerySet[Meeting]:
    """Count staff congresses by the day they closed."""
    return _held("staff")


@figure(
    "meetings.due",
    "大会应到人次",
    unit="人次",
    means="闭会日期在期内的各种大会的应到人数之和。",
    may="meetings.plan",
    on="closed_on",
    sums="due",
    show=SHOW,
)
def due() -> QuerySet[Meeting]:
    """Add up who was due at congresses."""
    return _held("union", "staff")
