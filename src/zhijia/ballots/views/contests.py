"""What a draft asks, and who or what stands in it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from zhijia.platform.web import Request

from .. import actions, forms, policies
from ..forms.contests import FORMS, shown_of
from ..models import Choice, Contest
from ..rules.words import KINDS
from . import act_on, fill_in, sent, worked

SAVED = "已保存。"


def contest_of(request: Request, pk: int) -> Contest:
    """Return a contest of a ballot that this person works on."""
    found = get_object_or_404(Contest.objects.select_related("ballot__unit"), pk=pk)
    worked(request, found.ballot_id)
    return found


def contest_new(request: Request, pk: int, kind: str) -> HttpResponse:
    """Put one more question on a draft."""
    actor, found = request.actor, worked(request, pk)
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](actor, sent(request), initial={"title": found.title, "body": found.body})
    return fill_in(
        request,
        form,
        lambda: actions.add_contest(actor=actor, ballot=found, asked=form.told()),
        may=policies.may_run(actor, found),
        back=found.get_absolute_url(),
        done="已添加，接着填写名单。",
        about=found,
        title=f"添加{KINDS[kind]}",
        button="添加",
    )


def contest_edit(request: Request, pk: int) -> HttpResponse:
    """Say anew what one question asks."""
    actor, found = request.actor, contest_of(request, pk)
    form = FORMS[found.kind](actor, sent(request), initial=shown_of(found))
    return fill_in(
        request,
        form,
        lambda: actions.edit_contest(actor=actor, contest=found, asked=form.told()),
        may=policies.may_run(actor, found.ballot),
        back=found.ballot.get_absolute_url(),
        done=SAVED,
        about=found.ballot,
        title=f"修改{KINDS[found.kind]}",
        button="保存",
    )


@require_POST
def contest_drop(request: Request, pk: int) -> HttpResponse:
    """Take a question off a draft."""
    found = contest_of(request, pk)
    return act_on(
        request,
        found.ballot_id,
        lambda _: actions.drop_contest(actor=request.actor, contest=found),
        "已删除。",
    )


def choices_add(request: Request, pk: int) -> HttpResponse:
    """Add who or what stands in a contest, one a line."""
    actor, found = request.actor, contest_of(request, pk)
    form = forms.Lines(actor, found.kind, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.add_choices(actor=actor, contest=found, lines=form.told()),
        may=policies.may_run(actor, found.ballot),
        back=found.ballot.get_absolute_url(),
        done="已添加。",
        about=found.ballot,
        title=f"{found}：填写名单",
        button="添加",
    )


@require_POST
def choice_drop(request: Request, pk: int) -> HttpResponse:
    """Take one choice off."""
    found = get_object_or_404(Choice.objects.select_related("contest__ballot"), pk=pk)
    return act_on(
        request,
        found.contest.ballot_id,
        lambda _: actions.drop_choice(actor=request.actor, choice=found),
        "已删除。",
    )
