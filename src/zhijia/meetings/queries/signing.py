"""What the sign-in desk asks: who was struck, who holds a paper of a vote already."""

from django.db.models import Q, QuerySet

from zhijia.ballots.models import Voter

from ..models import Meeting, Seat, Struck
from .archive import ballots_of


def struck(meeting: Meeting) -> QuerySet[Struck]:
    """Return the sign-ins of a meeting that were struck, in their order."""
    return meeting.struck.select_related("by")


def has_paper(seat: Seat) -> bool:
    """Say whether somebody took a paper, or their code, in a vote of this meeting that stands."""
    standing = [one for one in ballots_of(seat.meeting) if one.state != "void"]
    number = seat.mandate.number if seat.mandate else ""
    stranger = Q(member=None, number=number) if number else Q(member=None, name=seat.name)
    who = Q(member=seat.member_id) if seat.member_id else stranger
    return Voter.objects.filter(who, ballot__in=standing).exclude(way="").exists()
