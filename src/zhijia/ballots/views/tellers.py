"""Two tellers, each by themselves: piles, sheets, differences, recounts."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from zhijia.platform.web import Request, answer

from .. import actions, forms, policies, queries
from ..models import Contest
from ..rules.tellers import MOST, USUAL
from . import fill_in, sent, worked
from .contests import contest_of

MOST_PILES = 1000


def tellers(request: Request, pk: int) -> HttpResponse:
    """Show how far papers are counted: no number of a pile before both tellers handed it in."""
    found = worked(request, pk)
    if not found.has_paper:
        raise Http404
    context = queries.tellers_view(request.actor, found)
    return render(request, "ballots/tellers.html", context)


def _contest(request: Request, pk: int, number: int) -> Contest:
    found = contest_of(request, pk)
    if not found.ballot.has_paper or not 1 <= number <= MOST_PILES:
        raise Http404
    return found


def pile(request: Request, pk: int, number: int) -> HttpResponse:
    """Fill in one's own sheet of a pile, or see both once both are in."""
    actor, found = request.actor, _contest(request, pk, number)
    form = forms.PileForm(actor, found, sent(request))
    context = queries.pile_view(actor, found, number)
    context |= {"form": form, "usual": USUAL, "most": MOST}

    def page() -> HttpResponse:
        return render(request, "ballots/pile.html", context)

    if request.method != "POST":
        return page()
    return answer(
        request,
        form,
        lambda: actions.hand_in(actor=actor, contest=found, pile=number, **form.told()),
        page=page,
        done=lambda made: "两张计票单一致。" if made.is_settled else "已交。",
        then=queries.tellers_page(found.ballot),
    )


def pile_settle(request: Request, pk: int, number: int) -> HttpResponse:
    """Settle what two sheets of a pile differ on."""
    actor, found = request.actor, _contest(request, pk, number)
    roles = queries.roles_of(actor, found.ballot)
    different = queries.differing(found, queries.pile_of(found, number))
    if not different:
        raise Http404
    form = forms.SettleForm(actor, different, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.settle(actor=actor, contest=found, pile=number, **form.told()),
        may=policies.may_settle(actor, found.ballot, roles),
        back=queries.tellers_page(found.ballot),
        done="已核对，这一叠计入结果。",
        about=found.ballot,
        title=f"{found}：核对第 {number} 叠",
        button="以此为准",
        warning="会同两名计票人重新核对这一叠选票，再逐项填写；两张原计票单保留。",
    )


def pile_recount(request: Request, pk: int, number: int) -> HttpResponse:
    """Have a pile counted anew."""
    actor, found = request.actor, _contest(request, pk, number)
    roles = queries.roles_of(actor, found.ballot)
    form = forms.RecountForm(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.recount(
            actor=actor, contest=found, pile=number, today=localdate(), **form.cleaned_data
        ),
        may=policies.may_close(actor, found.ballot, roles),
        back=queries.tellers_page(found.ballot),
        done="这一叠由两名计票人重新计票。",
        about=found.ballot,
        title=f"{found}：第 {number} 叠重新计票",
        button="重新计票",
        tone="danger",
        warning="原计票单保留可查；已经报告过的结果随之撤回，连同理由一起存档。",
    )
