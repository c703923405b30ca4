"""The pages of tasks: the list, its table as a file, one task and what its unit does with it."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.law import Verdict
from zhijia.platform.actor import Actor
from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, paper, queries, rules
from ..models import Task
from ..queries.table import table_works
from ..queries.task_figures import measured_task

A_PAGE = 50
Make = Callable[..., bytes]


def tasks(request: Request) -> HttpResponse:
    """List the tasks that answer what the address asks."""
    today, form = localdate(), forms.TaskFilter(request.actor, request.GET)
    wanted = form.wanted(request.GET.get("sort", ""), request.place)
    found = queries.find_tasks(request.actor, wanted, today)
    page = Paginator(queries.with_given(found), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [queries.task_row(task, today) for task in page],
        "asked": request.GET.urlencode(),
        "narrowed": wanted != queries.Wanted(sort=wanted.sort, place=wanted.place),
    }
    return render(request, "plans/tasks.html", context)


def _asked(request: Request) -> tuple[queries.Wanted, QuerySet[Task]]:
    """Return what the address asks, and all tasks that answer it, not one page of them."""
    form = forms.TaskFilter(request.actor, request.GET)
    wanted = form.wanted(request.GET.get("sort", ""), request.place)
    return wanted, queries.find_tasks(request.actor, wanted, localdate())


def _file(
    request: Request, wanted: queries.Wanted, found: QuerySet[Task], make: Make, suffix: str
) -> FileResponse:
    """Make a file of these tasks."""
    today, title = localdate(), queries.table_title(wanted)
    unit = queries.table_unit(request.actor, wanted)
    data = make(title, queries.table_lines(request.actor, found), unit=unit, day=today)
    name = file_name(title, unit, today, suffix)
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES[suffix]
    )


def _narrower(request: Request, why: Verdict) -> HttpResponse:
    """Lead back to the list with its question, and say why no file came of it."""
    messages.error(request, str(why))
    return redirect(f"{reverse('plans:tasks')}?{request.GET.urlencode()}")


def tasks_excel(request: Request) -> HttpResponse | FileResponse:
    """Hand out the task table as an Excel file; one too long is asked to be narrowed."""
    wanted, found = _asked(request)
    works = table_works(request.actor, found)
    if fits := rules.fits_table(tasks=found.count(), works=works):
        return _file(request, wanted, found, paper.to_sheet, "xlsx")
    return _narrower(request, fits)


def tasks_word(request: Request) -> HttpResponse | FileResponse:
    """Hand out the task table as a Word file; a table too long for Word is asked to be narrowed."""
    wanted, found = _asked(request)
    if fits := rules.fits_paper(found.count()):
        return _file(request, wanted, found, paper.to_paper, "docx")
    return _narrower(request, fits)


def found_task(request: Request, pk: int) -> Task:
    return get_object_or_404(queries.with_meant(queries.tasks(request.actor)), pk=pk)


def _blank(actor: Actor, task: Task) -> dict[str, Any]:
    """Return the forms of a task's page, nothing filled in."""
    return {
        "assign": forms.Assign(actor, task),
        "edit": forms.EditTask(actor, task),
        "drop": forms.DropTask(actor, task),
        **forms.filing_forms(actor, task),
    }


def _beside(actor: Actor, task: Task, asked: Iterable[str]) -> dict[str, Any]:
    """Return what stands beside a task, with the forms of what may be done there."""
    found = queries.task_supervision(actor, task, localdate())
    return {"supervised": found, **forms.task_forms(actor, task, found, asked)}


def show_task(request: Request, pk: int, **asked: forms.TaskForm) -> HttpResponse:
    """Show a task; `asked` are the forms that came back with errors, in place of blank ones."""
    task, actor, today = found_task(request, pk), request.actor, localdate()
    leaves = Paginator(queries.given_of(actor, task), A_PAGE)
    given = leaves.get_page(request.GET.get("page"))
    context = {
        "task": task,
        "stands": queries.stands_as(task),
        "page": given,
        "rows": [queries.lit(assignment, today) for assignment in given],
        "history": queries.history(actor, task),
        "filing": queries.filing_page(actor, task, today),
        **queries.task_projects(actor, task, today),
        **measured_task(actor, task, today),
        **queries.putting_away(actor, task),
        **_blank(actor, task),
        **_beside(actor, task, asked),
        **asked,
    }
    return render(request, "plans/task.html", context)


def task(request: Request, pk: int) -> HttpResponse:
    """Show one task: where it comes from, who has it, how far they are."""
    return show_task(request, pk)


@require_POST
def task_assign(request: Request, pk: int) -> HttpResponse:
    """Give the task to the units that were ticked."""
    task, today = found_task(request, pk), localdate()
    form = forms.Assign(request.actor, task, request.POST)
    return answer(
        request,
        form,
        lambda: actions.assign(actor=request.actor, task=task, today=today, **form.cleaned_data),
        page=lambda: show_task(request, pk, assign=form),
        done=lambda given: f"已交办给 {len(given)} 个单位。",
        then=task.get_absolute_url(),
    )


@require_POST
def task_edit(request: Request, pk: int) -> HttpResponse:
    """Change what the task says."""
    task, today = found_task(request, pk), localdate()
    form = forms.EditTask(request.actor, task, request.POST)
    return answer(
        request,
        form,
        lambda: actions.edit_task(actor=request.actor, task=task, today=today, **form.cleaned_data),
        page=lambda: show_task(request, pk, edit=form),
        done="任务已修改。",
        then=task.get_absolute_url(),
    )


@require_POST
def task_drop(request: Request, pk: int) -> HttpResponse:
    """Take the task off the file."""
    task, today = found_task(request, pk), localdate()
    form = forms.DropTask(request.actor, task, request.POST)
    return answer(
        request,
        form,
        lambda: actions.drop_task(
            actor=request.actor, task=task, today=today, reason=form.cleaned_data["reason"]
        ),
        page=lambda: show_task(request, pk, drop=form),
        done="任务已撤销。",
        then=task.get_absolute_url(),
    )
