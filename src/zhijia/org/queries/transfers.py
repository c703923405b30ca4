"""Reading transfers, and finding whom and where to."""

from django.db.models import Q

from zhijia.platform.actor import Actor
from zhijia.platform.scope import reached

from .. import rules
from ..models import Member, Post, Transfer, TransferQuerySet, Unit
from .joining import desk_alone


def transfers(actor: Actor) -> TransferQuerySet:
    """Return the transfers out of and into the units this actor keeps."""
    desk = desk_alone(actor)
    both = reached("unit_path", desk) | reached("to_path", desk)
    return Transfer.objects.filter(both).select_related("member", "unit", "to_unit")


def is_on_its_way(member: Member) -> bool:
    """Say whether a transfer of this member waits for an answer."""
    return Transfer.objects.waiting().filter(member=member).exists()


def unit_called(words: str) -> list[Unit]:
    """Return the standing units with this very code or name, wherever they are."""
    named = Q(code__iexact=words) | Q(name=words)
    return list(Unit.objects.standing().filter(named)[:5])


def member_elsewhere(*, code: str, staff_no: str, name: str) -> Member | None:
    """Return the present member whom unit, number and name all describe."""
    found = Member.objects.present().filter(unit__code__iexact=code, staff_no=staff_no, name=name)
    return found.select_related("unit").first()


def posts_ending(member: Member, to_path: str) -> list[Post]:
    """Return the posts that end when this member goes to the unit at `to_path`."""
    held = member.posts.open().select_related("unit")
    return [post for post in held if rules.ends(post_path=post.unit_path, to_path=to_path)]


def is_number_free(unit: Unit, staff_no: str) -> bool:
    """Say whether no member of a unit has or had this staff number."""
    return not unit.members.filter(staff_no=staff_no).exists()
