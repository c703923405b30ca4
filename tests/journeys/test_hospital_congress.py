"""第三届第一次会员代表大会 of the hospital: 34 delegates elect their committee on paper."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.meetings.elections import agreed, counted, item, plan, put_forward, shown, watch
from zhijia.ballots import actions as ballots
from zhijia.meetings import actions
from zhijia.meetings.models import Election, Meeting
from zhijia.meetings.queries import elections as queries
from zhijia.org import actions as org
from zhijia.org.models import Member, Post, Unit
from zhijia.platform.actor import Actor

from . import hands
from .conftest import DESKTOP, PHONE

Axe = Callable[[Page], None]
Enter = Callable[..., Page]
DAY = timedelta(days=1)
DELEGATES, STAND, SEATS, CAME = 34, 8, 7, 30
VOTES = [29, 28, 27, 26, 25, 24, 23, 9]


def people(unit: Unit, prefix: str, number: int) -> list[Member]:
    return Member.objects.bulk_create(
        Member(unit=unit, unit_path=unit.path, name=f"{prefix}{n:02d}", staff_no=f"{prefix}{n:03d}")
        for n in range(1, number + 1)
    )


@pytest.fixture
def delegates(hospital: Unit) -> list[Member]:
    """Thirty-four delegates of two hundred members."""
    people(hospital, "职工", 166)
    return people(hospital, "代表", DELEGATES)


@pytest.fixture
def before(
    hospital: Unit, hospital_desk: Actor, seat: Callable[[str, Unit], Actor], today: date
) -> None:
    """The second term, which ends today; its chair goes."""
    elected_on = today.replace(year=today.year - 5)
    org.open_term(
        actor=hospital_desk,
        unit=hospital,
        number=2,
        elected_on=elected_on,
        years=5,
        seats=7,
        today=today,
        meeting="第二届第一次会员代表大会",
    )
    seat("2002", hospital)


@pytest.fixture
def election(
    live_server: LiveServer,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    delegates: list[Member],
    before: None,
    today: date,
) -> Election:
    """All that was done in the weeks before: list, consent, 公示, watchers, agenda, the call."""
    desk = hospital_desk
    meeting = actions.plan(
        actor=desk,
        unit=hospital,
        kind="delegates",
        title="第三届第一次会员代表大会",
        meets_on=today,
        today=today,
        term=3,
        session=1,
    )
    actions.seat(actor=desk, meeting=meeting, members=delegates)
    meeting = actions.fix_roll(actor=desk, meeting=meeting, today=today)
    for business, title in (
        ("term", "本届任期五年"),
        ("seats", "委员名额七名"),
        ("method", "选举办法"),
        ("watchers", "监票人、计票人名单"),
    ):
        item(desk, meeting, business, title)
    one = plan(desk, item(desk, meeting, "committee", "选举第三届工会委员会委员"))
    one = put_forward(desk, one, delegates[:STAND], today - 20 * DAY)
    one = agreed(desk, one, today - 19 * DAY)
    one = shown(desk, one, delegates[20], today - 18 * DAY, today)
    watch(desk, meeting, delegates[20:23])
    meeting = actions.call(actor=desk, meeting=meeting, today=today)
    for each in meeting.seats.filter(seat="delegate")[:CAME]:
        actions.sign_in(actor=desk, seat=each, at=now())
    officer = Member.objects.get(pk=desk.member_id)
    for who in (officer, delegates[0]):
        org.give_account(actor=group_desk, member=who, password=hands.PASSWORD, is_demo=True)
    return queries.elections().get(pk=one.pk)


def by_hand(page: Page, meeting: Meeting, title: str) -> None:
    """Open an item in the chair's panel, count hands, end it."""
    page.goto(f"/meetings/{meeting.pk}/panel/")
    hands.press(page.locator("tr", has_text=title), "开始")
    page.locator("tr", has_text=title).get_by_role("link", name="举手表决").click()
    page.get_by_label("赞成").fill(str(CAME))
    page.get_by_label("反对").fill("0")
    hands.press(page, "登记结果")
    hands.told(page, "表决结果已登记")


def test_the_hospital_elects_its_committee_and_the_posts_are_written(
    election: Election,
    hospital: Unit,
    hospital_desk: Actor,
    delegates: list[Member],
    enter: Enter,
    axe: Axe,
    today: date,
) -> None:
    desk, meeting, key = hospital_desk, election.item.meeting, election.item_id
    page = enter("2001", **DESKTOP)
    page.on("dialog", lambda question: question.accept())

    # The papers, from the list that hung.
    page.goto(f"/meetings/items/{key}/election/")
    expect(hands.part(page, "程序")).to_contain_text("候选人名单公示期满")
    expect(hands.part(page, "程序")).to_contain_text("“选举办法”还没有经本次会议表决通过")
    axe(page)
    page.get_by_role("link", name="生成选票").click()
    hands.press(page, "生成选票")
    hands.told(page, "选票已生成")
    hands.part(page, "选票").get_by_role("link", name="打开选票").click()
    expect(page.get_by_role("main")).to_contain_text("应到 34 人")
    hands.press(page, "定稿")

    # The day: opened, four things adopted, then the vote.
    page.goto(f"/meetings/{meeting.pk}/open/")
    hands.press(page, "宣布开会")
    hands.told(page, "会议已开始")
    page.goto(f"/meetings/{meeting.pk}/panel/")
    hands.press(page.locator("tr", has_text="选举第三届"), "开始")
    hands.told(page, "已更新议程")
    page.goto(f"/meetings/items/{key}/election/step/begin/")
    hands.press(page, "开始投票")
    expect(page.get_by_role("main")).to_contain_text("“本届任期”还没有经本次会议表决通过")
    for title in ("本届任期五年", "委员名额七名", "选举办法", "监票人、计票人名单"):
        by_hand(page, meeting, title)
    not_begun(election)
    page.goto(f"/meetings/{meeting.pk}/panel/")
    hands.press(page.locator("tr", has_text="选举第三届"), "继续")
    hands.told(page, "已更新议程")
    page.goto(f"/meetings/items/{key}/election/step/begin/")
    hands.press(page, "开始投票")
    hands.told(page, "在场的人已经签到领票")

    # Papers come back; two tellers count alike; the scrutineer adds up.
    one = queries.elections().get(pk=election.pk)
    assert one.ballot
    assert one.ballot.voters.filter(way="paper").count() == CAME
    counted(desk, one.ballot, VOTES, today)
    page.goto(f"/meetings/items/{key}/election/")
    page.get_by_role("link", name="采用计票结果").click()
    hands.press(page, "采用计票结果")
    elected = hands.part(page, "当选人")
    expect(elected).to_contain_text("代表07")
    expect(elected.get_by_role("table")).not_to_contain_text("代表08")
    axe(page)
    hands.press(elected, "宣布结果")
    hands.told(page, "结果已宣布")

    # The chair, at the first plenary of the new committee.
    chair(desk, hospital, one, delegates, today)
    page.goto(f"/meetings/items/{key}/election/")
    after = hands.part(page, "选举以后")
    expect(after).to_contain_text("选举结果还没有报上一级工会")
    after.get_by_role("link", name="写入职务").click()
    hands.press(page, "写入职务")
    hands.told(page, "任职已写入")
    after = hands.part(page, "选举以后")
    for words in ("法定代表人变更登记", "工会账户预留印鉴变更", "原工会主席离任审计"):
        expect(after).to_contain_text(words)
    axe(page)
    term = hospital.terms.first()
    assert term
    assert (term.number, term.elected_on, term.years, term.seats) == (3, today, 5, SEATS)
    assert Post.objects.open().get(unit=hospital, kind="chair").member == delegates[0]
    assert Post.objects.open().filter(unit=hospital, kind="committee").count() == SEATS - 1
    assert Post.objects.get(member__staff_no="2002", unit=hospital).ending == "term_ended"
    page.goto(hospital.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("代表01")

    # A delegate looks at the result on the phone.
    phone = enter("代表001", **PHONE)
    phone.goto(f"/meetings/items/{key}/election/")
    expect(hands.part(phone, "当选人")).to_contain_text("代表01")
    expect(phone.get_by_role("main")).not_to_contain_text("写入职务")
    axe(phone)


def not_begun(election: Election) -> None:
    """An election that was refused its vote has not begun it."""
    found = queries.last_ballot(queries.elections().get(pk=election.pk))
    assert found
    assert found.state == "set"


def chair(desk: Actor, unit: Unit, root: Election, delegates: list[Member], today: date) -> None:
    """The committee of seven elects its chair on paper."""
    meeting = actions.plan(
        actor=desk,
        unit=unit,
        kind="committee",
        title="第三届委员会第一次全体会议",
        meets_on=today,
        today=today,
    )
    actions.seat(actor=desk, meeting=meeting, members=[each.member for each in root.elected.all()])
    actions.fix_roll(actor=desk, meeting=meeting, today=today)
    meeting = actions.call(actor=desk, meeting=meeting, today=today)
    for each in meeting.seats.all():
        actions.sign_in(actor=desk, seat=each, at=now())
    meeting = actions.open_meeting(actor=desk, meeting=meeting, today=today)
    row = item(desk, meeting, "chair", "选举工会主席")
    one = actions.plan_election(actor=desk, item=row, office="chair", seats=1, source=root)
    actions.nominate(actor=desk, election=one, member=delegates[0], group="委员", today=today)
    one = actions.list_candidates(
        actor=desk, election=one, nominees=list(one.nominees.all()), today=today
    )
    one = agreed(desk, one, today)
    watch(desk, meeting, delegates[20:23])
    names = item(desk, meeting, "watchers", "监票人、计票人")
    actions.begin_item(actor=desk, item=names, at=now())
    actions.vote_by_hands(actor=desk, item=names, yes=SEATS, no=0, abstain=0)
    one = actions.draft_ballot(actor=desk, election=one, today=today)
    assert one.ballot
    ballots.set_ballot(actor=desk, ballot=one.ballot, today=today)
    actions.begin_item(actor=desk, item=one.item, at=now())
    one = queries.elections().get(pk=one.pk)
    actions.begin_vote(actor=desk, election=one, today=today)
    ballot = queries.last_ballot(one)
    assert ballot
    counted(desk, ballot, [SEATS], today)
    actions.take_result(actor=desk, election=one, today=today)
    one = queries.elections().get(pk=one.pk)
    actions.announce(actor=desk, election=one, today=today)
