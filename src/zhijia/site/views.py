from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.law import HOUSE, LAW
from zhijia.org import actions as org
from zhijia.org.actions import Founder
from zhijia.org.models import Unit
from zhijia.org.queries import is_empty
from zhijia.platform.accounts.entry import begin
from zhijia.platform.offers import FIGURES, Figure, Number
from zhijia.platform.web import Request, answer, public

from . import forms, queries, setting_up, shell

ROWS = 50
TODOS = 8


class Sight(NamedTuple):
    """What somebody looks at: a unit, a year, and the form that chooses them."""

    at: queries.Place
    when: queries.Span
    form: forms.Lens
    near: list[Unit]


def _sight(request: Request) -> Sight:
    """Read unit and year from the address; a unit out of reach is not found."""
    at = queries.place(request.actor, request.GET.get("unit", ""))
    if at is None:
        raise Http404("没有这个单位，或者不在您的职务范围内。")
    today = localdate()
    near, years = queries.around(request.actor, at.unit), queries.years(today)
    form = forms.Lens(at.unit, request.GET.get("year", ""), units=near, years=years)
    return Sight(at, queries.span(form.chosen_year(), today), form, near)


def home(request: Request) -> HttpResponse:
    """Show where the unit stands this year and what waits for this person."""
    at = queries.place(request.actor)
    if at is None:
        return render(request, "site/nobody.html")
    today = localdate()
    context = {
        "unit": at.unit,
        "today": today,
        "most": None if "all" in request.GET else TODOS,
        "doors": [link for link, url in shell.links() if url != request.path],
    }
    if not queries.has_office(request.actor):
        return render(request, "site/member.html", context)
    when = queries.span(today.year, today)
    context["cards"] = queries.cards(at.paths, when)
    context["chart"] = queries.front_chart(at.paths, when)
    context["shortcuts"] = queries.shortcuts(request.actor, at.unit)
    return render(request, "site/home.html", context)


def figures(request: Request) -> HttpResponse:
    """List every number there is, for one unit and year."""
    if not request.actor.posts:
        return render(request, "site/nobody.html")
    sight = _sight(request)
    numbers = queries.all_figures(sight.at.paths, sight.when)
    context = {
        "figures": numbers,
        "ratios": queries.all_ratios(numbers),
        **sight._asdict(),
    }
    return render(request, "site/figures.html", context)


def figure(request: Request, name: str) -> HttpResponse:
    """Show one number whole: its months, the units it comes from, the rows behind it."""
    if name not in FIGURES:
        raise Http404("没有这项数据。")
    if not request.actor.posts:
        return render(request, "site/nobody.html")
    one, sight = FIGURES[name], _sight(request)
    picture = queries.picture(one, sight.at, sight.when, sight.near)
    may = queries.may_see_rows(request.actor, one, sight.at.unit)
    context = {
        "figure": one,
        "may": may,
        "heads": "|".join(one.show),
        "page": _rows(request, one, sight, picture.total) if may else None,
    }
    return render(request, "site/figure.html", {**context, **sight._asdict(), **picture._asdict()})


def _rows(request: Request, one: Figure, sight: Sight, total: Number) -> Page[Any]:
    """Return the asked page of the rows behind a number; a page out of range is the last."""
    rows = queries.rows_behind(request.actor, one, sight.at, sight.when)
    leaves = Paginator(rows, ROWS)
    if queries.reaches_all(request.actor, sight.at) and not one.sums:
        leaves.count = int(total)  # the number is the count of its rows: no need to ask twice
    page = leaves.get_page(request.GET.get("page"))
    page.object_list = [list(zip(one.show, row, strict=True)) for row in page.object_list]
    return page


def law(request: Request) -> HttpResponse:
    """List every clause the product enforces and who enforces it; `q` keeps those with a word."""
    word = request.GET.get("q", "").strip()[:50]
    context = {"word": word, "sources": queries.law(word), "clauses": len(LAW) + len(HOUSE)}
    return render(request, "site/law.html", context)


@public
def set_up(request: Request) -> HttpResponse:
    """Found the first unit with its first person; afterwards there is no such page."""
    if not is_empty():
        raise Http404("本系统已经完成初始设置。")
    form = forms.SetUp(request.POST or None)
    if not form.is_bound:
        return render(request, "site/set_up.html", {"form": form})
    return answer(
        request,
        form,
        lambda: _found(request, form.cleaned_data),
        page=lambda: render(request, "site/set_up.html", {"form": form}),
        done=lambda unit: f"{unit}已建好，请先登记下级单位和会员。",
        then=lambda unit: reverse("home"),
    )


def _found(request: Request, said: dict[str, Any]) -> Unit:
    """Found the unit as the form says and sign its first person in."""
    founder = Founder(said["person"], said["staff_no"], said["password"])
    unit = org.set_up(
        actor=request.actor,
        name=said["name"],
        code=said["code"],
        kind=said["kind"],
        founder=founder,
        today=localdate(),
    )
    setting_up.forget_setup_code()
    begin(request, queries.founder_of(unit))
    return unit
