"""Pages of rounds: the list, opening one, its units and inspectors, its result."""

from io import BytesIO
from typing import Any

from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.org.rules import DESKS
from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, paper, queries
from ..models import Inspector, Round

A_PAGE, UNITS = 20, 50
LISTS = {"open": "进行中", "closed": "已公布"}


def rounds(request: Request) -> HttpResponse:
    """List the rounds this person has to do with, `?list=`."""
    actor, asked = request.actor, request.GET.get("list", "")
    name = asked if asked in LISTS else "open"
    found = queries.rounds(actor).filter(request.place.narrows("unit_path"))
    found = found.open() if name == "open" else found.filter(closed_on__isnull=False)
    page = Paginator(queries.round_list(actor, found), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": page, "name": name, "lists": LISTS.items()}
    context |= {"may": bool(actor.stands(DESKS)), "mine": queries.mine(actor, localdate())[:5]}
    return render(request, "checks/rounds.html", context)


def mine(request: Request) -> HttpResponse:
    """List the units this person inspects."""
    found = Paginator(queries.mine(request.actor, localdate()), UNITS)
    page = found.get_page(request.GET.get("page"))
    return render(request, "checks/mine.html", {"page": page})


def round_new(request: Request) -> HttpResponse:
    """Ask for all that a round publishes."""
    if request.method == "POST":
        return _open(request)
    return _new(request, forms.OpenRound(request.actor))


def _new(request: Request, form: forms.OpenRound) -> HttpResponse:
    may = bool(request.actor.stands(DESKS))
    return render(request, "checks/round_new.html", {"form": form, "may": may})


def _open(request: Request) -> HttpResponse:
    form = forms.OpenRound(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.open_round(actor=request.actor, today=localdate(), **form.said()),
        page=lambda: _new(request, form),
        done=lambda made: f"检查已组织，通知了 {len(form.found)} 个单位。",
        then=lambda made: made.get_absolute_url(),
    )


def _round(request: Request, pk: int) -> Round:
    found: Round = get_object_or_404(queries.rounds(request.actor), pk=pk)
    return found


def round(request: Request, pk: int) -> HttpResponse:
    """Show a round: how far its units are, their ranking, the ways on."""
    return _page(request, pk)


def _page(request: Request, pk: int, **came_back: Form) -> HttpResponse:
    found, actor = _round(request, pk), request.actor
    context: dict[str, Any] = queries.round_page(actor, found)
    units = queries.ranked(actor, found)
    if state := request.GET.get("state", ""):
        units = units.filter(state=state)
    page: Page[Any] = Paginator(units.values_list("pk", flat=True), UNITS).get_page(
        request.GET.get("page")
    )
    page.object_list = queries.round_lines(page.object_list)
    context["page"] = page
    context["sections"], context["weak"] = queries.round_means(found)
    if context["may_run"]:
        context["name_form"] = forms.NameInspectors(actor, found)
        context["add_form"] = forms.AddUnits(actor, found)
    return render(request, "checks/round.html", {**context, **came_back})


@require_POST
def round_units(request: Request, pk: int) -> HttpResponse:
    """Take further units in."""
    found = _round(request, pk)
    form = forms.AddUnits(request.actor, found, request.POST)
    return answer(
        request,
        form,
        lambda: actions.add_units(
            actor=request.actor, round=found, units=form.found, today=localdate()
        ),
        page=lambda: _page(request, pk, add_form=form),
        done="受检单位已增加。",
        then=found.get_absolute_url(),
    )


@require_POST
def round_inspectors(request: Request, pk: int) -> HttpResponse:
    """Send inspectors to units."""
    found = _round(request, pk)
    form = forms.NameInspectors(request.actor, found, request.POST)
    return answer(
        request,
        form,
        lambda: actions.name_inspectors(
            actor=request.actor,
            round=found,
            inspections=form.chosen,
            members=form.members,
            today=localdate(),
        ),
        page=lambda: _page(request, pk, name_form=form),
        done="检查员已指派，并已通知本人。",
        then=found.get_absolute_url(),
    )


@require_POST
def inspector_drop(request: Request, pk: int) -> HttpResponse:
    """Take an inspector off a unit."""
    seen = queries.inspections(request.actor).values("pk")
    found = get_object_or_404(Inspector.objects.filter(inspection__in=seen), pk=pk)
    return answer(
        request,
        Form(request.POST),
        lambda: actions.drop_inspector(actor=request.actor, inspector=found, today=localdate()),
        page=lambda: _page(request, found.inspection.round_id),
        done="检查员已撤下。",
        then=found.inspection.get_absolute_url(),
    )


@require_POST
def round_publish(request: Request, pk: int) -> HttpResponse:
    """Rank the units and tell them."""
    found, form = _round(request, pk), Form(request.POST)
    return answer(
        request,
        form,
        lambda: actions.publish(actor=request.actor, round=found, today=localdate()),
        page=lambda: _page(request, pk, refused_form=form),
        done="结果已公布，并已通知各单位。",
        then=found.get_absolute_url(),
    )


@require_POST
def round_gate(request: Request, pk: int) -> HttpResponse:
    """Confirm the stage's check by what the round found."""
    found, form = _round(request, pk), Form(request.POST)
    return answer(
        request,
        form,
        lambda: actions.confirm_by_check(actor=request.actor, round=found, today=localdate()),
        page=lambda: _page(request, pk, refused_form=form),
        done="项目环节的检查事项已确认。",
        then=found.get_absolute_url(),
    )


def round_word(request: Request, pk: int) -> FileResponse:
    """Hand out the report of a round as a Word file."""
    found, day = _round(request, pk), localdate()
    data = paper.round_report(queries.round_told(request.actor, found), day=day)
    return _word(data, file_name(found.title, found.unit.name, day, "docx"))


def _word(data: bytes, name: str) -> FileResponse:
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["docx"]
    )
