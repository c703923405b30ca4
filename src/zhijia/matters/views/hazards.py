"""The register of hazards by place and grade, its Excel, and the QR code of a place."""

from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request

from ..forms import hazards as forms
from ..models import Matter, MatterQuerySet
from ..paper import hazards_sheet
from ..queries import hazards as queries
from . import beside

A_PAGE = 50


@beside("hazard", "matters/_hazard.html")
def shown(request: Request, matter: Matter, is_inside: bool) -> dict[str, Any]:
    """Return what the page of a hazard shows besides."""
    return queries.hazard_page(request.actor, matter, localdate())


def _asked(request: Request) -> tuple[forms.HazardFilter, MatterQuerySet]:
    """Return what the address asks, and the hazards that answer it."""
    form = forms.HazardFilter(request.actor, request.GET)
    asked = form.asked()
    found = queries.hazards(request.actor, request.place)
    found = queries.at_place(found, asked.get("at", ""), asked.get("grade", ""))
    return form, found.filter(closed_on=None) if asked.get("open") else found


def hazards(request: Request) -> HttpResponse:
    """List the hazards by place and grade."""
    form, found = _asked(request)
    whole = queries.hazards(request.actor, request.place)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "asked": request.GET.urlencode(),
        "page": page,
        "rows": queries.hazard_rows(page, localdate()),
        "spots": queries.spots(whole),
        "grades": queries.grade_counts(whole),
    }
    return render(request, "matters/hazards.html", context)


def hazards_excel(request: Request) -> FileResponse:
    """Hand out the register as an Excel file."""
    _, found = _asked(request)
    today, unit = localdate(), request.place.name
    data = hazards_sheet(queries.hazard_lines(found), unit=unit, day=today)
    name = file_name("隐患台账", unit, today, "xlsx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["xlsx"]
    )


def hazard_poster(request: Request) -> HttpResponse:
    """Show the QR code of a place to print and put up there; without a place ask for one."""
    form = forms.PlaceForm(request.actor, request.GET or None)
    context: dict[str, Any] = {"form": form, "unit": request.actor.unit_name}
    if form.is_valid():
        at = form.cleaned_data["at"]
        path = f"{reverse('matters:matter-new', args=['hazard'])}?{urlencode({'place': at})}"
        url = (
            f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)
        )
        code = segno.make(url, error="m").svg_data_uri(scale=8)
        context |= {"at": at, "url": url, "code": code}
    return render(request, "matters/hazard_poster.html", context)
