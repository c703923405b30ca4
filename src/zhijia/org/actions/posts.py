"""Keeping posts: who takes one, how it was obtained, how it ends."""

from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require, require_unchanged
from zhijia.platform.offers import hand_on

from .. import policies, queries, rules
from ..models import Member, Post, Unit
from ..rules import NO_BASIS, OF_TERM, RELIEVED, Basis, Ending
from .shortfalls import mind, mind_training


def give_post(
    unit: Unit,
    member: Member,
    kind: str,
    title: str,
    from_on: date,
    *,
    basis: Basis = NO_BASIS,
    is_full_time: bool = False,
    trained_on: date | None = None,
) -> Post:
    """Write a post, and what the union no longer lacks by it."""
    term = unit.terms.filter(elected_on__lte=from_on).first() if kind in OF_TERM else None
    post = Post.objects.create(
        unit=unit,
        unit_path=unit.path,
        member=member,
        kind=kind,
        title=title,
        from_on=from_on,
        term=term,
        is_full_time=is_full_time,
        trained_on=trained_on,
        **basis._asdict(),
    )
    mind(post, from_on)
    return post


def end_post(post: Post, until_on: date, ending: Ending) -> Post:
    """Write that a post ends, and what the union lacks by that."""
    post = change(
        post,
        until_on=until_on,
        ending=ending.reason,
        end_meeting=ending.meeting,
        end_document=ending.document,
        end_yes=ending.yes,
        end_of=ending.of,
    )
    mind(post, until_on)
    return post


def vacate(actor: Actor, post: Post, until_on: date, ending: Ending = RELIEVED) -> Post:
    """End a post, if the organisation can still be kept without it, and hand on what it owes."""
    require(rules.may_end(on=until_on, since=post.from_on, begun=f"{post.label}的任职日期"))
    if post.unit.parent_id is None and post.kind in rules.DESKS:
        lock(post.unit)  # or two desks could leave at once, each counting on the other
        require(rules.keeps_a_desk(queries.desks_besides(post)))
    post = end_post(post, until_on, ending)
    hand_on(actor, post, until_on)
    return post


@action("任职")
def appoint(
    *,
    actor: Actor,
    unit: Unit,
    member: Member,
    kind: str,
    from_on: date,
    title: str = "",
    basis: Basis = NO_BASIS,
    is_full_time: bool = False,
    trained_on: date | None = None,
) -> Post:
    """Give a member a post in a unit, as it was obtained."""
    unit, member = lock(unit, member)
    require(policies.may_edit(actor, unit))
    require(policies.may_manage(actor, member))
    if member.posts.open().filter(unit=unit, kind=kind).exists():
        raise Refused(refused(f"{member}现已担任{rules.POST_KINDS[kind].label}"))
    require(rules.by_another(kind, is_own=actor.member_id == member.pk))
    basis = rules.settled(kind, basis)
    require(rules.may_obtain(kind, basis, from_on=from_on))
    for finding in queries.objections_to(unit, member, kind, from_on):
        if finding.tone is rules.Tone.BREACH:
            raise Refused(finding.verdict)
    post = give_post(
        unit,
        member,
        kind,
        title,
        from_on,
        basis=basis,
        is_full_time=is_full_time,
        trained_on=trained_on,
    )
    hand_on(actor, post, from_on)
    return post


@action("免职")
def relieve(*, actor: Actor, post: Post, until_on: date, ending: Ending = RELIEVED) -> Post:
    """End a post, for a reason that is open to its kind."""
    post, unit = lock(post, post.unit)
    require(policies.may_edit(actor, unit))
    if post.until_on:
        raise Refused(refused("该职务已免去"))
    require(rules.may_end_so(post.kind, ending))
    return vacate(actor, post, until_on, ending)


@action("修改任职信息")
def edit_post(
    *,
    actor: Actor,
    post: Post,
    title: str,
    is_full_time: bool,
    trained_on: date | None,
    version: int | None = None,
) -> Post:
    """Correct what may change while a post is held: its title, full-time or not, the training."""
    post, unit = lock(post, post.unit)
    require(policies.may_edit(actor, unit))
    facts = {"title": title, "is_full_time": is_full_time, "trained_on": trained_on}
    require_unchanged(post, version, **facts)
    if post.until_on:
        raise Refused(refused("该职务已免去"))
    post = change(post, **facts)
    mind_training(post)
    return post
