"""Pages of this room: what one is asked oneself, and what the pages share."""

from collections.abc import Callable
from typing import TypeVar

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localdate

from zhijia.law import ALLOWED, Verdict
from zhijia.platform.blanks import Blank
from zhijia.platform.web import Request, answer

from .. import queries

T = TypeVar("T")
ROWS = 50
PLAIN: dict[str, object] = {
    "template": "surveys/fill_in.html",
    "tone": "primary",
    "warning": "",
    "about": "",
    "may": ALLOWED,
}


def sent(request: Request) -> QueryDict | None:
    """Return what a form brought, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def fill_in(
    request: Request,
    form: Blank,
    do: Callable[[], T],
    *,
    may: Verdict,
    back: str,
    done: str | Callable[[T], str],
    then: str | Callable[[T], str] = "",
    **words: object,
) -> HttpResponse:
    """Show a form and, when it comes back, do its one action; `words` is what the page says."""

    def page() -> HttpResponse:
        context = {**PLAIN, "form": form, "may": may, "back": back, **words}
        return render(request, str(context["template"]), context)

    if request.method != "POST":
        return page()
    return answer(request, form, do, page=page, done=done, then=then or back)


def mine(request: Request) -> HttpResponse:
    """List what this person is asked, and what was made of what they were asked before."""
    rows = queries.my_rounds(request.actor)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "surveys/mine.html", {"page": page, "today": localdate()})
