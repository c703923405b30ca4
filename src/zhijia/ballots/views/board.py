"""The board of an electronic vote as everybody who takes part may look at it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhijia.platform.web import Request, traceless

from .. import policies, queries
from . import ballot_of


@traceless
def board(request: Request, pk: int) -> HttpResponse:
    """List the trackers on the board, for a voter to find theirs; sealed, for those in office."""
    ballot = ballot_of(request, pk)
    found = queries.board_of(ballot)
    is_inside = policies.may_see(request.actor, ballot)
    if found is None or not found.h or (ballot.state == "sealed" and not is_inside):
        raise Http404
    listed = queries.listed(ballot, request.GET.get("start", ""))
    context = {"ballot": ballot, "board": found, "listed": listed}
    return render(request, "ballots/board.html", context)
