"""Binding a task or a unit's work to a figure, and sharing a target out over the units."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.law import Verdict
from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import policies, queries
from ..actions import measures as actions
from ..forms import measures as forms
from ..models import Assignment, Measure, Task
from ..queries import measures as reading
from ..queries.assignments import shares_shown
from ..queries.suggesting import aim_of

A_PAGE = 50


def _task(request: Request, pk: int) -> Task:
    return get_object_or_404(queries.tasks(request.actor), pk=pk)


def _assignment(request: Request, pk: int) -> Assignment:
    return get_object_or_404(queries.assignments(request.actor), pk=pk)


def _show_bind(request: Request, form: forms.Bind, **said: Any) -> HttpResponse:
    """Show the form that binds, and what every figure counts."""
    context = {"form": form, "kinds": reading.kinds(), **said}
    return render(request, "plans/measure.html", context)


def _said(row: Task | Assignment, found: Measure | None, may: Verdict) -> dict[str, Any]:
    """Return what the form that binds shows beside itself."""
    name = "task" if isinstance(row, Task) else "assignment"
    return {
        "about": row,
        "measure": found,
        "address": reverse(f"plans:{name}-measure", args=[row.pk]),
        "release": f"plans:{name}-release",
        "due_on": row.due_on,
        "may": may,
    }


def task_measure(request: Request, pk: int) -> HttpResponse:
    """Bind a task to a figure, or change what it is bound to."""
    task, today = _task(request, pk), localdate()
    found = reading.of_task(task)

    def do(form: forms.Bind) -> Measure:
        fields = {"aim": form.aim(), "version": form.cleaned_data["version"]}
        return actions.measure_task(actor=request.actor, task=task, today=today, **fields)

    blank = {"from_on": date(today.year, 1, 1), **aim_of(task.piece)}
    said = _said(task, found, policies.may_edit_task(request.actor, task))
    return _bind(request, found, blank, do, said)


def assignment_measure(request: Request, pk: int) -> HttpResponse:
    """Bind one unit's work to a figure, or change what it is bound to."""
    work, today = _assignment(request, pk), localdate()
    found: Measure | None = getattr(work, "measure", None)

    def do(form: forms.Bind) -> Measure:
        said = {"aim": form.aim(), "version": form.cleaned_data["version"], "today": today}
        return actions.measure_assignment(actor=request.actor, assignment=work, **said)

    said = _said(work, found, policies.may_give(request.actor, work))
    return _bind(request, found, {"from_on": date(today.year, 1, 1)}, do, said)


def _bind(
    request: Request,
    found: Measure | None,
    blank: dict[str, Any],
    do: Callable[[forms.Bind], Measure],
    said: dict[str, Any],
) -> HttpResponse:
    """Show the form or do what it says."""
    if request.method != "POST":
        return _show_bind(request, forms.Bind.of(request.actor, found, blank), **said)
    form = forms.Bind(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: do(form),
        page=lambda: _show_bind(request, form, **said),
        done="已挂接，进度取自数据。",
        then=said["about"].get_absolute_url(),
    )


@require_POST
def task_release(request: Request, pk: int) -> HttpResponse:
    """Let people report again how far the task has come."""
    task, form = _task(request, pk), ActorForm(request.actor, request.POST)
    return _released(
        request, form, task, lambda: actions.release_task(actor=request.actor, task=task)
    )


@require_POST
def assignment_release(request: Request, pk: int) -> HttpResponse:
    """Let people report again how far this unit's work has come."""
    work, form = _assignment(request, pk), ActorForm(request.actor, request.POST)
    return _released(
        request,
        form,
        work,
        lambda: actions.release_assignment(actor=request.actor, assignment=work),
    )


def _released(
    request: Request, form: ActorForm, about: Task | Assignment, do: Callable[[], object]
) -> HttpResponse:
    def page() -> HttpResponse:
        return render(request, "plans/measure_refused.html", {"form": form, "about": about})

    done = "已取消挂接，进度由人填报。"
    return answer(request, form, do, page=page, done=done, then=about.get_absolute_url())


def _leaf(request: Request, task: Task) -> Page[Assignment]:
    """Return the asked page of the units that have the task, as far as they are shown."""
    may = policies.may_edit_task(request.actor, task)
    rows = shares_shown(request.actor, task, may)
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))


def _show_shares(
    request: Request, task: Task, page: Page[Assignment], **asked: Any
) -> HttpResponse:
    """Show how a task's number is shared out; `asked` are forms that came back."""
    context = {
        "task": task,
        "page": page,
        "shares": reading.shares(request.actor, task, localdate()),
        "by": forms.ShareBy(request.actor),
        "form": forms.ShareOut(request.actor, list(page)),
        "may": policies.may_edit_task(request.actor, task),
        "here": f"{reverse('plans:task-shares', args=[task.pk])}?page={page.number}",
        **asked,
    }
    return render(request, "plans/shares.html", context)


def task_shares(request: Request, pk: int) -> HttpResponse:
    """Show the units' shares of a task's number; take in those that were filled in by hand."""
    task, today = _task(request, pk), localdate()
    page = _leaf(request, task)
    if request.method != "POST":
        return _show_shares(request, task, page)
    form = forms.ShareOut(request.actor, list(page), request.POST)
    return answer(
        request,
        form,
        lambda: actions.share_out(
            actor=request.actor, task=task, targets=form.targets(), today=today
        ),
        page=lambda: _show_shares(request, task, page, form=form),
        done="各单位的指标已保存。",
        then=f"{reverse('plans:task-shares', args=[pk])}?page={page.number}",
    )


@require_POST
def task_share_by(request: Request, pk: int) -> HttpResponse:
    """Share a task's number out over all its units at once."""
    task, today = _task(request, pk), localdate()
    form = forms.ShareBy(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.share_by(
            actor=request.actor, task=task, by=form.cleaned_data["by"], today=today
        ),
        page=lambda: _show_shares(request, task, _leaf(request, task), by=form),
        done="指标已分解到各单位，可以再逐个调整。",
        then=reverse("plans:task-shares", args=[pk]),
    )
