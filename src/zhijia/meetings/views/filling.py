"""A page with one form and its one action."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from zhijia.law import ALLOWED, Verdict
from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

T = TypeVar("T")
PLAIN = {"tone": "primary", "about": "会议", "icon": "check"}


def sent(request: Request) -> QueryDict | None:
    """Return what a form brought, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def fill(
    request: Request,
    form: ActorForm,
    do: Callable[[], T],
    *,
    back: str,
    done: str,
    may: Verdict = ALLOWED,
    then: str | Callable[[T], str] = "",
    **words: str,
) -> HttpResponse:
    """Show a form and, when it comes back, do its one action; `words` is what the page says."""

    def page() -> HttpResponse:
        context = {"form": form, "may": may, "back": back, **PLAIN, **words}
        return render(request, "meetings/filling.html", context)

    if request.method != "POST":
        return page()
    return answer(request, form, do, page=page, done=done, then=then or back)
