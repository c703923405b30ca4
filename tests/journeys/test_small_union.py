"""A small independent union of eighteen members: a meeting of all elects committee and chair."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.meetings.elections import counted, item, shown
from zhijia.meetings import actions
from zhijia.meetings.models import Election, Meeting
from zhijia.meetings.queries import elections as queries
from zhijia.org import actions as org
from zhijia.org.models import Member, Post, Unit
from zhijia.org.queries import actor_for
from zhijia.org.rules import Basis
from zhijia.platform.actor import Actor

from . import hands
from .conftest import DESKTOP, PHONE

Axe = Callable[[Page], None]
Enter = Callable[..., Page]
DAY = timedelta(days=1)
MEMBERS, CAME = 18, 15


@pytest.fixture
def union(group: Unit, group_desk: Actor, today: date) -> Unit:
    """A union of its own at a private firm, below the group's, without a Party organisation."""
    return org.found_unit(
        actor=group_desk,
        parent=group,
        name="星火检测公司工会",
        code="XH",
        kind="company",
        founded_on=today - 2000 * DAY,
    )


@pytest.fixture
def members(union: Unit) -> list[Member]:
    return Member.objects.bulk_create(
        Member(unit=union, unit_path=union.path, name=f"会员{n:02d}", staff_no=f"X{n:02d}")
        for n in range(1, MEMBERS + 1)
    )


@pytest.fixture
def chair(union: Unit, group_desk: Actor, members: list[Member], today: date) -> Actor:
    """The chair of the first term keeps the desk alone; there is no officer beside."""
    begun = today.replace(year=today.year - 3)
    org.open_term(
        actor=group_desk,
        unit=union,
        number=1,
        elected_on=begun,
        years=3,
        seats=3,
        today=today,
        meeting="第一届第一次会员大会",
    )
    post = org.appoint(
        actor=group_desk,
        unit=union,
        member=members[0],
        kind="chair",
        from_on=begun,
        basis=Basis("elected", "第一届第一次会员大会", begun),
    )
    org.give_account(actor=group_desk, member=members[0], password=hands.PASSWORD, is_demo=True)
    org.give_account(actor=group_desk, member=members[5], password=hands.PASSWORD, is_demo=True)
    return actor_for(post.member)


@pytest.fixture
def meeting(
    live_server: LiveServer, union: Unit, chair: Actor, members: list[Member], today: date
) -> Meeting:
    """All eighteen are called; fifteen have come and adopted what a first session adopts."""
    made = actions.plan(
        actor=chair,
        unit=union,
        kind="members",
        title="第二届第一次会员大会",
        meets_on=today,
        today=today,
        term=2,
        session=1,
    )
    actions.seat(actor=chair, meeting=made, members=members)
    made = actions.fix_roll(actor=chair, meeting=made, today=today)
    for role, who in zip(("chief_scrutineer", "teller_a", "teller_b"), members[10:], strict=False):
        actions.name_watch(actor=chair, meeting=made, role=role, member=who)
    for business, title in (
        ("term", "本届任期三年"),
        ("seats", "委员名额三名"),
        ("method", "选举办法"),
        ("watchers", "监票人、计票人名单"),
        ("committee", "选举第二届工会委员会委员"),
        ("chair", "选举工会主席"),
    ):
        item(chair, made, business, title)
    return actions.call(actor=chair, meeting=made, today=today)


def prepared(
    desk: Actor, meeting: Meeting, office: str, people: list[Member], today: date, **said: object
) -> Election:
    """Two groups put people forward, the union above agrees, the list hangs its days."""
    row = meeting.items.get(business=office)
    one = actions.plan_election(
        actor=desk,
        item=row,
        office=office,
        has_party=False,
        **said,  # type: ignore[arg-type]  # facts by name
    )
    then = today - 20 * DAY
    for who in people:
        for name in ("第一小组", "第二小组"):
            actions.nominate(actor=desk, election=one, member=who, group=name, today=then)
    one = actions.list_candidates(
        actor=desk, election=one, nominees=list(one.nominees.all()), today=then
    )
    one = actions.ask_consent(
        actor=desk, election=one, whom="upper", to="化工集团工会", sent_on=then, today=today
    )
    assert one.upper
    actions.answer_petition(
        actor=desk,
        petition=one.upper,
        answered_on=then + DAY,
        is_agreed=True,
        answer="同意",
        today=today,
    )
    one = queries.elections().get(pk=one.pk)
    handler = meeting.seats.get(place=9).member
    assert handler
    return shown(desk, one, handler, then + DAY, today)


def vote(page: Page, one: Election, desk: Actor, votes: list[int], today: date) -> None:
    """Begin, count with two tellers, take the result over and announce it, in the browser."""
    page.goto(f"/meetings/{one.item.meeting_id}/panel/")
    hands.press(page.locator("tr", has_text=one.item.title), "开始")
    page.goto(f"/meetings/items/{one.item_id}/election/step/begin/")
    hands.press(page, "开始投票")
    hands.told(page, "在场的人已经签到领票")
    ballot = queries.last_ballot(queries.elections().get(pk=one.pk))
    assert ballot
    assert ballot.due == MEMBERS
    counted(desk, ballot, votes, today)
    page.goto(f"/meetings/items/{one.item_id}/election/step/take/")
    hands.press(page, "采用计票结果")


def test_eighteen_members_elect_their_committee_and_chair_and_a_tie_is_voted_again(
    meeting: Meeting,
    union: Unit,
    chair: Actor,
    members: list[Member],
    enter: Enter,
    axe: Axe,
    today: date,
) -> None:
    root = prepared(chair, meeting, "committee", members[:4], today, seats=3, percent=5, years=3)
    head = prepared(chair, meeting, "chair", members[:1], today, seats=1, source=root)
    page = enter("X01", **DESKTOP)
    page.on("dialog", lambda question: question.accept())
    page.goto(f"/meetings/items/{root.item_id}/election/")
    expect(hands.part(page, "程序")).to_contain_text("没有建立党组织，在上一级工会领导下进行")
    expect(hands.part(page, "程序")).to_contain_text("如期换届")
    page.get_by_role("link", name="生成选票").click()
    hands.press(page, "生成选票")
    hands.part(page, "选票").get_by_role("link", name="打开选票").click()
    hands.press(page, "定稿")
    expect(page.get_by_role("main")).to_contain_text("开始投票")

    # Eleven of eighteen are too few; twelve would do; fifteen come.
    come(chair, meeting, 11)
    page.goto(f"/meetings/{meeting.pk}/open/")
    hands.press(page, "宣布开会")
    expect(page.get_by_role("main")).to_contain_text("还差 1 人")
    come(chair, meeting, CAME)
    hands.press(page, "宣布开会")
    hands.told(page, "会议已开始")
    for row in meeting.items.filter(business__in=("term", "seats", "method", "watchers")):
        actions.begin_item(actor=chair, item=row, at=now())
        actions.vote_by_hands(actor=chair, item=row, yes=CAME, no=0, abstain=0)

    # Three tie for the last two seats, and the tied are voted on again.
    vote(page, root, chair, [15, 10, 10, 10], today)
    elected = hands.part(page, "当选人")
    expect(elected).to_contain_text("就得票相同的候选人再次投票")
    hands.press(elected, "另行投票")
    hands.told(page, "已起草另行投票的选票")
    axe(page)
    hands.part(page, "选票").get_by_role("link", name="打开选票").click()
    hands.press(page, "定稿")
    expect(page.get_by_role("main")).to_contain_text("下一步：开始投票")
    page.goto(f"/meetings/items/{root.item_id}/election/step/begin/")
    hands.press(page, "开始投票")
    hands.told(page, "在场的人已经签到领票")
    second = queries.last_ballot(queries.elections().get(pk=root.pk))
    assert second
    counted(chair, second, [12, 9, 6], today)
    page.goto(f"/meetings/items/{root.item_id}/election/step/take/")
    hands.press(page, "采用计票结果")
    hands.press(hands.part(page, "当选人"), "宣布结果")
    hands.told(page, "结果已宣布")

    # The same meeting elects the chair, one for one, out of the committee.
    page.goto(f"/meetings/items/{head.item_id}/election/step/ballot/")
    hands.press(page, "生成选票")
    hands.part(page, "选票").get_by_role("link", name="打开选票").click()
    hands.press(page, "定稿")
    expect(page.get_by_role("main")).to_contain_text("下一步：开始投票")
    vote(page, head, chair, [14], today)
    hands.press(hands.part(page, "当选人"), "宣布结果")
    hands.told(page, "结果已宣布")

    # The chair writes the posts, although their own ends in the same moment.
    page.goto(f"/meetings/items/{root.item_id}/election/write/")
    hands.press(page, "写入职务")
    hands.told(page, "任职已写入")
    open_ = Post.objects.open().filter(unit=union)
    assert open_.get(kind="chair").member == members[0]
    assert set(open_.filter(kind="committee").values_list("member__name", flat=True)) == {
        "会员02",
        "会员03",
    }
    assert union.terms.get(number=2).elected_on == today
    expect(hands.part(page, "选举以后")).to_contain_text("工会法人资格证书变更登记")
    expect(hands.part(page, "选举以后")).not_to_contain_text("离任审计")

    phone = enter("X06", **PHONE)
    phone.goto(f"/meetings/items/{root.item_id}/election/")
    expect(hands.part(phone, "当选人")).to_contain_text("会员02")
    axe(phone)


def come(desk: Actor, meeting: Meeting, number: int) -> None:
    """Let so many members in all sign in."""
    for one in meeting.seats.filter(place__lte=number, signed_at=None):
        actions.sign_in(actor=desk, seat=one, at=now())
