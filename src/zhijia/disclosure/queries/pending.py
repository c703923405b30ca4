"""What waits for a person in 公示 and regulations: every page asks, so it is one query."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, IntegerField, Q, QuerySet, Value

from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.together import Reading, told

from ..models import Regulation, Showing
from ..rules.showing import RUNNING
from .regulations import own_to_review
from .showing import HAS_WAITING, over
from .signings import to_read

HEAR, CLOSE, SIGN, REVIEW = "hear", "close", "sign", "review"
NOTHING = Value(0, IntegerField())


class Pending(NamedTuple):
    """Something that waits: what, its key, its words, its unit, by when, its number and count."""

    kind: str
    key: int
    words: str
    unit: str
    on: date | None
    year: int
    serial: int
    n: int


def _of_showings(rows: QuerySet[Showing], kind: str, n: Any) -> QuerySet[Any, tuple[Any, ...]]:
    told = (F("pk"), Value(""), F("unit__name"), F("until_on"), F("year"), F("serial"))
    return rows.order_by().annotate(n_=n).values_list(Value(kind), *told, "n_")


def _hear(actor: Actor) -> QuerySet[Any, tuple[Any, ...]]:
    heard = Q(HAS_WAITING, state__in=(*RUNNING, "withdrawn"))
    rows = Showing.objects.filter(heard, handler=actor.member_id)
    n = Count("objections", filter=Q(objections__state="waiting"))
    return _of_showings(rows, HEAR, n)


def _sign(actor: Actor) -> QuerySet[Any, tuple[Any, ...]]:
    of = "wording__regulation"
    told = (F(f"{of}_id"), F(f"{of}__title"), F(f"{of}__unit__name"), F("by"))
    return to_read(actor).order_by().values_list(Value(SIGN), *told, NOTHING, NOTHING, NOTHING)


def _review(actor: Actor, today: date) -> QuerySet[Any, tuple[Any, ...]]:
    rows: QuerySet[Regulation] = own_to_review(actor, today).order_by()
    told = (F("pk"), F("title"), F("unit__name"), F("review_on"))
    return rows.values_list(Value(REVIEW), *told, NOTHING, NOTHING, NOTHING)


def pending(actor: Actor, today: date, most: int) -> list[Pending]:
    """Return what waits for this person, the earliest first; one query, none for a stranger."""
    return reading(actor, today, most).alone()


def reading(actor: Actor, today: date, most: int) -> Reading[list[Pending]]:
    """Return what waits for this person, the earliest first, to be read with what others want."""
    if not actor.member_id:
        return told([])
    parts = [_sign(actor)]
    if actor.stands(DESKS):
        parts += [_of_showings(over(actor, today), CLOSE, NOTHING), _review(actor, today)]
    rows = _hear(actor).union(*parts, all=True)

    def tell(lines: Iterable[tuple[Any, ...]]) -> list[Pending]:
        found = sorted((Pending(*line) for line in lines), key=lambda one: one.on or today)
        return found[:most]

    return Reading((rows[: 4 * most],), tell)
