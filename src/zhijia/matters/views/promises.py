"""Service commitments: the public list, and what desks do about it."""

import segno
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.doorway import queries as doors
from zhijia.platform.web import Request, answer, public

from .. import actions, forms, policies, queries
from ..models import Promise

LIST = "matters:promises"
SHORTLY = 60  # seconds that a public list may be old: thousands may look at it at once


@public
def promised(request: Request, token: str) -> HttpResponse:
    """Show anybody what a unit promises and how it keeps its word; it names no person."""
    door = doors.door_of(token)
    unit = queries.unit_at(door.unit_path) if door else None
    if door is None or unit is None:
        raise Http404
    key = f"matters.promised:{unit.path}"
    rows = cache.get_or_set(
        key, lambda: queries.judged(queries.promises_at(unit.path)), timeout=SHORTLY
    )
    context = {"unit": unit, "door": door, "rows": rows, "is_open": not door.closed_on}
    return render(request, "matters/promised.html", context)


def promises(request: Request) -> HttpResponse:
    """List the promises of the units whose desk this person keeps."""
    rows = queries.judged(queries.promises(request.actor))
    context = {
        "rows": rows,
        "grades": queries.grades(request.actor),
        "may": queries.desks_of(request.actor).exists(),
        "doors": _doors(request),
    }
    return render(request, "matters/promises.html", context)


def _doors(request: Request) -> list[tuple[str, str]]:
    """Return the public pages of this desk's units: where they are, and their codes to scan."""
    found = doors.doors(request.actor).standing()
    return [(_address(request, one.token), _code(_address(request, one.token))) for one in found]


def _address(request: Request, token: str) -> str:
    path = reverse("matters:promised", args=[token])
    return f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)


def _code(url: str) -> str:
    return segno.make(url, error="m").svg_data_uri(scale=4)


def promise_new(request: Request) -> HttpResponse:
    """Promise something."""
    if not queries.desks_of(request.actor).exists():
        raise Http404
    form = forms.PromiseForm(request.actor, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _blank(request, form, None)
    said = (
        {key: value for key, value in form.cleaned_data.items() if key != "version"}
        if form.is_valid()
        else {}
    )
    return answer(
        request,
        form,
        lambda: actions.make_promise(actor=request.actor, today=localdate(), **said),
        page=lambda: _blank(request, form, None),
        done="服务承诺已公布。",
        then=reverse(LIST),
    )


def _blank(request: Request, form: ActorForm, promise: Promise | None) -> HttpResponse:
    may = policies.may_promise(request.actor, promise) if promise else None
    return render(request, "matters/promise.html", {"form": form, "promise": promise, "may": may})


def _found(request: Request, pk: int) -> Promise:
    return get_object_or_404(queries.promises(request.actor), pk=pk)


def promise(request: Request, pk: int) -> HttpResponse:
    """Say a promise better."""
    found = _found(request, pk)
    names = ("title", "words", "office", "contact", "rank", "version")
    initial = {name: getattr(found, name) for name in names}
    sent = request.POST if request.method == "POST" else None
    form = forms.RewriteForm(request.actor, sent, initial=initial)
    if sent is None:
        return _blank(request, form, found)
    return answer(
        request,
        form,
        lambda: actions.write_promise(actor=request.actor, promise=found, **form.cleaned_data),
        page=lambda: _blank(request, form, found),
        done="服务承诺已修改。",
        then=reverse(LIST),
    )


@require_POST
def promise_end(request: Request, pk: int) -> HttpResponse:
    """Promise something no longer."""
    found = _found(request, pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.end_promise(actor=request.actor, promise=found, today=localdate()),
        page=lambda: _blank(request, form, found),
        done="服务承诺已撤下。",
        then=reverse(LIST),
    )
