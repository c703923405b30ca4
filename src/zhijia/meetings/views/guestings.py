"""Meetings of management that the union must be at."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.law import Verdict
from zhijia.platform.web import Request

from .. import actions, policies, queries
from ..forms import guestings as forms
from ..models import Guesting
from ..rules.guests import must_be_invited, was_there
from .filling import fill, sent

ROWS = 50


def guestings(request: Request) -> HttpResponse:
    """List them, those where something is lacking marked."""
    rows = queries.guestings(request.actor).filter(request.place.narrows("unit_path"))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    told = [(one, _judged(one)) for one in page]
    context = {"page": page, "rows": told, "may": policies.may_plan_any(request.actor)}
    return render(request, "meetings/guestings.html", context)


def _judged(one: Guesting) -> Verdict:
    came = one.who_id is not None
    return was_there(
        invited=one.was_invited, came=came, opinion=one.opinion, why_absent=one.why_absent
    )


def guesting(request: Request, pk: int) -> HttpResponse:
    """Show one of them."""
    one = get_object_or_404(queries.guestings(request.actor), pk=pk)
    context = {
        "one": one,
        "asked": must_be_invited(frozenset(one.topics)),
        "verdict": _judged(one),
        "may": policies.may_mend_guesting(request.actor, one),
    }
    return render(request, "meetings/guesting.html", context)


def guesting_new(request: Request) -> HttpResponse:
    """Enter one."""
    actor = request.actor
    form = forms.Guest(actor, sent(request), initial={"held_on": localdate()})
    return fill(
        request,
        form,
        lambda: actions.enter_guesting(actor=actor, today=localdate(), **form.said()),
        may=policies.may_plan_any(actor),
        title="登记应邀参加的会议",
        button="登记",
        about="应邀参加的会议",
        back=reverse("meetings:guestings"),
        then=lambda made: made.get_absolute_url(),
        done="已登记。",
    )


def guesting_edit(request: Request, pk: int) -> HttpResponse:
    """Complete one: who went, what was said, what was decided."""
    one = get_object_or_404(queries.guestings(request.actor), pk=pk)
    actor, form = request.actor, _mending(request, one)
    return fill(
        request,
        form,
        lambda: actions.mend_guesting(
            actor=actor, guesting=one, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_mend_guesting(actor, one),
        title="补记应邀参加的会议",
        button="保存",
        about=str(one),
        back=one.get_absolute_url(),
        done="已保存。",
    )


def _mending(request: Request, one: Guesting) -> forms.MendGuest:
    form = forms.MendGuest(request.actor, sent(request), initial=_as_it_is(one))
    form.about = one.unit
    return form


def _as_it_is(one: Guesting) -> dict[str, object]:
    names = ("title", "held_on", "topics", "was_invited", "why_absent", "opinion", "decided")
    who = (one.who.staff_no or one.who.name) if one.who else ""
    return {"who": who, "version": one.version, **{name: getattr(one, name) for name in names}}
