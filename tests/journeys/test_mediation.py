"""A dispute from the phone of who is wronged to an agreement with three signatures, in Word."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from zhijia.matters import actions
from zhijia.org import actions as org
from zhijia.org.demo import Cast

from . import hands
from .conftest import DESKTOP, PHONE

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
TITLE = "要求补发八月加班工资"
TERMS = "检修车间于期限前补发八月加班工资一千二百元。"


def ask(page: Page, today: date) -> None:
    """Say what happened, in the language of who it happened to."""
    page.goto("/matters/new/mediation/")
    page.get_by_label("争议事项").fill(TITLE)
    page.get_by_label("争议类型").select_option("pay")
    page.get_by_label("被申请人", exact=True).fill("检修车间")
    page.get_by_label("调解请求").fill("补发八月四个周六的加班工资。")
    page.get_by_label("事实和理由").fill("八月四个周六都安排了检修，工资条里没有加班费。")
    hands.fill_day(page, "知道权利受侵害的日期", today - timedelta(days=60))
    page.get_by_label("联系电话").fill("67801234")
    hands.press(page, "提交")
    hands.told(page, "已提交")


def open_it(page: Page) -> None:
    page.goto("/matters/?kind=mediation")
    page.get_by_role("link", name=TITLE).click()


def fold_of(page: Page, name: str) -> Locator:
    """Unfold the step of just this name."""
    fold = page.locator("details.fold").filter(has=page.locator(f'summary:text-is("{name}")'))
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return fold


def accept(page: Page) -> None:
    """Without both sides' word it is refused; with it, it is taken up."""
    fold = fold_of(page, "受理")
    fold.get_by_role("checkbox", name=re.compile("^周秉正")).check()
    hands.press(fold, "受理")
    expect(page.get_by_text("双方都同意调解的才能受理").first).to_be_visible()
    fold = fold_of(page, "受理")
    fold.get_by_label("双方当事人都同意").check()
    hands.press(fold, "受理")
    hands.told(page, "受理")


def sit_and_agree(page: Page, today: date) -> None:
    fold = fold_of(page, "记调解笔录")
    hands.fill_day(fold, "调解日期", today)
    fold.get_by_label("地点").fill("工会会议室")
    fold.get_by_label("到场人").fill("陶然、车间主任、调解员")
    fold.get_by_label("笔录").fill("双方核对考勤，确认四个周六。")
    hands.press(fold, "记调解笔录")
    hands.told(page, "记调解笔录")
    fold = fold_of(page, "达成协议")
    fold.get_by_label("协议内容").fill(TERMS)
    hands.fill_day(fold, "履行期限", today + timedelta(days=10))
    hands.press(fold, "达成协议")
    hands.told(page, "达成协议")


def sign(page: Page, today: date) -> None:
    """Three signatures and a seal, or it does not hold."""
    fold = fold_of(page, "三方签字，协议生效")
    hands.fill_day(fold, "签字日期", today)
    fold.get_by_label("劳动者已经签名").check()
    hands.press(fold, "三方签字，协议生效")
    expect(page.get_by_text("协议没有生效").first).to_be_visible()
    fold = fold_of(page, "三方签字，协议生效")
    for label in ("用人单位已经签章", "调解员已经签名", "已经加盖调解委员会印章"):
        fold.get_by_label(label).check()
    hands.press(fold, "三方签字，协议生效")
    hands.told(page, "三方签字")


def take_paper(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("link", name=name).click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_dispute_is_mediated_to_an_agreement_that_is_kept(
    size: dict[str, Any],
    organisation: Cast,
    enter: Enter,
    axe: Axe,
    today: date,
    tmp_path: Path,
) -> None:
    desk, who = organisation.actors["group_desk"], organisation.members["5004"]
    org.give_account(actor=desk, member=who, password=hands.PASSWORD, is_demo=True)
    engage: dict[str, Any] = {"actor": desk, "unit": organisation.units["group"], "from_on": today}
    actions.engage_mediator(name="周秉正", side="staff", is_head=True, **engage)
    actions.engage_mediator(name="钱行政", side="firm", **engage)
    worker, group = enter("5004", **PHONE), enter("1002", **size)
    ask(worker, today)
    axe(worker)
    open_it(group)
    expect(hands.part(group, "仲裁时效")).to_contain_text("以前可以申请仲裁")
    axe(group)
    accept(group)
    sit_and_agree(group, today)
    sign(group, today)
    axe(group)

    worker.reload()
    expect(worker.locator("main")).to_contain_text("协议生效待履行")
    expect(worker.locator("main")).not_to_contain_text("双方核对考勤")  # the minutes are inside
    fold = fold_of(worker, "协议已经履行")
    fold.get_by_label("履行情况").fill("钱已到账。")
    hands.press(fold, "协议已经履行")
    hands.told(worker, "协议已经履行")

    group.reload()
    expect(group.locator("main")).to_contain_text("已经履行")
    file = take_paper(group, "调解协议书", tmp_path)
    words = "\n".join(one.text for one in docx.Document(str(file)).paragraphs)
    assert TERMS in words
    assert "检修车间" in words
    if size is DESKTOP:
        hands.looked_at(file, pages=1)
