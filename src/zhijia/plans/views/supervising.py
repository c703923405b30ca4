"""Steps beside the work: answers of those who assist, instructions, reminders."""

from io import BytesIO

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, paper, queries
from .assignments import _found, _step
from .tasks import found_task, show_task


@require_POST
def assignment_answer(request: Request, pk: int) -> HttpResponse:
    """Answer for the part of a unit that assists."""
    form = forms.Answer(request.actor, _found(request, pk), request.POST, request.FILES)
    return _step(request, form, actions.answer_for, "已会签。")


@require_POST
def assignment_ask_again(request: Request, pk: int) -> HttpResponse:
    """Ask a unit that assists for what its answer lacks."""
    form = forms.AskAgain(request.actor, _found(request, pk), request.POST)
    return _step(request, form, actions.ask_again, "已请配合单位补充。")


@require_POST
def assignment_excuse(request: Request, pk: int) -> HttpResponse:
    """Wait for a unit that assists no longer."""
    form = forms.Excuse(request.actor, _found(request, pk), request.POST)
    return _step(request, form, actions.excuse, "已免予会签。")


@require_POST
def assignment_instruct(request: Request, pk: int) -> HttpResponse:
    """Write a leader's word on what a unit has of a task."""
    form = forms.Instruct(request.actor, _found(request, pk), request.POST)
    return _step(request, form, actions.instruct, "批示已送达承办单位和交办单位。")


@require_POST
def assignment_urge(request: Request, pk: int) -> HttpResponse:
    """Urge who has the work."""
    form = forms.Urge(request.actor, _found(request, pk), request.POST)
    return _step(request, form, actions.urge, "催办通知已发出。")


@require_POST
def task_instruct(request: Request, pk: int) -> HttpResponse:
    """Write a leader's word on a task."""
    task = found_task(request, pk)
    form = forms.InstructTask(request.actor, task, request.POST)
    return answer(
        request,
        form,
        lambda: actions.instruct_task(
            actor=request.actor, task=task, today=localdate(), **form.cleaned_data
        ),
        page=lambda: show_task(request, pk, instruct=form),
        done="批示已送达各承办单位。",
        then=task.get_absolute_url(),
    )


@require_POST
def task_urge(request: Request, pk: int) -> HttpResponse:
    """Urge every unit that is late with a task."""
    task = found_task(request, pk)
    form = forms.UrgeLate(request.actor, task, request.POST)
    return answer(
        request,
        form,
        lambda: actions.urge_late(
            actor=request.actor, task=task, today=localdate(), **form.cleaned_data
        ),
        page=lambda: show_task(request, pk, urge=form),
        done=lambda made: f"已向 {len(made)} 个逾期单位发出催办通知。",
        then=task.get_absolute_url(),
    )


@require_POST
def task_assisting(request: Request, pk: int) -> HttpResponse:
    """Let units assist with a task."""
    task = found_task(request, pk)
    form = forms.AddAssisting(request.actor, task, request.POST)
    return answer(
        request,
        form,
        lambda: actions.add_assisting(
            actor=request.actor, task=task, today=localdate(), **form.cleaned_data
        ),
        page=lambda: show_task(request, pk, assisting=form),
        done=lambda given: f"已请 {len(given)} 个单位配合。",
        then=task.get_absolute_url(),
    )


def reminder_word(request: Request, pk: int) -> FileResponse:
    """Hand out 《催办通知》 as a Word file."""
    made = get_object_or_404(queries.reminders(request.actor), pk=pk)
    given = made.assignment
    name = file_name("催办通知", f"{given.unit.name}-{given.task.number}", made.reminded_on, "docx")
    data = BytesIO(paper.to_urging(queries.urging_of(made)))
    return FileResponse(data, as_attachment=True, filename=name, content_type=TYPES["docx"])
