"""Pages of opinions: asking units about a draft, what one answers, all of them as a paper."""

from io import BytesIO

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.files.rules import TYPES
from zhijia.platform.sheets import file_name
from zhijia.platform.web import Request, answer

from .. import actions, forms, paper, queries
from ..models import Opinion, Task
from .filing import take_way
from .tasks import found_task

A_PAGE = 50


def task_ask(request: Request, pk: int) -> HttpResponse:
    """Ask units about a draft."""
    task, actor = found_task(request, pk), request.actor
    if request.method != "POST":
        return _show_ask(request, task, forms.AskOpinions(actor, task))
    form = forms.AskOpinions(actor, task, request.POST)
    return answer(
        request,
        form,
        lambda: actions.ask_opinions(
            actor=actor, task=task, today=localdate(), **form.cleaned_data
        ),
        page=lambda: _show_ask(request, task, form),
        done="已发出征求意见。",
        then=task.get_absolute_url(),
    )


def _show_ask(request: Request, task: Task, form: forms.AskOpinions) -> HttpResponse:
    """Show the form, or why nobody is asked now."""
    may = queries.may_ask(request.actor, task)
    return render(request, "plans/task_ask.html", {"task": task, "form": form, "may": may})


@require_POST
def task_stop_asking(request: Request, pk: int) -> HttpResponse:
    """Wait no longer for those who have not answered."""
    form = forms.StopAsking(request.actor, found_task(request, pk), request.POST)
    return take_way(request, pk, form, actions.stop_asking, "征求意见已提前截止。")


def _asked_by_us(request: Request, pk: int) -> Task:
    """Return a task of one's own unit: what units said of it is for who asked them."""
    task = found_task(request, pk)
    if not queries.is_ours(request.actor, task):
        raise Http404("征求意见情况只由立项单位查看。")
    return task


def task_opinions(request: Request, pk: int) -> HttpResponse:
    """List what units said of a task, those who want a change first."""
    task, today = _asked_by_us(request, pk), localdate()
    leaves = Paginator(queries.opinions_on(task), A_PAGE)
    page = leaves.get_page(request.GET.get("page"))
    rows = [queries.said(one, one.consultation.until_on, today) for one in page]
    context = {"task": task, "page": page, "rows": rows}
    return render(request, "plans/task_opinions.html", context)


def task_opinions_word(request: Request, pk: int) -> FileResponse:
    """Hand out what units said of a task as a Word file."""
    task, today = _asked_by_us(request, pk), localdate()
    lines = queries.opinion_lines(task, today)
    title, unit = "征求意见汇总表", str(task.unit)
    data = paper.opinions_paper(task.wording, lines, number=task.number, unit=unit, day=today)
    name = file_name(title, f"{unit}{task.number}", today, "docx")
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=TYPES["docx"]
    )


def _found(request: Request, pk: int) -> Opinion:
    return get_object_or_404(queries.opinions(request.actor), pk=pk)


def opinion(request: Request, pk: int) -> HttpResponse:
    """Show what a unit is asked, or what it answered."""
    return _show(request, pk)


def _show(request: Request, pk: int, **asked: forms.OpinionForm) -> HttpResponse:
    """Show an opinion; `asked` are the forms that came back with errors."""
    one, actor, today = _found(request, pk), request.actor, localdate()
    context = {
        **queries.opinion_page(actor, one, today),
        "answer": forms.AnswerOpinion(actor, one),
        "settle": forms.SettleOpinion(actor, one),
        **asked,
    }
    return render(request, "plans/opinion.html", context)


@require_POST
def opinion_answer(request: Request, pk: int) -> HttpResponse:
    """Say what the unit thinks of the draft."""
    one = _found(request, pk)
    form = forms.AnswerOpinion(request.actor, one, request.POST)
    return answer(
        request,
        form,
        lambda: actions.answer_opinion(
            actor=request.actor, opinion=one, today=localdate(), **form.cleaned_data
        ),
        page=lambda: _show(request, pk, answer=form),
        done="意见已答复。",
        then=one.get_absolute_url(),
    )


@require_POST
def opinion_settle(request: Request, pk: int) -> HttpResponse:
    """Say what became of a suggestion."""
    one = _found(request, pk)
    form = forms.SettleOpinion(request.actor, one, request.POST)
    return answer(
        request,
        form,
        lambda: actions.settle_opinion(actor=request.actor, opinion=one, **form.cleaned_data),
        page=lambda: _show(request, pk, settle=form),
        done="采纳情况已保存。",
        then=one.get_absolute_url(),
    )
