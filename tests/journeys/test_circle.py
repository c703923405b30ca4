"""The circle once round on a leader's real speech: 讲话 → 任务 → 落实 → 总结."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from zhijia.org.demo import Cast
from zhijia.plans import actions as plans
from zhijia.plans.models import Assignment
from zhijia.platform.actor import Actor

from . import hands
from .conftest import DESKTOP, PHONE

SPEECHES = Path(__file__).parents[3] / "shared" / "speeches" / "union-speeches.txt"
TITLE = "在上级工会企业年终总结时的讲话"
OVERVIEW = "一年来，工会把上级的要求落到了每个单位。"
FOLLOWED = "技能比赛和技术选手评选表彰活动"
TASK = "组织一次职工技能比赛，评选表彰技术能手"
UNITS = ["职工医院工会", "子弟学校工会", "供电公司工会"]
Enter = Callable[..., Page]
Axe = Callable[[Page], None]


@pytest.fixture
def speech() -> str:
    """The fifth speech of the file: 在上级工会企业年终总结时讲话."""
    if not SPEECHES.exists():
        pytest.skip(f"{SPEECHES.name} is absent: the story needs a real speech")
    return SPEECHES.read_text(encoding="utf-8").partition("篇五")[2]


def piece(page: Page, words: str) -> Locator:
    """Return the piece of the speech with these words."""
    paper = page.get_by_role("article", name="讲话全文")
    return paper.locator(".piece").filter(has_text=words).first


def paste(page: Page, speech: str) -> None:
    """Bring the speech in as text."""
    page.get_by_role("link", name="登记讲话").click()
    page.get_by_label("或者粘贴讲话全文").fill(speech)
    page.get_by_label("名称").fill(TITLE)
    hands.press(page, "登记并分解")
    expect(page.get_by_role("heading", level=1)).to_contain_text("讲话")


def lift_and_lower(page: Page) -> None:
    """Make a sentence a task that was none, and one none that was."""
    words = "使命光荣、责任重大"
    piece(page, words).get_by_role("button", name=re.compile("^标为任务")).click()
    expect(piece(page, words).get_by_role("button", name="取消任务")).to_be_visible()
    words = "进一步加强职业道德建设"
    hands.press(piece(page, words), "取消任务")
    expect(piece(page, words).get_by_role("button", name=re.compile("^标为任务"))).to_be_visible()


def split_and_merge(page: Page) -> None:
    """Cut one task in two, and put it together again."""
    before, after = "建立健全利益协调机制", "诉求表达机制、矛盾调处机制"
    piece(page, before).get_by_role("link", name="拆分").click()
    page.get_by_role("radio", name=re.compile(rf"{before}、 ┃ {after}")).check()
    hands.press(page, "拆成两条")
    expect(piece(page, before)).not_to_contain_text(after)
    hands.press(piece(page, before), "与下一句合并")
    expect(piece(page, before)).to_contain_text(after)


def reword(page: Page) -> None:
    """Say in the desk's own words what is to be done."""
    piece(page, FOLLOWED).get_by_role("link", name="编辑").click()
    page.get_by_label("任务内容").fill(TASK)
    page.get_by_label("类别").select_option("竞赛文体")
    hands.press(page, "保存")
    expect(piece(page, FOLLOWED)).to_contain_text(TASK)


def give(page: Page, due_on: date) -> None:
    """Give the task to the three units."""
    page.get_by_role("link", name="查看任务").click()
    page.get_by_role("link", name=TASK).click()
    hands.assign(page, UNITS, due_on, "请结合本单位实际办好，有图有数。")
    hands.told(page, "已交办给 3 个单位")


def hospital_does_it(page: Page, photo: Path) -> None:
    """The hospital reports with a file and finishes."""
    hands.sign(page, TASK)
    hands.report(page, "护理技能比赛已办两场，62 人参赛。", 60, photo)
    expect(page.get_by_role("link", name=photo.name)).to_be_visible()
    hands.finish(page, "护理技能比赛办结。")
    hands.told(page, "已报办结")


def power_hands_down(page: Page, due_on: date) -> None:
    """The power company gives a part to the workshop's safety officer."""
    hands.sign(page, TASK)
    fold = hands.unfold(page, "分解到岗位")
    fold.get_by_label("责任岗位").select_option(label="检修车间分工会　金磊（安全员）")
    fold.get_by_label("承办内容").fill("办好检修车间电工比武")
    hands.fill_day(fold, "完成期限", due_on)
    hands.press(fold, "分解")
    hands.told(page, "已分解到岗位")


def officer_does_it(page: Page) -> None:
    """The safety officer does their part."""
    hands.sign(page, "办好检修车间电工比武")
    hands.report(page, "42 名电工报名，理论考试结束。", 50)
    hands.finish(page, "比武结束，评出技术能手 6 名。")


def power_finishes(page: Page) -> None:
    """The power company accepts its officer's part, then finishes the whole."""
    hands.open_work(page, "办好检修车间电工比武")
    hands.accept(page)
    hands.open_work(page, TASK)
    hands.finish(page, "公司和车间两级比武办结，表彰 9 人。")


def school_asks_for_time(page: Page, to_on: date) -> None:
    """The school cannot make it in term time."""
    hands.sign(page, TASK)
    fold = hands.unfold(page, "申请延期")
    hands.fill_day(fold, "拟延至", to_on)
    fold.get_by_label("理由和目前进展").fill("正在期末考试，方案已定，寒假开赛。")
    hands.press(fold, "申请延期")
    hands.told(page, "延期申请已提交")


def grant(page: Page, to_on: date) -> None:
    """The group lets the school have the time."""
    hands.open_work(page, TASK, "子弟学校工会")
    card = hands.part(page, "延期申请")
    card.get_by_role("radio", name="同意延期").check()
    hands.press(card, "答复")
    hands.told(page, "延期申请已答复")
    facts = page.locator("dl").first
    expect(facts).to_contain_text(f"{to_on.year}年{to_on.month}月{to_on.day}日")


def send_back(page: Page, unit: str) -> None:
    """Ask one unit for what is still missing."""
    open_of(page, unit)
    fold = hands.unfold(page, "退回")
    fold.get_by_label("佐证齐全").check()
    fold.get_by_label("退回原因").fill("请补充获奖人数。")
    hands.press(fold, "退回")
    hands.told(page, "已退回承办单位")


def open_of(page: Page, unit: str) -> None:
    """Open what one unit has of the task."""
    hands.go(page, "任务")
    page.get_by_role("link", name=TASK).click()
    hands.part(page, "承办单位").get_by_role("link", name=unit).click()


def draft(page: Page, unit: str = "化工集团工会") -> None:
    """Draft the report of this year."""
    hands.go(page, "总结")
    page.get_by_role("link", name="起草总结").click()
    page.get_by_label("单位", exact=True).select_option(unit)
    hands.press(page, "起草")
    hands.told(page, "已起草")


def mistype(page: Page) -> None:
    """Try to make more of a number than it is, and be told what it is."""
    hands.passage(page, "新承办任务").get_by_role("link", name="编辑").click()
    box = page.get_by_label("文字")
    words = box.input_value()
    box.fill(words.replace("〔交办任务：3项次〕", "〔交办任务：30项次〕"))
    hands.press(page, "保存")
    expect(page.get_by_role("alert")).to_contain_text("“交办任务”的数字是 3项次")
    page.get_by_role("link", name="不改了").click()
    expect(hands.passage(page, "新承办任务3项次")).to_be_visible()


def give_another(page: Page, due_on: date) -> None:
    """Give one more task after the report was drafted: new data."""
    page.goto("/plans/tasks/?state=unassigned")
    page.locator("main tbody a").first.click()
    hands.assign(page, UNITS[:1], due_on, "")
    hands.told(page, "已交办给 1 个单位")


def measure(page: Page, today: date) -> None:
    """Let those who join move the task on this page: one is enough."""
    page.get_by_role("link", name="以数据计进度").click()
    page.get_by_label("数据", exact=True).select_option("org.joined")
    page.get_by_label("目标", exact=True).fill("1")
    hands.fill_day(page, "自", today)
    hands.fill_day(page, "至", today + timedelta(days=300))
    hands.press(page, "保存")
    hands.told(page, "已挂接")


def move_by_who_joins(desk: Page, other: Page, today: date) -> None:
    """One joins, and the task has come the whole way: nobody typed it."""
    other.reload()
    expect(other.get_by_text("0 / 1 人")).to_be_visible()
    hands.go(desk, "会员")
    desk.get_by_role("link", name="登记会员").click()
    desk.get_by_label("单位", exact=True).select_option(label=UNITS[0])
    desk.get_by_label("姓名").fill("江一帆")
    desk.get_by_label("工号").fill("7701")
    hands.fill_day(desk, "入会日期", today)
    desk.get_by_role("checkbox", name="告知").check()
    with desk.expect_navigation():
        hands.press(desk, "登记")
    other.reload()
    expect(other.get_by_text("1 / 1 人")).to_be_visible()


def lets_its_day_pass(page: Page, given: Assignment, today: date) -> None:
    """Nine days too late: the clock reminds, the light is red, the record says who was told."""
    late = today - timedelta(days=9)
    Assignment.objects.filter(pk=given.pk).update(
        due_on=late, overdue_from=late + timedelta(days=1), assigned_on=today - timedelta(days=40)
    )
    plans.remind(actor=Actor(), today=today)
    hands.go(page, "消息")
    expect(page.get_by_text("逾期").first).to_be_visible()
    page.goto(given.get_absolute_url())
    expect(page.locator("main")).to_contain_text("逾期 9 天")
    expect(hands.part(page, "催办记录")).to_contain_text("逾期")


def open_report(page: Page) -> None:
    """Open the newest report on the list."""
    hands.go(page, "总结")
    page.locator("main tbody a").first.click()


def redraw(page: Page) -> None:
    """Let the report follow the new data: the number is marked, what was written stays."""
    open_report(page)
    page.get_by_role("link", name="更新数字").first.click()
    expect(page.get_by_text("交办任务：3项次 → 4项次")).to_be_visible()
    hands.press(page, "更新")
    hands.told(page, "已更新")
    expect(hands.passage(page, "新承办任务4项次")).to_contain_text("（原 3项次）")
    expect(hands.passage(page, OVERVIEW)).to_be_visible()
    hands.press(page, "看过了，清除标记")
    hands.told(page, "更新标记已清除")


def fill_in(page: Page) -> None:
    """Write what only a person can know, until nothing is open."""
    page.get_by_role("link", name="定稿", exact=True).click()
    expect(page.get_by_text("定稿前还要处理")).to_be_visible()
    page.get_by_role("main").locator("ol a").first.click()
    hands.write(page, "其他问题和原因分析", "有的单位填报进展不及时。")
    hands.write(page, "下一年度重点工作", "办好第二届技能比赛。")
    expect(page.get_by_text("处要处理")).to_have_count(0)
    page.get_by_role("link", name="定稿", exact=True).click()
    hands.press(page, "送主席定稿")
    hands.told(page, "已送主席定稿")


def sign_off(page: Page) -> None:
    """The chair reads the report and signs; from then on nobody can change it."""
    page.get_by_role("link", name="定稿：化工集团工会").first.click()
    page.get_by_role("link", name="定稿", exact=True).click()
    page.once("dialog", lambda question: question.accept())
    hands.press(page, "定稿")
    hands.told(page, "已定稿")
    expect(page.get_by_text("文字和数字不再改动")).to_be_visible()
    expect(page.locator(".passage-edit")).to_have_count(0)


def read_again(file: Path, today: date, given: int) -> str:
    """Open the Word file as its reader will: title, what was done, the sources of its numbers.

    Returns its words.
    """
    paper = docx.Document(str(file))
    words = "\n".join(one.text for one in paper.paragraphs)
    assert f"化工集团工会{today.year}年度工作总结" in words
    assert TASK in words
    assert "职工医院工会、子弟学校工会、供电公司工会" in words
    annex = {row.cells[1].text: row.cells[4].text for row in paper.tables[-1].rows}
    assert annex["交办任务"] == f"{given}项次"
    assert annex["办结任务"] == "3项次"
    return words


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_speech_becomes_tasks_is_carried_out_and_returns_as_a_report(
    size: dict[str, Any],
    organisation: Cast,
    enter: Enter,
    axe: Axe,
    speech: str,
    photo: Path,
    today: date,
    tmp_path: Path,
) -> None:
    due_on, later = today + timedelta(days=20), today + timedelta(days=45)
    group = enter("1002", **size)
    paste(group, speech)
    axe(group)
    lift_and_lower(group)
    split_and_merge(group)
    reword(group)
    hands.confirm(group)
    give(group, due_on)
    axe(group)

    hospital, school = enter("2001", **size), enter("3001", **size)
    power, officer = enter("4001", **size), enter("5002", **size)
    hospital_does_it(hospital, photo)
    axe(hospital)
    power_hands_down(power, due_on - timedelta(days=5))
    officer_does_it(officer)
    power_finishes(power)
    school_asks_for_time(school, later)
    grant(group, later)
    axe(group)

    send_back(group, "职工医院工会")
    hands.open_work(hospital, TASK)
    hands.finish(hospital, "护理技能比赛办结，评出技术能手 5 名。")
    hands.open_work(school, TASK)
    hands.finish(school, "青年教师技能比赛办结，18 人参赛。")
    for unit in UNITS:
        open_of(group, unit)
        hands.accept(group)
    hands.go(group, "任务")
    group.get_by_role("link", name=TASK).click()
    expect(hands.part(group, "任务要求")).to_contain_text("已办结")

    draft(group)
    axe(group)
    read_again(hands.download(group, tmp_path), today, given=3)
    hands.write(group, "全年工作总体情况", OVERVIEW)
    mistype(group)
    give_another(group, due_on)
    measure(group, today)
    move_by_who_joins(hospital, group, today)
    lets_its_day_pass(hospital, Assignment.objects.latest("pk"), today)
    axe(hospital)
    redraw(group)
    axe(group)
    fill_in(group)

    chair = enter("1001", **size)
    sign_off(chair)
    axe(chair)
    file = hands.download(chair, tmp_path)
    assert OVERVIEW in read_again(file, today, given=4)
    if size is DESKTOP:  # the same file comes to the phone
        hands.looked_at(file)


def test_the_work_goes_on_where_javascript_is_switched_off(
    organisation: Cast, enter: Enter, speech: str, photo: Path, today: date
) -> None:
    plain = {**DESKTOP, "java_script_enabled": False}
    group, hospital = enter("1002", **plain), enter("2001", **plain)
    paste(group, speech)
    lift_and_lower(group)
    reword(group)
    hands.confirm(group)
    give(group, today + timedelta(days=20))
    hospital_does_it(hospital, photo)
    hands.open_work(group, TASK)
    hands.accept(group)
    expect(group.get_by_role("heading", level=1)).to_have_text(TASK)

    draft(group)
    hands.write(group, "全年工作总体情况", OVERVIEW)
    hands.passage(group, OVERVIEW).get_by_role("link", name="编辑").click()
    hands.press(group, "下移")
    hands.told(group, "已移动")
    hands.passage(group, OVERVIEW).get_by_role("link", name="编辑").click()
    hands.press(group, "删去")
    hands.told(group, "已删去")
    group.get_by_role("link", name="改动记录").click()
    group.get_by_role("button", name="撤销这次改动").first.click()
    hands.told(group, "已撤销")
    expect(hands.passage(group, OVERVIEW)).to_be_visible()
