"""Keeping members and their stays."""

from dataclasses import replace
from datetime import date
from typing import Any

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    action,
    change,
    lock,
    require,
    require_unchanged,
    touch,
)
from zhijia.platform.vault import mark

from .. import policies, queries, rules
from ..models import Member, Membership, Unit
from ..rules import NOTHING, PARTICULARS, Particulars


def join(unit: Unit, name: str, staff_no: str, joined_on: date, facts: Particulars) -> Member:
    """Write a member, what the rules made of the particulars, and the stay that begins."""
    require(rules.staff_number(staff_no))
    if unit.members.filter(staff_no=staff_no).exists():
        raise Refused(refused(f"{unit}已有工号“{staff_no}”的会员"))
    require(queries.is_nobody_elses(facts.id_number, unit=unit))
    member = Member(unit=unit, unit_path=unit.path, name=name, staff_no=staff_no)
    for column in PARTICULARS:
        setattr(member, column, getattr(facts, column))
    member.stroke_key = rules.sort_key(name, facts.stroke_override)
    member.save()
    touch(member)
    Membership.objects.create(member=member, unit=unit, unit_path=unit.path, from_on=joined_on)
    return member


@action("登记会员")
def enrol(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    staff_no: str,
    joined_on: date,
    gender: str = "",
    facts: Particulars = NOTHING,
    differing: str = "",
    today: date = date.max,
    informed_on: date | None = None,
) -> Member:
    """Enter a member of a unit; `differing` says what counts where ID and form disagree.

    Days are held against `today`; without it none of them lies ahead. `informed_on` is when the
    person was told what is kept about them and why.
    """
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    written = replace(facts, gender=gender) if gender else facts
    settled, verdict = rules.settle(written, today, differing)
    require(verdict)
    member = join(unit, name, staff_no, joined_on, settled)
    return change(member, informed_on=informed_on) if informed_on else member


@action("修改会员")
def edit_member(
    *,
    actor: Actor,
    member: Member,
    name: str,
    gender: str | None = None,
    facts: Particulars | None = None,
    differing: str = "",
    today: date = date.max,
    informed_on: date | None = None,
    version: int | None = None,
) -> Member:
    """Correct what is written about a member; without `facts` all but name and sex stays."""
    member = lock(member)
    require(policies.may_manage(actor, member))
    written = queries.particulars_of(member) if facts is None else facts
    written = written if gender is None else replace(written, gender=gender)
    settled, verdict = rules.settle(written, today, differing)
    require(verdict)
    mine = {"name": name, **{column: getattr(settled, column) for column in PARTICULARS}}
    require_unchanged(member, version, **mine)
    new = {column: value for column, value in mine.items() if getattr(member, column) != value}
    if "id_number" in new:
        require(queries.is_nobody_elses(settled.id_number, unit=member.unit, but=member))
    if informed_on:
        new["informed_on"] = informed_on
    return change(member, **new, **made_from(new, name, settled))


def made_from(new: dict[str, Any], name: str, facts: Particulars) -> dict[str, str]:
    """Return the columns that are made from the new values."""
    made = {}
    if "id_number" in new:
        made["id_mark"] = mark("id", facts.id_number)
    if "phone" in new:
        made["phone_mark"] = mark("phone", facts.phone)
    if "name" in new or "stroke_override" in new:
        made["stroke_key"] = rules.sort_key(name, facts.stroke_override)
    return made
