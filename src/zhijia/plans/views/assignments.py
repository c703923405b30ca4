"""The page of one assignment, and every step in its life."""

from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.files.web import send
from zhijia.platform.web import Request, answer

from .. import actions, forms, queries
from ..models import Assignment

PAGE = "plans/assignment.html"


def _found(request: Request, pk: int) -> Assignment:
    return get_object_or_404(queries.assignments(request.actor), pk=pk)


def _context(
    request: Request, pk: int, asked: forms.StepForm | None = None, said: str = ""
) -> dict[str, Any]:
    """Return what the page shows; `asked` stands in for the blank form of its kind."""
    assignment = _found(request, pk)
    actor, today = request.actor, localdate()
    helpers = queries.helpers_of(assignment, today)
    waited_for = queries.still_waited_for(helpers)
    page = queries.assignment_page(actor, assignment, today, waited_for=waited_for)
    beside = queries.supervision(actor, assignment, page["life"], today)
    steps = {
        **forms.step_forms(actor, assignment, page["may"], asked),
        **forms.forms_beside(actor, assignment, beside["beside"], asked),
    }
    more = {"helpers": helpers, "forms": steps, "said": said}
    return {**page, **beside, **_ending(request, page), **more}


def _ending(request: Request, page: dict[str, Any]) -> dict[str, Any]:
    """Return the forms for words on accepted work."""
    ending, given = page["ending"], page["assignment"]
    if ending is None or ending.score is None:
        return {}
    return {
        "judge": forms.JudgeOneself.of(request.actor, ending.score),
        "comment": forms.Comment(request.actor, given),
    }


def show_assignment(request: Request, pk: int, **asked: forms.StepForm) -> HttpResponse:
    """Show the page of an assignment with forms that came back with errors."""
    return render(request, PAGE, {**_context(request, pk), **asked})


def assignment(request: Request, pk: int) -> HttpResponse:
    """Show one assignment: what is asked, how far it is, and what may be done now."""
    return render(request, PAGE, _context(request, pk))


def _part(request: Request, form: forms.StepForm, done: str) -> HttpResponse:
    """Show what htmx swaps in: the form with its errors, or what was done."""
    asked, said = (form, "") if form.errors else (None, done)
    return render(request, f"{PAGE}#work", _context(request, form.assignment.pk, asked, said))


def _step(
    request: Request,
    form: forms.StepForm,
    act: Callable[..., object],
    done: str,
    then: str | Callable[[Any], str] = "",
) -> HttpResponse:
    """Take one step; without `then` htmx gets the part of the page that tells of it."""
    return answer(
        request,
        form,
        lambda: _do(request, act, form),
        page=lambda: render(request, PAGE, _context(request, form.assignment.pk, form)),
        part=None if then else lambda: _part(request, form, done),
        done=done,
        then=then or form.assignment.get_absolute_url(),
    )


def _do(request: Request, act: Callable[..., object], form: forms.StepForm) -> object:
    """Call a step's action with what its form says."""
    said = {"assignment": form.assignment, "today": localdate(), **form.cleaned_data}
    return act(actor=request.actor, **said)


@require_POST
def assignment_sign(request: Request, pk: int) -> HttpResponse:
    """Sign for it."""
    form = forms.Sign(request.actor, _found(request, pk), request.POST)
    return _step(request, form, actions.sign, "已签收。")


@require_POST
def assignment_report(request: Request, pk: int) -> HttpResponse:
    """Say how far it has come."""
    form = forms.Report(request.actor, _found(request, pk), request.POST, request.FILES)
    return _step(request, form, actions.report, "进展已填报。")


@require_POST
def assignment_extend(request: Request, pk: int) -> HttpResponse:
    """Ask for a later date."""
    form = forms.Extend(request.actor, _found(request, pk), request.POST)
    return _step(
        request,
        form,
        actions.ask_extension,
        "延期申请已提交，等待交办单位答复。",
    )


@require_POST
def assignment_hand_down(request: Request, pk: int) -> HttpResponse:
    """Hand a part down to a post."""
    form = forms.HandDown(request.actor, _found(request, pk), request.POST)
    return _step(request, form, actions.hand_down, "已分解到岗位。")


@require_POST
def assignment_finish(request: Request, pk: int) -> HttpResponse:
    """Report it as done."""
    form = forms.Finish(request.actor, _found(request, pk), request.POST)
    return _step(
        request,
        form,
        actions.finish,
        "已报办结，等待交办单位审核。",
    )


@require_POST
def assignment_accept(request: Request, pk: int) -> HttpResponse:
    """Accept the work."""
    form = forms.Accept(request.actor, _found(request, pk), request.POST)
    return _step(request, form, actions.accept, "审核通过，已办结。")


@require_POST
def assignment_send_back(request: Request, pk: int) -> HttpResponse:
    """Send the work back."""
    form = forms.SendBack(request.actor, _found(request, pk), request.POST)
    return _step(request, form, actions.send_back, "已退回承办单位。")


@require_POST
def assignment_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take it back."""
    form = forms.Withdraw(request.actor, _found(request, pk), request.POST)
    return _step(request, form, actions.withdraw, "已撤回。")


@require_POST
def assignment_reassign(request: Request, pk: int) -> HttpResponse:
    """Give it to another unit, and go to what that unit was given."""
    form = forms.Reassign(request.actor, _found(request, pk), request.POST)
    then = Assignment.get_absolute_url
    return _step(request, form, actions.reassign, "已改派。", then=then)


@require_POST
def assignment_decline(request: Request, pk: int) -> HttpResponse:
    """Give it back unsigned."""
    form = forms.Decline(request.actor, _found(request, pk), request.POST)
    return _step(request, form, actions.decline, "已退回，等待交办单位答复。")


@require_POST
def assignment_insist(request: Request, pk: int) -> HttpResponse:
    """Keep it where it was given."""
    form = forms.Insist(request.actor, _found(request, pk), request.POST)
    return _step(request, form, actions.insist, "已答复维持交办，等待对方签收。")


@require_POST
def extension_decide(request: Request, pk: int) -> HttpResponse:
    """Answer an extension."""
    extension = get_object_or_404(queries.extensions(request.actor), pk=pk)
    form = forms.Decide(request.actor, _found(request, extension.assignment_id), request.POST)

    def decide(*, assignment: Assignment, **said: Any) -> object:
        return actions.decide_extension(extension=extension, **said)

    return _step(request, form, decide, "延期申请已答复。")


def step_file(request: Request, pk: int) -> FileResponse:
    """Hand out the file of one step to those who may see its assignment."""
    step = get_object_or_404(queries.steps_with_file(request.actor), pk=pk)
    assert step.file, "the query keeps only steps that have one"
    return send(step.file)
