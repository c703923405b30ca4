"""Pages of calls: the list, a new one, one with what it brought."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..kinds import KINDS
from ..models import Call

A_PAGE = 50


def calls(request: Request) -> HttpResponse:
    """List the calls of one's own unit and of those above and below."""
    page = Paginator(queries.calls(request.actor), A_PAGE).get_page(request.GET.get("page"))
    may = queries.desks_of(request.actor).exists()
    return render(request, "matters/calls.html", {"page": page, "may": may, "today": localdate()})


def call_new(request: Request) -> HttpResponse:
    """Call for matters of a kind."""
    if not queries.desks_of(request.actor).exists():
        raise Http404
    form = forms.CallForm(request.actor, request.POST or None)
    if request.method != "POST":
        return _blank(request, form)
    return answer(
        request,
        form,
        lambda: actions.open_call(actor=request.actor, **form.said),
        page=lambda: _blank(request, form),
        done="征集已开始。",
        then=Call.get_absolute_url,
    )


def _blank(request: Request, form: ActorForm) -> HttpResponse:
    return render(request, "matters/call_new.html", {"form": form})


def _found(request: Request, pk: int) -> Call:
    return get_object_or_404(queries.calls(request.actor), pk=pk)


def call(request: Request, pk: int) -> HttpResponse:
    """Show a call, what it brought, and the numbers for the report to the congress."""
    return _show(request, pk)


def _show(request: Request, pk: int, form: ActorForm | None = None) -> HttpResponse:
    found = _found(request, pk)
    may = policies.may_keep_call(request.actor, found)
    shown = {"title": found.title, "from_on": found.from_on, "until_on": found.until_on}
    initial = {**shown, "words": found.words, "version": found.version}
    context = {
        "call": found,
        "may": may,
        "may_file": policies.may_file(request.actor, found.unit, KINDS[found.kind]),
        "today": localdate(),
        "form": form or forms.ChangeCallForm(request.actor, initial=initial),
        "tally": queries.tally(found, whole=bool(may)),
        "carried": queries.carried_over(found),
        "published": queries.published_of(request.actor, found)[:A_PAGE],
    }
    return render(request, "matters/call.html", context)


@require_POST
def call_change(request: Request, pk: int) -> HttpResponse:
    """Change what it says and how long it lasts."""
    found = _found(request, pk)
    form = forms.ChangeCallForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.change_call(actor=request.actor, call=found, **form.cleaned_data),
        page=lambda: _show(request, pk, form),
        done="征集已调整。",
        then=found.get_absolute_url(),
    )


@require_POST
def call_close(request: Request, pk: int) -> HttpResponse:
    """End it."""
    found = _found(request, pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.close_call(actor=request.actor, call=found, today=localdate()),
        page=lambda: _show(request, pk),
        done="征集已结束。",
        then=found.get_absolute_url(),
    )
