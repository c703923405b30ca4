"""The page of a move: first what it would bring about, then the move itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..models import Unit
from .fill_in import sent, unit_of


def _page(request: Request, one: Unit, asking: forms.MoveTo, form: forms.Move) -> HttpResponse:
    """Show the choice, what would follow from it, and the form that does it."""
    parent, actor = asking.other(), request.actor
    told = queries.consequences(actor, one, parent) if parent else None
    context = {"unit": one, "asking": asking, "form": form, "parent": parent, "told": told}
    context["may"] = policies.may_move(actor, one)
    return render(request, "org/unit_move.html", context)


def unit_move(request: Request, pk: int) -> HttpResponse:
    """Choose a unit's new superior, see what follows, and move it with all below it."""
    one, actor = unit_of(request, pk), request.actor
    chosen = request.POST.get("parent") or request.GET.get("to")
    asking = forms.MoveTo(actor, one, {"to": chosen} if chosen else None)
    parent = asking.other()
    start = {"parent": parent.code if parent else "", "version": one.version}
    form = forms.Move(actor, sent(request), initial=start)
    if request.method != "POST":
        return _page(request, one, asking, form)
    return answer(
        request,
        form,
        lambda: actions.move_unit(actor=actor, unit=one, today=localdate(), **form.cleaned_data),
        page=lambda: _page(request, one, asking, form),
        done=lambda moved: f"{moved}已移到{moved.parent}之下。",
        then=one.get_absolute_url(),
    )
