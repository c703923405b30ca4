"""What the pages of this room share: finding a row, showing a form and doing its action."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from zhijia.law import Verdict
from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import queries
from ..models import Member, Unit

T = TypeVar("T")
PLAIN: dict[str, object] = {
    "template": "org/fill_in.html",
    "tone": "primary",
    "notes": (),
    "warning": "",
    "groups": (),
}


def sent(request: Request) -> QueryDict | None:
    """Return what a form brought, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def unit_of(request: Request, pk: int) -> Unit:
    return get_object_or_404(queries.units(request.actor), pk=pk)


def member_of(request: Request, pk: int) -> Member:
    return get_object_or_404(queries.members(request.actor), pk=pk)


def fill_in(
    request: Request,
    form: ActorForm,
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
        context = {"form": form, "may": may, "back": back, **PLAIN, **words}
        return render(request, str(context["template"]), context)

    if request.method != "POST":
        return page()
    return answer(request, form, do, page=page, done=done, then=then or back)


def trail(request: Request, unit: Unit) -> list[tuple[str, str]]:
    """Return the way from the list of units down to this one, as far as this person reaches."""
    above = [one for one in queries.lineage(unit) if request.actor.reaches(one.path)]
    return [("组织", reverse("org:units")), *((str(u), u.get_absolute_url()) for u in above)]
