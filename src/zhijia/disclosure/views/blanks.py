"""What the pages of catalogue and publications share: showing a form and doing its action."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from zhijia.law import Verdict
from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

T = TypeVar("T")
PLAIN: dict[str, object] = {
    "template": "disclosure/fill_in.html",
    "tone": "primary",
    "button": "保存",
    "about": "",
    "intro": "",
}


def sent(request: Request) -> QueryDict | None:
    """Return what a form brought, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def fill_in(
    request: Request,
    form: ActorForm,
    do: Callable[[], T],
    *,
    may: Verdict,
    back: str,
    done: str,
    then: str | Callable[[T], str] = "",
    **said: object,
) -> HttpResponse:
    """Show a form and, when it comes back, do its one action; `said` is what the page says."""

    def page() -> HttpResponse:
        context = {**PLAIN, **said, "form": form, "may": may, "back": back}
        return render(request, str(context["template"]), context)

    if request.method != "POST":
        return page()
    return answer(request, form, do, page=page, done=done, then=then or back)
