"""纸质问卷: handed out, printed, keyed in one after the other."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from zhijia.platform.acts import refusals_on
from zhijia.platform.web import Request

from .. import actions, forms, policies, queries
from ..forms.answers import Questions
from ..models import Paper, Round
from . import fill_in, sent
from .rounds import round_of
from .sheets import questions


def hand_out(request: Request, pk: int) -> HttpResponse:
    """Note who takes a sheet of paper."""
    actor, found = request.actor, round_of(request, pk)
    form = forms.HandOut(actor, found, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.hand_out(
            actor=actor, round=found, today=localdate(), members=list(form.cleaned_data["members"])
        ),
        may=policies.may_run(actor, found),
        back=found.get_absolute_url(),
        done="已登记，领取纸质问卷的人不能再在网上作答；网上已经作答的不受影响。",
        about=found,
        title="发放纸质问卷",
        button="登记发放",
        warning="名单不分有没有作答：已经在网上作答的人，即使登记了也不会再算一份。",
    )


def key_in(request: Request, pk: int) -> HttpResponse:
    """Key sheets of paper in, one after the other."""
    actor, found = request.actor, round_of(request, pk)
    first = {"serial": queries.next_serial(found, actor.user_id)}
    form = forms.PaperForm(actor, found, sent(request), initial=first)
    asks = Questions(found.edition.items, "paper", sent(request))
    if request.method == "POST" and form.is_valid() and asks.is_valid():
        with refusals_on(form):
            made = _key(request, found, form, asks)
            return _next(request, found, made)
    context = {
        "round": found,
        "form": form,
        "may": policies.may_run(actor, found),
        "waiting": found.papers.filter(is_settled=False),
        "keyed": found.papers.filter(is_settled=True).count(),
        **questions(asks, found.edition.items),
    }
    status = 422 if form.errors or asks.errors else 200
    return render(request, "surveys/key_in.html", context, status=status)


def _key(request: Request, found: Round, form: forms.PaperForm, asks: Questions) -> Paper:
    given = form.cleaned_data
    member = given.get("member")
    group = found.asked.get(member=member).group if member else given["group"]
    return actions.key_in(
        actor=request.actor,
        round=found,
        group=group,
        member=member,
        serial=given["serial"],
        content=asks.answers(),
        is_sure=given.get("is_sure", False),
        today=localdate(),
    )


def _next(request: Request, found: Round, made: Paper) -> HttpResponse:
    """Lead on to the next sheet."""
    words = "已入箱" if made.is_settled else "已录入一遍，请另一人复录"
    messages.success(request, f"{made.serial} 号问卷{words}。")
    return redirect("surveys:key-in", found.pk)


def blank(request: Request, pk: int) -> HttpResponse:
    """Show the questionnaire as a sheet of paper to print and fill in by hand."""
    found = round_of(request, pk)
    asks = Questions(found.edition.items, "paper")
    context = {"round": found, **questions(asks, found.edition.items)}
    return render(request, "surveys/blank.html", context)
