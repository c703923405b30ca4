"""Pages of the law in force in a unit."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.web import Request

from .. import actions, forms, policies, queries, rules
from ..models import Unit
from .fill_in import fill_in, sent, trail, unit_of


def unit_law(request: Request, pk: int) -> HttpResponse:
    """Show what law is in force in a unit, and where each answer comes from."""
    one = unit_of(request, pk)
    asked, packs = queries.law_choices(one, localdate())
    context = {
        "unit": one,
        "trail": [*trail(request, one), ("法规口径", "")],
        "asked": asked,
        "packs": packs,
        "history": queries.law_history(one),
        "is_top": one.parent_id is None,
    }
    return render(request, "org/unit_law.html", context)


def _now(one: Unit, key: str) -> dict[str, object]:
    """Return what the form starts from: the unit's own choice, if it made one."""
    own = queries.own_choice(one, key)
    return {"value": own.value if own else "", "seen": own.pk if own else 0}


def unit_law_choose(request: Request, pk: int, key: str) -> HttpResponse:
    """Choose one answer for a unit and all below it."""
    one, actor = unit_of(request, pk), request.actor
    if not rules.is_question(key):
        raise Http404("没有这一项口径。")
    form = forms.ChooseLaw(actor, key, sent(request), initial=_now(one, key))
    return fill_in(
        request,
        form,
        lambda: actions.choose_law(
            actor=actor, unit=one, key=key, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_set_law(actor, one),
        back=reverse("org:unit-law", args=[one.pk]),
        done="口径已改选，自今天起适用于本级和下级。",
        about=one,
        title=queries.law_words(key, "")[0],
        button="确认选择",
        notes=[queries.law_note(key)],
    )
