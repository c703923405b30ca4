"""Pages of mediation committees: who sits on them, a new seat, an end to one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions
from ..forms.disputes import MediatorForm
from ..models import Matter, Mediator
from ..queries import disputes as queries
from . import beside


@beside("mediation", "matters/_mediation.html")
def shown(request: Request, matter: Matter, is_inside: bool) -> dict[str, Any]:
    """Return what the page of a dispute shows besides: until when arbitration is open."""
    return {"clock": queries.arbitration(matter), "way_on": queries.way_on(matter)}


def mediators(request: Request) -> HttpResponse:
    """Show the committees that somebody may see, each judged by its make-up."""
    return _show(request)


def _show(request: Request, form: ActorForm | None = None) -> HttpResponse:
    may = queries.keeps_any(request.actor)
    blank = MediatorForm(request.actor, initial=MediatorForm.begins(localdate()))
    context = {
        "committees": queries.committees(request.actor, request.place),
        "form": (form or blank) if may else None,
        "may": may,
    }
    return render(request, "matters/mediators.html", context)


@require_POST
def mediator_new(request: Request) -> HttpResponse:
    """Give somebody a seat."""
    form = MediatorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.engage_mediator(actor=request.actor, **form.said),
        page=lambda: _show(request, form),
        done="已登记。",
        then=reverse("matters:mediators"),
    )


@require_POST
def mediator_end(request: Request, pk: int) -> HttpResponse:
    """Take somebody off a committee."""
    found = get_object_or_404(Mediator.objects.within(request.actor), pk=pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.relieve_mediator(actor=request.actor, mediator=found, today=localdate()),
        page=lambda: _show(request),
        done="已解聘。",
        then=reverse("matters:mediators"),
    )
