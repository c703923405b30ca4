"""Pages that compute in the browser: the voter's, the second device's, the scrutineer's."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from zhijia.platform.accounts.entry import address_of
from zhijia.platform.web import Request, public, traceless

from .. import queries
from ..client import CHECKER, SIGNER, VOTER
from ..models import Ballot, Board
from ..rules.casting import CHECKS_A_MINUTE
from . import ballot_of, worked
from .client import client_page

MINUTE = 60  # seconds
PLAIN = "text/plain; charset=utf-8"
LABELS = {"closed": "close", "sealed": "seal", "revoked": "revoke", "paper": "paper"}
SAYS = {
    "closed": "以下是公告板的最后一条。签署以后电子投票结束，不再收票。",
    "sealed": "以下是计入的选票数。签署以后计入哪些选票就固定了。",
    "revoked": "以下投票码改领纸质选票，不再计入。",
    "paper": "以下是两名计票人一致的纸质计票结果。",
}


def _shown(board: Board) -> dict[str, Any]:
    """Return what every such page knows, whoever looks at it."""
    ballot = board.ballot
    return {
        "manifest": ballot.manifest,
        "h": board.h,
        "title": ballot.title,
        "unit": str(ballot.unit),
        "rehearsal": ballot.is_rehearsal,
    }


def _common(request: Request, ballot: Ballot) -> dict[str, Any]:
    board = queries.board_of(ballot)
    if board is None or not board.h:
        raise Http404
    return {
        **_shown(board),
        "back": ballot.get_absolute_url(),
        "csrf": get_token(request),
    }


@traceless
def vote(request: Request, pk: int) -> HttpResponse:
    """Show the voter's page; whoever cannot vote with it now is led back and told why."""
    ballot = ballot_of(request, pk)
    may = queries.may_vote(request.actor, ballot, now())
    if not may:
        messages.error(request, may.reason)
        return redirect(ballot)
    data = _common(request, ballot)
    data |= {name: reverse(f"ballots:{name}", args=[pk]) for name in ("cast", "spoil")}
    data["check"] = reverse("ballots:check-ballot", args=[ballot.eid])
    data |= {"roster": queries.roster_of(ballot), "sign_in": reverse("accounts:sign-in")}
    return client_page(request, "ballots/vote.html", VOTER, data)


@public
@require_safe
def check_ballot(request: Request, eid: str) -> HttpResponse:
    """Show what an opened ballot says, on a second device that nobody is signed in on.

    It holds what was posted in the hall anyway: the manifest and the key, no roster. The opened
    ballot stands behind the # of the address, which no browser sends.
    """
    if _asks_too_often(request):
        return HttpResponse("打开太频繁，请一分钟以后再试。", status=429, content_type=PLAIN)
    board = queries.board_by_eid(eid)
    if board is None:
        raise Http404
    return client_page(request, "ballots/check.html", CHECKER, _shown(board))


def _asks_too_often(request: Request) -> bool:
    """Count the requests of an address for a minute, in memory alone."""
    key = f"ballots.check:{sha256(address_of(request).encode()).hexdigest()}"
    times = cache.get(key, 0) + 1
    cache.set(key, times, timeout=MINUTE)
    return bool(times > CHECKS_A_MINUTE)


@traceless
def check(request: Request, pk: int) -> HttpResponse:
    """Show what an opened ballot says, on a second device."""
    ballot = ballot_of(request, pk)
    data = _common(request, ballot) | {"roster": queries.roster_of(ballot)}
    return client_page(request, "ballots/check.html", CHECKER, data)


def sign(request: Request, pk: int) -> HttpResponse:
    """Show what waits for a scrutineer's signature."""
    ballot = worked(request, pk)
    board = queries.board_of(ballot)
    back = reverse("ballots:electronic", args=[pk])
    if board is None or not board.statement:
        return redirect(back)
    kind, payload = board.statement["kind"], board.statement["payload"]
    told = queries.statement_of(board)
    assert told is not None
    data = _common(request, ballot) | payload | {"payload": payload, "label": LABELS[kind]}
    data |= {
        "heading": f"签署：{told['name']}",
        "verb": "签署",
        "words": SAYS[kind],
        "facts": queries.statement_facts(kind, payload),
        "post": reverse("ballots:statement-sign", args=[pk]),
        "back": back,
    }
    return client_page(request, "ballots/sign.html", SIGNER, data)
