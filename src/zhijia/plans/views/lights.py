"""The work behind a light: what units of a place have to do, and how each of it stands."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from zhijia.org import queries as org
from zhijia.org.models import Unit
from zhijia.platform.place import Place
from zhijia.platform.web import Request

from .. import queries

A_PAGE = 50


def asked_place(request: Request) -> Place:
    """Return the unit that the address names by its code, as far as it is reached, or this place.

    `scope=own` leaves the units below out.
    """
    code, place = request.GET.get("unit", ""), request.place
    if code:
        unit = get_object_or_404(org.units(request.actor), code=code)
        place = _at(unit)
    scope = request.GET.get("scope", "")
    return place.at(scope == "below") if scope in {"own", "below"} else place


def _at(unit: Unit) -> Place:
    return Place(unit.pk, unit.name, unit.code, unit.path, tuple(org.paths_of(unit)))


def lights(request: Request) -> HttpResponse:
    """List the open work of a place with one light, `?light=red`, or all of it."""
    today, place, asked = localdate(), asked_place(request), request.GET.get("light", "")
    colour = asked if asked in queries.ALIGHT else ""
    scheme = queries.scheme_at(place.path)
    page = Paginator(queries.alight(place, colour, today), A_PAGE).get_page(request.GET.get("page"))
    rows = [queries.lit(one, today) for one in queries.these(request.actor, list(page))]
    context = {
        "place_": place,
        "colour": colour,
        "lists": [("", "全部在办"), *queries.shown([colour], scheme).items()],
        "page": page,
        "rows": rows,
        "hidden": len(page) - len(rows),
    }
    return render(request, "plans/lights.html", context)
