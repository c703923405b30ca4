from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from . import actions, forms, policies, queries
from .days import mark
from .models import Holiday

T = TypeVar("T")
FACTS = ("day", "name", "source", "year", "version")


def _sent(request: Request) -> QueryDict | None:
    """Return what a form brought, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def _of(year: int) -> str:
    return f"{reverse('refs:calendar')}?year={year}"


def _fill_in(
    request: Request,
    form: ActorForm,
    do: Callable[[], T],
    *,
    title: str,
    done: str | Callable[[T], str],
    then: Callable[[T], str],
) -> HttpResponse:
    """Show a form about the calendar, or who keeps it; when it comes back, do its one action."""

    def page() -> HttpResponse:
        may = policies.may_keep_calendar(request.actor, Holiday())
        context = {"form": form, "title": title, "may": may, "back": reverse("refs:calendar")}
        return render(request, "refs/fill_in.html", context)

    if request.method != "POST":
        return page()
    return answer(request, form, do, page=page, done=done, then=then)


def calendar(request: Request) -> HttpResponse:
    """Show which days a year's notice moves, and what was entered here."""
    form = forms.Year(request.GET)
    year = form.asked()
    days = queries.year(year)
    context = {
        "year": year,
        "days": days,
        "off": sum(not moved.is_workday for moved, _ in days),
        "mark": mark(date(year, 1, 1), date(year, 12, 31), queries.calendar()),
        "form": form if request.GET else forms.Year(initial={"year": year}),
        "holiday": Holiday(year=year),
        "years": [(n, _of(n)) for n in (year - 1, year + 1) if forms.FIRST <= n <= forms.LAST],
    }
    return render(request, "refs/calendar.html", context)


def enter_year(request: Request) -> HttpResponse:
    """Take in a year's notice, pasted as it was published."""
    next_year = {"year": localdate().year + 1}
    form = forms.EnterYear(request.actor, _sent(request), initial=next_year)

    def do() -> int:
        asked = form.cleaned_data
        return actions.enter_year(actor=request.actor, year=asked["year"], moved=asked["moved"])

    return _fill_in(
        request,
        form,
        do,
        title="粘贴放假通知",
        done=lambda count: f"已登记 {count} 天，请对照通知核对一遍。",
        then=lambda _: _of(form.cleaned_data["year"]),
    )


def _enter(request: Request, row: Holiday) -> HttpResponse:
    """Show what is entered for a day, if anything, and take in what shall be."""
    facts = {name: getattr(row, name) for name in FACTS}
    facts["is_workday"] = "work" if row.is_workday else "off"
    form = forms.EnterDay(request.actor, _sent(request), initial=facts)

    def do() -> Holiday:
        version = form.cleaned_data["version"]
        return actions.set_day(actor=request.actor, moved=form.moved(), version=version)

    return _fill_in(
        request, form, do, title="登记一日", done="已登记。", then=lambda row: _of(row.year)
    )


def enter_day(request: Request) -> HttpResponse:
    """Enter a day."""
    return _enter(request, Holiday(year=localdate().year, version=0))


def edit_day(request: Request, pk: int) -> HttpResponse:
    """Correct what was entered for a day."""
    return _enter(request, get_object_or_404(Holiday, pk=pk))


def drop_day(request: Request, pk: int) -> HttpResponse:
    """Take back what was entered for a day."""
    row = get_object_or_404(Holiday, pk=pk)
    return _fill_in(
        request,
        ActorForm(request.actor, _sent(request)),
        lambda: actions.drop_day(actor=request.actor, holiday=row),
        title=f"取消“{row}”的登记",
        done="已取消登记。",
        then=lambda row: _of(row.year),
    )
