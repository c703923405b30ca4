"""附议: delegates are invited to second, or do so from the open list."""

from collections.abc import Sequence
from datetime import date

from zhijia.law import refused
from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, require

from .. import policies, queries, rules
from ..models import Backer, Matter
from .telling import tell_parties


def _takes_backers(matter: Matter) -> None:
    """Refuse where the kind has no seconding, or not now."""
    backing = matter.declared.backing
    if backing is None:
        raise Refused(refused(f"{matter.kind_name}不需要附议"))
    require(rules.in_state(matter.state, (matter.declared.begins, *backing.of), "附议"))


@action("邀请附议")
def invite(*, actor: Actor, matter: Matter, members: Sequence[Member], today: date) -> list[Backer]:
    """Invite delegates to second; who was invited already is left as they are."""
    matter = lock(matter)
    about(matter)
    _takes_backers(matter)
    if matter.filer_id is None or matter.filer_id != actor.member_id:
        raise Refused(refused("由提出人邀请附议"))
    able = {one.pk for one in queries.may_second(matter)}
    if any(one.pk not in able for one in members):
        raise Refused(refused("只能邀请本次会议的其他正式代表"))
    known = {*matter.backers.values_list("member", flat=True)}
    rows = [
        Backer(matter=matter, member=one, is_invited=True, invited_on=today)
        for one in members
        if one.pk not in known
    ]
    made = Backer.objects.bulk_create(rows)
    if not matter.is_draft:
        title, event = f"请您附议{matter.kind_name}", "invited"
        tell_parties(actor, matter, ("invited",), title, matter.title, event, today)
    return made


@action("附议")
def back(*, actor: Actor, matter: Matter, is_for: bool, today: date, words: str = "") -> Backer:
    """Second a matter, or decline an invitation to."""
    matter = lock(matter)
    about(matter)
    _takes_backers(matter)
    backing = matter.declared.backing
    assert backing, "asked above"
    if actor.member_id is None or not policies.posts_at(actor, matter.unit_path) & {*backing.by}:
        raise Refused(refused(f"由{policies.named(backing.by)}附议"))
    mine = matter.backers.filter(member=actor.member_id).first()
    has_answered = mine is not None and mine.is_for is not None
    is_filer = matter.filer_id == actor.member_id
    require(rules.may_back(is_filer=is_filer, has_answered=has_answered))
    said = {"is_for": is_for, "answered_on": today, "words": words.strip()}
    if mine:
        made = change(lock(mine), **said)
    else:
        made = Backer.objects.create(matter=matter, member_id=actor.member_id, **said)
    if is_for:
        title, event = f"{matter.kind_name}：有代表附议", f"backed:{made.pk}"
        tell_parties(actor, matter, ("filer",), title, matter.title, event, today)
    return made
