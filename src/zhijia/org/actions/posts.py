"""Keeping posts and terms."""

from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require

from .. import policies, queries, rules
from ..models import Member, Post, Term, Unit


def give_post(unit: Unit, member: Member, kind: str, title: str, from_on: date) -> Post:
    """Write a post."""
    return Post.objects.create(
        unit=unit, unit_path=unit.path, member=member, kind=kind, title=title, from_on=from_on
    )


def vacate(post: Post, until_on: date) -> Post:
    """End a post, if the organisation can still be kept without it."""
    require(rules.may_end(on=until_on, since=post.from_on, begun=f"{post.label}的任职日期"))
    if post.unit.parent_id is None and post.kind in rules.DESKS:
        lock(post.unit)  # or two desks could leave at once, each counting on the other
        require(rules.keeps_a_desk(queries.desks_besides(post)))
    return change(post, until_on=until_on)


@action("任职")
def appoint(
    *, actor: Actor, unit: Unit, member: Member, kind: str, from_on: date, title: str = ""
) -> Post:
    """Give a member a post in a unit."""
    unit, member = lock(unit, member)
    require(policies.may_edit(actor, unit))
    require(policies.may_manage(actor, member))
    if member.posts.open().filter(unit=unit, kind=kind).exists():
        raise Refused(refused(f"{member}现已担任{rules.POST_KINDS[kind].label}"))
    return give_post(unit, member, kind, title, from_on)


@action("免职")
def relieve(*, actor: Actor, post: Post, until_on: date) -> Post:
    """End a post."""
    post = lock(post)
    require(policies.may_edit(actor, post.unit))
    if post.until_on:
        raise Refused(refused("该职务已免去"))
    return vacate(post, until_on)


@action("登记届次")
def open_term(
    *, actor: Actor, unit: Unit, number: int, elected_on: date, years: int, seats: int, today: date
) -> Term:
    """Enter a term of the unit's committee, from the day of its election."""
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    require(rules.term_length(years))
    require(rules.term_begins(elected_on=elected_on, today=today))
    if unit.terms.filter(number=number).exists():
        raise Refused(refused(f"第 {number} 届已登记"))
    until_on = rules.term_ends(elected_on, years)
    return Term.objects.create(
        unit=unit,
        unit_path=unit.path,
        number=number,
        elected_on=elected_on,
        years=years,
        seats=seats,
        until_on=until_on,
    )
