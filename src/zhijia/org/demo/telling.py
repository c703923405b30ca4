"""How the organisation of the story comes to be, through the actions that a desk uses."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from zhijia.platform.actor import Actor

from .. import actions, queries, rules
from ..models import Member, Unit
from .cast import (
    FOUNDER,
    KEPT,
    LEAVERS,
    MANDATES,
    PEOPLE,
    PLACES,
    ROLES,
    TRANSFER,
    Cast,
    Mandate,
    Person,
    person,
)
from .particulars import APPLICANT, RECEIPT, application, facts_of

A_WEEK = timedelta(days=7)
A_COURSE = timedelta(days=21)  # the training of a new chair


def begin(*, today: date, password: str) -> Unit:
    """Found the group by its desk, on an empty instance."""
    place, founder = PLACES["group"], person(FOUNDER)
    return actions.set_up(
        actor=Actor(),
        name=place.name,
        code=place.code,
        kind=place.kind,
        founder=actions.Founder(founder.name, founder.staff_no, password),
        today=today - timedelta(days=place.age),
        is_demo=True,
    )


def found(key: str, *, actor: Actor, parent: Unit, today: date) -> Unit:
    """Found one unit of the cast below its parent."""
    place = PLACES[key]
    return actions.found_unit(
        actor=actor,
        parent=parent,
        name=place.name,
        code=place.code,
        kind=place.kind,
        founded_on=today - timedelta(days=place.age),
        staff_count=place.staff,
    )


def seat(who: Person, *, actor: Actor, units: Mapping[str, Unit], today: date) -> Member:
    """Enrol a person and give them their posts in those `units` that stand already."""
    joined_on = today - timedelta(days=who.days)
    member = actions.enrol(
        actor=actor,
        unit=units[who.unit],
        name=who.name,
        staff_no=who.staff_no,
        joined_on=joined_on,
        gender=who.gender,
        facts=facts_of(who.staff_no),
        today=today,
        informed_on=joined_on,
    )
    for key, kind, title in who.posts:
        if key in units:
            actions.appoint(
                actor=actor,
                unit=units[key],
                member=member,
                kind=kind,
                from_on=joined_on,
                title=title,
                basis=basis(kind, joined_on),
                trained_on=joined_on + A_COURSE if kind in rules.TRAINED else None,
            )
    return member


def basis(kind: str, on: date) -> rules.Basis:
    """Say how a post of this kind is obtained in the story."""
    post = rules.POST_KINDS[kind]
    if not post.is_elected:
        return rules.Basis()
    met = "工会委员会会议" if post.ways[0] in {"nominated", "assigned"} else "会员代表大会"
    return rules.Basis(post.ways[0], met, on)


def elect(mandate: Mandate, *, actor: Actor, units: Mapping[str, Unit], today: date) -> None:
    """Enter the term of one committee so that it ends when the story wants it to."""
    ends_on = today + timedelta(days=mandate.ends_in)
    term = actions.open_term(
        actor=actor,
        unit=units[mandate.unit],
        number=mandate.number,
        elected_on=rules.term_ends(ends_on, -mandate.years),
        years=mandate.years,
        seats=mandate.seats,
        today=today,
        meeting=f"第{mandate.number}届会员代表大会第一次会议",
    )
    if mandate.approval:
        handled = rules.Handled(
            reported_on=term.elected_on + A_WEEK,
            approval=mandate.approval,
            approved_on=term.elected_on + 2 * A_WEEK,
        )
        actions.handle_term(actor=actor, term=term, handled=handled)


def _build(*, actor: Actor, group: Unit, today: date) -> dict[str, Unit]:
    """Count the group's people, and found all units below it."""
    actions.edit_unit(
        actor=actor,
        unit=group,
        name=group.name,
        kind=group.kind,
        staff_count=PLACES["group"].staff,
    )
    units = {"group": group}
    for key, place in PLACES.items():
        if place.parent:
            units[key] = found(key, actor=actor, parent=units[place.parent], today=today)
    return units


def _open_accounts(
    *, actor: Actor, members: Mapping[str, Member], staff_nos: Iterable[str], password: str
) -> None:
    """Give the visitors' accounts to those who have none."""
    for number in staff_nos:
        if members[number].user is None:
            actions.give_account(
                actor=actor, member=members[number], password=password, is_demo=True
            )


def _ask_to_join(*, actor: Actor, unit: Unit, today: date) -> None:
    """Let somebody nobody knows yet apply by the poster on the wall."""
    day = today - timedelta(days=2)
    link = actions.make_link(actor=actor, unit=unit, until_on=day + timedelta(days=90), today=day)
    actions.apply(
        actor=Actor(),
        link=link,
        name=APPLICANT,
        facts=application(),
        receipt=RECEIPT,
        has_pledged=True,
        has_consented=True,
        today=day,
    )


def cast(*, today: date, password: str) -> Cast:
    """Build the whole organisation on an empty instance, with one account for each role."""
    group = begin(today=today, password=password)
    founder = group.members.get()
    desk = queries.actor_for(founder)
    units = _build(actor=desk, group=group, today=today)
    members = {FOUNDER: founder}
    for who in PEOPLE:
        if who.staff_no != FOUNDER:
            members[who.staff_no] = seat(who, actor=desk, units=units, today=today)
    for mandate in MANDATES:
        elect(mandate, actor=desk, units=units, today=today)
    numbers = {role: number for role, (number, _) in ROLES.items()}
    _open_accounts(actor=desk, members=members, staff_nos=numbers.values(), password=password)
    for number, reason in LEAVERS.items():
        left_on = today - timedelta(days=12)
        actions.leave(
            actor=desk, member=members[number], left_on=left_on, reason=reason, kind="moved"
        )
    for number, reason in KEPT.items():
        actions.keep_membership(
            actor=desk, member=members[number], from_on=today - timedelta(days=90), reason=reason
        )
    _ask_to_join(actor=desk, unit=units["hospital"], today=today)
    actions.propose_transfer(
        actor=desk,
        member=members[TRANSFER[0]],
        to_unit=units[TRANSFER[1]],
        reason="工作调动",
        today=today - timedelta(days=1),
    )
    members = {one.staff_no: one for one in Member.objects.select_related("unit", "user")}
    actors = {role: queries.actor_for(members[number]) for role, number in numbers.items()}
    return Cast(units, members, actors)
