"""筹备: entering a meeting, who is due, its steps before a first session, what is asked upward."""

from collections.abc import Iterable
from datetime import date, time
from secrets import token_hex

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max

from zhijia.law import refused
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    about,
    action,
    change,
    lock,
    record,
    require,
    require_unchanged,
)
from zhijia.platform.files import acts as files

from .. import policies, queries
from ..kinds import MEETINGS, may_hold
from ..models import Meeting, Petition, Preparation, Presider, Seat
from ..queries.delegates import congress_of
from ..rules import beside, calling, hall, opening, standing
from .telling import tell_roll, when_and_where

LOT = 500


@action("登记会议")
def plan(
    *,
    actor: Actor,
    unit: Unit,
    kind: str,
    title: str,
    meets_on: date,
    today: date,
    term: int = 0,
    session: int = 0,
    begins: time | None = None,
    place: str = "",
) -> Meeting:
    """Enter a meeting to come; a congress says its term and session (第×届第×次)."""
    unit = lock(unit)
    require(policies.may_plan(actor, unit))
    what = MEETINGS.get(kind)
    if what is None or what.side == "guest":
        raise Refused(refused("请选择会议类别"))
    require(may_hold(what, unit.kind, unit.registration))
    require(calling.may_meet_on(meets_on, today=today))
    if what.keeps == "sessions":
        held = queries.sessions_held(unit, kind)
        require(calling.follows_session(term=term, session=session, held=held))
    made = Meeting(
        unit=unit,
        unit_path=unit.path,
        kind=kind,
        term=term if what.keeps == "sessions" else 0,
        session=session if what.keeps == "sessions" else 0,
        title=title.strip(),
        meets_on=meets_on,
        begins=begins,
        place=place.strip(),
        token=token_hex(16),
        planned_by_id=actor.member_id,
        planned_on=today,
    )
    made.save()
    return made


def run(actor: Actor, meeting: Meeting, step: str) -> Meeting:
    """Return the locked meeting that this actor may take a step with."""
    meeting = lock(meeting)
    require(policies.may_run(actor, meeting))
    require(standing.may_step(step, meeting.state))
    return meeting


@action("修改会议")
def edit_meeting(
    *,
    actor: Actor,
    meeting: Meeting,
    title: str,
    meets_on: date,
    today: date,
    begins: time | None = None,
    place: str = "",
    version: int | None = None,
) -> Meeting:
    """Say anew what it is called, when and where; those who were called hear and answer anew.

    The day of a 双代会 is that of both its meetings: the other one moves with it.
    """
    meeting, other = _halves(actor, meeting, "edit")
    require_unchanged(meeting, version, title=title, meets_on=meets_on, place=place)
    require(calling.may_meet_on(meets_on, today=today))
    was = (meeting.meets_on, meeting.begins, meeting.place)
    if meets_on != meeting.meets_on and meeting.seats.filter(signed_at__isnull=False).exists():
        raise Refused(refused("已经有人签到，不能改开会日期"))
    moves = other if meets_on != meeting.meets_on else None
    if moves:
        require(beside.may_move(str(moves), moves.state, came=_came(moves)))
    meeting = change(
        meeting, title=title.strip(), meets_on=meets_on, begins=begins, place=place.strip()
    )
    if was != (meets_on, begins, meeting.place):
        _tell_moved(actor, meeting, today)
    if moves:
        _tell_moved(actor, change(moves, meets_on=meets_on), today)
    return meeting


def _halves(actor: Actor, meeting: Meeting, step: str) -> tuple[Meeting, Meeting | None]:
    """Return the locked meeting that a step may be taken with, and the other one of a 双代会."""
    if meeting.beside is None:
        return run(actor, meeting, step), None
    held, other = lock(meeting, meeting.beside)
    require(policies.may_run(actor, held))
    require(standing.may_step(step, held.state))
    return held, other if held.beside_id == other.pk else None


def _came(meeting: Meeting) -> bool:
    return meeting.seats.filter(signed_at__isnull=False).exists()


def _tell_moved(actor: Actor, meeting: Meeting, today: date) -> None:
    """Tell those who were called where and when it meets now; they answer anew."""
    if meeting.state == "called":
        meeting.seats.update(read_on=None, told_on=today)
        event = f"moved-{meeting.version}"
        tell_roll(actor, meeting, "会议安排有变", when_and_where(meeting), today, event)


@action("取消会议")
def cancel(
    *, actor: Actor, meeting: Meeting, why: str, today: date, both: bool | None = None
) -> Meeting:
    """Call a meeting off; it stays on file with the reason.

    Of a 双代会 `both` says whether the other meeting is called off, too, or held by itself.
    """
    meeting, other = _halves(actor, meeting, "cancel")
    if not why.strip():
        raise Refused(refused("请说明取消的原因"))
    if other and beside.is_open(other.state):
        require(beside.is_said(str(other), both=both))
        if both:
            _call_off(actor, other, why, today)
        else:
            meeting, other = change(meeting, beside=None), change(other, beside=None)
            _tell_alone(actor, other, meeting, today)
    return _call_off(actor, meeting, why, today)


def _tell_alone(actor: Actor, meeting: Meeting, other: Meeting, today: date) -> None:
    """Tell those who were called that only this one of the two is held."""
    if meeting.state == "called":
        words = f"同日的“{other}”取消，本会议照常召开。{when_and_where(meeting)}"
        tell_roll(actor, meeting, "会议单独召开", words, today, f"alone-{meeting.version}")


def _call_off(actor: Actor, meeting: Meeting, why: str, today: date) -> Meeting:
    was_called = meeting.state == "called"
    meeting = change(meeting, state="cancelled", why_cancelled=why.strip(), closed_on=today)
    if was_called:
        tell_roll(actor, meeting, "会议取消", f"原因：{meeting.why_cancelled}", today, "cancelled")
    return meeting


@action("两个会议合并召开")
def hold_beside(*, actor: Actor, meeting: Meeting, other: Meeting) -> Meeting:
    """Hold a union's and a staff congress on one day (双代会); nothing else is shared."""
    meeting, other = lock(meeting, other)
    for one in (meeting, other):
        require(policies.may_run(actor, one))
        require(standing.may_step("edit", one.state))
    if {meeting.what.side, other.what.side} != {"union", "staff"}:
        raise Refused(refused("双代会由一个工会的大会和一个职工的大会组成"))
    if meeting.unit_id != other.unit_id or meeting.meets_on != other.meets_on:
        raise Refused(refused("双代会是同一单位、同一天的两个会议"))
    if meeting.beside_id or other.beside_id:
        raise Refused(refused("其中一个会议已经和另一个会议合并召开"))
    change(other, beside=meeting)
    return change(meeting, beside=other)


# 应到名单


@action("加入应到名单")
def seat(
    *,
    actor: Actor,
    meeting: Meeting,
    members: Iterable[Member],
    kind: hall.Seat = "delegate",
    group: str = "",
) -> Meeting:
    """Put people on the roll; who is on it already stays as they are."""
    meeting = run(actor, meeting, "roll")
    if kind in hall.COUNTS:
        require(hall.may_change_roll(is_fixed=meeting.roll_fixed_on is not None))
    there = set(meeting.seats.exclude(member=None).order_by().values_list("member_id", flat=True))
    last = meeting.seats.aggregate(last=Max("place"))["last"] or 0
    new = [one for one in members if one.pk not in there]
    if kind in hall.COUNTS and meeting.what.side != "staff":
        without = "、".join(one.name for one in new if one.state != "regular")
        require(hall.have_votes(without))
    Seat.objects.bulk_create(
        (
            Seat(meeting=meeting, member=one, name=one.name, seat=kind, group=group, place=n)
            for n, one in enumerate(new, last + 1)
        ),
        batch_size=LOT,
    )
    record({}, {"名单增加": len(new)})
    return meeting


@action("移出应到名单")
def unseat(*, actor: Actor, seat: Seat) -> None:
    """Take somebody off the roll before it stands still."""
    meeting = run(actor, seat.meeting, "roll")
    about(meeting)
    if seat.seat in hall.COUNTS:
        require(hall.may_change_roll(is_fixed=meeting.roll_fixed_on is not None))
    if Presider.objects.filter(seat=seat).exists():
        raise Refused(refused(f"{seat.name}是主席团成员，请先移出主席团"))
    record({"名单": seat.name}, {})
    lock(seat).delete()


@action("编代表团")
def group_seats(*, actor: Actor, meeting: Meeting, seats: Iterable[Seat], group: str) -> Meeting:
    """Put delegates into one delegation; each has one."""
    meeting = run(actor, meeting, "agenda")
    keys = [one.pk for one in seats]
    number = meeting.seats.filter(pk__in=keys).update(group=group.strip())
    record({}, {"代表团": group.strip(), "人数": number})
    return meeting


@action("固定应到名单")
def fix_roll(*, actor: Actor, meeting: Meeting, today: date) -> Meeting:
    """Let the roll stand still where no term of delegates is entered; else the check does it."""
    congress = congress_of(meeting)
    require(hall.may_fix(str(congress) if congress else ""))
    return stand_still(actor, meeting, today)


def stand_still(actor: Actor, meeting: Meeting, today: date) -> Meeting:
    """Let the roll stand still: the number of delegates on it is 应到 from now on."""
    meeting = run(actor, meeting, "fix")
    require(hall.may_change_roll(is_fixed=meeting.roll_fixed_on is not None))
    due = meeting.seats.filter(seat="delegate").count()
    if not due:
        raise Refused(refused("应到名单是空的"))
    return change(meeting, roll_fixed_on=today, due=due)


# 筹备事项、请示


@action("登记筹备事项")
def prepare(
    *,
    actor: Actor,
    meeting: Meeting,
    key: str,
    done_on: date | None,
    today: date,
    document: str = "",
    why_not: str = "",
    upload: "UploadedFile[bytes] | None" = None,
) -> Preparation:
    """Enter a step before a first session as done, or as passed over by who answers for it."""
    meeting = run(actor, meeting, "agenda")
    if key not in opening.BEFORE_FIRST:
        raise Refused(refused("没有这项筹备事项"))
    if done_on is None:
        require(policies.may_override(actor, meeting))
        if not why_not.strip():
            raise Refused(refused("没有办理的，请说明原因"))
    elif done_on > today:
        raise Refused(refused("完成日期不能晚于今天"))
    row = Preparation.objects.filter(meeting=meeting, key=key).first()
    row = row or Preparation(meeting=meeting, key=key)
    row.done_on, row.document, row.why_not = done_on, document.strip(), why_not.strip()
    row.by_id = actor.member_id
    if upload:
        row.file = files.keep(actor=actor, upload=upload)
    row.save()
    about(meeting)
    record({}, {"筹备事项": opening.BEFORE_FIRST[key][0], "完成日期": done_on})
    return row


@action("登记请示")
def petition(
    *,
    actor: Actor,
    meeting: Meeting,
    to: str,
    title: str,
    sent_on: date,
    today: date,
    is_upper: bool = False,
    document: str = "",
    step: str = "ask",
) -> Petition:
    """Enter what was sent upward for approval."""
    meeting = run(actor, meeting, step)
    if sent_on > today:
        raise Refused(refused("上报日期不能晚于今天"))
    made = Petition(meeting=meeting, to=to.strip(), title=title.strip(), sent_on=sent_on)
    made.is_upper, made.document = is_upper, document.strip()
    made.save()
    about(meeting)
    return made


@action("登记批复")
def answer_petition(
    *,
    actor: Actor,
    petition: Petition,
    answered_on: date,
    is_agreed: bool,
    answer: str,
    today: date,
) -> Petition:
    """Enter the answer to what was asked; it is not before it was asked, nor to come."""
    meeting, petition = lock(petition.meeting, petition)
    require(policies.may_run(actor, meeting))
    if petition.answered_on:
        raise Refused(refused("批复已经登记，不能再改"))
    if not petition.sent_on <= answered_on <= today:
        raise Refused(refused("批复日期应在上报之后，不晚于今天"))
    about(meeting)
    return change(petition, answered_on=answered_on, is_agreed=is_agreed, answer=answer.strip())
