"""The page of an item that is decided by ballot."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from zhijia.ballots.queries import ballots_seen
from zhijia.platform.blanks import ActorForm
from zhijia.platform.web import Request, answer

from .. import actions, policies
from ..forms.elections import Parts
from ..models import Item
from ..queries import elections as queries
from ..queries.evaluations import recall_of
from .filling import fill, sent


def _kept(request: Request, pk: int) -> Item:
    """Return an item of a meeting that this person's desk runs; 404 otherwise."""
    return get_object_or_404(queries.items_kept(request.actor), pk=pk)


def item_ballot(request: Request, pk: int) -> HttpResponse:
    """Show how the ballot of an item stands, and what may be done with it."""
    item = get_object_or_404(queries.items_known(request.actor), pk=pk)
    return _page(request, item)


def _page(request: Request, item: Item, refused: ActorForm | None = None) -> HttpResponse:
    actor, ballot = request.actor, item.ballot
    context = {
        "item": item,
        "meeting": item.meeting,
        "ballot": ballot,
        "sees_ballot": ballot and ballots_seen(actor).filter(pk=ballot.pk).exists(),
        "runs": policies.may_run(actor, item.meeting),
        "refused": refused,
        "recall": recall_of(item) if item.business == "recall" else None,
    }
    return render(request, "meetings/item_ballot.html", context)


def item_papers(request: Request, pk: int) -> HttpResponse:
    """Make the papers, for the item as a whole or part by part."""
    item, actor = _kept(request, pk), request.actor
    form = Parts(actor, sent(request))
    return fill(
        request,
        form,
        lambda: actions.draft_vote(actor=actor, item=item, today=localdate(), **form.cleaned_data),
        title=f"生成表决票：{item}",
        button="生成表决票",
        about=str(item.meeting),
        back=reverse("meetings:item-ballot", args=[item.pk]),
        done="表决票已生成，请到选票页核对、定稿、印制。",
    )


PRESSED: dict[str, tuple[str, str]] = {
    "begin": ("begin_ballot", "投票已开始，在场的人已经签到领票。"),
    "take": ("take_vote", "表决结果已作为本项议题的结果。"),
    "drop": ("drop_vote", "表决票已取消。"),
}


@require_POST
def item_press(request: Request, pk: int, step: str) -> HttpResponse:
    """Begin the vote, take its result over, or take the draft away."""
    item, actor = _kept(request, pk), request.actor
    if step not in PRESSED:
        raise Http404
    name, done = PRESSED[step]
    act: Callable[..., object] = getattr(actions, name)
    dated = {"today": localdate()} if step == "begin" else {}
    form = ActorForm(actor, request.POST)
    return answer(
        request,
        form,
        lambda: act(actor=actor, item=item, **dated),
        page=lambda: _page(request, item, form),
        done=done,
        then=reverse("meetings:item-ballot", args=[item.pk]),
    )
