"""Saying how often a proposed task or a task is done, and accepting the figure suggested for it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.web import Request, answer

from .. import policies, queries, rules
from ..actions import natures as acting
from ..actions import pieces as piecing
from ..forms import natures as forms
from ..models import Piece, Task
from .bench import place_of, step


def _show(request: Request, form: forms.Recur, said: dict[str, Any]) -> HttpResponse:
    return render(request, "plans/nature.html", {"form": form, "address": request.path, **said})


def _of_piece(request: Request, one: Piece) -> dict[str, Any]:
    """Return what the form about a proposed task shows beside itself."""
    may = policies.may_edit_speech(request.actor, one.speech)
    return {
        "about": one.speech,
        "words": queries.words_of(one),
        "cue": one.nature_cue,
        "back": place_of(one),
        "may": may and rules.may_edit_speech(is_confirmed=bool(one.speech.confirmed_on)),
    }


def _of_task(request: Request, task: Task) -> dict[str, Any]:
    """Return what the form about a task shows beside itself."""
    may, back = queries.may_set_terms(request.actor, task), task.get_absolute_url()
    return {"about": task, "words": task.original, "back": back, "may": may, "warns": True}


def _answer(
    request: Request, form: forms.Recur, do: Callable[[], object], said: dict[str, Any]
) -> HttpResponse:
    def page() -> HttpResponse:
        return _show(request, form, said)

    return answer(request, form, do, page=page, done="任务性质已保存", then=said["back"])


def piece_nature(request: Request, pk: int) -> HttpResponse:
    """Say how often a proposed task is done."""
    one = _piece(request, pk)
    said = _of_piece(request, one)
    if request.method != "POST":
        return _show(request, forms.Recur.of(request.actor, one), said)
    form = forms.Recur(request.actor, request.POST)

    def do() -> Piece:
        return piecing.set_piece_nature(actor=request.actor, piece=one, **forms.values(form))

    return _answer(request, form, do, said)


def task_nature(request: Request, pk: int) -> HttpResponse:
    """Say how often a task is done."""
    task = get_object_or_404(queries.tasks(request.actor), pk=pk)
    said = _of_task(request, task)
    if request.method != "POST":
        return _show(request, forms.Recur.of(request.actor, task), said)
    form = forms.Recur(request.actor, request.POST)
    return _answer(request, form, lambda: _set_nature(request, task, form), said)


def _set_nature(request: Request, task: Task, form: forms.Recur) -> Task:
    said = {**forms.values(form), "version": form.cleaned_data["version"]}
    return acting.set_task_nature(actor=request.actor, task=task, today=localdate(), **said)


def _piece(request: Request, pk: int) -> Piece:
    return get_object_or_404(queries.pieces(request.actor), pk=pk)


@require_POST
def piece_figure(request: Request, pk: int, figure: str) -> HttpResponse:
    """Accept the figure that was suggested for a proposed task."""
    one = _piece(request, pk)
    return step(
        request,
        one,
        lambda: piecing.take_figure(actor=request.actor, piece=one, figure=figure),
        "已采用，立项后据此挂接指标",
    )


@require_POST
def piece_no_figure(request: Request, pk: int) -> HttpResponse:
    """Do without the figure that was accepted."""
    one = _piece(request, pk)
    return step(
        request,
        one,
        lambda: piecing.take_figure(actor=request.actor, piece=one, figure=""),
        "已取消采用",
    )
