"""化工集团第三届职工代表大会第一次会议: 214 delegates, six delegations, four items, one fails.

Most delegates are staff who have no account, so the desk signs them in from the paper list.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import get_current_timezone

from zhijia.ballots import actions as ballots
from zhijia.ballots.models import Ballot
from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

from .. import actions
from ..models import Congress, Item, Meeting
from ..queries import delegates as asked
from ..rules.mandates import NewDelegate

AGO = timedelta(days=380)  # the session from which the proposals of last year come
# Six electoral units with their people and seats, each a delegation of its own.
UNITS = (
    ("合成车间", 238, 40),
    ("供电公司", 320, 54),
    ("职工医院", 180, 31),
    ("子弟学校", 96, 16),
    ("储运公司", 264, 45),
    ("机关和后勤", 162, 28),
)
# Members of the story who were elected, by electoral unit.
KNOWN = {
    "合成车间": ("7002",),
    "供电公司": ("4001", "5002", "6003"),
    "职工医院": ("2003",),
    "子弟学校": ("3001",),
    "机关和后勤": ("1003", "1005"),
}
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗"
GIVEN = tuple("建华 秀英 志强 丽娟 海波 桂兰 文斌 玉梅 国平 晓东 淑芬 永胜".split())
ABSENT = 8
# 107 for, 88 against, 10 abstained, counted in piles of a hundred at most.
PILES = ((60, 36, 4), (45, 49, 6), (2, 3, 0))
WATCH = {"chief_scrutineer": "1005", "teller_a": "2003", "teller_b": "3001"}
Agenda = tuple[tuple[str, str, str], ...]
AGENDA: Agenda = (
    ("rules", "考勤和休假管理办法修订草案", "人力资源部"),
    ("welfare", "职工福利基金使用方案", "财务部"),
    ("oversight", "劳动合同履行和工资支付情况", "劳动法律监督委员会"),
    ("special", "提案审查委员会成员名单", "筹备组"),
)
SAID = (
    ("合成车间代表团", 0, "夜班连续两周的，应当安排一次补休。", "采纳，写入第十二条。"),
    ("职工医院代表团", 0, "年休假可以分三次使用。", "采纳，写入第九条。"),
    ("储运公司代表团", 2, "外包队伍的工资支付也应当纳入检查。", "列入下半年检查范围。"),
)


def fill(cast: Cast, *, today: date) -> None:
    """Tell the congress from the election of its delegates to its close."""
    on, desk = today - AGO, cast.actors["group_desk"]
    congress = elect(cast, desk, on - timedelta(days=24))
    group(desk, congress)
    meeting = plan(cast, desk, congress, on, today=on - timedelta(days=18))
    meeting = _call(desk, meeting, on)
    _hold(cast, desk, meeting, on)


def elect(cast: Cast, desk: Actor, on: date) -> Congress:
    """Enter the term, its electoral units and whom they elected."""
    congress = actions.enter_congress(
        actor=desk,
        unit=cast.units["group"],
        kind="staff",
        number=3,
        years=5,
        begins_on=on,
        seats=sum(seats for *_, seats in UNITS),
        people=sum(people for _, people, _ in UNITS),
        women=420,
    )
    people: list[NewDelegate] = []
    for name, voters, seats in UNITS:
        actions.put_precinct(actor=desk, congress=congress, name=name, people=voters, seats=seats)
        people += _chosen(cast, name, voters, seats, len(people), on)
    actions.enter_delegates(actor=desk, congress=congress, people=people, today=on)
    actions.set_target(
        actor=desk,
        congress=congress,
        share="frontline",
        bound="least",
        percent=50,
        source="第三届职工代表选举方案第四条",
    )
    return congress


def _chosen(
    cast: Cast, precinct: str, voters: int, seats: int, start: int, on: date
) -> list[NewDelegate]:
    """Return whom an electoral unit elected: the people of the story first."""
    known = [cast.members[number] for number in KNOWN.get(precinct, ())]
    found = []
    for n in range(seats):
        at = start + n
        who = known[n] if n < len(known) else None
        name = SURNAMES[at % len(SURNAMES)] + GIVEN[(at * 7 + at // len(SURNAMES) * 5) % len(GIVEN)]
        found.append(
            NewDelegate(
                who.name if who else name,
                precinct,
                number=who.staff_no if who else f"Z{at + 1:03d}",
                member_id=who.pk if who else None,
                rank="chief" if at % 12 == 0 else "deputy" if at % 15 == 1 else "",
                is_woman=who.gender == "female" if who else at % 5 < 2,
                is_young=at % 4 == 0,
                is_frontline=at % 5 != 0,
                is_teacher=precinct == "子弟学校",
                is_model=at % 40 == 3,
                elected_on=on,
                everybody=voters,
                came=voters - voters // 10,
                candidates=seats + seats // 5,
                yes=voters // 2 + 12 + at % 9,
            )
        )
    return found


def group(desk: Actor, congress: Congress) -> None:
    """Make a delegation of each electoral unit, with a head."""
    for precinct in congress.precincts.all():
        made = actions.put_delegation(
            actor=desk, congress=congress, name=f"{precinct}代表团", precincts=[precinct]
        )
        head = asked.delegates_of(congress).filter(delegation=made).first()
        assert head
        actions.name_head(actor=desk, delegate=head)


def plan(
    cast: Cast,
    desk: Actor,
    congress: Congress,
    on: date,
    *,
    today: date,
    agenda: Agenda = AGENDA,
) -> Meeting:
    """Plan the first session with its agenda and who watches over its votes."""
    meeting = actions.plan(
        actor=desk,
        unit=congress.unit,
        kind="staff",
        title="化工集团第三届职工代表大会第一次会议",
        meets_on=on,
        today=today,
        term=3,
        session=1,
        begins=time(8, 30),
        place="职工俱乐部礼堂",
    )
    for business, title, speaker in agenda:
        actions.add_item(
            actor=desk, meeting=meeting, title=title, business=business, speaker=speaker
        )
    for role, number in WATCH.items():
        actions.name_watch(actor=desk, meeting=meeting, role=role, member=cast.members[number])
    return meeting


def _call(desk: Actor, meeting: Meeting, on: date) -> Meeting:
    """Check the credentials and call the session ten days before."""
    actions.check_credentials(actor=desk, meeting=meeting, today=on - timedelta(days=12))
    meeting.refresh_from_db()
    return actions.call(actor=desk, meeting=meeting, today=on - timedelta(days=10))


def absent(cast: Cast, meeting: Meeting) -> list[int]:
    """Return the keys of the eight seats whose delegates did not come; the story's people came."""
    known = [cast.members[number].pk for numbers in KNOWN.values() for number in numbers]
    strangers = Q(member=None) | ~Q(member__in=known)
    gone = meeting.seats.filter(strangers).order_by("-place")[:ABSENT]
    return list(gone.values_list("pk", flat=True))


def _hold(cast: Cast, desk: Actor, meeting: Meeting, on: date) -> None:
    """Sign in all but eight, go through the agenda, close."""
    begins = datetime.combine(on, time(8, 10), get_current_timezone())
    come = meeting.seats.exclude(pk__in=absent(cast, meeting))
    actions.sign_in_list(actor=desk, meeting=meeting, seats=come, at=begins)
    meeting = actions.open_meeting(actor=desk, meeting=meeting, today=on)
    items = list(meeting.items.all())
    for group, n, words, answer in SAID:
        said = actions.note_opinion(
            actor=desk, meeting=meeting, item=items[n], group=group, words=words, today=on
        )
        actions.answer_opinion(actor=desk, opinion=said, answer=answer)
    for n, item in enumerate(items):
        at = begins + timedelta(minutes=30 + 40 * n)
        item = actions.begin_item(actor=desk, item=item, at=at)
        if item.business == "welfare":
            _vote(cast, desk, item, on)
        if item.business == "special":
            actions.vote_by_hands(actor=desk, item=item, yes=198, no=3, abstain=5)
        actions.end_item(actor=desk, item=item, at=at + timedelta(minutes=35))
    actions.close_meeting(actor=desk, meeting=meeting, today=on)


def _vote(cast: Cast, desk: Actor, item: Item, on: date) -> None:
    """Put the use of the welfare fund to a secret vote: 107 of 214 is not more than half."""
    item = actions.draft_vote(actor=desk, item=item, today=on)
    assert item.ballot
    ballot = ballots.set_ballot(actor=desk, ballot=item.ballot, today=on)
    actions.begin_ballot(actor=desk, item=item, today=on)
    ballot.refresh_from_db()
    count(cast, desk, ballot, on)
    actions.take_vote(actor=desk, item=item)


def count(cast: Cast, desk: Actor, ballot: Ballot, on: date) -> None:
    """Take the papers out of the box and let both tellers count them alike."""
    issued, returned = ballot.voters.exclude(way="").count(), sum(map(sum, PILES))
    ballots.put_box(actor=desk, ballot=ballot, box="会场", issued=issued, returned=returned)
    ends = datetime.combine(on, time(11), get_current_timezone())
    ballot = ballots.close_ballot(actor=desk, ballot=ballot, today=on, now=ends)
    contest = ballot.contests.get()
    key = contest.choices.get().key
    for role in ("teller_a", "teller_b"):
        for pile, (yes, no, abstain) in enumerate(PILES, 1):
            ballots.hand_in(
                actor=actor_for(cast.members[WATCH[role]]),
                contest=contest,
                pile=pile,
                valid=yes + no + abstain,
                void=0,
                lines={key: {"yes": yes, "no": no, "abstain": abstain}},
                others={},
                voids={},
            )
    ballot = ballots.count_ballot(actor=desk, ballot=ballot, today=on)
    ballot = ballots.tell_result(actor=desk, ballot=ballot, today=on)
    ballots.seal_ballot(actor=desk, ballot=ballot, today=on)
