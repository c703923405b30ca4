"""What 公示 offers: how many were closed and how many objections came, what waits, days, messages.

The search is told nothing of it, open or sealed.
"""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from zhijia.platform.actor import Actor
from zhijia.platform.offers import (
    MOST,
    Business,
    Event,
    Todo,
    event,
    figure,
    notice,
    todo,
    unfinished,
)
from zhijia.platform.place import Place, lying
from zhijia.platform.together import Reading, counting

from ..models import Showing
from ..queries import showing as queries
from ..queries.pending import CLOSE, HEAR, SIGN, Pending, reading

SHOW = {"类别": "kind", "单位": "unit__name", "公示自": "from_on", "公示至": "until_on"}

notice("disclosure.shown", "您列入了公示", must="关系到本人，应当告知")
notice("disclosure.hears", "请您处理公示异议", must="关系到指定给您的职责")
notice("disclosure.showing_due", "公示异议和期满提醒", desk=True)
notice("disclosure.objection_settled", "公示异议处理结果", must="办理结果应当告知本人")
notice("disclosure.handed_over", "公示异议换了处理人", must="关系到本人提出的异议，应当告知")
notice("disclosure.showing_down", "您提出异议的公示已撤下", must="关系到本人提出的异议，应当告知")
notice("disclosure.line_down", "撤回同意，公示已撤下", desk=True)


@figure(
    "disclosure.showings",
    "办结公示",
    unit="次",
    means="期内办结的公示，撤下的不计。",
    may="disclosure.show",
    on="closed_on",
    show=SHOW,
)
def showings() -> QuerySet[Showing]:
    """Count showings by the day they were closed."""
    return Showing.objects.filter(state__in=["closed", "upheld"])


@figure(
    "disclosure.objections",
    "公示异议",
    unit="件",
    means="期内办结的公示收到的异议。",
    may="disclosure.show",
    on="closed_on",
    sums="n_objections",
    show={**SHOW, "异议": "n_objections"},
)
def objections() -> QuerySet[Showing]:
    """Count the objections of showings by the day these were closed."""
    return Showing.objects.filter(state__in=["closed", "upheld"], n_objections__gt=0)


@figure(
    "disclosure.upheld",
    "公示异议成立",
    unit="件",
    means="期内办结的公示中成立的异议。",
    may="disclosure.show",
    on="closed_on",
    sums="n_upheld",
    show={**SHOW, "成立": "n_upheld"},
    lessens=True,
)
def upheld() -> QuerySet[Showing]:
    """Count the objections that were upheld."""
    return Showing.objects.filter(state__in=["closed", "upheld"], n_upheld__gt=0)


@todo("disclosure.showings")
def waiting(actor: Actor, today: date) -> Reading[list[Todo]]:
    """List what a handler has to hear, a desk to close and to look at again, a member to sign.

    Showings and regulations are one reading.
    """
    return reading(actor, today, MOST).then(lambda found: [*map(_todo, found)])


def _todo(one: Pending) -> Todo:
    """Return a line about what waits; of a showing its number alone."""
    name = f"公示〔{one.year}〕{one.serial} 号"
    if one.kind == HEAR:
        page = reverse("disclosure:showing", args=[one.key])
        return Todo(f"{name}：{one.n} 件异议待处理", "只有您能看到", page, one.on, "yellow")
    if one.kind == CLOSE:
        return Todo(f"{name}期满，请办结", one.unit, reverse("disclosure:showing", args=[one.key]))
    page = reverse("disclosure:regulation", args=[one.key])
    verb = "请签阅" if one.kind == SIGN else "请复审"
    return Todo(f"{verb}：{one.words}", one.unit, page, one.on)


@event("disclosure.showings")
def hanging(actor: Actor, place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Name the days of what hangs for this member."""
    rows = queries.between(actor, place, first, last)[:MOST]
    return Reading((rows,), lambda found: [*map(_hangs, found)])


def _hangs(one: Showing) -> Event:
    title, page = f"{one.get_kind_display()}公示", one.get_absolute_url()
    return Event(title, one.from_on, "公示", "blue", page, until=one.until_on)


@unfinished("disclosure.showings")
def under_way(path: str, below: bool) -> Reading[list[Business]]:
    """List the showings of a unit that hang or wait to be closed."""
    rows = Showing.objects.running().filter(lying("unit_path", [path], below=below))
    page = reverse("disclosure:showings") + "?list=kept"
    return counting(rows).then(lambda n: [Business("公示", "公示中、待办结", n, page)] if n else [])
