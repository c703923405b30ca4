"""Boxes: papers given out and come back, by kind of paper, and who was there for them."""

from typing import NamedTuple

from django.db.models import Sum

from ..counting import is_returned_right
from ..counting.facts import Turnout
from ..models import Ballot, Contest, Issue
from ..rules.tellers import Given
from .rolls import quorum_of


class BoxSum(NamedTuple):
    """What one kind of paper comes to; `contest` None where one paper asks everything."""

    contest: Contest | None
    boxes: list[Issue]
    turnout: Turnout
    is_only: bool  # the vote has one contest, so there is one paper

    @property
    def title(self) -> str:
        """Return what the paper is for."""
        if self.contest:
            return str(self.contest)
        return "选票" if self.is_only else "全部内容（一张票）"

    @property
    def verdict(self) -> object:
        """Judge whether no more papers came back than were given out."""
        return is_returned_right(self.turnout)


def boxes_of(ballot: Ballot) -> list[BoxSum]:
    """Return the boxes by kind of paper, in the order of the contests; a few queries."""
    rows = list(ballot.issues.select_related("contest").order_by("contest__place", "pk"))
    came = quorum_of(ballot)
    is_only = ballot.contests.count() == 1
    found: dict[int | None, list[Issue]] = {}
    for row in rows:
        found.setdefault(row.contest_id, []).append(row)
    sums = []
    for boxes in found.values():
        hall = sum(one.issued for one in boxes if not one.is_mobile)
        mobile = sum(one.issued for one in boxes if one.is_mobile)
        back = sum(one.returned for one in boxes)
        turnout = Turnout(ballot.due, came.present, hall, back, mobile)
        sums.append(BoxSum(boxes[0].contest, boxes, turnout, is_only))
    return sums


def given_with(ballot: Ballot, contest: Contest | None, box: Issue) -> Given:
    """Return what of one kind of paper is given out, this box as it would be."""
    rows = ballot.issues.filter(contest=contest).exclude(pk=box.pk).order_by()
    sums = dict(rows.values_list("is_mobile").annotate(n=Sum("issued")))
    hall, mobile = sums.get(False) or 0, sums.get(True) or 0
    came = quorum_of(ballot)
    if box.is_mobile:
        mobile += box.issued
    else:
        hall += box.issued
    return Given(hall, came.paper, mobile, came.mobile)


def returned_of(ballot: Ballot, contest: Contest) -> int | None:
    """Return how many papers of a contest came back; None while nobody has said so."""
    rows = ballot.issues.filter(contest=contest)
    rows = rows if rows.exists() else ballot.issues.filter(contest=None)
    found: int | None = rows.aggregate(n=Sum("returned"))["n"]
    return found
