"""Looking at what is sensitive, asking for corrections and answering, forgetting in time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from zhijia.platform.actor import Actor
from zhijia.platform.acts import about, action, change, lock, record, require
from zhijia.platform.notices import actions as notices
from zhijia.platform.sheets.packing import in_lots

from .. import policies, queries, rules
from ..models import Correction, Look, Member
from ..queries import Shown
from .members import edit_member, made_from


@action("查看敏感信息")
def look_at(*, actor: Actor, member: Member, columns: tuple[str, ...], reason: str) -> list[Shown]:
    """Return sealed particulars of a member in clear; who looked at what and why is kept."""
    require(policies.may_see_sensitive(actor, member))
    require(rules.look(columns, reason))
    assert actor.member_id, "who may see it is a member"
    shown = queries.in_clear(member, columns)
    about(member)
    words = "、".join(one.label for one in shown)
    record({}, {"查看": words, "事由": reason})
    if not policies.is_self(actor, member):
        Look.objects.create(
            member=member,
            unit_path=member.unit_path,
            by_id=actor.member_id,
            columns=words,
            reason=reason,
        )
    return shown


def keep_looks(actor: Actor, members: Sequence[Any], words: str, reason: str) -> None:
    """Keep that an action showed sensitive particulars of many members in clear, and what for."""
    assert actor.member_id, "who may see them is a member"
    said = {"by_id": actor.member_id, "columns": words[:100], "reason": reason[:100]}
    for lot in in_lots(members, 500):
        rows = Member.objects.filter(pk__in=lot).exclude(pk=actor.member_id)
        Look.objects.bulk_create(
            Look(member_id=key, unit_path=path, **said)
            for key, path in rows.values_list("pk", "unit_path")
        )


@action("申请更正")
def ask_correction(
    *, actor: Actor, member: Member, column: str, wanted: str, note: str, today: date
) -> Correction:
    """Let a member say what is wrong about them; the desk of their unit is told."""
    require(policies.may_ask(actor, member))
    facts = queries.particulars_of(member)
    now = member.name if column == "name" else queries.worded(column, getattr(facts, column))
    require(rules.correction(now=now, wanted=wanted.strip()))
    require(rules.one_at_a_time(queries.has_asked(member, column)))
    asked = Correction.objects.create(
        member=member,
        unit_path=member.unit_path,
        column=column,
        wanted=wanted.strip(),
        note=note,
        asked_on=today,
    )
    notices.send(
        actor=actor,
        kind="org.correction_asked",
        title=f"{member}申请更正{asked.label}",
        url=asked.get_absolute_url(),
        about=f"org.Correction#{asked.pk}",
        desks=queries.desk_for(member.unit_path),
        today=today,
    )
    return asked


@action("办理更正申请")
def answer_correction(
    *, actor: Actor, correction: Correction, is_right: bool, words: str, today: date
) -> Correction:
    """Correct what a member asked for, or say why not; the member is told."""
    correction, member = lock(correction, correction.member)
    require(policies.may_answer(actor, correction))
    require(rules.answer(is_right=is_right, words=words))
    if is_right:
        _correct(actor, member, correction, today)
    state = "done" if is_right else "declined"
    change(correction, state=state, answer=words, answered_on=today)
    notices.send(
        actor=actor,
        kind="org.correction_answered",
        title=f"您申请更正的{correction.label}：{correction.get_state_display()}",
        url=correction.get_absolute_url(),
        about=f"org.Correction#{correction.pk}",
        to=[member.user_id],
        today=today,
    )
    return correction


def _correct(actor: Actor, member: Member, asked: Correction, today: date) -> None:
    """Write what the member said instead of what stood there."""
    column, facts, name = asked.column, queries.particulars_of(member), member.name
    if column == "name":
        name = asked.wanted
    else:
        value = rules.coded(column, asked.wanted)
        facts = replace(facts, **{column: value})  # type: ignore[arg-type]  # one column by name
    edit_member(
        actor=actor, member=member, name=name, facts=facts, differing=rules.AS_TYPED, today=today
    )


@action("清除到期个人信息")
def forget(*, actor: Actor, member: Member, today: date) -> Member:
    """Erase what is sensitive about somebody who left long ago; the clock asks for it."""
    member = lock(member)
    require(rules.may_forget(left_on=member.left_on, today=today))
    nothing = {column: "" for column in rules.FORGOTTEN if getattr(member, column)}
    return change(member, **nothing, **made_from(nothing, member.name, rules.NOTHING))
