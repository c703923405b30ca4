"""The pages of the kinds: what each is for, how long its states may last, a unit's own limits."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions
from ..forms.limits import LimitForm
from ..kinds import KINDS
from ..kinds.declaring import Kind
from ..models import OwnLimit
from ..queries import disputes
from ..queries import limits as queries


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def kinds(request: Request) -> HttpResponse:
    """List what may be filed, each with what it is for."""
    return render(request, "matters/kinds.html", {"kinds": list(KINDS.values())})


def kind(request: Request, kind: str) -> HttpResponse:
    """Show what a kind is for, where it comes from and how long its states may last."""
    return _show(request, _kind(kind))


def _show(request: Request, kind: Kind, form: ActorForm | None = None) -> HttpResponse:
    lines = queries.lines(request.actor, kind)
    may = disputes.keeps_any(request.actor) and bool(lines)
    blank = LimitForm(request.actor, kind, initial={"since_on": localdate()}) if may else None
    context = {
        "kind": kind,
        "lines": lines,
        "mine": queries.changeable(request.actor, lines),
        "form": (form or blank) if may else None,
    }
    return render(request, "matters/kind.html", context)


@require_POST
def limit_new(request: Request, kind: str) -> HttpResponse:
    """Set a limit of one's own unit."""
    found = _kind(kind)
    form = LimitForm(request.actor, found, request.POST)
    return answer(
        request,
        form,
        lambda: actions.set_limit(
            actor=request.actor, kind=found.id, today=localdate(), **form.cleaned_data
        ),
        page=lambda: _show(request, found, form),
        done="已设定。",
        then=reverse("matters:kind", args=[found.id]),
    )


@require_POST
def limit_end(request: Request, pk: int) -> HttpResponse:
    """Take a limit back."""
    found = get_object_or_404(OwnLimit.objects.within(request.actor), pk=pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.end_limit(actor=request.actor, limit=found, today=localdate()),
        page=lambda: _show(request, _kind(found.kind)),
        done="已停用，从今天起按通用期限。",
        then=reverse("matters:kind", args=[found.kind]),
    )
