"""The roll of a ballot, and who watches over it."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhijia.platform.web import Request

from .. import actions, forms, policies, queries
from ..models import Ballot, Voter, Watcher
from . import ROWS, act_on, fill_in, sent, worked


def roll(request: Request, pk: int) -> HttpResponse:
    """Show who is on a roll, and who of them takes part."""
    found = worked(request, pk)
    form = forms.FindVoters(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    rows = queries.find_voters(found, words) if words else found.voters.all()
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "ballot": found,
        "page": page,
        "form": form,
        "doubles": queries.doubles_in(found) if found.state == "draft" else [],
        "may": policies.may_run(request.actor, found),
        "is_office": policies.may_see(request.actor, found),
    }
    return render(request, "ballots/roll.html", context)


def roll_fill(request: Request, pk: int) -> HttpResponse:
    """Make the roll anew from members or posts."""
    actor, found = request.actor, worked(request, pk)
    form = forms.FillRoll(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.fill_roll(actor=actor, ballot=found, **form.cleaned_data),
        may=policies.may_run(actor, found),
        back=reverse("ballots:roll", args=[pk]),
        done=lambda made: f"名册现有 {made.voters.count()} 人。",
        about=found,
        title="按登记编制名册",
        button="编制",
        warning="名册将重新编制，原来的内容会被替换。",
    )


def _told_pasted(request: Request, made: tuple[Ballot, list[str]]) -> str:
    """Say how many are on the roll now, and which lines were left out."""
    for trouble in made[1][:10]:
        messages.warning(request, trouble)
    return f"名册现有 {made[0].voters.count()} 人。"


def roll_paste(request: Request, pk: int) -> HttpResponse:
    """Add pasted lines to the roll."""
    actor, found = request.actor, worked(request, pk)
    form = forms.PasteRoll(actor, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.paste_roll(actor=actor, ballot=found, **form.cleaned_data),
        may=policies.may_run(actor, found),
        back=reverse("ballots:roll", args=[pk]),
        done=partial(_told_pasted, request),
        about=found,
        title="粘贴名单",
        button="加入名册",
    )


@require_POST
def voter_drop(request: Request, pk: int) -> HttpResponse:
    """Take somebody off a draft's roll."""
    found = get_object_or_404(Voter.objects.select_related("ballot"), pk=pk)
    return act_on(
        request,
        found.ballot_id,
        lambda _: actions.drop_voter(actor=request.actor, voter=found),
        "已从名册删去。",
        reverse("ballots:roll", args=[found.ballot_id]),
    )


def watcher_new(request: Request, pk: int) -> HttpResponse:
    """Name somebody who watches."""
    actor, found = request.actor, worked(request, pk)
    form = forms.NewWatcher(actor, found, sent(request))
    return fill_in(
        request,
        form,
        lambda: actions.add_watcher(actor=actor, ballot=found, **form.cleaned_data),
        may=policies.may_run(actor, found),
        back=found.get_absolute_url(),
        done="已指定。",
        about=found,
        title="指定监票计票人员",
        button="指定",
    )


@require_POST
def watcher_drop(request: Request, pk: int) -> HttpResponse:
    """Take somebody off who watches."""
    found = get_object_or_404(Watcher.objects.select_related("ballot"), pk=pk)
    return act_on(
        request,
        found.ballot_id,
        lambda _: actions.drop_watcher(actor=request.actor, watcher=found),
        "已撤换。",
    )
