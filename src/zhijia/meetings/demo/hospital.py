"""职工医院第五届第一次会员代表大会: 34 delegates elect a committee, and it elects its chair.

The result is announced and reported; the visitor may enter the answer and write the posts.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone

from zhijia.ballots import actions as ballots
from zhijia.ballots.models import Ballot
from zhijia.disclosure import actions as disclosure
from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.org.models import Member
from zhijia.org.queries import actor_for
from zhijia.org.rules import Particulars
from zhijia.platform.actor import Actor

from .. import actions
from ..models import Election, Item, Meeting
from ..queries import elections as queries

AGO = timedelta(days=3)
DAY = timedelta(days=1)
# With the people of the story the hospital has more than a hundred members, so delegates elect.
ENROLLED, DELEGATES, SEATS, CAME = 104, 34, 7, 31
SURNAMES = "江叶杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪"
GIVEN = tuple("静怡 立新 春梅 学军 雪莹 振宇 慧敏 家豪 月华 子轩 瑞霞 长河 佳宁".split())
DEPARTMENTS = tuple("内科 外科 急诊科 检验科 药剂科 护理部 后勤保障部".split())
FROM_STORY = ("2002", "2003", "2004")
VOTES = (31, 30, 29, 28, 26, 25, 24, 12)
OPENING = (
    ("work", "第四届工会委员会工作报告"),
    ("term", "本届任期五年"),
    ("seats", "委员名额七名"),
    ("method", "选举办法"),
    ("watchers", "监票人、计票人名单"),
)
ROLES = ("chief_scrutineer", "teller_a", "teller_b")


def fill(cast: Cast, *, today: date) -> None:
    """Tell the congress from its first papers to the report of what it elected."""
    desk, on = cast.actors["hospital_desk"], today - AGO
    people = _enrol(cast, desk, today)
    story = [cast.members[number] for number in FROM_STORY]
    delegates = [*story, *people[: DELEGATES - len(story)]]
    meeting = _planned(cast, desk, delegates, on)
    election = _put_up(desk, meeting, delegates, on)
    meeting = _opened(desk, meeting, on)
    committee = _vote(desk, election, VOTES, on)
    chair = _plenary(cast, desk, committee, delegates, on)
    for one in (meeting, chair.item.meeting):
        _close(desk, one, on)
    actions.report_result(
        actor=desk,
        election=committee,
        to="化工集团工会",
        document="职医工字〔2026〕6号",
        sent_on=on + DAY,
        today=today,
    )


def _at(on: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(on, time(hour, minute), get_current_timezone())


def _enrol(cast: Cast, desk: Actor, today: date) -> list[Member]:
    """Enter the members of the hospital's departments."""
    made = []
    for n in range(ENROLLED):
        name = SURNAMES[n % len(SURNAMES)] + GIVEN[(n * 5 + n // len(SURNAMES) * 3) % len(GIVEN)]
        one = org.enrol(
            actor=desk,
            unit=cast.units["hospital"],
            name=name,
            staff_no=f"Y{n + 101}",
            joined_on=today - timedelta(days=900 + n),
            gender="female" if n % 3 else "male",
            facts=Particulars(department=DEPARTMENTS[n % len(DEPARTMENTS)]),
            today=today,
            informed_on=today - timedelta(days=900 + n),
        )
        made.append(one)
    return made


def _planned(cast: Cast, desk: Actor, delegates: Sequence[Member], on: date) -> Meeting:
    """Enter the meeting, ask for it upward, put the delegates on its roll, and call it."""
    before = on - timedelta(days=40)
    meeting = actions.plan(
        actor=desk,
        unit=cast.units["hospital"],
        kind="delegates",
        title="第五届第一次会员代表大会",
        meets_on=on,
        today=before,
        term=5,
        session=1,
        begins=time(14),
        place="门诊楼五层会议室",
    )
    asked = actions.petition(
        actor=desk,
        meeting=meeting,
        to="化工集团工会",
        title="关于召开第五届第一次会员代表大会的请示",
        sent_on=before,
        today=before,
        is_upper=True,
        document="职医工字〔2026〕4号",
    )
    _agree(desk, asked.pk, meeting, before + 6 * DAY)
    for key in ("reported", "approved", "elected", "checked", "trained", "shown"):
        actions.prepare(
            actor=desk, meeting=meeting, key=key, done_on=on - 8 * DAY, today=on - 8 * DAY
        )
    actions.seat(actor=desk, meeting=meeting, members=delegates)
    meeting = actions.fix_roll(actor=desk, meeting=meeting, today=on - 9 * DAY)
    for business, title in (*OPENING, ("committee", "选举第五届工会委员会委员")):
        actions.add_item(actor=desk, meeting=meeting, title=title, business=business)
    return actions.call(actor=desk, meeting=meeting, today=on - 9 * DAY)


def _agree(desk: Actor, key: int, meeting: Meeting, on: date) -> None:
    """The union above, or the Party organisation, agrees."""
    actions.answer_petition(
        actor=desk,
        petition=meeting.petitions.get(pk=key),
        answered_on=on,
        is_agreed=True,
        answer="化工工字〔2026〕21号",
        today=on,
    )


def _put_up(desk: Actor, meeting: Meeting, delegates: Sequence[Member], on: date) -> Election:
    """Departments put people forward; the list is agreed to and hangs for its time."""
    before = on - timedelta(days=32)
    one = actions.plan_election(
        actor=desk,
        item=meeting.items.get(business="committee"),
        office="committee",
        seats=SEATS,
        percent=5,
        years=5,
        timing="化工工字〔2026〕21号",
    )
    for n, who in enumerate(delegates[: SEATS + 1]):
        for group in DEPARTMENTS[: 5 - n % 2]:
            actions.nominate(
                actor=desk, election=one, member=who, group=f"{group}分会", today=before
            )
    one = actions.list_candidates(
        actor=desk, election=one, nominees=list(one.nominees.all()), today=before + DAY
    )
    for whom, to in (("party", "中共职工医院委员会"), ("upper", "化工集团工会")):
        one = actions.ask_consent(
            actor=desk,
            election=one,
            whom=whom,
            to=to,
            sent_on=before + 2 * DAY,
            today=before + 2 * DAY,
        )
        _agree(desk, getattr(one, whom).pk, meeting, before + 5 * DAY)
    one = actions.show_candidates(
        actor=desk, election=_read(one), handler=delegates[20], today=before + 6 * DAY
    )
    assert one.showing
    over = one.showing.until_on + DAY
    disclosure.close_showing(actor=desk, showing=one.showing, words="", today=over)
    for role, who in zip(ROLES, delegates[20:], strict=False):
        actions.name_watch(actor=desk, meeting=meeting, role=role, member=who)
    return actions.draft_ballot(actor=desk, election=_read(one), today=on - 2 * DAY)


def _read(one: Election) -> Election:
    return queries.elections().get(pk=one.pk)


def _opened(desk: Actor, meeting: Meeting, on: date) -> Meeting:
    """Three of the delegates are on duty; the rest sign in, and adopt what comes first."""
    for n, seat in enumerate(meeting.seats.filter(seat="delegate").order_by("place")[:CAME]):
        actions.sign_in(actor=desk, seat=seat, at=_at(on, 13, 30 + n % 25))
    meeting = actions.open_meeting(actor=desk, meeting=meeting, today=on)
    for n, (business, _) in enumerate(OPENING):
        _by_hand(desk, meeting.items.get(business=business), CAME, _at(on, 14, 5 * n))
    return meeting


def _by_hand(desk: Actor, item: Item, yes: int, at: datetime) -> None:
    actions.begin_item(actor=desk, item=item, at=at)
    actions.vote_by_hands(actor=desk, item=item, yes=yes, no=0, abstain=0)
    actions.end_item(actor=desk, item=item, at=at + timedelta(minutes=4))


def _vote(desk: Actor, one: Election, votes: Sequence[int], on: date) -> Election:
    """Print, vote, count by two tellers, take the result over and read it out."""
    assert one.ballot
    ballots.set_ballot(actor=desk, ballot=one.ballot, today=on)
    actions.begin_item(actor=desk, item=one.item, at=_at(on, 15))
    actions.begin_vote(actor=desk, election=_read(one), today=on)
    ballot = queries.last_ballot(_read(one))
    assert ballot
    _count(desk, ballot, votes, on)
    actions.take_result(actor=desk, election=_read(one), today=on)
    actions.announce(actor=desk, election=_read(one), today=on)
    actions.end_item(actor=desk, item=_read(one).item, at=_at(on, 16))
    return _read(one)


def _count(desk: Actor, ballot: Ballot, votes: Sequence[int], on: date) -> None:
    """All papers come back; both tellers hand in the same sheet."""
    contest = ballot.contests.get()
    papers = ballot.voters.filter(way="paper").count()
    ballots.put_box(
        actor=desk, ballot=ballot, box="会场", issued=papers, returned=papers, is_mobile=False
    )
    ballot = ballots.close_ballot(actor=desk, ballot=ballot, today=on, now=_at(on, 15, 20))
    keys = [one.key for one in contest.choices.all()]
    lines = {
        key: {"yes": min(yes, papers), "no": papers - min(yes, papers)}
        for key, yes in zip(keys, votes, strict=True)
    }
    for teller in ballot.watchers.filter(role__startswith="teller").select_related("member"):
        assert teller.member
        ballots.hand_in(
            actor=actor_for(teller.member),
            contest=contest,
            pile=1,
            valid=papers,
            void=0,
            lines=lines,
            others={},
            voids={},
        )
    ballots.count_ballot(actor=desk, ballot=ballot, today=on)


def _plenary(
    cast: Cast, desk: Actor, committee: Election, delegates: Sequence[Member], on: date
) -> Election:
    """The new committee meets at once and elects its chair."""
    meeting = actions.plan(
        actor=desk,
        unit=cast.units["hospital"],
        kind="committee",
        title="第五届委员会第一次全体会议",
        meets_on=on,
        today=on,
        begins=time(16, 30),
    )
    people = [one.member for one in committee.elected.select_related("member")]
    actions.seat(actor=desk, meeting=meeting, members=people)
    actions.fix_roll(actor=desk, meeting=meeting, today=on)
    for business, title in (("watchers", "监票人、计票人名单"), ("chair", "选举工会主席")):
        actions.add_item(actor=desk, meeting=meeting, title=title, business=business)
    one = actions.plan_election(
        actor=desk,
        item=meeting.items.get(business="chair"),
        office="chair",
        seats=1,
        source=committee,
    )
    actions.nominate(actor=desk, election=one, member=people[0], group="第五届委员会委员", today=on)
    one = actions.list_candidates(
        actor=desk, election=one, nominees=list(one.nominees.all()), today=on
    )
    for whom, to in (("party", "中共职工医院委员会"), ("upper", "化工集团工会")):
        one = actions.ask_consent(actor=desk, election=one, whom=whom, to=to, sent_on=on, today=on)
        _agree(desk, getattr(one, whom).pk, meeting, on)
    for role, who in zip(ROLES, delegates[20:], strict=False):
        actions.name_watch(actor=desk, meeting=meeting, role=role, member=who)
    meeting = actions.call(actor=desk, meeting=meeting, today=on)
    for seat in meeting.seats.all():
        actions.sign_in(actor=desk, seat=seat, at=_at(on, 16, 25))
    meeting = actions.open_meeting(actor=desk, meeting=meeting, today=on)
    _by_hand(desk, meeting.items.get(business="watchers"), len(people), _at(on, 16, 30))
    one = actions.draft_ballot(actor=desk, election=_read(one), today=on)
    return _vote(desk, one, (len(people),), on)


def _close(desk: Actor, meeting: Meeting, on: date) -> None:
    meeting.refresh_from_db()
    actions.close_meeting(actor=desk, meeting=meeting, today=on)
