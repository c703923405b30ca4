"""A proposal from its draft to words that satisfy nobody, done again, and carried out."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from . import hands
from .conftest import DESKTOP, PHONE

TITLE = "关于在检修车间增设更衣淋浴间的提案"
CAUSE = "检修车间作业环境油污粉尘较多，现有更衣间只有十二个柜位，没有淋浴，职工带着油污回家。"
REMEDY = "建议在检修车间东侧平房改建更衣淋浴间一处，设六个淋浴位、四十个更衣柜，冬季供热水。"
EMPTY = "您提出的问题很重要，我们将认真研究，创造条件逐步解决，感谢您对工作的支持和理解。"
ANSWER = "利用东侧平房改建，设淋浴位六个、更衣柜四十个，下月开工，两个月内完工，由后勤管理。"
Enter = Callable[..., Page]
Axe = Callable[[Page], None]


def write(page: Page) -> None:
    """Keep a draft, try to hand it in too early, and hand it in."""
    hands.go(page, "办件")
    page.get_by_role("link", name="提出提案").click()
    page.get_by_label("案名").fill(TITLE)
    hands.press(page, "先存草稿")
    hands.told(page, "草稿已保存")
    page.get_by_role("link", name="修改").click()
    hands.press(page, "提交")
    expect(page.get_by_text("请填写案由")).to_be_visible()
    page.get_by_label("类别").select_option("职工权益")
    page.get_by_label("案由").fill(CAUSE)
    page.get_by_label("措施及建议").fill(REMEDY)
    hands.press(page, "提交")
    hands.told(page, "已提交")
    expect(hands.part(page, "附议")).to_contain_text("还没有人附议")


def find(page: Page, list_name: str = "待办") -> None:
    """Open the proposal from a list of matters."""
    hands.go(page, "办件")
    page.get_by_role("navigation", name="办件分类").get_by_role("link", name=list_name).click()
    page.get_by_role("link", name=TITLE).first.click()


def invite(page: Page, *names: str) -> None:
    """Ask delegates to second."""
    fold = hands.unfold(page, "邀请代表附议")
    for name in names:
        fold.get_by_label(name).check()
    hands.press(fold, "发出邀请")
    hands.told(page, "已发出附议邀请")


def second(page: Page) -> None:
    """Second it."""
    find(page)
    card = hands.part(page, "附议").first
    card.get_by_role("radio", name="附议", exact=True).check()
    hands.press(card, "答复")
    hands.told(page, "已答复")


def fold_of(page: Page, step: str) -> Locator:
    """Open what is folded under just this name: 立案 is not 不立案."""
    summary = page.locator("summary", has_text=re.compile(rf"^\s*{step}\s*$"))
    fold = page.locator("details").filter(has=summary)
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return fold


def take(page: Page, step: str, words: str = "", **fields: str) -> None:
    """Take one step on the page that is open."""
    fold = fold_of(page, step)
    for label, text in fields.items():
        fold.get_by_label(label).first.fill(text)
    if words:
        fold.locator("textarea[name=words]").fill(words)
    hands.press(fold, step)
    hands.told(page, "已办理")


def give_out(page: Page) -> None:
    """Give it to the hospital's desk."""
    fold = fold_of(page, "交办")
    fold.get_by_label("主办单位").select_option("职工医院工会")
    fold.locator("textarea[name=words]").fill("请调查后书面答复。")
    hands.press(fold, "交办")
    hands.told(page, "已办理")


def answer(page: Page, words: str) -> None:
    """Answer it as who leads."""
    find(page)
    take(page, "答复", 答复正文=words, 联系人和电话="李文静 8002")


def judge(page: Page, choice: str, words: str) -> None:
    """Say how satisfied one is."""
    find(page)
    card = hands.part(page, "评价")
    card.get_by_role("radio", name=choice, exact=True).check()
    card.get_by_label("说明").fill(words)
    hands.press(card, "提交评价")
    hands.told(page, "评价已提交")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_proposal_is_answered_badly_done_again_and_carried_out(
    size: dict[str, Any], story_told: None, enter: Enter, axe: Axe
) -> None:
    filer, desk = enter("5002", **size), enter("1002", **size)
    school, power = enter("3001", **size), enter("4001", **size)
    hospital = enter("2001", **size)
    write(filer)
    axe(filer)
    invite(filer, "沈佳怡", "吕国强")
    second(school)
    second(power)
    find(filer, "我发起")
    take(filer, "送审")
    find(desk)
    axe(desk)
    take(desk, "代表团同意")
    take(desk, "立案", "问题具体，同意立案。")
    expect(desk.get_by_role("main")).to_contain_text(re.compile("提〔[0-9]{4}〕[0-9]+号"))
    give_out(desk)
    answer(hospital, EMPTY)
    judge(filer, "不满意", "没有说什么时候办。")
    hospital.reload()
    expect(hospital.get_by_role("main")).not_to_contain_text("不满意")
    find(desk)
    expect(hands.part(desk, "评价结果")).to_contain_text("不满意")
    take(desk, "重新办理", "请写明时间和责任人。")
    answer(hospital, ANSWER)
    judge(filer, "满意", "这次说清楚了。")
    find(desk)
    take(desk, "审定评价，转入落实")
    find(hospital)
    fold = fold_of(hospital, "报落实情况")
    fold.get_by_role("radio", name="已落实").check()
    fold.get_by_label("落实依据").fill("验收单和现场照片。")
    fold.get_by_label("情况说明").fill("更衣淋浴间已投入使用。")
    hands.press(fold, "报落实情况")
    hands.told(hospital, "已办理")
    axe(hospital)
    find(desk)
    take(desk, "确认已落实", "现场核实，情况属实。")
    expect(desk.get_by_role("main")).to_contain_text("已落实")
    hospital.reload()
    expect(hands.part(hospital, "评价结果")).to_contain_text("满意")
    axe(desk)
