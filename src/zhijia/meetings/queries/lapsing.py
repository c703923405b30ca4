"""Who on a roll no longer sits in the meeting, as its own doors and the ballots' desks ask."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from zhijia.ballots.models import Ballot, Voter
from zhijia.law import Verdict

from ..models import Item, Meeting, Seat
from ..rules import hall

DEEPEST = 9


def still_sits(seat: Seat, meeting: Meeting) -> Verdict:
    """Judge whether somebody on a roll still sits in the meeting."""
    return hall.still_sits(
        seat.name,
        mandate_ended=seat.mandate.ended_on if seat.mandate else None,
        left=meeting.what.side != "staff"
        and seat.seat in hall.COUNTS
        and seat.member is not None
        and seat.member.left_on is not None,
    )


def meeting_of(ballot: Ballot) -> Meeting | None:
    """Return the meeting that a ballot votes for, also in a later round; None without one."""
    first = ballot
    for _ in range(DEEPEST):
        if first.follows is None:
            break
        first = first.follows
    item = Item.objects.select_related("meeting").filter(ballot=first).first()
    return item.meeting if item else None


def lapsed(ballot: Ballot, voters: "QuerySet[Voter]") -> Mapping[int, Verdict]:
    """Return, by key, a no for each voter whose seat in the meeting is no longer theirs."""
    meeting = meeting_of(ballot)
    if meeting is None:
        return {}
    gone = Q(mandate__ended_on__isnull=False) | Q(member__left_on__isnull=False)
    seats = meeting.seats.filter(gone, seat="delegate").select_related("mandate", "member")
    noes = {_key(one): no for one in seats if not (no := still_sits(one, meeting))}
    if not noes:
        return {}
    members = [key for key in noes if isinstance(key, int)]
    others = [key for key in noes if isinstance(key, str)]
    wanted = Q(member__in=members) | Q(member=None) & (Q(number__in=others) | Q(name__in=others))
    found = {
        one: noes.get(one.member_id or one.number or one.name) for one in voters.filter(wanted)
    }
    return {one.pk: no for one, no in found.items() if no is not None}


def _key(seat: Seat) -> int | str:
    """Return what tells somebody on a roll apart: their record, else their number or name."""
    if seat.member_id:
        return seat.member_id
    return (seat.mandate.number if seat.mandate else "") or seat.name
