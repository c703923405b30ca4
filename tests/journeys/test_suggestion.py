"""A suggestion from a phone to its reward."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Page, expect

from zhijia.matters import actions
from zhijia.matters.models import Matter
from zhijia.org import actions as org
from zhijia.org.demo import Cast
from zhijia.org.queries import actor_for

from . import hands
from .conftest import DESKTOP, PHONE

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
TITLE = "循环水余热用于浴室"
JUDGES = ("5002", "5003", "5001")
FINANCE = "5006"


def propose(page: Page) -> None:
    """Say what is wrong and what would be better; and who thought of it too."""
    page.goto("/matters/new/suggestion/")
    page.get_by_label(re.compile("^建议名称")).fill(TITLE)
    page.get_by_label("类别").select_option("saving")
    page.get_by_label("已实施", exact=True).check()
    page.get_by_label("现状分析").fill("循环水直接上塔，浴室另烧蒸汽。")
    page.get_by_label("改进措施").fill("加装板式换热器，余热供浴室。")
    page.get_by_label("改进效果").fill("浴室不再用蒸汽。")
    hands.press(page, "提交")
    hands.told(page, "已提交")
    fold = hands.unfold(page, "几个人一起提的")
    fold.get_by_label("建议人和份额").fill("陶然 60\n姜小龙 50")
    hands.press(fold, "保存建议人")
    fold = hands.unfold(page, "几个人一起提的")
    expect(fold).to_contain_text("合计应为 100%")
    fold.get_by_label("建议人和份额").fill("陶然 60\n姜小龙 40")
    hands.press(fold, "保存建议人")
    hands.told(page, "已登记")


def open_it(page: Page) -> None:
    page.goto("/matters/?list=open&kind=suggestion")
    page.get_by_role("link", name=TITLE).click()


def pass_on(page: Page) -> None:
    """The desk sends it to three judges."""
    open_it(page)
    fold = hands.unfold(page, "初审同意，送评审")
    for n, name in enumerate(("金磊", "魏红梅", "华振东")):
        role = "主办人" if n == 0 else f"协办{n}人"
        option = fold.get_by_label(role).locator("option", has_text=name).first
        fold.get_by_label(role).select_option(option.get_attribute("value"))
    box = fold.get_by_label("工会方面的评委")
    box.select_option(box.locator("option", has_text="魏红梅").first.get_attribute("value"))
    fold.get_by_label("基层推荐意见").fill("同意推荐。")
    hands.press(fold, "初审同意，送评审")
    hands.told(page, "初审同意")


def judge(page: Page, marks: tuple[int, int, int, int]) -> None:
    open_it(page)
    card = hands.part(page, "我的评分")
    labels = ("技术水平", "经济效益", "应用范围", "实用性")
    for label, mark in zip(labels, marks, strict=True):
        card.get_by_label(label).fill(str(mark))
    hands.press(card, "保存评分")
    hands.told(page, "评分已保存")


def adopt(page: Page, day: date) -> None:
    open_it(page)
    fold = hands.unfold(page, "采纳，转入试行")
    fold.get_by_label("评审委员会意见").fill("同意采纳。")
    hands.press(fold, "采纳，转入试行")
    hands.told(page, "采纳，转入试行")
    # The trial began that long ago: a story cannot wait for a year.
    Matter.objects.filter(title=TITLE).update(since_on=day)
    fold = hands.unfold(page, "试行见效，采用")
    fold.get_by_label("试行结果").fill("浴室蒸汽用量为零。")
    fold.get_by_label("已经见效").check()
    hands.fill_day(fold, "采用日期", day)
    fold.get_by_label("以金额计算", exact=True).check()
    box = fold.get_by_label("财务确认人")
    box.select_option(box.locator("option", has_text="戚芳").first.get_attribute("value"))
    hands.press(fold, "试行见效，采用")
    hands.told(page, "试行见效")


def confirm(page: Page, month: int) -> None:
    open_it(page)
    card = hands.part(page, "十二个月效益")
    card.get_by_label("月份").select_option(str(month))
    card.get_by_label("效益（元）").fill("10000")
    card.get_by_label("依据").fill("蒸汽计量表")
    page.once("dialog", lambda dialog: dialog.accept())
    hands.press(card, "确认这个月")
    hands.told(page, "这个月的效益已确认")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_suggestion_is_judged_tried_confirmed_for_a_year_and_rewarded(
    size: dict[str, Any],
    organisation: Cast,
    enter: Enter,
    axe: Axe,
    today: date,
    tmp_path: Path,
) -> None:
    for staff_no in ("5001", "5003", "5004", FINANCE):
        desk, who = organisation.actors["group_desk"], organisation.members[staff_no]
        org.give_account(actor=desk, member=who, password=hands.PASSWORD, is_demo=True)
    member = enter("5004", **PHONE)
    propose(member)
    axe(member)

    chair = enter("5001", **size)
    pass_on(chair)
    marks = ((25, 25, 15, 15), (20, 25, 15, 15), (26, 24, 16, 16))
    pages = {"5001": chair}
    for staff_no, given in zip(JUDGES, marks, strict=True):
        page = pages.get(staff_no) or enter(staff_no, **size)
        judge(page, given)
        axe(page)
    adopt(chair, today - timedelta(days=400))

    finance = enter(FINANCE, **size)
    confirm(finance, 1)
    axe(finance)
    matter = Matter.objects.get(title=TITLE)
    for month in range(2, 13):
        actions.confirm_benefit(
            actor=actor_for(organisation.members[FINANCE]),
            matter=matter,
            month=month,
            amount=Decimal(10_000),
            basis="蒸汽计量表",
            today=today,
        )

    open_it(chair)
    fold = hands.unfold(chair, "评定奖励")
    fold.get_by_label("奖金（元）", exact=True).fill("5000")
    fold.get_by_label("评审组织意见").fill("效益明显。")
    hands.press(fold, "评定奖励")
    fold = hands.unfold(chair, "评定奖励")
    expect(fold).to_contain_text("500 至 1500 元")
    fold.get_by_label("奖金（元）", exact=True).fill("1000")
    hands.press(fold, "评定奖励")
    hands.told(chair, "评定奖励")
    card = hands.part(chair, "奖励")
    expect(card).to_contain_text("三等奖")
    expect(card).to_contain_text("陶然（60%）")
    expect(card).to_contain_text("600.00 元")
    axe(chair)
    with chair.expect_download() as coming:
        chair.get_by_role("link", name="合理化建议申报表").click()
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    tables = docx.Document(str(file)).tables
    words = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    assert "三等奖" in words
    assert "80.0" not in words.split("平均分")[0]

    chair.get_by_role("link", name="总结为操作法").click()
    chair.get_by_label("名称").fill("余热三段调节法")
    chair.get_by_label("类别").select_option("power")
    chair.get_by_label("适用范围").fill("低温用热。")
    chair.get_by_label("操作要点").fill("分三段开阀。")
    chair.get_by_label("效果").fill("水温稳定。")
    hands.press(chair, "登记")
    hands.told(chair, "已登记")
    chair.once("dialog", lambda dialog: dialog.accept())
    hands.press(chair, "发布")
    hands.told(chair, "已发布")
    member.goto("/matters/methods/")
    expect(member.locator("main")).to_contain_text("余热三段调节法")
    axe(member)
