"""The desk: what waits for this person, what they sent on, finished, gave, and what is late."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from zhijia.platform.web import Request

from .. import queries

A_PAGE = 50


def desk(request: Request) -> HttpResponse:
    """Show one list of the desk, `?list=`, with the counts of all."""
    today, asked = localdate(), request.GET.get("list", "")
    name = asked if asked in queries.LISTS else "todo"
    counts = queries.desk_counts(request.actor, today)
    leaves = Paginator(queries.desk_list(request.actor, name, today), A_PAGE)
    leaves.count = counts[name]  # counted already, with the others
    page = leaves.get_page(request.GET.get("page"))
    context = {
        "name": name,
        "lists": [(key, label, counts[key], key == name) for key, label in queries.LISTS.items()],
        "page": page,
        "rows": [queries.desk_row(request.actor, name, one, today) for one in page],
    }
    return render(request, "plans/desk.html", context)
