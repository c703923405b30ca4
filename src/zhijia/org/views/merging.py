"""The pages on which a unit ends: it becomes part of another, or is dissolved."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from zhijia.platform.offers import under_way
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..models import Unit
from .fill_in import fill_in, sent, unit_of


def _page(
    request: Request, one: Unit, asking: forms.AbsorbInto, form: forms.Absorb
) -> HttpResponse:
    """Show the choice, what would follow from it, and the form that does it."""
    into, actor = asking.other(), request.actor
    told = queries.merger(actor, one, into) if into else None
    context = {"unit": one, "asking": asking, "form": form, "into": into, "told": told}
    context["may"] = policies.may_dissolve(actor, one)
    return render(request, "org/unit_absorb.html", context)


def unit_absorb(request: Request, pk: int) -> HttpResponse:
    """Choose the unit that another becomes part of, see what follows, and merge them."""
    one, actor = unit_of(request, pk), request.actor
    chosen = request.POST.get("into") or request.GET.get("to")
    asking = forms.AbsorbInto(actor, one, {"to": chosen} if chosen else None)
    into = asking.other()
    start = {"into": into.code if into else "", "version": one.version, "numbering": "prefix"}
    form = forms.Absorb(actor, sent(request), initial=start)
    if request.method != "POST":
        return _page(request, one, asking, form)
    return answer(
        request,
        form,
        lambda: actions.absorb_unit(actor=actor, unit=one, today=localdate(), **form.cleaned_data),
        page=lambda: _page(request, one, asking, form),
        done=f"{one}已并入{into}。",
        then=into.get_absolute_url() if into else one.get_absolute_url(),
    )


def _before_the_end(one: Unit) -> dict[str, Any]:
    """Return what the page of a dissolution says: what there still is, and what to press."""
    return {
        "template": "org/unit_dissolve.html",
        "button": "确认撤销",
        "tone": "danger",
        "unit": one,
        "first": queries.before_the_end(one),
        "business": under_way(one.path, below=False),
    }


def unit_dissolve(request: Request, pk: int) -> HttpResponse:
    """Dissolve an empty unit, once it is sure; say what must be done first."""
    one, actor = unit_of(request, pk), request.actor
    form = forms.Dissolve(actor, sent(request), initial={"version": one.version})
    empty = queries.may_dissolve(one)
    return fill_in(
        request,
        form,
        lambda: actions.dissolve_unit(
            actor=actor, unit=one, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_dissolve(actor, one) and empty,
        back=one.get_absolute_url(),
        done=f"{one}已撤销。",
        notes=[empty],
        **_before_the_end(one),
    )
