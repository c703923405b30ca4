"""Refused looks at what was told in confidence."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhijia.platform.web import Request

from ..queries import looks as queries


def looks(request: Request) -> HttpResponse:
    """List who tried to open what, for those who watch over it; nobody else learns of the page."""
    if not queries.may_watch(request.actor):
        raise Http404
    return render(request, "matters/looks.html", {"looks": queries.looks(request.actor)})
