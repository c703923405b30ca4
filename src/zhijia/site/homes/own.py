"""What a member's own pages read: what their union did, what comes, what they may do."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.apps import apps

from zhijia.platform.actor import Actor
from zhijia.platform.offers import Event, Figure, Number, events_between, totals
from zhijia.platform.place import Place
from zhijia.platform.room import Link, Room

from .. import queries, shell
from .month import last_of

AHEAD = timedelta(days=30)
COMING = 8
OTHERS = "其他"


class Told(NamedTuple):
    """A number of the month as a sentence: the figure and how many."""

    figure: Figure
    number: Number


class Tiles(NamedTuple):
    """Tiles of one area: what may be begun there, then what may be looked at."""

    area: str
    links: list[Link]


def told_of_month(place: Place, today: date) -> list[Told]:
    """Return what happened this month at a place, where anything did; one query."""
    events = [figure for figure in queries.in_order() if figure.on and not figure.by]
    first = today.replace(day=1)
    numbers = totals(events, place.paths, first, min(last_of(first), today), below=place.below)
    return [Told(one, numbers[one.name]) for one in events if numbers[one.name]]


def coming(actor: Actor, place: Place, today: date) -> list[Event]:
    """Return what happens in the next thirty days, the nearest first."""
    found = events_between(actor, place, today, today + AHEAD)
    return [one for one in found if one.last >= today and not one.is_vague][:COMING]


def tiles(actor: Actor) -> list[Tiles]:
    """Return everything this person may do or look at, area by area; no query.

    Areas with one place only stand together at the end.
    """
    may = {link.url_name for link in queries.shortcuts(actor)}
    seen = {link.url_name for _, link, _ in shell.links_for(actor)}
    found: dict[str, dict[str, Link]] = {}
    for area, link in _offered():
        if link.url_name in (may if link.may else seen):
            # A shortcut and the menu may name one place: what is begun there stands first.
            found.setdefault(area, {}).setdefault(link.url_name, link)
    alone = [one for links in found.values() if len(links) == 1 for one in links.values()]
    areas = [Tiles(area, [*links.values()]) for area, links in found.items() if len(links) > 1]
    return [*areas, Tiles(OTHERS, alone)] if alone else areas


def _offered() -> Iterator[tuple[str, Link]]:
    """Yield every link with its area: what may be begun first, then the places of the menu."""
    for app in apps.get_app_configs():
        if isinstance(app, Room):
            for link in [*app.shortcuts, *app.menu]:
                yield shell.area_of(app), link
    for area, link in shell.LAST:
        yield area, link
