"""The pages of a union's year: looked at by all below it, kept by its own desk."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.org.models import Unit
from zhijia.org.queries import units
from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, policies
from ..forms import ArrangeYear, EditLine
from ..models import YearLine
from ..rules import TEMPLATE, Line
from . import year as years

WORDS = {TEMPLATE: "模板"}


def _unit(request: Request) -> Unit:
    """Return the unit that somebody looks at."""
    return get_object_or_404(units(request.actor), pk=request.place.unit_id)


def _back(year: int) -> str:
    """Return the page of a year."""
    return f"{reverse('year')}?y={year or 'template'}"


def year(request: Request) -> HttpResponse:
    """Show the year of the unit somebody looks at, or its template: `?y=2026`, `?y=template`."""
    return _year(request, years.asked_year(request.GET.get("y", ""), localdate()))


def _year(request: Request, asked: int, form: ActorForm | None = None) -> HttpResponse:
    """Show a year; `form` came back refused."""
    if not request.actor.posts:
        return render(request, "site/nobody.html")
    unit, today = _unit(request), localdate()
    rows = list(years.lines(request.place, asked))
    context = {
        "unit": unit,
        "year": asked,
        "today": today,
        "tabs_": _tabs(asked, today.year),
        "months": years.months(rows),
        "count": len(rows),
        "words": f"{asked} 年",
        "may": policies.may_keep_year(request.actor, unit),
        "form": form,
    }
    return render(request, "site/year.html", context)


def _tabs(asked: int, now: int) -> list[tuple[str, str, bool]]:
    """Return the years to choose from, and the template: label, address, whether it is shown."""
    near = [*sorted({now - 1, now, now + 1, asked} - {TEMPLATE}), TEMPLATE]
    return [(WORDS.get(one, f"{one} 年"), _back(one), one == asked) for one in near]


def _fill_in(
    request: Request, form: EditLine, do: Callable[[Line], YearLine], year: int, **about: object
) -> HttpResponse:
    """Show the form of a line, and do what it asks when it comes back."""
    back = _back(year)
    context = {"form": form, "back": back, "year": year, "unit": form.unit, "row": None, **about}

    def page() -> HttpResponse:
        may = policies.may_keep_year(request.actor, form.unit)
        return render(request, "site/year_line.html", {**context, "may": may})

    if request.method != "POST":
        return page()
    return answer(request, form, lambda: do(form.line()), page=page, done="年历已保存。", then=back)


def line_new(request: Request) -> HttpResponse:
    """Enter a line into the year that the address names."""
    asked = years.asked_year(request.GET.get("y", ""), localdate())
    unit, posted = _unit(request), request.POST if request.method == "POST" else None
    form = EditLine(request.actor, unit, posted, initial={"month": request.GET.get("m", "1")})

    def do(line: Line) -> YearLine:
        return actions.add_line(actor=request.actor, unit=unit, year=asked, line=line)

    return _fill_in(request, form, do, asked, title="列入一项")


def _row(request: Request, pk: int) -> YearLine:
    """Return a line of a unit that this person reaches."""
    rows = YearLine.objects.filter(unit__in=units(request.actor)).select_related("unit")
    return get_object_or_404(rows, pk=pk)


def line_edit(request: Request, pk: int) -> HttpResponse:
    """Change a line."""
    row, posted = _row(request, pk), request.POST if request.method == "POST" else None
    said = {**row.line()._asdict(), "version": row.version}
    form = EditLine(request.actor, row.unit, posted, initial=said)

    def do(line: Line) -> YearLine:
        version = form.cleaned_data["version"]
        return actions.edit_line(actor=request.actor, row=row, line=line, version=version)

    return _fill_in(request, form, do, row.year, title="修改一项", row=row)


def _done(
    request: Request, form: ActorForm, do: Callable[[], object], year: int, done: str
) -> HttpResponse:
    """Do what a button of the year's page asks, and show that page with what was refused."""

    def page() -> HttpResponse:
        return _year(request, year, form)

    return answer(request, form, do, page=page, done=done, then=_back(year))


@require_POST
def line_drop(request: Request, pk: int) -> HttpResponse:
    """Take a line out."""
    row, form = _row(request, pk), ActorForm(request.actor, request.POST)

    def do() -> YearLine:
        return actions.drop_line(actor=request.actor, row=row)

    return _done(request, form, do, row.year, f"已删去“{row.title}”。")


@require_POST
def adopt_template(request: Request) -> HttpResponse:
    """Take over what the product brings for units of this kind."""
    unit, form = _unit(request), ActorForm(request.actor, request.POST)

    def do() -> int:
        return actions.adopt_template(actor=request.actor, unit=unit)

    return _done(request, form, do, TEMPLATE, "样本已列入模板，请按本单位的习惯修改。")


@require_POST
def arrange_year(request: Request) -> HttpResponse:
    """Enter the unit's template into a year."""
    form = ArrangeYear(request.actor, request.POST)
    if not form.is_valid():
        raise Http404("没有这一年。")
    unit, asked = _unit(request), form.cleaned_data["year"]

    def do() -> int:
        return actions.arrange_year(actor=request.actor, unit=unit, year=asked)

    return _done(request, form, do, asked, f"模板已排进 {asked} 年，日历上可以看到。")
