"""Pages about what becomes of a membership."""

from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhijia.platform.actor import Actor
from zhijia.platform.web import Request

from .. import actions, forms, paper, policies, queries, rules
from ..models import Member
from .fill_in import fill_in, member_of, sent


def member_state(request: Request, pk: int) -> HttpResponse:
    """Show what a membership means now, what became of it, and what may be done about it."""
    who, actor = member_of(request, pk), request.actor
    may = policies.may_take_back(actor, who) if who.left_on else policies.may_manage(actor, who)
    reads = policies.may_read_particulars(actor, who)
    context = {
        "member": who,
        "verdicts": [rules.may_vote(who.state), rules.pays_dues(who.state)],
        "changes": queries.state_changes(who) if reads else [],
        "stays": queries.stays(who),
        "options": queries.options(who, may),
    }
    return render(request, "org/member_state.html", context)


def _words(actor: Actor, who: Member, **words: object) -> dict[str, Any]:
    """Return what the pages of all steps say and where they lead, with the words of this one."""
    usual = {
        "may": policies.may_manage(actor, who),
        "back": reverse("org:member-state", args=[who.pk]),
        "then": who.get_absolute_url(),
        "about": who,
        "done": f"{who}的会籍已办理。",
    }
    return usual | words


def member_leave(request: Request, pk: int) -> HttpResponse:
    """End a member's stay in a plain way, with their posts and account."""
    who, actor = member_of(request, pk), request.actor
    form = forms.Leave(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.leave(actor=actor, member=who, **form.cleaned_data),
        **_words(
            actor,
            who,
            done=f"{who}已办理离会。",
            title="办理离会",
            button="确认离会",
            tone="danger",
            warning="离会以后，所任职务同时免去，账号停用；记录仍然保留。"
            "离退休、失业的，可以改办保留会籍。",
        ),
    )


def member_lapse(request: Request, pk: int) -> HttpResponse:
    """Take a member to have left by themselves."""
    who, actor = member_of(request, pk), request.actor
    form = forms.LapseForm(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.lapse(actor=actor, member=who, found=form.found()),
        **_words(
            actor,
            who,
            title="认定自动退会",
            button="确认认定",
            tone="danger",
            warning="没有正当理由连续六个月不交会费，并且不参加组织生活，经教育拒不改正，三项同时具备，"
            "由委员会认定；系统不会自动认定。",
        ),
    )


def member_expel(request: Request, pk: int) -> HttpResponse:
    """End a membership by decision of the committee."""
    who, actor = member_of(request, pk), request.actor
    form = forms.Expel(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.expel(actor=actor, member=who, steps=form.steps()),
        **_words(
            actor,
            who,
            title="开除会籍",
            button="确认开除",
            tone="danger",
            warning="严重违法犯罪并受到刑事处分的，经工会小组讨论提出意见，由基层工会委员会决定，报上一级工会备案。",
        ),
    )


def member_keep(request: Request, pk: int) -> HttpResponse:
    """Keep a membership without dues and votes."""
    who, actor = member_of(request, pk), request.actor
    form = forms.Keep(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.keep_membership(actor=actor, member=who, **form.cleaned_data),
        **_words(
            actor,
            who,
            title="保留会籍",
            button="办理保留会籍",
            warning="保留会籍期间免交会费，没有选举权、被选举权和表决权，所任职务同时免去。",
        ),
    )


def member_resume(request: Request, pk: int) -> HttpResponse:
    """Take up a kept membership again."""
    who, actor = member_of(request, pk), request.actor
    form = forms.Resume(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.resume_membership(actor=actor, member=who, **form.cleaned_data),
        **_words(
            actor,
            who,
            title="恢复会籍",
            button="恢复会籍",
        ),
    )


def member_rejoin(request: Request, pk: int) -> HttpResponse:
    """Let somebody who left become a member again."""
    who, actor = member_of(request, pk), request.actor
    form = forms.Rejoin(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.rejoin(actor=actor, member=who, **form.cleaned_data),
        **_words(
            actor,
            who,
            may=policies.may_take_back(actor, who),
            title="重新入会",
            button="批准入会",
            warning="工号不变，会籍自批准之日起重新计算；原账号停用的，请在会员页重新开通。",
        ),
    )


def member_letter(request: Request, pk: int) -> FileResponse:
    """Hand out the letter that somebody who moved away takes to a union outside."""
    who = member_of(request, pk)
    stay = queries.stays(who).first()
    may = policies.may_take_back(request.actor, who)
    if not may or who.state != "moved" or stay is None or stay.until_on is None:
        raise Http404
    letter = paper.Letter(
        who.unit.name,
        who.name,
        who.get_gender_display(),
        who.member_no,
        stay.from_on,
        stay.until_on,
        stay.reason,
    )
    name = f"{who.name}会员关系介绍信.docx"
    return FileResponse(BytesIO(paper.to_letter(letter)), as_attachment=True, filename=name)
