"""督办: what leaders watch, what waits for help, who was reminded, and the scheme of lights."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries

A_PAGE = 50


def instructions(request: Request) -> HttpResponse:
    """List what leaders watch, or with `?list=all` everything they wrote."""
    is_all = request.GET.get("list") == "all"
    found = queries.instructions(request.actor)
    rows = found if is_all else found.watched()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    may = {one.pk: policies.may_ease(request.actor, one) for one in page}
    context = {
        "page": page,
        "rows": [(one, may[one.pk]) for one in page],
        "is_all": is_all,
        "watched": found.watched().count() if is_all else page.paginator.count,
    }
    return render(request, "plans/instructions.html", context)


@require_POST
def instruction_ease(request: Request, pk: int) -> HttpResponse:
    """Take an item off the list of what is watched."""
    one = get_object_or_404(queries.instructions(request.actor), pk=pk)
    return answer(
        request,
        ActorForm(request.actor, request.POST),
        lambda: actions.ease(actor=request.actor, instruction=one, today=localdate()),
        page=lambda: instructions(request),
        done="已解除关注，批示仍留在任务上。",
        then=reverse("plans:instructions"),
    )


def help_wanted(request: Request) -> HttpResponse:
    """List the reports that ask this desk for help, each with a form to answer."""
    return _help_page(request)


def _help_page(
    request: Request, asked: forms.SettleHelp | None = None, of: int = 0
) -> HttpResponse:
    """Show the page; `asked` is the form that came back for the report of key `of`."""
    actor = request.actor
    page = Paginator(queries.help_wanted(actor), A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            step,
            asked if asked and step.pk == of else forms.SettleHelp(actor, auto_id=f"h{step.pk}_%s"),
        )
        for step in page
    ]
    lost = asked if asked and of not in {step.pk for step in page} else None
    return render(request, "plans/help_wanted.html", {"page": page, "rows": rows, "lost": lost})


@require_POST
def help_settle(request: Request, pk: int) -> HttpResponse:
    """Answer a report that asked for help."""
    step = get_object_or_404(queries.help_asked(request.actor), pk=pk)
    form = forms.SettleHelp(request.actor, request.POST, auto_id=f"h{pk}_%s")
    return answer(
        request,
        form,
        lambda: actions.settle_help(
            actor=request.actor, step=step, today=localdate(), words=form.cleaned_data["words"]
        ),
        page=lambda: _help_page(request, form, pk),
        done="已答复，承办单位收到消息。",
        then=reverse("plans:help-wanted"),
    )


def reminders(request: Request) -> HttpResponse:
    """List the reminders of what this person may see, the newest first."""
    page = Paginator(queries.reminders(request.actor), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "plans/reminders.html", {"page": page})


def schemes(request: Request) -> HttpResponse:
    """Show the scheme of lights of each unit whose desk this person keeps."""
    return _schemes_page(request)


def _schemes_page(
    request: Request, asked: forms.ChooseScheme | None = None, of: int = 0
) -> HttpResponse:
    """Show the page; `asked` is the form that came back for the unit of key `of`."""
    rows = [
        (
            unit,
            choice,
            holds,
            asked if asked and unit.pk == of else _blank(request, unit.pk, choice),
        )
        for unit, choice, holds in queries.light_units(request.actor)
    ]
    return render(request, "plans/schemes.html", {"rows": rows, "samples": queries.SAMPLES})


def _blank(request: Request, pk: int, choice: object) -> forms.ChooseScheme:
    """Return the form of one unit as it stands."""
    initial = {"scheme": getattr(choice, "scheme", "")}
    return forms.ChooseScheme(request.actor, initial=initial, auto_id=f"u{pk}_%s")


@require_POST
def scheme_choose(request: Request, pk: int) -> HttpResponse:
    """Choose the scheme of a unit."""
    units = {unit.pk: unit for unit, _, _ in queries.light_units(request.actor)}
    if pk not in units:
        raise Http404("没有这个单位，或者不由您办理。")
    form = forms.ChooseScheme(request.actor, request.POST, auto_id=f"u{pk}_%s")
    return answer(
        request,
        form,
        lambda: actions.choose_scheme(
            actor=request.actor,
            unit=units[pk],
            scheme=form.cleaned_data["scheme"],
            today=localdate(),
        ),
        page=lambda: _schemes_page(request, form, pk),
        done="亮灯方案已改，在办任务今天起按新方案亮灯。",
        then=reverse("plans:schemes"),
    )
