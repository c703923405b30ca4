"""The sheet of marks, on a phone: one item after the other, each sent by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.files.web import send
from zhijia.platform.web import Request, answer

from .. import actions, forms, queries
from ..models import Fault, Inspection, Inspector, Item
from ..queries import SheetLine

# How to make the form of a thing given, what to do with it, and what to say then.
Give = tuple[Callable[[Inspection, Item], Form], Callable[..., Any], str]
SELF, SITE = "self", "site"
SIDES = {SELF, SITE}
WORKER = Path(__file__).parents[1] / "static/checks/worker.js"


def _inspection(request: Request, pk: int) -> Inspection:
    found: Inspection = get_object_or_404(queries.inspections(request.actor), pk=pk)
    return found


def _whose(request: Request, found: Inspection, side: str) -> Inspector | None:
    """Return the inspector whose sheet it is; None for the unit's own."""
    return None if side == SELF else queries.inspector_of(request.actor, found)


def _line(request: Request, line: SheetLine, came_back: Form | None = None) -> dict[str, Any]:
    """Return what one item of the sheet shows: its forms, of which one may have come back."""
    actor, item = request.actor, line.item
    blanks: dict[str, Any] = {
        "mark": forms.MarkForm(actor, line),
        "fault": forms.FaultForm(actor, item),
        "proof": forms.ProofForm(actor, item),
        "figure": forms.FigureForm(actor, item),
        "record": forms.RecordForm(actor, item),
    }
    names = {forms.MarkForm: "mark", forms.FaultForm: "fault", forms.ProofForm: "proof"}
    names |= {forms.FigureForm: "figure", forms.RecordForm: "record"}
    if came_back is not None:
        blanks[names[type(came_back)]] = came_back
    return {"line": line, "item": item, **blanks}


def sheet_self(request: Request, pk: int) -> HttpResponse:
    """Show the unit's own sheet, for its self-check."""
    return _sheet(request, pk, SELF)


def sheet_site(request: Request, pk: int) -> HttpResponse:
    """Show an inspector's sheet, for the inspection on site; `?show=one` one item a screen."""
    return _sheet(request, pk, SITE)


def _sheet(
    request: Request, pk: int, side: str, item: int = 0, came_back: Form | None = None
) -> HttpResponse:
    found = _inspection(request, pk)
    inspector = _whose(request, found, side)
    lines = queries.sheet(found, inspector) if side == SELF or inspector else []
    rows = [_line(request, line, came_back if line.item.pk == item else None) for line in lines]
    context = queries.site_page(request.actor, found, inspector, lines)
    context |= {"rows": rows, "side": side, "one": request.GET.get("show") == "one"}
    context["refused_form"] = came_back if not item else None
    return render(request, "checks/sheet.html", context)


def _part(
    request: Request, found: Inspection, side: str, item: Item, came_back: Form | None = None
) -> HttpResponse:
    """Show one item anew, for the script that sends what was filled in."""
    line = queries.one_line(found, _whose(request, found, side), item)
    context = {"inspection": found, "side": side, "row": _line(request, line, came_back)}
    return render(request, "checks/_item.html", context)


def sheet_item(request: Request, pk: int, side: str, item: int) -> HttpResponse:
    """Show one item of a sheet as it stands on the server."""
    found, asked = _place(request, pk, side, item)
    return _part(request, found, side, asked)


def _place(request: Request, pk: int, side: str, item: int) -> tuple[Inspection, Item]:
    found = _inspection(request, pk)
    if side == SITE:
        get_object_or_404(found.inspectors, member=request.actor.member_id or 0)
    elif side != SELF:
        get_object_or_404(Item.objects.none())
    return found, get_object_or_404(found.round.edition.items, pk=item)


def _give(request: Request, pk: int, side: str, item: int, give: Give) -> HttpResponse:
    """Do one thing with one item of a sheet."""
    found, asked = _place(request, pk, side, item)
    make, act, done = give
    form = make(found, asked)
    page = {"inspection": found, "item": asked, "actor": request.actor, "today": localdate()}
    return answer(
        request,
        form,
        lambda: act(**page, form=form),
        page=lambda: _sheet(request, pk, side, item, form),
        part=lambda: _part(request, found, side, asked, form if form.errors else None),
        done=done,
        then=f"{reverse(f'checks:sheet-{side}', args=[pk])}#item-{item}",
    )


@require_POST
def mark_save(request: Request, pk: int, side: str, item: int) -> HttpResponse:
    """Mark an item."""

    def make(found: Inspection, asked: Item) -> Form:
        line = queries.one_line(found, _whose(request, found, side), asked)
        return forms.MarkForm(request.actor, line, request.POST)

    def act(form: Any, **page: Any) -> object:
        said = form.cleaned_data
        more = {"words": said["words"], "version": said["version"] or 0, "is_self": side == SELF}
        return actions.mark(said=form.said(), **more, **page)

    return _give(request, pk, side, item, (make, act, "已保存。"))


@require_POST
def fault_add(request: Request, pk: int, item: int) -> HttpResponse:
    """Write a fault down."""
    give: Give = (
        lambda found, asked: forms.FaultForm(request.actor, asked, request.POST, request.FILES),
        lambda form, **page: actions.note_fault(**page, **form.cleaned_data),
        "问题已记下。",
    )
    return _give(request, pk, SITE, item, give)


@require_POST
def proof_add(request: Request, pk: int, side: str, item: int) -> HttpResponse:
    """Add a photo or a file."""
    give: Give = (
        lambda found, asked: forms.ProofForm(request.actor, asked, request.POST, request.FILES),
        lambda form, **page: actions.attach(is_self=side == SELF, **page, **form.cleaned_data),
        "佐证已添加。",
    )
    return _give(request, pk, side, item, give)


@require_POST
def figure_add(request: Request, pk: int, side: str, item: int) -> HttpResponse:
    """Keep a figure as it stands today."""
    give: Give = (
        lambda found, asked: forms.FigureForm(request.actor, asked, request.POST),
        lambda form, **page: actions.freeze(is_self=side == SELF, **page, **form.cleaned_data),
        "数据已引用，保存了今天的数值。",
    )
    return _give(request, pk, side, item, give)


@require_POST
def record_add(request: Request, pk: int, side: str, item: int) -> HttpResponse:
    """Keep the way to a page of ours."""
    give: Give = (
        lambda found, asked: forms.RecordForm(request.actor, asked, request.POST),
        lambda form, **page: actions.point_at(is_self=side == SELF, **page, **form.cleaned_data),
        "记录已引用。",
    )
    return _give(request, pk, side, item, give)


def worker(request: Request) -> HttpResponse:
    """Hand out the script that opens sheets without a signal; it rules over what lies beside it."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


def proof_file(request: Request, pk: int) -> FileResponse:
    """Hand out a photo or a file to those who may see it."""
    found = get_object_or_404(queries.proofs(request.actor).filter(file__isnull=False), pk=pk)
    assert found.file, "the query keeps only proof that has one"
    return send(found.file)


@require_POST
def proof_drop(request: Request, pk: int) -> HttpResponse:
    """Take proof back."""
    found = get_object_or_404(queries.proofs(request.actor), pk=pk)
    side = SITE if found.inspector_id else SELF
    return _drop(
        request,
        found.inspection,
        side,
        found.item,
        lambda: actions.drop_proof(actor=request.actor, proof=found, today=localdate()),
    )


@require_POST
def fault_drop(request: Request, pk: int) -> HttpResponse:
    """Take a fault back before handing in."""
    found: Fault = get_object_or_404(queries.faults(request.actor), pk=pk)
    return _drop(
        request,
        found.inspection,
        SITE,
        found.item,
        lambda: actions.drop_fault(actor=request.actor, fault=found, today=localdate()),
    )


def _drop(
    request: Request, found: Inspection, side: str, item: Item, act: Callable[[], object]
) -> HttpResponse:
    form = Form(request.POST)
    return answer(
        request,
        form,
        act,
        page=lambda: _sheet(request, found.pk, side, 0, form),
        done="已删去。",
        then=f"{reverse(f'checks:sheet-{side}', args=[found.pk])}#item-{item.pk}",
    )


@require_POST
def sheet_send(request: Request, pk: int, side: str) -> HttpResponse:
    """Hand a sheet in."""
    found, form = _inspection(request, pk), Form(request.POST)
    if side not in SIDES:
        get_object_or_404(Item.objects.none())
    act = actions.submit_self if side == SELF else actions.send_marks
    return answer(
        request,
        form,
        lambda: act(actor=request.actor, inspection=found, today=localdate()),
        page=lambda: _sheet(request, pk, side, 0, form),
        done="已提交。",
        then=found.get_absolute_url(),
    )
