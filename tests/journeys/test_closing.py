"""From reporting work finished to its end: sent back, accepted, scored, told of, put away."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from . import hands
from .conftest import DESKTOP, PHONE

WORK = "围绕医德医风开展一次职工满意度问卷调查"
Enter = Callable[..., Page]
Axe = Callable[[Page], None]


def check_off(page: Page, *points: str) -> None:
    """Tick points of the check list."""
    card = hands.part(page, "审核")
    for point in points:
        card.get_by_label(f"{point}：").check()


def send_back(page: Page) -> None:
    """Try to accept without the evidence, are told, and send it back for it."""
    hands.open_work(page, WORK)
    check_off(page, "事实清楚", "格式规范")
    hands.press(page, "通过，办结")
    expect(page.get_by_role("alert")).to_contain_text("还没有核对：佐证齐全")
    fold = hands.unfold(page, "退回")
    fold.get_by_label("佐证齐全").check()
    fold.get_by_label("退回原因").fill("请附问卷汇总表。")
    hands.press(fold, "退回")
    hands.told(page, "已退回承办单位")


def do_again(page: Page) -> None:
    """Read on top what is lacking, and report anew."""
    hands.open_work(page, WORK)
    top = page.get_by_role("status").filter(has_text="退回重办")
    expect(top).to_contain_text("佐证齐全")
    expect(top).to_contain_text("请附问卷汇总表。")
    hands.finish(page, "问卷汇总表已附，综合满意度 91.2%。")
    hands.told(page, "已报办结")


def accept(page: Page) -> None:
    """Accept with every point checked."""
    hands.open_work(page, WORK)
    check_off(page, "事实清楚", "佐证齐全", "格式规范")
    hands.press(page, "通过，办结")
    hands.told(page, "审核通过")
    expect(hands.part(page, "考核")).to_contain_text("95 分")


def judge(page: Page) -> None:
    """See one's score with what it rests on, and say what one thinks of it."""
    hands.go(page, "待办")
    page.get_by_role("link", name="已办").click()
    page.get_by_role("link", name=WORK).first.click()
    card = hands.part(page, "考核")
    expect(card).to_contain_text("1 次")
    fold = hands.unfold(page, "自评")
    fold.get_by_label("自评得分").fill("95")
    fold.get_by_label("自评", exact=True).fill("第一次漏附汇总表。")
    hands.press(fold, "保存自评")
    hands.told(page, "自评已保存")


def draw(page: Page) -> None:
    """Draw this month's bulletin, add one's own words, and ask for approval."""
    hands.go(page, "通报")
    page.get_by_role("link", name="起草通报").first.click()
    page.get_by_label("单位", exact=True).select_option("化工集团工会")
    choice = page.get_by_label("期间")
    choice.select_option(choice.locator("option", has_text="月通报").first.get_attribute("value"))
    hands.press(page, "起草")
    hands.told(page, "通报已起草")
    paper = page.get_by_role("article")
    expect(paper).to_contain_text("职工医院工会")
    expect(paper).not_to_contain_text("表扬")
    page.get_by_label("表扬").fill("职工医院工会补报及时。")
    hands.press(page, "保存")
    expect(page.get_by_role("article")).to_contain_text("职工医院工会补报及时。")
    hands.press(page, "提请审定")
    hands.told(page, "已提请审定")


def approve(page: Page) -> None:
    """The chair finds it in the inbox and agrees."""
    page.goto("/inbox/")
    page.get_by_role("button", name=re.compile("通报待审定.*月督办")).first.click()
    page.get_by_role("radio", name="同意印发").check()
    page.get_by_label("审定意见").fill("同意。")
    hands.press(page, "提交审定意见")
    hands.told(page, "审定意见已保存")


def issue(page: Page) -> None:
    """Issue it: it gets its number."""
    hands.go(page, "通报")
    page.locator("tr", has_text="待印发").get_by_role("link").first.click()
    page.once("dialog", lambda question: question.accept())
    hands.press(page, "印发")
    hands.told(page, "通报已印发")


def read(page: Page) -> None:
    """A unit below reads what was issued, and how it did itself and not others."""
    hands.go(page, "通报")
    page.get_by_role("main").get_by_role("link", name="督办事项办理情况的通报").first.click()
    expect(page.get_by_role("article")).to_contain_text("职工医院工会补报及时。")
    hands.go(page, "考核")
    expect(page.get_by_role("main")).not_to_contain_text("供电公司工会")


def put_away(page: Page) -> None:
    """Put the closed task away; nothing is added to it any more."""
    hands.go(page, "任务")
    page.get_by_role("link", name="销号归档").click()
    page.get_by_label(WORK).check()
    page.once("dialog", lambda question: question.accept())
    hands.press(page, "归档所选")
    hands.told(page, "已归档 1 项任务")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_work_is_checked_scored_told_of_and_put_away(
    size: dict[str, Any], story_told: None, enter: Enter, axe: Axe
) -> None:
    group, hospital = enter("1002", **size), enter("2001", **size)
    send_back(group)
    do_again(hospital)
    accept(group)
    axe(group)
    judge(hospital)
    axe(hospital)
    draw(group)
    axe(group)
    approve(enter("1001", **size))
    issue(group)
    read(hospital)
    axe(hospital)
    put_away(group)
    axe(group)
    hospital.goto("/plans/desk/?list=done")
    hospital.get_by_role("link", name=WORK).first.click()
    expect(hospital.get_by_text("已归档，不再变动")).to_be_visible()
    expect(hospital.get_by_role("button", name="保存自评")).to_have_count(0)
