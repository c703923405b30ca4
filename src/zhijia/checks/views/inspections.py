"""The page of one unit's inspection at the desk, and every step on its way to a result."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.actor import Actor
from zhijia.platform.files.rules import TYPES
from zhijia.platform.files.web import send
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, paper, queries
from ..models import Fault, Inspection, Inspector

Blanks = dict[str, Any]
A_PAGE = 50


def _inspection(request: Request, pk: int) -> Inspection:
    found: Inspection = get_object_or_404(queries.inspections(request.actor), pk=pk)
    return found


def inspection(request: Request, pk: int) -> HttpResponse:
    """Show how far the inspection of a unit is, and its result."""
    return _page(request, pk)


def _page(request: Request, pk: int, came_back: Form | None = None, key: str = "") -> HttpResponse:
    """Show the page; the form `key` came back with errors."""
    found, actor = _inspection(request, pk), request.actor
    page = queries.inspection_page(actor, found, localdate())
    blanks = _blanks(request, found, page)
    context = {**page, "blanks": {**blanks, **({key: came_back} if key else {})}}
    for name, blank in (("agree", _agree), ("decide", _decide)):
        context[name] = [
            (line, came_back if key == f"{name}{of}" else blank(actor, line))
            for line, of in _keyed(name, page["lines"])
        ]
    context["faults"] = [_fault(request, one, page, came_back, key) for one in page["faults"]]
    return render(request, "checks/inspection.html", context)


def _keyed(name: str, lines: list[queries.Beside]) -> list[tuple[queries.Beside, int]]:
    """Return the items, or those with an objection, each with the key its form goes by."""
    if name == "agree":
        return [(line, line.item.pk) for line in lines]
    return [(line, line.objection.pk) for line in lines if line.objection]


def _agree(actor: Actor, line: queries.Beside) -> Form:
    seen = line.score.version if line.score else 0
    return forms.AgreeForm(actor, line.item, initial={"version": seen})


def _decide(actor: Actor, line: queries.Beside) -> Form:
    assert line.objection, "asked only where there is one"
    return forms.DecideForm(actor, line.objection.pk)


def _blanks(request: Request, found: Inspection, page: Blanks) -> Blanks:
    """Return the forms that stand on the page once."""
    actor, may = request.actor, page["may"]
    blanks: Blanks = {}
    if may.review:
        blanks["passed"] = forms.Reason(actor, label="审核意见", required=False)
        blanks["back"] = forms.Reason(actor, label="退回的原因")
    if may.skip:
        blanks["skip"] = forms.Reason(actor, label="不等自查的原因")
    if may.object_:
        blanks["object"] = forms.ObjectForm(actor, found)
    if may.result:
        blanks["result"] = forms.Reason(actor, label="检查结论", required=False)
    if may.call_off:
        blanks["off"] = forms.Reason(actor, label="取消的原因")
    if may.seat:
        blanks["take_back"] = forms.Reason(actor, label="退回重评的原因")
    return blanks


def _fault(
    request: Request, fault: Fault, page: Blanks, came_back: Form | None, key: str
) -> tuple[Fault, Form | None, Form | None]:
    """Return a fault with the forms to mend it and to look at it again, where they are open."""
    may, actor = page["may"], request.actor
    mend = forms.MendForm(actor, fault) if may.mend and fault.state == "open" else None
    again = forms.RecheckForm(actor, fault) if may.recheck and fault.state == "mended" else None
    if key == f"mend{fault.pk}":
        return fault, came_back, again
    return fault, mend, came_back if key == f"recheck{fault.pk}" else again


def _step(
    request: Request, pk: int, form: Form, key: str, act: Callable[..., Any], done: str
) -> HttpResponse:
    """Take one step of an inspection."""
    found = _inspection(request, pk)
    page = {"actor": request.actor, "inspection": found, "today": localdate()}
    return answer(
        request,
        form,
        lambda: act(**page, **form.cleaned_data),
        page=lambda: _page(request, pk, form, key),
        done=done,
        then=found.get_absolute_url(),
    )


@require_POST
def self_pass(request: Request, pk: int) -> HttpResponse:
    """Accept a self-check."""
    form = forms.Reason(request.actor, request.POST, label="审核意见", required=False)
    return _step(
        request,
        pk,
        form,
        "passed",
        lambda **page: actions.review_self(is_passed=True, **page),
        "自查已审核通过。",
    )


@require_POST
def self_back(request: Request, pk: int) -> HttpResponse:
    """Send a self-check back."""
    form = forms.Reason(request.actor, request.POST, label="退回的原因")
    return _step(
        request,
        pk,
        form,
        "back",
        lambda **page: actions.review_self(is_passed=False, **page),
        "自查已退回。",
    )


@require_POST
def self_skip(request: Request, pk: int) -> HttpResponse:
    """Inspect a unit on site without waiting for its self-check."""
    form = forms.Reason(request.actor, request.POST, label="不等自查的原因")
    return _step(request, pk, form, "skip", actions.skip_self, "已转入现场检查，并已通知受检单位。")


@require_POST
def inspector_back(request: Request, pk: int) -> HttpResponse:
    """Let an inspector mark again."""
    seen = queries.inspections(request.actor).values("pk")
    found = get_object_or_404(Inspector.objects.filter(inspection__in=seen), pk=pk)
    form = forms.Reason(request.actor, request.POST, label="退回重评的原因")
    return answer(
        request,
        form,
        lambda: actions.take_back(
            actor=request.actor, inspector=found, today=localdate(), **form.cleaned_data
        ),
        page=lambda: _page(request, found.inspection_id, form, "take_back"),
        done="评分已退回检查员。",
        then=found.inspection.get_absolute_url(),
    )


@require_POST
def score_agree(request: Request, pk: int, item: int) -> HttpResponse:
    """Write what the inspectors agreed on."""
    found = _inspection(request, pk)
    asked = get_object_or_404(found.round.edition.items, pk=item)
    form = forms.AgreeForm(request.actor, asked, request.POST)
    act = actions.agree
    return _step(
        request, pk, form, f"agree{item}", lambda **page: act(item=asked, **page), "已商定。"
    )


@require_POST
def settle(request: Request, pk: int) -> HttpResponse:
    """Bring the marks to one score."""
    return _step(
        request, pk, Form(request.POST), "plain", actions.settle, "得分已汇总，并已反馈受检单位。"
    )


@require_POST
def object_to(request: Request, pk: int) -> HttpResponse:
    """Say why a score is wrong."""
    found = _inspection(request, pk)
    form = forms.ObjectForm(request.actor, found, request.POST, request.FILES)

    def act(item: int, **page: Any) -> object:
        return actions.object_to(item=form.items[item], **page)

    return _step(request, pk, form, "object", act, "申诉已提交，等待组织单位答复。")


@require_POST
def objection_decide(request: Request, pk: int) -> HttpResponse:
    """Answer an objection."""
    found = get_object_or_404(queries.objections(request.actor), pk=pk)
    form = forms.DecideForm(request.actor, pk, request.POST)
    return answer(
        request,
        form,
        lambda: actions.decide(
            actor=request.actor,
            objection=found,
            words=form.cleaned_data["words"],
            points=form.points_said(),
            today=localdate(),
        ),
        page=lambda: _page(request, found.inspection_id, form, f"decide{pk}"),
        done="申诉已答复。",
        then=found.inspection.get_absolute_url(),
    )


def objection_file(request: Request, pk: int) -> FileResponse:
    """Hand out what came with an objection."""
    rows = queries.objections(request.actor).filter(file__isnull=False)
    found = get_object_or_404(rows.select_related("file"), pk=pk)
    assert found.file, "the query keeps only those that have one"
    return send(found.file)


@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    """Say that the unit does not object."""
    return _step(request, pk, Form(request.POST), "plain", actions.accept, "已确认对得分没有异议。")


@require_POST
def result(request: Request, pk: int) -> HttpResponse:
    """Close the inspection of a unit."""
    form = forms.Reason(request.actor, request.POST, label="检查结论", required=False)
    return _step(request, pk, form, "result", actions.give_result, "结果已出，并已通知受检单位。")


@require_POST
def call_off(request: Request, pk: int) -> HttpResponse:
    """Take a unit out of a round."""
    form = forms.Reason(request.actor, request.POST, label="取消的原因")
    return _step(request, pk, form, "off", actions.call_off, "已取消对这个单位的检查。")


def _mending(
    request: Request,
    pk: int,
    form: Callable[..., Form],
    key: str,
    act: Callable[..., Any],
    done: str,
) -> HttpResponse:
    """Mend a fault, or look at it again."""
    fault: Fault = get_object_or_404(queries.faults(request.actor), pk=pk)
    filled = form(request.actor, fault, request.POST, request.FILES)
    return answer(
        request,
        filled,
        lambda: act(actor=request.actor, fault=fault, today=localdate(), **filled.cleaned_data),
        page=lambda: _page(request, fault.inspection_id, filled, f"{key}{pk}"),
        done=done,
        then=fault.get_absolute_url(),
    )


@require_POST
def fault_mend(request: Request, pk: int) -> HttpResponse:
    """Report what was put right."""
    return _mending(request, pk, forms.MendForm, "mend", actions.mend, "整改情况已报。")


@require_POST
def fault_recheck(request: Request, pk: int) -> HttpResponse:
    """Look at it again."""
    return _mending(request, pk, forms.RecheckForm, "recheck", actions.recheck, "复查已记录。")


def faults(request: Request) -> HttpResponse:
    """List faults of all rounds, `?state=`."""
    state = request.GET.get("state", "")
    found = queries.fault_list(request.actor, state, localdate())
    found = found.filter(request.place.narrows("unit_path"))
    lines = queries.fault_lines(found)
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "today": localdate(), "lists": queries.FAULT_LISTS}
    return render(request, "checks/faults.html", context)


def inspection_word(request: Request, pk: int) -> FileResponse:
    """Hand out the result of a unit as a Word file."""
    found, day = _inspection(request, pk), localdate()
    data = paper.unit_report(queries.unit_told(request.actor, found), day=day)
    name = file_name(found.round.title, found.unit.name, day, "docx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["docx"]
    )
