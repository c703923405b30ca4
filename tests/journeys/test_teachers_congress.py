"""A school's 教代会 with 59 of 100 teachers is refused, mended by a by-election, and called."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from zhijia.meetings import actions
from zhijia.meetings.models import Congress, Delegate, Meeting, Reading
from zhijia.meetings.queries import delegates as asked
from zhijia.meetings.rules.mandates import NewDelegate
from zhijia.org.actions import give_account
from zhijia.org.demo import Cast

from . import hands
from .conftest import DESKTOP, PHONE

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
PLACES = ("语文组", "数学组", "英语组", "综合组", "行政后勤")
EACH = 20
TEACHERS = 59


@pytest.fixture
def term(organisation: Cast, today: date) -> Congress:
    """The school's 第六届: five electoral units, a hundred delegates, 59 of them teachers."""
    desk, school = organisation.actors["school_desk"], organisation.units["school"]
    elected_on = today - timedelta(days=20)
    teacher = organisation.members["3003"]
    give_account(
        actor=organisation.actors["group_desk"],
        member=teacher,
        password=hands.PASSWORD,
        is_demo=True,
    )
    made = actions.enter_congress(
        actor=desk,
        unit=school,
        kind="teachers",
        number=6,
        years=5,
        begins_on=elected_on,
        seats=len(PLACES) * EACH,
        people=260,
    )
    for name in PLACES:
        actions.put_precinct(actor=desk, congress=made, name=name, people=52, seats=EACH)
    members = [organisation.members[number] for number in ("3002", "3003")]
    people = []
    for n in range(len(PLACES) * EACH):
        who = members[n] if n < len(members) else None
        people.append(
            NewDelegate(
                who.name if who else f"教职工{n + 1:03d}",
                PLACES[n // EACH],
                number=who.staff_no if who else f"T{n + 1:03d}",
                member_id=who.pk if who else None,
                is_teacher=n < TEACHERS,
                is_woman=n % 2 == 0,
                elected_on=elected_on,
                everybody=52,
                came=48,
                candidates=24,
                yes=40,
            )
        )
    actions.enter_delegates(actor=desk, congress=made, people=people, today=today)
    return made


@pytest.fixture
def meeting(term: Congress, organisation: Cast, today: date) -> Meeting:
    """The first session, in three weeks."""
    return actions.plan(
        actor=organisation.actors["school_desk"],
        unit=term.unit,
        kind="teachers",
        title="第六届第一次教职工代表大会",
        meets_on=today + timedelta(days=21),
        today=today,
        term=6,
        session=1,
    )


def test_fifty_nine_percent_teachers_are_refused_and_mended_by_a_by_election(
    term: Congress,
    meeting: Meeting,
    enter: Enter,
    axe: Axe,
    today: date,
    tmp_path: Path,
) -> None:
    """沈佳怡 checks the credentials, sees why they do not pass, and mends it."""
    desk = enter("3001", **DESKTOP)
    desk.goto(meeting.get_absolute_url())
    desk.get_by_role("link", name="资格审查").click()
    found = hands.part(desk, "审查结论")
    expect(found).to_contain_text("代表资格审查不能通过")
    expect(found).to_contain_text("教师 59 人，占 59.0%，应不低于 60%，即 60 人")
    axe(desk)
    hands.press(desk, "通过资格审查并固定名单")
    expect(desk.get_by_role("alert")).to_contain_text("不能通过")
    meeting.refresh_from_db()
    assert (meeting.due, meeting.roll_fixed_on) == (0, None)

    desk.get_by_role("link", name="代表名册").click()
    desk.get_by_label("姓名、工号、选举单位").fill("T100")
    hands.press(desk, "查找")
    axe(desk)
    desk.get_by_role("link", name="教职工100", exact=True).click()
    desk.get_by_role("link", name="登记终止").click()
    desk.get_by_label("终止原因").select_option(label="本人辞去代表")
    hands.fill_day(desk, "终止日期", today)
    hands.press(desk, "登记终止")
    hands.told(desk, "代表身份已终止")

    desk.get_by_role("link", name="补选").click()
    desk.get_by_role("main").get_by_label("姓名").fill("新任教师")
    desk.get_by_role("main").get_by_label("工号").fill("T201")
    hands.fill_day(desk, "当选日期", today)
    for label, number in (("选举单位全体人数", 52), ("到会人数", 45), ("赞成票", 26)):
        desk.get_by_label(label).fill(str(number))
    desk.get_by_label("教师", exact=True).check()
    hands.press(desk, "补选代表")
    expect(desk.get_by_role("alert")).to_contain_text("过半数为 27 票")
    desk.get_by_label("赞成票").fill("27")
    hands.press(desk, "补选代表")
    hands.told(desk, "补选的代表已登记")

    desk.goto(meeting.get_absolute_url())
    desk.get_by_role("link", name="资格审查").click()
    expect(hands.part(desk, "审查结论")).to_contain_text("没有发现不合规定的事项")
    hands.press(desk, "通过资格审查并固定名单")
    hands.told(desk, "应到 100 人")
    expect(hands.part(desk, "应到和实到")).to_contain_text("100 人")
    assert asked.shares_of(term)["teachers"] == 60

    paper = tmp_path / "学校工作报告.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    hands.part(desk, "会议文件").get_by_role("link", name="提交文件").click()
    desk.get_by_label("文件名称").fill("学校工作报告")
    desk.get_by_label("文件", exact=True).set_input_files(paper)
    hands.press(desk, "提交")
    hands.told(desk, "文件已提交")
    axe(desk)
    desk.goto(meeting.get_absolute_url())
    desk.get_by_role("link", name="发出通知").click()
    hands.press(desk, "发出会议通知")
    hands.told(desk, "通知已发给")

    mine = enter("3003", **PHONE)
    mine.goto(meeting.get_absolute_url())
    mine.get_by_role("link", name="收到").click()
    mine.get_by_label("不能到会的，请写明事由").fill("外出培训")
    hands.press(mine, "收到")
    mine.get_by_role("link", name="学校工作报告").click()
    with mine.expect_download() as got:
        hands.press(mine, "打开文件")
    assert got.value.suggested_filename == "学校工作报告.pdf"
    assert Reading.objects.get().seat.member == Delegate.objects.get(number="3003").member
    mine.goto(f"/meetings/{meeting.pk}/opinions/")
    mine.get_by_role("link", name="记录意见").click()
    mine.get_by_role("main").get_by_label("意见", exact=True).fill("建议增加课后服务的说明。")
    hands.press(mine, "记录")
    hands.told(mine, "意见已记录")
    axe(mine)

    desk.goto(f"/meetings/{meeting.pk}/opinions/")
    desk.get_by_role("link", name="答复", exact=True).click()
    desk.get_by_label("答复或者采纳情况").fill("采纳，已补充第四部分。")
    hands.press(desk, "答复")
    expect(hands.part(desk, "答复情况")).to_contain_text("1 条讨论意见全部答复")
    desk.goto(f"/meetings/{meeting.pk}/roll/")
    expect(hands.part(desk, "回执")).to_contain_text("请假 1 人")
