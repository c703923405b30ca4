"""What the tellers' pages show, to each only what they may know by now."""

from typing import Any, NamedTuple

from django.urls import reverse

from zhijia.law import Verdict
from zhijia.platform.actor import Actor

from .. import policies
from ..models import Ballot, Contest
from ..rules.tellers import TELLERS, VOIDS, is_complete, marks_of, may_hand_in, may_recount
from .ballots import roles_of
from .boxes import returned_of
from .counts import contests_of
from .facts import asked_of
from .piles import (
    Pile,
    differing,
    papers_counted,
    pile_of,
    piles_of,
    recounts_of,
    settled_words,
    shown,
)

LETTERS = {"teller_a": "甲", "teller_b": "乙"}


class ContestPiles(NamedTuple):
    """One contest on the tellers' page: its piles, how many papers came back and are counted."""

    contest: Contest
    piles: list[Pile]
    returned: int | None
    papers: int
    next: int
    complete: Verdict
    settled: list[str]


def papers_page(ballot: Ballot) -> str:
    """Return where the paper side of a ballot is."""
    return reverse("ballots:papers", args=[ballot.pk])


def tellers_page(ballot: Ballot) -> str:
    """Return where its papers are counted."""
    return reverse("ballots:tellers", args=[ballot.pk])


def tellers_view(actor: Actor, ballot: Ballot) -> dict[str, Any]:
    """Return all that the tellers' page shows; a few queries for each contest."""
    roles = roles_of(actor, ballot)
    told = []
    for contest in contests_of(ballot):
        piles = piles_of(contest)
        returned = returned_of(ballot, contest)
        agreed = papers_counted(one for one in piles if one.state == "agreed")
        number = max((one.number for one in piles), default=0) + 1
        complete = is_complete(agreed, returned or 0)
        told.append(
            ContestPiles(contest, piles, returned, agreed, number, complete, settled_words(contest))
        )
    return {
        "ballot": ballot,
        "told": told,
        "recounts": recounts_of(ballot),
        "role": next((role for role in TELLERS if role in roles), ""),
        "letters": LETTERS,
        "may_hand_in": _first_no(
            policies.may_hand_in(actor, ballot, roles), may_hand_in(ballot.state)
        ),
        "may_settle": _first_no(
            policies.may_settle(actor, ballot, roles), may_hand_in(ballot.state)
        ),
        "may_recount": _first_no(
            policies.may_close(actor, ballot, roles),
            may_recount(ballot.state, is_told=ballot.told_on is not None),
        ),
    }


def _first_no(*verdicts: Verdict) -> Verdict:
    return next((one for one in verdicts if not one), verdicts[-1])


def pile_view(actor: Actor, contest: Contest, number: int) -> dict[str, Any]:
    """Return what the page of a pile shows: one's own sheet, or both once both are in.

    Nobody sees a sheet of a pile that one teller alone has handed in, but that teller.
    """
    ballot = contest.ballot
    roles = roles_of(actor, ballot)
    pile = pile_of(contest, number)
    role = next((role for role in TELLERS if role in roles), "")
    seen = list(pile.sheets.values()) if pile.is_open else []
    if not pile.is_open and role in pile.sheets:
        seen = [pile.sheets[role]]
    former = [one for one in pile.former if pile.is_open or one.teller.role == role]
    marks = marks_of(asked_of(contest))
    return {
        "ballot": ballot,
        "contest": contest,
        "number": number,
        "pile": pile,
        "role": role,
        "letter": LETTERS.get(role, ""),
        "marks": list(marks.values()),
        "seen": shown(contest, seen, marks),
        "former": shown(contest, former, marks),
        "voids": VOIDS,
        "different": differing(contest, pile),
        "may": _first_no(policies.may_hand_in(actor, ballot, roles), may_hand_in(ballot.state)),
    }
