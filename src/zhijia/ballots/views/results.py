"""The count, the result, and what follows from it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from . import act_on, ballot_of, fill_in, sent, show, worked
from .contests import contest_of


@require_POST
def ballot_count(request: Request, pk: int) -> HttpResponse:
    """Add up and decide."""
    return act_on(
        request,
        pk,
        lambda found: actions.count_ballot(actor=request.actor, ballot=found, today=localdate()),
        "已计票，结果如下。",
    )


@require_POST
def ballot_tell(request: Request, pk: int) -> HttpResponse:
    """Let those on the roll see the result."""
    return act_on(
        request,
        pk,
        lambda found: actions.tell_result(actor=request.actor, ballot=found, today=localdate()),
        "结果已公布给名册上的人。",
    )


@require_POST
def ballot_seal(request: Request, pk: int) -> HttpResponse:
    """Close the file."""
    return act_on(
        request,
        pk,
        lambda found: actions.seal_ballot(actor=request.actor, ballot=found, today=localdate()),
        "已封存。",
    )


def ballot_void(request: Request, pk: int) -> HttpResponse:
    """Declare a ballot void."""
    actor, found = request.actor, worked(request, pk)
    form = forms.AskReason(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.void_ballot(
            actor=actor, ballot=found, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_void(actor, found),
        back=found.get_absolute_url(),
        done="已作废。",
        about=found,
        title="作废表决",
        button="作废",
        tone="danger",
        warning="作废以后不能恢复；名册、票据和公告板照样保存。",
    )


@require_POST
def ballot_again(request: Request, pk: int) -> HttpResponse:
    """Draft a void ballot anew."""
    found, form = worked(request, pk), ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.vote_again(actor=request.actor, ballot=found, today=localdate()),
        page=lambda: show(request, pk, form),
        done="已照原样起草，请核对以后定稿。",
        then=lambda made: made.get_absolute_url(),
    )


def result(request: Request, pk: int) -> HttpResponse:
    """Show the result of a count with every step and its clause."""
    found = ballot_of(request, pk)
    roles = queries.roles_of(request.actor, found)
    is_inside = bool(policies.may_see(request.actor, found) or roles)
    if found.counted_on is None or not (is_inside or found.told_on):
        raise Http404
    context = {
        "ballot": found,
        "contests": queries.told_contests(found, is_whole=is_inside),
        "papers": queries.shared_papers(found),
        "is_inside": is_inside,
        "may": policies.may_run(request.actor, found),
    }
    return render(request, "ballots/result.html", context)


@require_POST
def contest_follow(request: Request, pk: int) -> HttpResponse:
    """Begin the vote that a result asks for."""
    found = contest_of(request, pk)
    form = ActorForm(request.actor, request.POST)
    return answer(
        request,
        form,
        lambda: actions.follow(actor=request.actor, contest=found, today=localdate()),
        page=lambda: show(request, found.ballot_id, form),
        done="已建立承接的表决，请核对以后定稿。",
        then=lambda made: made.get_absolute_url(),
    )


def contest_leave_open(request: Request, pk: int) -> HttpResponse:
    """Leave open seats of a committee empty, as the meeting agreed."""
    actor, found = request.actor, contest_of(request, pk)
    form = forms.LeaveOpen(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.leave_open(
            actor=actor, contest=found, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_run(actor, found.ballot),
        back=found.ballot.get_absolute_url(),
        done="已记录：减少名额，不再选举。",
        about=found.ballot,
        title="减少名额，不再选举",
        button="记录",
        warning="接近应选名额，并且符合委员名额规定的，经到会的多数会员或者代表同意，可以减少名额。",
    )
