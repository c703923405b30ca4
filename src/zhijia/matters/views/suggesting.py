"""What a suggestion shows beside its steps, and the pages of the scale of rewards."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.web import Request, answer

from .. import actions, policies
from ..forms import suggesting as forms
from ..models import Matter
from ..queries import methods
from ..queries import suggesting as queries
from . import beside, found_of, show


@beside("suggestion", "matters/_suggestion.html")
def shown(request: Request, matter: Matter, is_inside: bool) -> dict[str, Any]:
    """Return what the page of a suggestion shows besides."""
    actor, today = request.actor, localdate()
    months = queries.year_of(matter, today)
    mark = queries.own_mark(actor, matter)
    judging = matter.state == "evaluating" and queries.judging(actor, matter) is not None
    return {
        **queries.suggestion_page(actor, matter, months, is_inside=is_inside, today=today),
        "forms": {
            "share": forms.ShareForm(actor, matter, initial=queries.share_initial(matter)),
            "score": forms.ScoreForm(actor, initial=queries.mark_initial(mark)),
            "benefit": forms.BenefitForm(actor, months),
        },
        "judging": judging,
    }


def _suggestion(request: Request, pk: int) -> Matter:
    found = found_of(request, pk)
    if found.kind != "suggestion":
        raise Http404
    return found


def _back(
    request: Request, pk: int, name: str, form: BaseForm, do: Callable[[], object], done: str
) -> HttpResponse:
    """Do one thing and come back to the page."""
    then = reverse("matters:matter", args=[pk])

    def page() -> HttpResponse:
        return show(request, pk, **{name: form})

    return answer(request, form, do, page=page, done=done, then=then)


@require_POST
def suggestion_share(request: Request, pk: int) -> HttpResponse:
    """Say who proposed and how they share."""
    matter = _suggestion(request, pk)
    form = forms.ShareForm(request.actor, matter, request.POST)

    def do() -> object:
        how: dict[str, Any] = {"actor": request.actor, "matter": matter, "today": localdate()}
        said = form.cleaned_data
        return actions.share_out(**how, people=said["people"], version=said["version"])

    return _back(request, pk, "share", form, do, "建议人和份额已登记。")


@require_POST
def suggestion_score(request: Request, pk: int) -> HttpResponse:
    """Give one's marks."""
    matter = _suggestion(request, pk)
    form = forms.ScoreForm(request.actor, request.POST)

    def do() -> object:
        how: dict[str, Any] = {"actor": request.actor, "matter": matter, "today": localdate()}
        return actions.score(**how, marks=form.marks, words=form.cleaned_data["words"])

    return _back(request, pk, "score", form, do, "评分已保存，评审结束以前可以修改。")


@require_POST
def suggestion_benefit(request: Request, pk: int) -> HttpResponse:
    """Confirm one month for finance."""
    matter, today = _suggestion(request, pk), localdate()
    months = queries.year_of(matter, today)
    form = forms.BenefitForm(request.actor, months, request.POST)

    def do() -> object:
        how: dict[str, Any] = {"actor": request.actor, "matter": matter, "today": today}
        return actions.confirm_benefit(**how, **form.cleaned_data)

    return _back(request, pk, "benefit", form, do, "这个月的效益已确认。")


def scale(request: Request, code: str) -> HttpResponse:
    """Show by what a unit rewards, and let its desk adopt its own document."""
    unit = get_object_or_404(methods.own_units(request.actor), code=code)
    now = queries.scale_for(unit.path, localdate())
    form = forms.ScaleForm(request.actor, request.POST or None, initial=forms.initial_of(now))
    context = {"unit": unit, "scale": now, "form": form}
    if request.method != "POST":
        return _scale(request, context)
    return answer(
        request,
        form,
        lambda: actions.adopt_scale(actor=request.actor, unit=unit, **form.asked()),
        page=lambda: _scale(request, context),
        done="奖励标准已采用。",
        then=reverse("matters:scale", args=[unit.code]),
    )


def _scale(request: Request, context: dict[str, Any]) -> HttpResponse:
    may = policies.may_adopt_scale(request.actor, context["unit"])
    return render(request, "matters/scale.html", {**context, "may": may})
