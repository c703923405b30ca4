"""Kinds of meeting, declared. Pure."""

from zhijia.law import LAW, Verdict, granted, refused

from ..rules.facts import (
    COMPETENCES,
    VOTED,
    Business,
    Competence,
    Every,
    Majority,
    MeetingKind,
    Notice,
    Proposing,
)
from .organs import AUDIT, COMMITTEE, HEADS, STANDING, SUPERVISED, WOMEN
from .staff import INSTITUTION, STAFF, STATE_WORKS, TEACHERS
from .union import DELEGATES, MEMBERS

MEETINGS = {
    kind.id: kind
    for kind in (
        MEMBERS,
        DELEGATES,
        STAFF,
        STATE_WORKS,
        TEACHERS,
        INSTITUTION,
        COMMITTEE,
        STANDING,
        AUDIT,
        WOMEN,
        HEADS,
        SUPERVISED,
    )
}


def held_by(unit_kind: str, registration: str) -> tuple[MeetingKind, ...]:
    """Return the kinds of meeting that a unit may hold, in their order."""
    return tuple(one for one in MEETINGS.values() if may_hold(one, unit_kind, registration))


def may_hold(kind: MeetingKind, unit_kind: str, registration: str) -> Verdict:
    """Judge whether a unit holds meetings of a kind; `registration` is "" where nobody entered it.

    A unit whose registration is not known holds what its kind of unit usually does: the one by the
    text of 2012, never that of 1986.
    """
    if kind.units and unit_kind not in kind.units:
        return refused(f"本单位不召开{kind.name}（{kind.about}）", kind.clauses[0])
    if not kind.registrations or registration in kind.registrations:
        return granted(kind.about, kind.clauses[0])
    if not registration and kind.id == USUAL.get(unit_kind):
        return granted("单位的登记类型未填写，暂按此种办理", kind.clauses[0])
    return refused(f"登记类型不属于这种{kind.name}的范围", kind.clauses[0])


USUAL = {"group": "staff", "company": "staff", "hospital": "institution", "school": "teachers"}


def never_instead(asked: MeetingKind, held: MeetingKind) -> Verdict:
    """What belongs to one congress is not decided in the other (T18)."""
    if {asked.side, held.side} == {"union", "staff"}:
        words = f"{asked.name}的职权不能由{held.name}代为行使，请分别开会、分别表决"
        return refused(words, LAW["DD-26"])
    return granted(f"属于{held.name}的范围")


__all__ = [
    "COMPETENCES",
    "MEETINGS",
    "VOTED",
    "Business",
    "Competence",
    "Every",
    "Majority",
    "MeetingKind",
    "Notice",
    "Proposing",
    "held_by",
    "may_hold",
    "never_instead",
]
