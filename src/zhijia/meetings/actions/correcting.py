"""更正: an answer from above that was mistyped, and posts that a void election had given."""

from datetime import date

from zhijia.law import refused
from zhijia.org import actions as org
from zhijia.org.models import Post, Unit
from zhijia.org.rules import Basis, Ending
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require

from .. import policies
from ..models import Corrected, Elected, Election, Petition
from ..queries import taking_office as after
from ..rules import calling
from ..rules import taking_office as office
from .taking_office import tell_term


@action("更正批复")
def correct_answer(
    *,
    actor: Actor,
    petition: Petition,
    answered_on: date,
    is_agreed: bool,
    answer: str,
    why: str,
    today: date,
) -> Petition:
    """Enter an answer anew; the one before stays beside it with the reason.

    Where it answers a report of results the term knows of it, too.
    """
    meeting, petition = lock(petition.meeting, petition)
    require(policies.may_run(actor, meeting))
    said = (answered_on, is_agreed, answer.strip())
    was = (petition.answered_on, petition.is_agreed, petition.answer)
    is_there = petition.answered_on is not None
    require(calling.may_correct(is_answered=is_there, is_same=said == was, why=why))
    if not petition.sent_on <= answered_on <= today:
        raise Refused(refused("批复日期应在上报之后，不晚于今天"))
    kept = Corrected(petition=petition, is_agreed=petition.is_agreed, answer=petition.answer)
    assert petition.answered_on
    kept.answered_on, kept.why, kept.made_on = petition.answered_on, why.strip(), today
    kept.by_id = actor.member_id
    kept.save()
    petition = change(petition, answered_on=answered_on, is_agreed=is_agreed, answer=answer.strip())
    if petition.reports.exists():
        tell_term(actor, meeting.unit, petition)
    about(meeting)
    return petition


@action("终止无效选举产生的任职")
def end_posts(
    *, actor: Actor, election: Election, reason: str, document: str, today: date
) -> Election:
    """End the posts that an election gave whose ballot is void, or which was not approved.

    Those elected out of it fall with it. Whoever still holds a seat by another election of the
    same renewal that stands goes on in that one. What was written stays on file.
    """
    election = lock(election)
    meeting = election.item.meeting
    require(policies.may_run(actor, meeting))
    require(office.may_end_posts(after.fallen(election), reason=reason, document=document))
    unit = lock(meeting.unit)
    falling = after.falls_with(election)
    ended = _end(
        actor, falling, Ending("annulled", meeting.title, document=document.strip()), today
    )
    for one in falling:
        change(lock(one), ended_on=today, ended_why=reason.strip(), ended_document=document.strip())
    election.refresh_from_db()
    back = _restore(actor, unit, election, {post.member_id for post in ended}, today)
    record({"终止任职": len(ended)}, {"恢复任职": back})
    about(meeting)
    return election


def _end(actor: Actor, falling: list[Election], ending: Ending, today: date) -> list[Post]:
    """End what these elections gave and what is still held."""
    rows = Elected.objects.filter(election__in=falling).exclude(post=None).select_related("post")
    posts = {one.post_id: one.post for one in rows if one.post and one.post.until_on is None}
    found = [post for post in posts.values() if post]
    for post in found:
        org.relieve(actor=actor, post=post, until_on=today, ending=ending)
    return found


def _restore(actor: Actor, unit: Unit, election: Election, members: set[int], today: date) -> int:
    """Let people whose higher seat fell go on in the seat that another election gave them."""
    rows = after.still_elected(election, members)
    won = [office.Won(one.member_id, one.election.office, one.pk) for one in rows.values()]
    back = 0
    for held in office.holds(won):
        one = rows[held.row]
        post = one.election.what.post
        if unit.posts.open().filter(member=one.member, kind=post).exists():
            continue
        basis = Basis("elected", one.election.item.meeting.title, one.election.announced_on)
        made = org.appoint(
            actor=actor, unit=unit, member=one.member, kind=post, from_on=today, basis=basis
        )
        change(one, post=made)
        back += 1
    return back
