"""双代会: a union's congress and a staff congress on one day, and nothing but the day is shared."""

import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Locator, Page, expect

from zhijia.meetings import actions
from zhijia.meetings.models import Meeting
from zhijia.org.demo import Cast
from zhijia.org.models import Member
from zhijia.platform.actor import Actor

from .conftest import PHONE
from .hands import part, press, told

UNION, STAFF = "第三届第一次会员代表大会", "第五届第一次职工代表大会"
DESK = "2001"


class Pair:
    """The two meetings, the desk that runs them, and one who sits in both."""

    def __init__(self, union: Meeting, staff: Meeting, desk: Actor) -> None:
        self.union, self.staff, self.desk = union, staff, desk


@pytest.fixture
def pair(organisation: Cast, today: date) -> Pair:
    """Both called for today: 12 union delegates, 15 of staff; eight people sit in both."""
    desk, unit = organisation.actors["hospital_desk"], organisation.units["hospital"]
    people = Member.objects.bulk_create(
        Member(unit=unit, unit_path=unit.path, name=f"代表{n:02d}", staff_no=f"S{n:03d}")
        for n in range(1, 20)
    )

    def convene(kind: str, title: str, term: int, seats: list[Member], business: str) -> Meeting:
        meeting = actions.plan(
            actor=desk,
            unit=unit,
            kind=kind,
            title=title,
            meets_on=today,
            today=today,
            term=term,
            session=1,
            place="门诊楼五楼会议室",
        )
        actions.seat(actor=desk, meeting=meeting, members=seats, group="第一团")
        actions.add_item(actor=desk, meeting=meeting, title="开场讲话", speaker="主席")
        words = meeting.what.deals_with(business).title
        actions.add_item(actor=desk, meeting=meeting, title=words, business=business)
        actions.fix_roll(actor=desk, meeting=meeting, today=today)
        return actions.call(actor=desk, meeting=meeting, today=today)

    union = convene("delegates", UNION, 3, people[:12], "work")
    staff = convene("institution", STAFF, 5, people[4:], "method")
    return Pair(union, staff, desk)


def come(pair: Pair, meeting: Meeting, number: int) -> None:
    """Let so many more sign in at the desk."""
    for seat in meeting.seats.filter(signed_at=None)[:number]:
        actions.sign_in(actor=pair.desk, seat=seat, at=now())


def visit(page: Page, name: str, meeting: Meeting) -> None:
    page.goto(reverse(f"meetings:{name}", args=[meeting.pk]))


def vote(page: Page, meeting: Meeting, yes: int, no: int) -> None:
    """Run the agenda on the panel: the speech, then the vote by hands, then the end."""
    visit(page, "panel", meeting)
    page.get_by_role("row", name="开场讲话").get_by_role("button", name="开始").click()
    told(page, "已更新议程")
    second = page.get_by_role("row").filter(has=page.get_by_role("button", name="开始"))
    second.get_by_role("button", name="开始").click()
    page.get_by_role("link", name="举手表决").click()
    page.get_by_label("赞成").fill(str(yes))
    page.get_by_label("反对").fill(str(no))
    press(page, "登记结果")
    told(page, "表决结果已登记")
    page.get_by_role("link", name="结束").click()
    page.get_by_label("决议文字").fill("批准并执行。")
    press(page, "结束")
    told(page, "议题已结束")


def came_of(page: Page, title: str) -> Locator:
    """Return what the panel says came of an item."""
    return page.get_by_role("row", name=title).locator("[data-label='进度']")


def step(page: Page, name: str, meeting: Meeting, button: str) -> None:
    visit(page, name, meeting)
    press(page, button)


def test_two_congresses_on_one_day_share_nothing_but_the_day(
    pair: Pair,
    enter: Callable[..., Page],
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    page = enter(DESK)
    visit(page, "meeting-beside", pair.union)
    page.get_by_label("另一个会议").select_option(label=STAFF)
    press(page, "合并召开")
    told(page, "两个会议合并召开")
    expect(part(page, "会议")).to_contain_text("双代会")
    axe(page)

    # One who sits in both signs in at one desk: the other meeting still waits for them.
    come(pair, pair.union, 7)
    visit(page, "desk", pair.union)
    axe(page)
    page.get_by_label("姓名或者工号").fill("S008")
    press(page, "查找")
    expect(page.get_by_role("row", name="代表09")).to_have_count(0)
    press(page.get_by_role("row", name="代表08"), "签到")
    told(page, "代表08 已签到")
    expect(page.get_by_text("应到 12 人，实到 8 人")).to_be_visible()
    visit(page, "desk", pair.staff)
    expect(page.get_by_text("应到 15 人，实到 0 人")).to_be_visible()
    page.get_by_label("姓名或者工号").fill("S008")
    press(page, "查找")
    expect(page.get_by_role("cell", name="未签到")).to_be_visible()

    # Eight of twelve are two thirds; nine of fifteen are not, ten are.
    step(page, "meeting-open", pair.union, "宣布开会")
    told(page, "会议已开始")
    come(pair, pair.staff, 9)
    step(page, "meeting-open", pair.staff, "宣布开会")
    expect(page.get_by_text("还差 1 人")).to_be_visible()
    come(pair, pair.staff, 1)
    step(page, "meeting-open", pair.staff, "宣布开会")
    told(page, "会议已开始")

    # The same seven hands adopt in one and fail in the other.
    vote(page, pair.union, 7, 1)
    expect(came_of(page, "工会委员会工作报告")).to_have_text("通过")
    vote(page, pair.staff, 7, 3)
    expect(came_of(page, "选举办法、表决办法")).to_have_text("未通过")
    axe(page)
    for meeting, counted in ((pair.union, "8 / 12"), (pair.staff, "10 / 15")):
        visit(page, "screen", meeting)
        expect(page.locator(".hall-number")).to_have_text(counted)
        axe(page)
    phone = enter(DESK, **PHONE)
    for name in ("meeting", "panel", "desk", "roll", "meeting-after", "screen"):
        visit(phone, name, pair.staff)
        axe(phone)
        width = phone.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"{name} is {width} px wide"

    # Each has its own minutes and its own archive.
    for meeting, said, other in ((pair.union, "8 人", STAFF), (pair.staff, "10 人", UNION)):
        step(page, "meeting-close", meeting, "宣布闭会")
        told(page, "会议已闭会")
        visit(page, "meeting-minutes", meeting)
        expect(page.get_by_label("纪要", exact=True)).to_have_value(re.compile(f"实到 {said}"))
        press(page, "保存")
        told(page, "纪要已另存一稿")
        step(page, "meeting-archive", meeting, "归档")
        told(page, "会议已归档")
        visit(page, "meeting-after", meeting)
        axe(page)
        with page.expect_download() as coming:
            page.get_by_role("link", name="下载档案").click()
        file = tmp_path / f"{meeting.pk}.zip"
        coming.value.save_as(file)
        whole(file, meeting, other)


def whole(file: Path, meeting: Meeting, other: str) -> None:
    """See that an archive is complete by its own hashes, and holds nothing of the other meeting."""
    with ZipFile(file) as archive:
        told = archive.read("校验和.txt").decode().splitlines()
        assert len(told) == meeting.filed.count() == len(archive.namelist()) - 1
        for line in told:
            digest, _, name = line.partition("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
            assert other not in name
