"""Pages of drafts: the list, drawing one up, its terms, and its way onto the file."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.files.web import send
from zhijia.platform.web import Request, answer

from .. import actions, forms, queries
from ..models import Task
from .tasks import found_task, show_task

A_PAGE = 50


def filing(request: Request) -> HttpResponse:
    """List what is drawn up, what lies before the leaders, and the opinions asked of us."""
    return _show_filing(request)


def _show_filing(
    request: Request, form: forms.Several | None = None, asked: str = ""
) -> HttpResponse:
    """Show one list, `?list=`, with the counts of all; `form` is what came back with errors."""
    asked, actor, today = asked or request.GET.get("list", ""), request.actor, localdate()
    name = asked if asked in queries.FILING_LISTS else "draft"
    counts = queries.filing_counts(actor, today)
    leaves = Paginator(queries.filing_list(actor, name), A_PAGE)
    page = leaves.get_page(request.GET.get("page"))
    lists = [(key, word, counts[key], key == name) for key, word in queries.FILING_LISTS.items()]
    context = {
        "name": name,
        "lists": lists,
        "page": page,
        "rows": queries.filing_rows(name, page, today),
        "form": form or forms.Several(actor),
        "unit": queries.desk_unit(actor),
        "leads": queries.leads(actor),
    }
    return render(request, "plans/filing.html", context)


def _several(
    request: Request,
    form: forms.Several,
    act: Callable[..., int],
    done: Callable[[int], str],
    here: str,
) -> HttpResponse:
    """Do with every draft that was ticked what one button says."""
    return answer(
        request,
        form,
        lambda: act(actor=request.actor, today=localdate(), **form.cleaned_data),
        page=lambda: _show_filing(request, form, here),
        done=done,
        then=f"{reverse('plans:filing')}?list=submitted",
    )


@require_POST
def filing_submit(request: Request) -> HttpResponse:
    """Lay the ticked drafts before the leaders."""
    form, done = forms.Several(request.actor, request.POST), "已提请审定 {} 项。".format
    return _several(request, form, actions.submit_all, done, "draft")


@require_POST
def filing_approve(request: Request) -> HttpResponse:
    """Approve the ticked drafts."""
    form, done = (
        forms.ApproveSeveral(request.actor, request.POST),
        "已审定 {} 项，可以交办。".format,
    )
    return _several(request, form, actions.approve_all, done, "submitted")


def task_new(request: Request) -> HttpResponse:
    """Draw up a task that no speech asked for."""
    if request.method != "POST":
        return _show_new(request, forms.NewTask(request.actor))
    form = forms.NewTask(request.actor, request.POST, request.FILES)
    return answer(
        request,
        form,
        lambda: actions.draft_task(actor=request.actor, today=localdate(), **form.draft()),
        page=lambda: _show_new(request, form),
        done="已登记，请接着填写承办要求。",
        then=lambda task: reverse("plans:task-terms", args=[task.pk]),
    )


def _show_new(request: Request, form: forms.NewTask) -> HttpResponse:
    """Show the form; who keeps no desk is told who does."""
    context = {"form": form, "unit": queries.desk_unit(request.actor)}
    return render(request, "plans/task_new.html", context)


def task_terms(request: Request, pk: int) -> HttpResponse:
    """Say how a task is to be done, and whom it is meant for."""
    task, actor = found_task(request, pk), request.actor
    if request.method != "POST":
        return _show_terms(request, task, forms.SetTerms(actor, task))
    form = forms.SetTerms(actor, task, request.POST)
    return answer(
        request,
        form,
        lambda: actions.set_terms(actor=actor, task=task, **form.terms()),
        page=lambda: _show_terms(request, task, form),
        done="承办要求已保存。",
        then=task.get_absolute_url(),
    )


def _show_terms(request: Request, task: Task, form: forms.SetTerms) -> HttpResponse:
    """Show the form of a task's terms, or why it is closed."""
    may = queries.may_set_terms(request.actor, task)
    return render(request, "plans/task_terms.html", {"task": task, "form": form, "may": may})


def task_source(request: Request, pk: int) -> FileResponse:
    """Hand out the paper that a task rests on, to those who may see the task or its work."""
    file = found_task(request, pk).source_file
    if file is None:
        raise Http404("这项任务没有登记原件。")
    return send(file)


def take_way(
    request: Request, pk: int, form: forms.TaskForm, act: Callable[..., Task], done: str
) -> HttpResponse:
    """Take one step on a task's way; a refusal shows on the page of the task."""
    task, name = form.task, NAMES[type(form)]
    return answer(
        request,
        form,
        lambda: act(actor=request.actor, task=task, today=localdate(), **form.cleaned_data),
        page=lambda: show_task(request, pk, **{name: form, "refused": form}),
        done=done,
        then=task.get_absolute_url(),
    )


NAMES = {kind: name for name, kind in forms.FILING.items()}


def _form(request: Request, pk: int, kind: type[forms.TaskForm]) -> forms.TaskForm:
    return kind(request.actor, found_task(request, pk), request.POST)


@require_POST
def task_file(request: Request, pk: int) -> HttpResponse:
    """Put a draft on file."""
    form = _form(request, pk, forms.FileTask)
    return take_way(request, pk, form, actions.file_task, "已立项，可以交办。")


@require_POST
def task_submit(request: Request, pk: int) -> HttpResponse:
    """Lay a draft before the leaders."""
    form = _form(request, pk, forms.Submit)
    return take_way(request, pk, form, actions.submit, "已提请工会主席、副主席审定。")


@require_POST
def task_recall(request: Request, pk: int) -> HttpResponse:
    """Take it back from them."""
    form = _form(request, pk, forms.Recall)
    return take_way(request, pk, form, actions.recall, "已撤回送审，可以继续修改。")


@require_POST
def task_approve(request: Request, pk: int) -> HttpResponse:
    """Approve it."""
    form = _form(request, pk, forms.Approve)
    return take_way(request, pk, form, actions.approve, "审定通过，已立项，可以交办。")


@require_POST
def task_send_back(request: Request, pk: int) -> HttpResponse:
    """Send it back to the desk."""
    form = _form(request, pk, forms.SendBackDraft)
    return take_way(request, pk, form, actions.send_back_draft, "已退回修改。")
