"""Pages of speeches: the list, taking one in, what its head says, confirming its tasks."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from zhijia.platform.blanks import ActorForm
from zhijia.platform.files.web import send
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries, rules
from ..models import Speech
from .bench import show_bench

ROWS = 50


@require_GET
def speeches(request: Request) -> HttpResponse:
    """List the speeches this person may read."""
    found = Paginator(queries.speeches(request.actor), ROWS)
    unit = queries.desk_unit(request.actor)
    context = {"page": found.get_page(request.GET.get("page")), "unit": unit}
    return render(request, "plans/speeches.html", context)


def speech_new(request: Request) -> HttpResponse:
    """Take in the speeches of a file or of a pasted text."""
    if request.method != "POST":
        return _show_new(request, forms.TakeIn(request.actor))
    form = forms.TakeIn(request.actor, request.POST, request.FILES)
    return answer(
        request,
        form,
        lambda: _take_in(request, form),
        page=lambda: _show_new(request, form),
        done=_told,
        then=_next_page,
    )


def _show_new(request: Request, form: forms.TakeIn) -> HttpResponse:
    """Show the form; who keeps no desk is told who does."""
    context = {"form": form, "unit": queries.desk_unit(request.actor)}
    return render(request, "plans/speech_new.html", context)


def _take_in(request: Request, form: forms.TakeIn) -> actions.Intake:
    """Take the text in; the form learns which speech is there already."""
    try:
        return actions.take_in(actor=request.actor, today=localdate(), **form.intake())
    except actions.Known as no:
        form.known = no.speech
        raise


def _told(intake: actions.Intake) -> str:
    """Say how many speeches came in and what to do next."""
    n = len(intake.speeches)
    known = f"另有 {intake.known} 篇此前已经登记，没有重复登记。" if intake.known else ""
    if n == 1:
        return f"讲话已登记，请核对下面标出的任务。{known}"
    return f"登记 {n} 篇讲话，第 1 篇请先核对。{known}"


def _next_page(intake: actions.Intake) -> str:
    """Lead to the one speech that came in, or to the list when there are several."""
    several = len(intake.speeches) > 1
    return reverse("plans:speeches") if several else intake.speeches[0].get_absolute_url()


def _speech(request: Request, pk: int) -> Speech:
    """Return a speech this person may read, with the file it came in."""
    found = queries.speeches(request.actor).select_related("unit", "source__file")
    return get_object_or_404(found, pk=pk)


@require_GET
def speech(request: Request, pk: int) -> HttpResponse:
    """Show a speech whole, its tasks standing out."""
    return show_bench(request, _speech(request, pk))


def speech_edit(request: Request, pk: int) -> HttpResponse:
    """Say who spoke, when and under what title."""
    one = _speech(request, pk)
    if request.method != "POST":
        return _show_edit(request, one, forms.About.of(request.actor, one))
    form = forms.About(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.describe_speech(actor=request.actor, speech=one, **form.cleaned_data),
        page=lambda: _show_edit(request, one, form),
        done="讲话信息已保存",
        then=one.get_absolute_url(),
    )


def _show_edit(request: Request, one: Speech, form: forms.About) -> HttpResponse:
    """Show the form of a speech's head, or why it is closed."""
    judged = rules.may_edit_speech(is_confirmed=bool(one.confirmed_on))
    may = policies.may_edit_speech(request.actor, one) and judged
    return render(request, "plans/speech_edit.html", {"speech": one, "form": form, "may": may})


def speech_confirm(request: Request, pk: int) -> HttpResponse:
    """Show what confirming will do and what is still open; then do it."""
    one = _speech(request, pk)
    form = ActorForm(request.actor, request.POST)
    if request.method != "POST":
        return _show_confirm(request, one, ActorForm(request.actor))
    return answer(
        request,
        form,
        lambda: actions.confirm(actor=request.actor, speech=one, today=localdate()),
        page=lambda: _show_confirm(request, one, form),
        done=_confirmed,
        then=one.get_absolute_url(),
    )


def _confirmed(one: Speech) -> str:
    """Say what became of the tasks and what to do next; where leaders approve them, they wait."""
    if one.tasks.filter(filed_on=None).exists():
        return "讲话已确认分解，任务列为拟办。下一步：提请工会主席、副主席审定。"
    return "讲话已确认分解，任务已立项。下一步：把任务交办到承办单位。"


def _show_confirm(request: Request, one: Speech, form: ActorForm) -> HttpResponse:
    """Show the tasks to be filed, and first of all what they lack."""
    bench, year = queries.bench(request.actor, one), localdate().year
    judged = rules.may_confirm(is_confirmed=bool(one.confirmed_on), tasks=bench.n_tasks)
    context = {
        "speech": one,
        "bench": bench,
        "page": Paginator(bench.lacking(), ROWS).get_page(request.GET.get("page")),
        "form": form,
        "year": year,
        "serial": queries.next_serial(one.unit, year),
        "may": policies.may_edit_speech(request.actor, one) and judged,
    }
    return render(request, "plans/speech_confirm.html", context)


@require_GET
def speech_original(request: Request, pk: int) -> FileResponse:
    """Hand out the file that the speech came in."""
    file = _speech(request, pk).source.file
    if file is None:
        raise Http404("这篇讲话是粘贴登记的，没有原文件。")
    return send(file)
