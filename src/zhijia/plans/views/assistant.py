"""The assistant: what would be sent and where to, then what it suggests, one by one."""

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from ..actions import assistant as actions
from ..forms.assistant import SendOut
from ..models.speeches import Speech, Suggestion
from ..queries import assistant as queries
from ..queries import speeches

ROWS = 50


def _speech(request: Request, pk: int) -> Speech:
    """Return a speech this person may read, with its text."""
    found = speeches(request.actor).select_related("unit", "source")
    return get_object_or_404(found, pk=pk)


def _page(speech_id: int) -> str:
    return reverse("plans:speech-assistant", args=[speech_id])


def speech_assistant(request: Request, pk: int) -> HttpResponse:
    """Say what would leave the house and where to, and send it on a clear yes; show what came."""
    one = _speech(request, pk)
    if request.method != "POST":
        return _show(request, one, None)
    form = SendOut(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.ask_assistant(
            actor=request.actor, speech=one, host=form.cleaned_data["host"]
        ),
        page=lambda: _show(request, one, form),
        done="已经发送，答复要等几分钟，可以离开本页",
        then=_page(one.pk),
    )


def _show(request: Request, one: Speech, form: BaseForm | None) -> HttpResponse:
    """Show the page of the assistant for one speech; who keeps no desk reads why they may not."""
    context = queries.assistant_page(request.actor, one)
    page = Paginator(context.pop("found"), ROWS).get_page(request.GET.get("page"))
    context |= {
        "page": page,
        "rows": queries.suggested(one, list(page)),
        "form": form or SendOut.to(request.actor, context["host"]),
        "faults": form.non_field_errors() if form else [],
    }
    return render(request, "plans/speech_assistant.html", context)


def _suggestion(request: Request, pk: int) -> Suggestion:
    """Return a suggestion about a speech this person may read."""
    return get_object_or_404(queries.suggestions(request.actor), pk=pk)


@require_POST
def suggestion_take(request: Request, pk: int) -> HttpResponse:
    """Make a task of what the assistant suggests."""
    one = _suggestion(request, pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.take_suggestion(actor=request.actor, suggestion=one),
        page=lambda: _show(request, _speech(request, one.asking.speech_id), form),
        done="已标为任务，可以在讲话页编辑",
        then=_page(one.asking.speech_id),
    )


@require_POST
def suggestion_leave(request: Request, pk: int) -> HttpResponse:
    """Put a suggestion aside."""
    one = _suggestion(request, pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.leave_suggestion(actor=request.actor, suggestion=one),
        page=lambda: _show(request, _speech(request, one.asking.speech_id), form),
        done="已不采纳",
        then=_page(one.asking.speech_id),
    )
