"""The page of one stage, and every step in its life."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.files.web import send
from zhijia.platform.web import Request, answer

from .. import actions, forms, queries
from ..models import Stage

PAGE = "plans/stage.html"


def _stage(request: Request, pk: int) -> Stage:
    return get_object_or_404(queries.stages(request.actor), pk=pk)


def _page(request: Request, pk: int, asked: Form | None = None) -> HttpResponse:
    """Show one stage; `asked` came back with errors and stands in for the blank of its kind."""
    stage, actor = _stage(request, pk), request.actor
    page = queries.stage_page(actor, stage, localdate())
    blanks = forms.stage_forms(actor, stage, page["may"], asked)
    return render(request, PAGE, {**page, "forms": blanks})


def stage(request: Request, pk: int) -> HttpResponse:
    """Show one stage: its checks and papers, its gate, what happened."""
    return _page(request, pk)


def _step(
    request: Request, stage: Stage, form: Form, act: Callable[..., object], done: str, **more: Any
) -> HttpResponse:
    """Take one step with what its form says."""

    def do() -> object:
        said = form.said() if isinstance(form, forms.HandIn) else form.cleaned_data
        return act(actor=request.actor, today=localdate(), **{"stage": stage, **said, **more})

    return answer(
        request,
        form,
        do,
        page=lambda: _page(request, stage.pk, form),
        done=done,
        then=stage.get_absolute_url(),
    )


@require_POST
def stage_edit(request: Request, pk: int) -> HttpResponse:
    """Say anew who has it, when, and what opens its gate."""
    found = _stage(request, pk)
    form = forms.EditStage(request.actor, found, request.POST)
    return _step(request, found, form, actions.edit_stage, "环节已修改，其他环节的日期没有动。")


@require_POST
def stage_begin(request: Request, pk: int) -> HttpResponse:
    """Begin it."""
    found = _stage(request, pk)
    form = forms.Begin(request.actor, found, request.POST)
    return _step(request, found, form, actions.begin_stage, "环节已开始。")


@require_POST
def stage_hand_in(request: Request, pk: int) -> HttpResponse:
    """Hand a paper in."""
    found = _stage(request, pk)
    form = forms.HandIn(request.actor, found, request.POST, request.FILES)
    return _step(request, found, form, actions.hand_in, "材料已提交。")


@require_POST
def stage_submit(request: Request, pk: int) -> HttpResponse:
    """Ask for the gate."""
    found = _stage(request, pk)
    form = forms.AskGate(request.actor, found, request.POST)
    return _step(request, found, form, actions.submit_stage, "已提请过关。")


@require_POST
def stage_pass(request: Request, pk: int) -> HttpResponse:
    """Open the gate."""
    found = _stage(request, pk)
    form = forms.PassGate(request.actor, found, request.POST)
    return _step(request, found, form, actions.pass_gate, "环节已过关。")


@require_POST
def stage_send_back(request: Request, pk: int) -> HttpResponse:
    """Keep the gate shut."""
    found = _stage(request, pk)
    form = forms.SendStageBack(request.actor, found, request.POST)
    return _step(request, found, form, actions.send_back_stage, "已退回。")


@require_POST
def stage_reopen(request: Request, pk: int) -> HttpResponse:
    """Go back behind the gate."""
    found = _stage(request, pk)
    form = forms.Reopen(request.actor, found, request.POST)
    return _step(request, found, form, actions.reopen_stage, "环节已重新打开。")


@require_POST
def stage_shift(request: Request, pk: int) -> HttpResponse:
    """Move the later stages."""
    found = _stage(request, pk)
    form = forms.Shift(request.actor, found, request.POST)
    return _step(request, found, form, actions.shift_later, "后续环节已顺延。")


def _check(
    request: Request, pk: int, blank: type[Form], act: Callable[..., object], done: str
) -> HttpResponse:
    """Confirm a check or take that back."""
    check = get_object_or_404(queries.stage_checks(request.actor), pk=pk)
    stage = _stage(request, check.stage_id)
    form = blank(request.actor, check, request.POST)  # type: ignore[arg-type]  # both take these
    return answer(
        request,
        form,
        lambda: act(actor=request.actor, check=check, today=localdate(), **form.cleaned_data),
        page=lambda: _page(request, stage.pk, form),
        done=done,
        then=stage.get_absolute_url(),
    )


@require_POST
def check_confirm(request: Request, pk: int) -> HttpResponse:
    """Confirm that something is true."""
    return _check(request, pk, forms.Confirm, actions.confirm_check, "已确认。")


@require_POST
def check_unconfirm(request: Request, pk: int) -> HttpResponse:
    """Take a confirmation back."""
    return _check(request, pk, forms.Unconfirm, actions.unconfirm_check, "确认已撤销。")


def stage_file(request: Request, pk: int) -> FileResponse:
    """Hand out a paper to those who may see its project."""
    found = get_object_or_404(queries.stage_papers(request.actor), pk=pk)
    assert found.file, "the query keeps only papers that have one"
    return send(found.file)
