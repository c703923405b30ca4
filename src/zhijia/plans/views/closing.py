"""Pages of closing: putting tasks away, the file of one task, and words on accepted work."""

from io import BytesIO
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, paper, queries
from ..models import Score
from .assignments import show_assignment

A_PAGE = 50
LISTS = {"": "待归档", "put": "已归档"}


def archives(request: Request) -> HttpResponse:
    """List the closed tasks that are still to be put away, or with `?list=put` those that are."""
    return _archives(request, forms.Archive(request.actor))


def _archives(request: Request, form: forms.Archive) -> HttpResponse:
    name = "put" if request.GET.get("list") == "put" else ""
    found = queries.closed_tasks(request.actor, archived=bool(name))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    heads = "任务|结束|归档" if name else "任务|结束"
    context = {"form": form, "page": page, "name": name, "lists": LISTS.items(), "heads": heads}
    return render(request, "plans/archives.html", context)


@require_POST
def archive_put(request: Request) -> HttpResponse:
    """Put the ticked tasks away."""
    form = forms.Archive(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.archive(
            actor=request.actor, tasks=form.cleaned_data["tasks"], today=localdate()
        ),
        page=lambda: _archives(request, form),
        done=lambda put: f"已归档 {len(put)} 项任务。",
        then=reverse("plans:archives"),
    )


def task_dossier(request: Request, pk: int) -> FileResponse:
    """Hand out all that is on file of a closed task as a Word file."""
    task = get_object_or_404(queries.tasks(request.actor).filter(closed_on__isnull=False), pk=pk)
    day = localdate()
    data = paper.dossier(queries.dossier_of(request.actor, task), day=day)
    name = file_name(f"任务{task.number}办结归档表", task.unit.name, day, "docx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["docx"]
    )


def _score(request: Request, pk: int) -> Score:
    """Return the score of an assignment this person may see."""
    seen = queries.assignments(request.actor).values("pk")
    found = Score.objects.filter(assignment__in=seen).select_related("assignment")
    return get_object_or_404(found, assignment=pk)


@require_POST
def assignment_judge(request: Request, pk: int) -> HttpResponse:
    """Say what one's own work was worth."""
    score = _score(request, pk)
    form = forms.JudgeOneself(request.actor, score.assignment, request.POST)
    return answer(
        request,
        form,
        lambda: actions.judge_oneself(
            actor=request.actor, score=score, today=localdate(), **form.cleaned_data
        ),
        page=lambda: show_assignment(request, pk, judge=form),
        done="自评已保存。",
        then=score.get_absolute_url(),
    )


@require_POST
def assignment_comment(request: Request, pk: int) -> HttpResponse:
    """Comment on accepted work."""
    score = _score(request, pk)
    form = forms.Comment(request.actor, score.assignment, request.POST)
    said: dict[str, Any] = {"actor": request.actor, "score": score, "today": localdate()}
    return answer(
        request,
        form,
        lambda: actions.comment(**said, **form.cleaned_data),
        page=lambda: show_assignment(request, pk, comment=form),
        done="点评已保存，并已通知承办单位。",
        then=score.get_absolute_url(),
    )
