"""Appeals counted by cause."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.web import Request

from .. import queries


def causes(request: Request) -> HttpResponse:
    """Count what came in a year; small groups are not told."""
    this, asked = localdate().year, request.GET.get("year", "")
    is_year = asked.isascii() and asked.isdecimal() and len(asked) == 4 and asked > "0000"
    year = int(asked) if is_year else this
    context = {
        "year": year,
        "years": [(one, f"{reverse('matters:causes')}?year={one}") for one in (this, this - 1)],
        "tallies": queries.tallies(request.actor, year),
        "may": queries.desks_of(request.actor).exists(),
    }
    return render(request, "matters/causes.html", context)
