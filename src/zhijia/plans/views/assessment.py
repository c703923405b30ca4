"""The assessment of a year: units with what their work adds up to, and the items it rests on."""

from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from zhijia.platform.files.rules import TYPES
from zhijia.platform.place import Place
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request

from .. import paper, rules
from ..queries import assessment as queries
from ..queries.boards.asking import is_reached

A_PAGE = 50


def _asked(request: Request) -> tuple[Place, int]:
    """Return the place that is looked at, or one's own unit, and the year asked for.

    Who reaches nothing below a unit sees the unit's own score alone.
    """
    place = request.place or queries.own_place(request.actor)
    if not is_reached(request.actor, place):
        place = place.at(False)
    this, said = localdate().year, request.GET.get("year", "")
    years = queries.years_offered(this)
    return place, int(said) if said in map(str, years) else this


def assessment(request: Request) -> HttpResponse:
    """Show the units of a place in the published order."""
    today, (place, year) = localdate(), _asked(request)
    context: dict[str, Any] = {
        "place_": place,
        "year": year,
        "years": queries.years_offered(today.year),
        "rows": queries.standings(place, year, today),
        "rule": rules.RULE,
        "order": rules.MEAN_ORDER,
    }
    return render(request, "plans/assessment.html", context)


def scores(request: Request) -> HttpResponse:
    """List the items that a year's assessment rests on."""
    today, actor, (place, year) = localdate(), request.actor, _asked(request)
    found = Paginator(queries.scores(actor, place, year, today), A_PAGE)
    late = queries.late_now(actor, place, year, today)
    context: dict[str, Any] = {
        "place_": place,
        "year": year,
        "years": queries.years_offered(today.year),
        "page": found.get_page(request.GET.get("page")),
        "late": list(late[:A_PAGE]),
        "n_late": late.count(),
    }
    return render(request, "plans/scores.html", context)


def _file(title: str, place: Place, data: bytes) -> FileResponse:
    name = file_name(title, place.name, localdate(), "xlsx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["xlsx"]
    )


def assessment_excel(request: Request) -> FileResponse:
    """Hand out the units as an Excel file."""
    today, (place, year) = localdate(), _asked(request)
    title, rows = f"{year}年度督办事项考核", queries.standings(place, year, today)
    data = paper.assessment_sheet(
        title, map(queries.standing_row, rows), unit=place.name, day=today, rule=rules.RULE
    )
    return _file(title, place, data)


def scores_excel(request: Request) -> FileResponse:
    """Hand out the items as an Excel file."""
    today, actor, (place, year) = localdate(), request.actor, _asked(request)
    title = f"{year}年度督办事项考核明细"
    rows = queries.score_rows(actor, place, year, today)
    return _file(title, place, paper.scores_sheet(title, rows, unit=place.name, day=today))
