"""Which unit somebody looks at: kept in the session, held against their posts on every request."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, cast

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from zhijia.org.models import Unit, UnitPath
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.scope import reached
from zhijia.platform.web import Request

if TYPE_CHECKING:
    Lazy = SimpleLazyObject[Place]
else:
    Lazy = SimpleLazyObject
UNIT, BELOW = "place.unit", "place.below"
NUMBER = re.compile(r"[0-9]{1,18}")  # more digits than a database key has


class Beginning(Lazy):
    """The place of who chose none: it narrows nothing, and that much is known without a query."""

    is_chosen = False

    def narrows(self, where: str) -> Q:
        """Select everything."""
        return Q()


class PlaceMiddleware:
    """Give every request its `place`; a page that does not ask for it pays no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        has_chosen = request.session.get(UNIT) or not request.session.get(BELOW, True)
        lazily = Lazy if has_chosen else Beginning
        request.place = cast(Place, lazily(lambda: place_of(request)))
        return self.get_response(request)


def place_of(request: Request) -> Place:
    """Return the place chosen, if this person still reaches it, or else where they begin."""
    unit, below = request.session.get(UNIT), request.session.get(BELOW, True)
    if unit:
        asked = Q(unit_id=unit, unit__dissolved_on=None)
        if found := _look(request.actor, asked, below=below, is_chosen=True):
            return found
    if not (top := highest(request.actor)):
        return Place()
    return _look(request.actor, Q(unit__paths__path=top), below=below, is_chosen=not below)


def _look(actor: Actor, asked: Q, *, below: bool, is_chosen: bool) -> Place:
    """Return the unit asked for as a place, if the actor reaches it; one query."""
    reach = reached("unit__path", actor)
    rows = list(UnitPath.objects.filter(asked, reach).select_related("unit"))
    if not rows:
        return Place()
    unit, paths = rows[0].unit, tuple(row.path for row in rows)
    return Place(unit.pk, unit.name, unit.code, unit.path, paths, below, is_chosen)


def place_at(request: Request, unit_id: str) -> Place | None:
    """Return the unit of this number as a place, in the scope chosen, if it is reached."""
    if not NUMBER.fullmatch(unit_id):
        return None
    below = request.session.get(BELOW, True)
    return _look(request.actor, Q(unit_id=int(unit_id)), below=below, is_chosen=False) or None


def highest(actor: Actor) -> str:
    """Return the path of the highest unit where the actor holds a post; empty for none."""
    paths = (path for _, path, _ in actor.posts)
    return min(paths, key=lambda path: (len(path), path), default="")


def reaches_several(actor: Actor) -> bool:
    """Say whether this person has a choice: a post that reaches below, or posts in two units."""
    posts = actor.posts
    return any(below for _, _, below in posts) or len({path for _, path, _ in posts}) > 1


class Shown(NamedTuple):
    """What the top bar says: the unit's name, how far it goes, whether there is a choice."""

    name: str
    below: bool
    several: bool


def shown(request: Request) -> Shown:
    """Return what the top bar says of the place; no query where it goes without saying."""
    actor, session = request.actor, request.session
    several = reaches_several(actor)
    if not session.get(UNIT) and highest(actor) == actor.unit_path:
        return Shown(actor.unit_name, session.get(BELOW, True), several)
    return Shown(request.place.name, request.place.below, several)


def choose_unit(request: Request, unit: Unit | None) -> None:
    """Look at this unit from now on; None is where everybody begins."""
    request.session[UNIT] = unit.pk if unit else None


def choose_scope(request: Request, *, below: bool) -> None:
    """Count the units below from now on, or leave them out."""
    request.session[BELOW] = below
