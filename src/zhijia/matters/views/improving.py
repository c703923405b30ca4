"""The register of suggestions: their numbers, the list, its Excel."""

from io import BytesIO

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request

from ..forms.suggesting import SuggestionFilter
from ..models import MatterQuerySet
from ..paper import suggestions_sheet
from ..queries import improving as queries

A_PAGE = 50


def _asked(request: Request) -> tuple[SuggestionFilter, MatterQuerySet]:
    """Return what the address asks, and the suggestions that answer it."""
    form = SuggestionFilter(request.actor, request.GET)
    found = queries.suggestions(request.actor, request.place)
    return form, queries.narrowed(found, **form.asked())


def suggestions(request: Request) -> HttpResponse:
    """List the suggestions with what became of them."""
    form, found = _asked(request)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "asked": request.GET.urlencode(),
        "page": page,
        "rows": queries.suggestion_rows(list(page)),
        "told": queries.suggestion_numbers(queries.suggestions(request.actor, request.place)),
        "scale": queries.own_scale(request.actor),
    }
    return render(request, "matters/suggestions.html", context)


def suggestions_excel(request: Request) -> FileResponse:
    """Hand out the register as an Excel file."""
    _, found = _asked(request)
    today, unit = localdate(), request.place.name
    data = suggestions_sheet(queries.suggestion_lines(found), unit=unit, day=today)
    name = file_name("合理化建议台账", unit, today, "xlsx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["xlsx"]
    )
