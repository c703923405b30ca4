"""Reading the library of methods: what is published for all, and what one's own desk keeps."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from zhijia.org.models import Member, Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.scope import NOTHING, under_any

from ..models import Edition, Matter, Method, MethodQuerySet
from ..rules.methods import PARTS, TRADES


def methods(actor: Actor) -> MethodQuerySet:
    """Return the methods an actor may read: the published ones of all units, those their desk
    keeps, and those that bear their own name.
    """
    published = Q(published_on__isnull=False, withdrawn_on=None)
    own = Q(unit_path__in=actor.stands(DESKS))
    mine = Q(found_by=actor.member_id) if actor.member_id else NOTHING
    if actor.member_id is None:
        return Method.objects.none()
    found = Method.objects.filter(published | own | mine)
    return found.select_related("unit", "found_by").order_by("-published_on", "-pk")


def methods_like(actor: Actor, *, words: str = "", trade: str = "") -> MethodQuerySet:
    """Return the methods that hold these words in their name or newest text, of a trade."""
    found = methods(actor)
    if trade in TRADES:
        found = found.filter(trade=trade)
    for word in words.split()[:5]:
        said = Q(scope__contains=word) | Q(points__contains=word) | Q(effect__contains=word)
        texts = Edition.objects.filter(said).order_by().values("method")
        found = found.filter(Q(name__contains=word) | Q(pk__in=texts))
    return found


def with_editions(found: MethodQuerySet) -> MethodQuerySet:
    """Return these methods with all their versions, the newest first; one query more."""
    editions = Edition.objects.select_related("made_by")
    return found.prefetch_related(Prefetch("editions", editions))


def own_units(actor: Actor) -> QuerySet[Unit]:
    """Return the units that this actor's desk may name methods for."""
    return Unit.objects.standing().filter(path__in=actor.stands(DESKS)).order_by("path")


def finders(actor: Actor) -> QuerySet[Member]:
    """Return the members of one's own units and below who may have found one, also the gone."""
    found = Member.objects.filter(under_any("unit_path", actor.stands(DESKS)))
    return found.order_by("staff_no")


def in_use(actor: Actor) -> QuerySet[Matter]:
    """Return the suggestions of the actor's desk from which a method may come."""
    found = Matter.objects.filter(kind="suggestion", unit_path__in=actor.stands(DESKS))
    return found.filter(state__in=("in_use", "rewarded")).order_by("-pk")


def method_page(method: Method) -> dict[str, Any]:
    """Return a method for its page: the newest text by its parts, and those before it."""
    last, *older = method.editions.all()
    return {
        "method": method,
        "last": last,
        "last_text": {key: getattr(last, key) for key in PARTS},
        "texts": _parts(last),
        "older": [(one, _parts(one)) for one in older],
    }


def _parts(edition: Edition) -> list[tuple[str, str]]:
    return [(label, getattr(edition, key)) for key, label in PARTS.items()]


def as_methods(rows: QuerySet[Method]) -> MethodQuerySet:
    """Return rows the search found as methods with their unit."""
    return Method.objects.filter(pk__in=rows.order_by().values("pk")).select_related("unit")
