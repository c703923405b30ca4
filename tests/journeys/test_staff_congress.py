"""A company's 职代会: 214 delegates in six delegations, four items, one of which fails at 107."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from zhijia.ballots import actions as ballots
from zhijia.ballots.models import Ballot
from zhijia.meetings import actions
from zhijia.meetings.demo import staff
from zhijia.meetings.models import Congress, Meeting
from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor

from . import hands
from .conftest import DESKTOP, PHONE

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
AGENDA = (*staff.AGENDA[:3], ("leaders", "民主评议领导人员", "党委组织部"))


@pytest.fixture
def term(organisation: Cast, today: date) -> Congress:
    """第三届: six electoral units, 214 delegates, in six delegations."""
    desk = organisation.actors["group_desk"]
    congress = staff.elect(organisation, desk, today - timedelta(days=24))
    staff.group(desk, congress)
    return congress


@pytest.fixture
def meeting(organisation: Cast, term: Congress, today: date) -> Meeting:
    """The first session, today, its agenda of four items."""
    return staff.plan(
        organisation, organisation.actors["group_desk"], term, today, today=today, agenda=AGENDA
    )


def count(cast: Cast, desk: Actor, ballot: Ballot, today: date) -> None:
    """Close the ballot, let both tellers hand in the same sheet, and count: 107 of 214 agree."""
    staff.count(cast, desk, ballot, today)


def begin(page: Page, title: str) -> None:
    """Go on to an item at the chair's panel."""
    hands.press(page.locator("tr", has_text=title), "开始")


def test_a_staff_congress_of_214_rejects_at_exactly_half(
    organisation: Cast,
    term: Congress,
    meeting: Meeting,
    enter: Enter,
    axe: Axe,
    today: date,
) -> None:
    """陈雨薇 checks, calls and runs the congress; 金磊 answers on the phone."""
    desk_actor = organisation.actors["group_desk"]
    desk = enter("1002", **DESKTOP)
    desk.goto(term.get_absolute_url())
    expect(desk.get_by_role("main")).to_contain_text("职工代表不少于 63 名，现为 214 名")
    axe(desk)
    desk.get_by_role("link", name="代表团（组）").first.click()
    expect(desk.locator("section.card")).to_have_count(6)
    expect(desk.get_by_role("main")).to_contain_text("供电公司代表团（54 人）")
    axe(desk)

    desk.goto(meeting.get_absolute_url())
    agenda = hands.part(desk, "议程")
    for competence in ("审议建议", "审议通过", "审查监督", "民主评议"):
        expect(agenda).to_contain_text(competence)
    desk.get_by_role("link", name="资格审查").click()
    expect(hands.part(desk, "审查结论")).to_contain_text("没有发现不合规定的事项")
    axe(desk)
    hands.press(desk, "通过资格审查并固定名单")
    hands.told(desk, "应到 214 人")
    desk.get_by_role("link", name="发出通知").click()
    hands.press(desk, "发出会议通知")
    hands.told(desk, "通知已发给")

    mine = enter("5002", **PHONE)
    mine.goto(meeting.get_absolute_url())
    mine.get_by_role("link", name="收到").click()
    hands.press(mine, "收到")
    hands.told(mine, "已回复")

    seats = meeting.seats.exclude(pk__in=staff.absent(organisation, meeting))
    actions.sign_in_list(actor=desk_actor, meeting=meeting, seats=seats, at=now())
    desk.goto(meeting.get_absolute_url())
    desk.get_by_role("link", name="宣布开会").click()
    hands.press(desk, "宣布开会")
    hands.told(desk, "会议已开始")

    mine.goto(f"/meetings/{meeting.pk}/say/")
    mine.get_by_label("议题").select_option(label="考勤和休假管理办法修订草案")
    mine.get_by_role("main").get_by_label("意见", exact=True).fill("夜班连续两周的，补休一次。")
    hands.press(mine, "记录")
    hands.told(mine, "意见已记录")

    item = meeting.items.get(business="welfare")
    actions.draft_vote(actor=desk_actor, item=item, today=today)
    item.refresh_from_db()
    assert item.ballot
    ballots.set_ballot(actor=desk_actor, ballot=item.ballot, today=today)
    actions.begin_item(actor=desk_actor, item=item, at=now())
    desk.goto(f"/meetings/items/{item.pk}/ballot/")
    hands.press(desk, "开始投票")
    hands.told(desk, "在场的人已经签到领票")
    item.ballot.refresh_from_db()
    assert item.ballot.voters.exclude(way="").count() == 206
    count(organisation, desk_actor, item.ballot, today)
    desk.reload()
    hands.press(desk, "采用表决结果")
    hands.told(desk, "表决结果已作为本项议题的结果")
    desk.goto(meeting.get_absolute_url())
    row = hands.part(desk, "议程").locator("tr", has_text="职工福利基金使用方案")
    expect(row).to_contain_text("未通过")
    expect(row).to_contain_text("107")
    expect(row).to_contain_text("108")
    axe(desk)
