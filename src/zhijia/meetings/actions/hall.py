"""会场: calling, opening, signing in, the agenda on the day, votes by hand, closing."""

from datetime import date, datetime

from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import localtime

from zhijia.ballots.counting import Votes
from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require

from .. import policies, queries
from ..models import Confirmation, Election, Item, Meeting, Opinion, Override, Seat
from ..queries import lapsing
from ..rules import hall, papers, standing, voting
from ..rules.facts import Business
from .planning import run
from .telling import tell_roll, when_and_where


@action("发出会议通知")
def call(*, actor: Actor, meeting: Meeting, today: date) -> Meeting:
    """Tell everybody on the roll the day, the place and the agenda.

    A notice that comes late is sent all the same and stays visible as late.
    """
    meeting = run(actor, meeting, "call")
    if not meeting.seats.exists():
        raise Refused(refused("应到名单是空的，请先列入代表"))
    meeting.seats.update(told_on=today)
    tell_roll(actor, meeting, "会议通知", when_and_where(meeting), today)
    return change(meeting, state="called", called_on=today)


@action("收到会议通知")
def receive(*, actor: Actor, seat: Seat, today: date, leave: str = "") -> Seat:
    """Say that the notice came, and perhaps that one cannot come; nobody comes in one's place."""
    seat = lock(seat)
    if seat.member_id != actor.member_id or actor.member_id is None:
        raise Refused(refused("只能回复发给本人的通知"))
    if leave.strip():
        require(papers.on_leave(leave))
    about(seat.meeting)
    return change(seat, read_on=seat.read_on or today, leave=leave.strip())


@action("宣布开会")
def open_meeting(*, actor: Actor, meeting: Meeting, today: date) -> Meeting:
    """Open the meeting once enough came; a quorum lost later stops votes, not talk."""
    meeting = run(actor, meeting, "open")
    require(standing.may_open(due=meeting.due, is_fixed=meeting.roll_fixed_on is not None))
    if meeting.meets_on > today:
        raise Refused(refused(f"开会日期是 {meeting.meets_on:%Y-%m-%d}，还没有到"))
    if clause := meeting.what.quorum:
        require(hall.is_quorate(meeting.due, queries.present(meeting), clause))
    return change(meeting, state="open", opened_on=today)


# 签到


@action("签到")
def sign_in(*, actor: Actor, seat: Seat, at: datetime, by: str = "desk") -> Seat:
    """Sign somebody in: at a desk, from the paper list, or oneself by the code on the screen.

    Who was signed in a moment ago at another desk is told so.
    """
    seat = _held(seat)
    meeting = seat.meeting
    _may_sign(actor, meeting, seat, by)
    require(standing.may_step("sign", meeting.state))
    require(hall.is_the_day(localtime(at).date(), meets_on=meeting.meets_on))
    require(lapsing.still_sits(seat, meeting))
    require(hall.may_sign_in(seat=_kind(seat), is_there=seat.is_there, at=_where(seat)))
    desk = actor.member_id if by != "self" else None
    seat.signed_at, seat.signed_by, seat.left_at = seat.signed_at or at, by, None
    seat.signed_at_desk_id = desk
    seat.save(update_fields=["signed_at", "signed_by", "left_at", "signed_at_desk"])
    about(meeting)
    record({}, {"签到": seat.name})
    return seat


def _held(seat: Seat) -> Seat:
    """Return a seat as it now stands, held, and its meeting with it: one question of the day's."""
    rows = Seat.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("meeting", "mandate", "member").filter(pk=seat.pk).first()
    if found is None:
        raise Refused(refused("这个席位刚被移出名单，请刷新页面"))
    return found


def _kind(seat: Seat) -> hall.Seat:
    return next(code for code in hall.SEATS if code == seat.seat)


def _where(seat: Seat) -> str:
    return seat.get_signed_by_display() if seat.signed_by else ""


def _may_sign(actor: Actor, meeting: Meeting, seat: Seat, by: str) -> None:
    if by == "self":
        if actor.member_id is None or seat.member_id != actor.member_id:
            raise Refused(refused("只能为本人签到"))
    else:
        require(policies.may_run(actor, meeting))


@action("登记离会")
def leave(*, actor: Actor, seat: Seat, at: datetime) -> Seat:
    """Enter that somebody left for good: they no longer count as there."""
    seat = lock(seat)
    require(policies.may_run(actor, seat.meeting))
    require(standing.may_step("sign", seat.meeting.state))
    if not seat.is_there:
        raise Refused(refused("没有签到，或者已经离会"))
    seat.left_at = at
    seat.save(update_fields=["left_at"])
    about(seat.meeting)
    record({}, {"离会": seat.name})
    return seat


# 议程


@action("列入议程")
def add_item(
    *,
    actor: Actor,
    meeting: Meeting,
    title: str,
    business: str = "",
    speaker: str = "",
    minutes: int | None = None,
) -> Item:
    """Put something on the agenda, as business of the kind or as what no rule knows."""
    meeting = run(actor, meeting, "agenda")
    known = _business(meeting, business)
    last = meeting.items.aggregate(last=Max("place"))["last"] or 0
    made = Item(meeting=meeting, place=last + 1, title=title.strip(), business=business)
    made.competence = known.competence if known else "hear"
    made.speaker, made.minutes = speaker.strip(), minutes
    made.save()
    about(meeting)
    return made


def _business(meeting: Meeting, id_: str) -> Business | None:
    """Return the business of an item; refused where it is not this kind's or not this unit's."""
    if not id_:
        return None
    try:
        found = meeting.what.deals_with(id_)
    except KeyError:
        raise Refused(refused(f"这不是{meeting.what.name}的职权事项")) from None
    require(voting.is_of_this_unit(found, meeting.unit.registration))
    return found


@action("移出议程")
def drop_item(*, actor: Actor, item: Item) -> None:
    """Take off the agenda what has not begun; in an open meeting it stays, as not dealt with."""
    meeting = run(actor, item.meeting, "agenda")
    item = lock(item)
    if item.state != "waiting":
        raise Refused(refused("议题已经开始，不能移出"))
    if item.ballot_id:
        raise Refused(refused("这项议题已经生成选票，请先取消选票，再移出议程"))
    if item.result:
        raise Refused(refused("这项议题已经有结果，不能移出"))
    if Election.objects.filter(source__item=item).exists():
        raise Refused(refused("会上另一项选举的候选人出自这项选举，请先移出那一项"))
    Confirmation.objects.filter(at=item).delete()
    about(meeting)
    if meeting.state == "open":
        change(item, state="dropped")
        return
    record({"议题": item.title}, {})
    item.delete()


@action("调整议程顺序")
def move_item(*, actor: Actor, item: Item, up: bool) -> Meeting:
    """Change places with the item before or after."""
    meeting = run(actor, item.meeting, "agenda")
    rows = list(meeting.items.select_for_update())
    at = next((n for n, one in enumerate(rows) if one.pk == item.pk), None)
    if at is None:
        raise Refused(refused("议题已经移出议程"))
    to = at - 1 if up else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        for n, one in enumerate(rows, 1):
            one.place = n
        Item.objects.bulk_update(rows, ["place"])
    return meeting


@action("开始议题")
def begin_item(*, actor: Actor, item: Item, at: datetime) -> Item:
    """Go on to an item; what was going on ends. What ended without a result may be gone back to."""
    meeting = run(actor, item.meeting, "vote")
    item = lock(item)
    if item.state == "now" or (item.state == "done" and (item.result or not item.business)):
        raise Refused(refused("议题已经开始过"))
    if item.state == "dropped":
        raise Refused(refused("议题已经移出议程"))
    meeting.items.filter(state="now").update(state="done", ended_at=at)
    about(meeting)
    return change(item, state="now", began_at=item.began_at or at, ended_at=None)


@action("结束议题")
def end_item(*, actor: Actor, item: Item, at: datetime, resolution: str = "") -> Item:
    """End an item, with the words of what was resolved."""
    meeting = run(actor, item.meeting, "vote")
    item = lock(item)
    if item.state != "now":
        raise Refused(refused("议题不在进行中"))
    about(meeting)
    return change(item, state="done", ended_at=at, resolution=resolution.strip())


@action("登记举手表决")
def vote_by_hands(*, actor: Actor, item: Item, yes: int, no: int, abstain: int) -> Item:
    """Enter a vote by show of hands; who is in the hall now is taken from the roll.

    What must be secret is refused here and goes through a ballot.
    """
    meeting = run(actor, item.meeting, "vote")
    item = lock(item)
    if item.result:
        raise Refused(refused("这项议题已经表决，表决结果不能改"))
    if item.ballot_id:
        raise Refused(refused("这项议题已经生成选票，以投票为准；改为举手的，请先取消选票"))
    business = _business(meeting, item.business)
    if business is None or meeting.what.quorum is None:
        raise Refused(refused("这项议题没有列明职权，不作表决"))
    require(voting.is_voted(business))
    require(voting.way_fits(meeting.what, business, is_secret=False, by_item=True))
    if item.state != "now":
        raise Refused(refused("请先在主持面板开始这项议题"))
    there = queries.present(meeting)
    require(standing.votes_add_up(present=there, yes=yes, no=no, abstain=abstain))
    require(hall.may_go_on(meeting.due, there, meeting.what.quorum))
    votes = Votes(yes, no, abstain)
    found = voting.decide(
        meeting.what, business, due=meeting.due, present=there, votes=votes, title=item.title
    )
    steps = [[said.words, said.clause.id if said.clause else ""] for said in found.steps]
    about(meeting)
    counts = {"present": there, "yes": yes, "no": no, "abstain": abstain}
    return change(item, way="hands", result=found.result, steps=steps, **counts)


# 其余


@action("记录讨论意见")
def note_opinion(
    *,
    actor: Actor,
    meeting: Meeting,
    words: str,
    today: date,
    item: Item | None = None,
    group: str = "",
) -> Opinion:
    """Write down what a delegation said; its own delegates may, too."""
    seat = queries.seat_of(actor, meeting)
    if not (seat and seat.seat == "delegate" and (not group or seat.group == group)):
        require(policies.may_run(actor, meeting))
    require(standing.may_step("agenda", meeting.state))
    if not words.strip():
        raise Refused(refused("请写下意见"))
    made = Opinion(meeting=meeting, item=item, words=words.strip(), said_on=today)
    made.group, made.by_id = group or (seat.group if seat else ""), actor.member_id
    made.save()
    about(meeting)
    return made


@action("作特别说明")
def override(
    *,
    actor: Actor,
    meeting: Meeting,
    what: str,
    reason: str,
    today: date,
    step: str = "override",
) -> Override:
    """Answer for going on over a no; it stays visible."""
    meeting = lock(meeting)
    require(policies.may_override(actor, meeting))
    require(standing.may_step(step, meeting.state))
    if not reason.strip():
        raise Refused(refused("请说明理由"))
    made = Override(meeting=meeting, what=what.strip(), reason=reason.strip(), made_on=today)
    made.by_id = actor.member_id
    made.save()
    about(meeting)
    return made


@action("宣布闭会")
def close_meeting(*, actor: Actor, meeting: Meeting, today: date) -> Meeting:
    """End the meeting; nothing that a result rests on changes from now on."""
    meeting = run(actor, meeting, "close")
    states = list(meeting.items.values_list("state", flat=True))
    waiting, running = states.count("waiting"), states.count("now")
    untaken = queries.untaken(meeting)
    require(standing.may_close(waiting=waiting, running=running, untaken=untaken))
    return change(meeting, state="closed", closed_on=today)


def signing_url(meeting: Meeting) -> str:
    """Return where the code on the screen leads."""
    return reverse("meetings:self-sign", args=[meeting.token])
