"""资格审查: who sits in a meeting by right, and the check after which 应到 stands still."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Max, QuerySet
from django.utils.timezone import localtime

from zhijia.law import refused
from zhijia.org.rules import Finding
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record, require

from .. import policies, queries
from ..models import Congress, Credentials, Delegate, Meeting, Preparation, Presider, Seat, Struck
from ..queries import delegates as asked
from ..queries.between import heads_of
from ..queries.lapsing import still_sits
from ..queries.signing import has_paper
from ..rules import hall, mandates
from .hall import override
from .mandating import post_delegates
from .planning import run, seat, stand_still

LOT = 500


def seat_holders(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Put on the roll whoever sits in this meeting: the delegates of its term, else by posts."""
    if congress := asked.congress_of(meeting):
        return seat_delegates(actor=actor, meeting=meeting, congress=congress)
    if meeting.kind == "heads" and (heads := heads_of(meeting)):
        return _seat_heads(actor, meeting, heads)
    people = list(queries.holders(meeting.unit, meeting.what))
    if not people:
        where = "代表" if meeting.what.has_delegates else "班子和代表"
        raise Refused(refused(f"本单位还没有登记{meeting.what.people}，请先在“{where}”登记"))
    return seat(actor=actor, meeting=meeting, members=people)


def _seat_heads(actor: Actor, meeting: Meeting, heads: Sequence[Delegate]) -> Meeting:
    """Put the heads of the delegations on the roll of their joint meeting."""
    people = [one.member for one in heads if one.member]
    if len(people) < len(heads):
        names = "、".join(one.name for one in heads if one.member is None)
        raise Refused(refused(f"{names}没有登记为会员，请逐个添加到名单"))
    return seat(actor=actor, meeting=meeting, members=people)


@action("按代表名册列入")
def seat_delegates(*, actor: Actor, meeting: Meeting, congress: Congress) -> Meeting:
    """Make the delegates on the roll those of the term; observers and guests stay as they are."""
    meeting = run(actor, meeting, "roll")
    require(hall.may_change_roll(is_fixed=meeting.roll_fixed_on is not None))
    if congress.side != meeting.what.side or congress.unit_id != meeting.unit_id:
        raise Refused(refused(f"{congress}的代表不是{meeting.what.name}的代表"))
    wanted = {one.pk: one for one in asked.delegates_of(congress)}
    if not wanted:
        raise Refused(refused(f"{congress}还没有登记代表"))
    seats = meeting.seats.filter(seat="delegate")
    gone = _unseat(seats.exclude(mandate__in=wanted))
    people = [one.member_id for one in wanted.values() if one.member_id]
    meeting.seats.filter(member__in=people, mandate=None).delete()
    there = {row.mandate_id: row for row in meeting.seats.filter(mandate__in=wanted)}
    last = meeting.seats.aggregate(last=Max("place"))["last"] or 0
    new: list[Seat] = []
    for key, one in wanted.items():
        row = there.get(key)
        if row is None:
            row = Seat(meeting=meeting, mandate=one, member=one.member, name=one.name)
            row.place = last + len(new) + 1
            new.append(row)
        row.group = one.delegation.name if one.delegation else ""
        row.is_head = one.is_head
    Seat.objects.bulk_update(there.values(), ["group", "is_head"], batch_size=LOT)
    Seat.objects.bulk_create(new, batch_size=LOT)
    record({"名单移出": gone}, {"名单增加": len(new)})
    return meeting


def _unseat(seats: QuerySet[Seat]) -> int:
    """Take seats off the roll, out of the presidium first; return how many."""
    keys = list(seats.values_list("pk", flat=True))
    preside, _ = Presider.objects.filter(seat__in=keys).delete()
    if preside:
        record({"主席团移出": preside}, {})
    Seat.objects.filter(pk__in=keys).delete()
    return len(keys)


@action("纸质名单补录签到")
def sign_in_list(*, actor: Actor, meeting: Meeting, seats: Iterable[Seat], at: datetime) -> Meeting:
    """Enter from the paper list who came; who is signed in already stays as they are."""
    meeting = run(actor, meeting, "sign")
    require(hall.is_the_day(localtime(at).date(), meets_on=meeting.meets_on))
    keys = [one.pk for one in seats]
    rows = meeting.seats.filter(pk__in=keys, signed_at=None)
    for one in rows.select_related("mandate", "member"):
        require(still_sits(one, meeting))
    came = rows.update(signed_at=at, signed_by="list", signed_at_desk=actor.member_id, left_at=None)
    record({}, {"纸质名单签到": came})
    return meeting


@action("撤销签到")
def undo_sign_in(*, actor: Actor, seat: Seat, why: str, at: datetime) -> Seat:
    """Strike a sign-in that was a mistake; what was struck, why and by whom stays visible.

    Whoever holds a paper of a vote was there: they leave, and are not struck.
    """
    meeting = run(actor, seat.meeting, "strike")
    seat = lock(seat)
    if seat.signed_at is None:
        raise Refused(refused("还没有签到"))
    if not why.strip():
        raise Refused(refused("请说明撤销的原因"))
    require(hall.may_strike(seat.name, has_paper=has_paper(seat)))
    Struck.objects.create(
        meeting=meeting,
        seat=seat,
        name=seat.name,
        signed_at=seat.signed_at,
        signed_by=seat.signed_by,
        why=why.strip(),
        struck_at=at,
        by_id=actor.member_id,
    )
    seat.signed_at, seat.signed_by, seat.left_at, seat.signed_at_desk = None, "", None, None
    seat.save(update_fields=["signed_at", "signed_by", "left_at", "signed_at_desk"])
    about(meeting)
    record({"签到": seat.name}, {"撤销原因": why.strip()})
    return seat


@action("代表资格审查")
def check_credentials(
    *, actor: Actor, meeting: Meeting, today: date, despite: str = ""
) -> Credentials:
    """Judge every delegate of the term; where all is in order the roll is theirs and stands still.

    `despite` is the reason of who leads the unit for going on over a no; it stays visible.
    """
    meeting = run(actor, meeting, "fix")
    congress = asked.congress_of(meeting)
    if congress is None:
        raise Refused(refused(f"本届{meeting.what.people}还没有登记，请先在“代表”登记"))
    findings = asked.credentials_of(congress, today)
    said = mandates.passes(findings)
    if not said and despite.strip():
        require(policies.may_override(actor, meeting))
        override(actor=actor, meeting=meeting, what=said.reason[:200], reason=despite, today=today)
    elif not said:
        raise Refused(said)
    seat_delegates(actor=actor, meeting=meeting, congress=congress)
    stand_still(actor, meeting, today)
    made = Credentials(meeting=meeting, congress=congress, checked_on=today)
    made.counts = asked.shares_of(congress)
    made.total = made.counts["total"]
    made.findings = [_told(one) for one in findings]
    made.by_id = actor.member_id
    made.save()
    post_delegates(actor=actor, congress=congress, today=today)
    if meeting.kind == "delegates" and meeting.is_first:
        _prepared(actor, meeting, today)
    about(meeting)
    return made


def _told(one: Finding) -> list[object]:
    said = one.verdict
    clause = said.clause.id if said.clause else ""
    return [one.topic, said.reason, clause, bool(said), one.tone.value]


def _prepared(actor: Actor, meeting: Meeting, today: date) -> None:
    """Enter the check as done among the steps before a first session."""
    row = Preparation.objects.filter(meeting=meeting, key="checked").first()
    row = row or Preparation(meeting=meeting, key="checked")
    row.done_on, row.why_not, row.by_id = today, "", actor.member_id
    row.save()
