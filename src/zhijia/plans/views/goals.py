"""年度指标: a unit's targets of a year, and one figure's over the units below it."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.org import queries as org
from zhijia.org.models import Unit
from zhijia.platform.blanks import ActorForm
from zhijia.platform.place import Place
from zhijia.platform.web import Request, answer

from ..actions import goals as actions
from ..forms import goals as forms
from ..queries import goals as queries
from ..queries.measures import kind_of
from ..rules import goals as rules

A_PAGE = 100


def _year(request: Request) -> int:
    """Return the year asked for, or this one where the answer is not one of ours."""
    asked, today = request.GET.get("year", ""), localdate()
    found = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    return found if found in rules.years(today) else today.year


def _unit(request: Request) -> Unit:
    """Return the unit asked for, or the one that is looked at, as far as it is reached."""
    asked = request.GET.get("unit", "")
    pk = asked if asked.isascii() and asked.isdigit() and len(asked) < 19 else ""
    if asked and not pk:
        raise Http404("没有这个单位，或者不在您的职务范围内。")
    return get_object_or_404(org.units(request.actor), pk=pk or request.place.unit_id)


def _place(unit: Unit) -> Place:
    return Place(unit.pk, unit.name, unit.code, unit.path, tuple(org.paths_of(unit)))


def _here(name: str, unit: Unit, year: int, *args: str) -> str:
    return f"{reverse(f'plans:{name}', args=args)}?unit={unit.pk}&year={year}"


def _show(request: Request, form: ActorForm | None = None) -> HttpResponse:
    """Show a unit's targets of a year."""
    unit, year, today = _unit(request), _year(request), localdate()
    context = {
        "unit": unit,
        "year": year,
        "years": [(one, f"{one} 年", _here("goals", unit, one)) for one in rules.years(today)],
        "lines": queries.lines(_place(unit), year, today),
        "form": form or forms.SetGoal(request.actor),
        "here": _here("goals", unit, year),
        "may": queries.may_set(request.actor, unit),
    }
    return render(request, "plans/goals.html", context)


def goals(request: Request) -> HttpResponse:
    """Show a unit's targets of a year, and set one of them."""
    if request.method != "POST":
        return _show(request)
    unit, year = _unit(request), _year(request)
    form = forms.SetGoal(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.set_goal(
            actor=request.actor, unit=unit, year=year, today=localdate(), **form.cleaned_data
        ),
        page=lambda: _show(request, form),
        done="年度指标已保存。",
        then=_here("goals", unit, year),
    )


@require_POST
def goal_drop(request: Request, pk: int) -> HttpResponse:
    """Take a target away."""
    goal = get_object_or_404(queries.goals(request.actor), pk=pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop_goal(actor=request.actor, goal=goal),
        page=lambda: _show(request, form),
        done="年度指标已取消。",
        then=_here("goals", goal.unit, goal.year),
    )


def _sheet(request: Request, figure: str, **asked: ActorForm) -> HttpResponse:
    """Show one figure's targets over the units below; `asked` are forms that came back."""
    unit, year, today = _unit(request), _year(request), localdate()
    sheet = queries.sheet(_place(unit), unit, figure, year, today)
    page = Paginator(sheet.below, A_PAGE).get_page(request.GET.get("page"))
    here = _here("goal", unit, year, figure)
    context = {
        "unit": unit,
        "year": year,
        "sheet": sheet,
        "page": page,
        "form": forms.Below(request.actor, list(page)),
        "by": forms.ShareGoal(request.actor),
        "here": f"{here}&page={page.number}",
        "share": _here("goal-share", unit, year, figure),
        "may": queries.may_set(request.actor, unit),
        **asked,
    }
    return render(request, "plans/goal.html", context)


def _known(figure: str) -> str:
    if kind_of(figure) is None:
        raise Http404("没有这项数据。")
    return figure


def goal(request: Request, figure: str) -> HttpResponse:
    """Show one figure's targets over the units below, and set those that were filled in."""
    if request.method != "POST":
        return _sheet(request, _known(figure))
    unit, year, today = _unit(request), _year(request), localdate()
    sheet = queries.sheet(_place(unit), unit, _known(figure), year, today)
    page = Paginator(sheet.below, A_PAGE).get_page(request.GET.get("page"))
    form = forms.Below(request.actor, list(page), request.POST)
    said: dict[str, Any] = {"unit": unit, "figure": figure, "year": year, "today": today}

    def do() -> Unit:
        return actions.set_goals_below(actor=request.actor, targets=form.targets(), **said)

    then = f"{_here('goal', unit, year, figure)}&page={page.number}"
    return _saved(request, form, do, lambda: _sheet(request, figure, form=form), then)


@require_POST
def goal_share(request: Request, figure: str) -> HttpResponse:
    """Share the unit's target out over all units just below it."""
    unit, year = _unit(request), _year(request)
    form = forms.ShareGoal(request.actor, request.POST)
    said: dict[str, Any] = {"unit": unit, "figure": _known(figure), "year": year}

    def do() -> Unit:
        by = form.cleaned_data["by"]
        return actions.share_goal(actor=request.actor, by=by, today=localdate(), **said)

    then = _here("goal", unit, year, figure)
    return _saved(request, form, do, lambda: _sheet(request, figure, by=form), then)


def _saved(
    request: Request,
    form: ActorForm,
    do: Callable[[], object],
    page: Callable[[], HttpResponse],
    then: str,
) -> HttpResponse:
    return answer(request, form, do, page=page, done="下级单位的指标已保存。", then=then)
