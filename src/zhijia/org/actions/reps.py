"""Keeping the posts of representatives: many begin and end at once, when a term of them does."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record, require

from .. import policies
from ..models import Post, Unit
from ..rules import POST_KINDS

LOT = 500


class Elected(NamedTuple):
    """A member elected as a representative: on which day, by which meeting."""

    member_id: int
    on: date
    meeting: str = ""


@action("登记代表职务")
def seat_representatives(
    *, actor: Actor, unit: Unit, kind: str, elected: Iterable[Elected], today: date
) -> Unit:
    """Let exactly these members hold the post of a representative in a unit; others' posts end.

    Whoever holds it goes on in the post they have. What they lack or owe depends on no such post.
    """
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    if POST_KINDS[kind].body not in {"members", "staff"}:
        raise Refused(refused("只登记会员代表、职工代表的职务"))
    wanted = {one.member_id: one for one in elected}
    held = unit.posts.open().filter(kind=kind)
    ended = held.exclude(member_id__in=wanted)
    gone = ended.update(until_on=today, ending="term_ended")
    there = set(held.values_list("member_id", flat=True))
    new = [
        Post(
            unit=unit,
            unit_path=unit.path,
            member_id=one.member_id,
            kind=kind,
            from_on=one.on,
            way="elected",
            meeting=one.meeting[:100],
            met_on=one.on,
        )
        for one in wanted.values()
        if one.member_id not in there
    ]
    Post.objects.bulk_create(new, batch_size=LOT)
    about(unit)
    label = POST_KINDS[kind].label
    record({f"{label}终止": gone}, {f"{label}新任": len(new)})
    return unit
