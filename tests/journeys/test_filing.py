"""A document becomes a task: asked about, approved, given, given back and given to another."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Page, expect

from zhijia.org.demo import Cast

from . import hands
from .conftest import DESKTOP, PHONE

TASK = "元旦前完成困难职工走访慰问"
PAPER = "关于做好冬季送温暖工作的通知"
Enter = Callable[..., Page]
Axe = Callable[[Page], None]


def draw_up(page: Page, due_on: date, scan: Path) -> None:
    """Enter what the document asks for, with its scan."""
    hands.go(page, "立项")
    page.get_by_role("link", name="立项登记").click()
    page.get_by_label("任务来源").select_option(label="文件部署")
    page.get_by_label("依据", exact=True).fill(PAPER)
    page.get_by_label("文号").fill("集工发〔2026〕31号")
    page.get_by_label("原件").set_input_files(scan)
    page.get_by_label("原文要求").fill("各单位工会要摸清困难职工底数，元旦前完成走访慰问。")
    page.get_by_label("任务内容").fill(TASK)
    page.get_by_label("类别").select_option(label="帮扶服务")
    hands.fill_day(page, "完成期限", due_on)
    hands.press(page, "登记")
    hands.told(page, "已登记")


def say_how(page: Page) -> None:
    """Say how it is measured, who leads it and whom it is meant for."""
    page.get_by_label("考核标准").fill("建档困难职工走访率 100%")
    page.get_by_label("牵头领导").select_option(label="化工集团工会　周秉正（工会主席）")
    page.get_by_label("紧急程度").select_option(label="紧急")
    page.get_by_label("报告频次").select_option(label="每周")
    lead = page.get_by_role("group", name="牵头单位")
    lead.get_by_role("checkbox", name="职工医院工会", exact=True).check()
    hands.press(page, "保存")
    hands.told(page, "承办要求已保存")


def ask(page: Page, until_on: date) -> None:
    """Ask the hospital, whom it is meant for, and the school."""
    page.get_by_role("link", name="征求意见", exact=True).click()
    units = page.get_by_role("group", name="征求单位")
    expect(units.get_by_role("checkbox", name="职工医院工会", exact=True)).to_be_checked()
    units.get_by_role("checkbox", name="子弟学校工会", exact=True).check()
    hands.fill_day(page, "截止日期", until_on)
    hands.press(page, "发出")
    hands.told(page, "已发出征求意见")
    expect(hands.part(page, "审定")).to_contain_text("还有 2 个单位在征求意见期限内")


def answer(page: Page, choice: str, words: str = "") -> None:
    """Find the question among what waits, and answer it."""
    hands.go(page, "立项")
    page.get_by_role("link", name="征求我方意见").click()
    page.get_by_role("link", name=TASK).click()
    page.get_by_role("radio", name=choice).check()
    page.get_by_label("修改意见").fill(words)
    hands.press(page, "答复")
    hands.told(page, "意见已答复")


def open_task(page: Page) -> None:
    """Open the task among the tasks."""
    hands.go(page, "任务")
    page.get_by_role("link", name=TASK).click()


def settle_and_submit(page: Page) -> None:
    """Say what became of the suggestion, and lay the draft before the chair."""
    open_task(page)
    page.get_by_role("link", name="查看意见").click()
    page.get_by_role("link", name="职工医院工会").click()
    page.get_by_role("radio", name="部分采纳").check()
    page.get_by_label("说明").fill("医院放到一月中旬。")
    hands.press(page, "保存")
    hands.told(page, "采纳情况已保存")
    open_task(page)
    hands.press(page, "提请审定")
    hands.told(page, "已提请")


def send_back(page: Page) -> None:
    """The chair wants another standard."""
    open_task(page)
    fold = hands.unfold(page, "退回修改")
    fold.get_by_label("修改要求").fill("标准里写上签领表。")
    hands.press(fold, "退回修改")
    hands.told(page, "已退回修改")


def mend(page: Page) -> None:
    """The desk mends it and lays it before the chair again."""
    open_task(page)
    expect(hands.part(page, "审定")).to_contain_text("标准里写上签领表。")
    page.get_by_role("link", name="承办要求").click()
    page.get_by_label("考核标准").fill("建档困难职工走访率 100%，有签领表")
    hands.press(page, "保存")
    hands.press(page, "提请审定")
    hands.told(page, "已提请")


def approve(page: Page) -> None:
    """The chair approves."""
    open_task(page)
    page.get_by_label("审定意见").fill("同意，抓紧办理。")
    hands.press(page, "审定通过")
    hands.told(page, "审定通过")


def give(page: Page, due_on: date) -> None:
    """Give it to the hospital, which is ticked already."""
    open_task(page)
    card = hands.part(page, "交办")
    expect(card.get_by_role("checkbox", name="职工医院工会", exact=True)).to_be_checked()
    hands.fill_day(card, "完成期限", due_on)
    hands.press(card, "交办")
    hands.told(page, "已交办给 1 个单位")


def give_back(page: Page) -> None:
    """The hospital says that it is not its own."""
    hands.open_work(page, TASK)
    fold = hands.unfold(page, "不应由我方承办")
    fold.get_by_label("退回理由").fill("走访由集团工会统一组织，医院没有困难职工档案。")
    hands.press(fold, "退回")
    hands.told(page, "已退回")
    expect(hands.part(page, "退回待答复")).to_contain_text("等待化工集团工会答复")


def give_to_another(page: Page) -> None:
    """The group reads why, and gives it to the school."""
    hands.open_work(page, TASK)
    expect(hands.part(page, "退回待答复")).to_contain_text("医院没有困难职工档案")
    fold = hands.unfold(page, "改派")
    fold.get_by_label("改派给").select_option(label="子弟学校工会")
    fold.get_by_label("改派原因").fill("改由学校承办。")
    hands.press(fold, "改派")
    hands.told(page, "已改派")


def order(page: Page, folder: Path) -> None:
    """Take the order away, and read it as the unit will."""
    with page.expect_download() as coming:
        page.get_by_role("link", name="督办单").click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    paper = docx.Document(str(file))
    words = "\n".join(cell.text for row in paper.tables[0].rows for cell in row.cells)
    for part in (TASK, PAPER, "有签领表", "同意，抓紧办理。", "子弟学校工会", "每周", "紧急"):
        assert part in words


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_document_becomes_a_task_that_comes_back_once(
    size: dict[str, Any],
    organisation: Cast,
    enter: Enter,
    axe: Axe,
    photo: Path,
    today: date,
    tmp_path: Path,
) -> None:
    due_on = today + timedelta(days=30)
    group, chair = enter("1002", **size), enter("1001", **size)
    hospital, school = enter("2001", **size), enter("3001", **size)
    draw_up(group, due_on, photo)
    axe(group)
    say_how(group)
    ask(group, today + timedelta(days=5))
    axe(group)
    answer(hospital, "建议修改", "元旦期间排班紧，请放到春节前。")
    axe(hospital)
    answer(school, "同意")
    settle_and_submit(group)
    send_back(chair)
    mend(group)
    approve(chair)
    axe(chair)
    give(group, due_on)
    give_back(hospital)
    axe(hospital)
    give_to_another(group)
    order(group, tmp_path)
    hands.open_work(school, TASK)
    hands.press(school, "签收")
    hands.told(school, "已签收")
