"""Pages of questions: asking, and the desk's list with its answers."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from ..actions import questions as actions
from ..forms import publications as forms
from ..models import Question
from ..queries import publications
from ..queries import questions as queries
from .publications import show

A_PAGE = 30


@require_POST
def publication_ask(request: Request, pk: int) -> HttpResponse:
    """Ask something under a publication."""
    actor = request.actor
    one = get_object_or_404(publications.publications(actor), pk=pk)
    form = forms.Ask(actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.ask(actor=actor, publication=one, today=localdate(), **form.cleaned_data),
        page=lambda: show(request, one, ask=form),
        done="提问已收到，审核后公开；答复后会给您发消息。",
        then=one.get_absolute_url() + "#questions",
    )


def questions(request: Request) -> HttpResponse:
    """List the questions that one's desks review and answer."""
    return _list(request)


def _list(request: Request, wrong: int = 0, form: ActorForm | None = None) -> HttpResponse:
    asked = request.GET.get("list", "")
    name = asked if asked in queries.LISTS else "open"
    found = queries.listed(request.actor, request.place, name)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [_row(request, one, form if one.pk == wrong else None) for one in page]
    lists = [(key, label, key == name) for key, label in queries.LISTS.items()]
    context = {"rows": rows, "page": page, "lists": lists, "name": name}
    return render(request, "disclosure/questions.html", context)


def _row(request: Request, one: Question, form: ActorForm | None) -> dict[str, Any]:
    """Return a question with its forms, one of which may have come back with errors."""
    actor = request.actor
    return {
        "one": one,
        "late": (localdate() - one.due_on).days if one.closed_on is None else 0,
        "answer": form if isinstance(form, forms.Answer) else _answer_to(request, one),
        "pass_on": form if isinstance(form, forms.PassOn) else forms.PassOn(actor),
        "why": form if isinstance(form, forms.Why) else forms.Why(actor),
        "error": form.non_field_errors() if type(form) is ActorForm else [],
    }


def _answer_to(request: Request, one: Question) -> forms.Answer:
    return forms.Answer(request.actor, initial={"version": one.version})


def _step(
    request: Request, pk: int, form: ActorForm, act: Callable[..., Question], done: str
) -> HttpResponse:
    """Take one step with a question and come back to the list."""
    one = get_object_or_404(queries.of_desk(request.actor), pk=pk)

    def do() -> Any:
        return act(actor=request.actor, question=one, today=localdate(), **form.cleaned_data)

    return answer(
        request,
        form,
        do,
        page=lambda: _list(request, pk, form),
        done=done,
        then=reverse("disclosure:questions"),
    )


@require_POST
def question_show(request: Request, pk: int) -> HttpResponse:
    """Let everybody read a question."""
    form = ActorForm(request.actor, request.POST)
    return _step(request, pk, form, actions.open_question, "提问已公开，请按期答复。")


@require_POST
def question_decline(request: Request, pk: int) -> HttpResponse:
    """Keep a question back, with a reason."""
    form = forms.Why(request.actor, request.POST)
    return _step(request, pk, form, actions.decline, "已告知提问人不公开的原因。")


@require_POST
def question_pass_on(request: Request, pk: int) -> HttpResponse:
    """Let a question be weighed as an opinion."""
    form = forms.PassOn(request.actor, request.POST)
    return _step(request, pk, form, actions.pass_on, "已转为意见建议，并已告知提问人。")


@require_POST
def question_answer(request: Request, pk: int) -> HttpResponse:
    """Answer a question for all to read."""
    form = forms.Answer(request.actor, request.POST)
    return _step(request, pk, form, actions.answer, "答复已公开，并已告知提问人。")
