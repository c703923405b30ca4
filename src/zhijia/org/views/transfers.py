"""Pages about transfers."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request

from .. import actions, forms, policies, queries, rules
from ..models import Transfer
from .fill_in import fill_in, member_of, sent

ROWS = 50


def transfers(request: Request) -> HttpResponse:
    """List the transfers out of and into the units this desk keeps."""
    page = Paginator(queries.transfers(request.actor), ROWS).get_page(request.GET.get("page"))
    return render(request, "org/transfers.html", {"page": page})


def _one(request: Request, pk: int) -> Transfer:
    return get_object_or_404(queries.transfers(request.actor), pk=pk)


def transfer(request: Request, pk: int) -> HttpResponse:
    """Show one transfer, and let the other side accept it."""
    one, actor = _one(request, pk), request.actor
    form = forms.AcceptTransfer(actor, sent(request), initial={"staff_no": one.member.staff_no})
    return fill_in(
        request,
        form,
        lambda: actions.accept_transfer(
            actor=actor, transfer=one, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_answer_transfer(actor, one),
        back=reverse("org:transfers"),
        then=one.get_absolute_url(),
        done="转会已办理。",
        template="org/transfer.html",
        **_shown(request, one),
    )


def _shown(request: Request, one: Transfer) -> dict[str, object]:
    """Return what the page of a transfer tells."""
    is_open = one.state == "waiting"
    return {
        "one": one,
        "goes_on": rules.goes_on(),
        "ending": queries.posts_ending(one.member, one.to_path) if is_open else [],
        "withdraw": policies.may_withdraw_transfer(request.actor, one),
        "reaches": request.actor.reaches(one.member.unit_path),
    }


def transfer_decline(request: Request, pk: int) -> HttpResponse:
    """Do not let a member go over."""
    one, actor = _one(request, pk), request.actor
    form = forms.DeclineTransfer(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.decline_transfer(
            actor=actor, transfer=one, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_answer_transfer(actor, one),
        back=one.get_absolute_url(),
        done="已答复对方。",
        about=one,
        title="不同意转会",
        button="确认不同意",
        tone="danger",
    )


def transfer_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a transfer back that nobody has answered."""
    one, actor = _one(request, pk), request.actor
    return fill_in(
        request,
        ActorForm(actor, sent(request)),
        lambda: actions.withdraw_transfer(actor=actor, transfer=one, today=localdate()),
        may=policies.may_withdraw_transfer(actor, one),
        back=one.get_absolute_url(),
        done="转会已撤回。",
        about=one,
        title="撤回转会",
        button="确认撤回",
    )


def transfer_request(request: Request) -> HttpResponse:
    """Ask for somebody of another unit to come."""
    actor = request.actor
    form = forms.RequestTransfer(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.request_transfer(actor=actor, today=localdate(), **form.cleaned_data),
        may=policies.may_enrol(actor),
        back=reverse("org:transfers"),
        then=lambda made: made.get_absolute_url(),
        done="已请原单位答复。",
        about="转会",
        title="请求转入",
        button="提交",
    )


def member_transfer(request: Request, pk: int) -> HttpResponse:
    """Propose to another unit to take a member over."""
    who, actor = member_of(request, pk), request.actor
    form = forms.ProposeTransfer(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.propose_transfer(
            actor=actor, member=who, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_manage(actor, who),
        back=reverse("org:member-state", args=[who.pk]),
        then=lambda made: made.get_absolute_url(),
        done="已请对方单位答复。",
        about=who,
        title="转会",
        button="提交",
        notes=[rules.goes_on()],
    )
