"""A hole in the net is found and mended; a gate is refused, and passed when it may be."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from . import hands
from .conftest import DESKTOP, PHONE

Enter = Callable[..., Page]
Axe = Callable[[Page], None]


def test_a_task_nobody_has_is_found_and_given(
    story_told: None, enter: Enter, axe: Axe, today: date
) -> None:
    page = enter("1002", **DESKTOP)
    page.get_by_role("link", name=re.compile("^全部 .* 项待办")).click()
    page.get_by_role("link", name="项职责不清、管理缺位待补").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("职责不清、管理缺位")
    axe(page)

    lonely = page.get_by_role("row").filter(has_text="任务无人承办")
    expect(lonely).to_have_count(1)
    lonely.get_by_role("link", name="去交办").click()
    hands.assign(page, ["职工医院工会"], today + timedelta(days=30), "请落实到人")
    hands.told(page, "已交办给 1 个单位")

    hands.go(page, "职责漏洞")
    expect(page.get_by_role("row").filter(has_text="任务无人承办")).to_have_count(0)
    hands.press(page, "现在巡查")
    hands.told(page, "巡查完毕")

    page.get_by_role("row").filter(has_text="要点没有传到").first.get_by_role("link").first.click()
    axe(page)
    page.get_by_label("理由").fill("这一条由集团工会本级统一办理。")
    hands.press(page, "写明理由，不再列出")
    hands.told(page, "已说明")


def test_a_gate_is_refused_until_others_have_confirmed_and_the_papers_are_in(
    story_told: None, enter: Enter, axe: Axe, photo: Path
) -> None:
    page = enter("3001", **PHONE)
    hands.go(page, "项目")
    page.get_by_role("link", name="公开目录").click()
    axe(page)
    page.get_by_role("link", name="审议").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3. 审议")
    axe(page)
    expect(page.get_by_role("button", name="提请过关")).to_be_disabled()

    fold = hands.unfold(page, "提交材料")
    fold.get_by_label("文件").set_input_files(photo)
    hands.press(fold, "提交")
    hands.told(page, "材料已提交")
    hands.part(page, "办理").get_by_label("完成情况").fill("教代会已经审议通过。")
    hands.press(hands.part(page, "办理"), "提请过关")
    hands.told(page, "已提请过关")

    gate = page.get_by_role("button", name="过关", exact=True)
    expect(gate).to_be_disabled()
    expect(page.get_by_text("没有确认").first).to_be_visible()
    hands.part(page, "检查事项").locator("summary").filter(has_text="确认").click()
    page.get_by_label("核对情况").fill("已看会议决议。")
    hands.press(page, "确认属实")
    hands.told(page, "已确认")
    gate.click()
    hands.told(page, "环节已过关")
    expect(hands.part(page, "经过")).to_contain_text("过关")
