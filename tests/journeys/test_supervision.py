"""While the work runs: a leader writes, a unit assists, one asks for help, one is urged."""

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

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
SPEECH = "同志们：\n各单位要对配电室开展一次隐患排查，建立隐患台账。"
TASK = "隐患排查"


def put_on_file(page: Page) -> None:
    """Bring a short speech in and put its task on file."""
    page.get_by_role("link", name="登记讲话").click()
    page.get_by_label("或者粘贴讲话全文").fill(SPEECH)
    page.get_by_label("名称").fill("检修动员会讲话")
    hands.press(page, "登记并分解")
    page.get_by_role("link", name="确认分解").click()
    hands.press(page, "确认分解")
    hands.told(page, "任务已立项")


def open_task(page: Page) -> None:
    hands.go(page, "任务")
    page.get_by_role("link", name=TASK).first.click()


def ask_to_assist(page: Page, due_on: date) -> None:
    """Let the school assist the hospital."""
    fold = hands.unfold(page, "请其他单位配合")
    fold.get_by_label("子弟学校工会").check()
    hands.fill_day(fold, "会签期限", due_on)
    fold.get_by_label("配合要求").fill("请提供校区隐患清单。")
    hands.press(fold, "请配合")
    hands.told(page, "已请 1 个单位配合")


def write(page: Page) -> None:
    """The chair writes on the task, and wants it watched."""
    open_task(page)
    fold = hands.unfold(page, "领导批示")
    fold.get_by_label("批示").fill("检修期间安全第一，逐条报结果。")
    fold.get_by_label("列入“需要关注”清单").check()
    hands.press(fold, "批示")
    hands.told(page, "批示已送达各承办单位")


def report_in_need(page: Page) -> None:
    """The hospital reports, and asks for help."""
    expect(hands.part(page, "领导批示")).to_contain_text("逐条报结果")
    card = hands.part(page, "办理")
    card.get_by_label("进展情况").fill("配电室已查 6 间。")
    card.get_by_label("完成进度").fill("50")
    fold = hands.unfold(page, "存在问题、需协调事项、下步措施")
    fold.get_by_label("需协调事项").fill("缺红外测温仪，请协调借用。")
    hands.press(card, "填报进展")
    hands.told(page, "进展已填报")


def answer_call(page: Page) -> None:
    """The group answers from the page 待协调."""
    hands.go(page, "督办")
    page.get_by_role("link", name="待协调").click()
    card = hands.part(page, "职工医院工会")
    expect(card).to_contain_text("缺红外测温仪")
    fold = hands.unfold(page, "答复")
    fold.get_by_label("答复").fill("已约供电公司周三送到。")
    hands.press(fold, "答复")
    hands.told(page, "已答复")


def urge(page: Page, folder: Path) -> Path:
    """Urge the hospital, and take the letter along."""
    open_task(page)
    hands.part(page, "承办单位").get_by_role("link", name="职工医院工会").click()
    fold = hands.unfold(page, "催办")
    fold.get_by_label("催办要求").fill("请于周五前报送台账。")
    hands.press(fold, "发出催办通知")
    hands.told(page, "催办通知已发出")
    with page.expect_download() as coming:
        hands.part(page, "催办记录").get_by_role("link", name="催办通知").click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


def choose_three_colours(page: Page) -> None:
    hands.go(page, "督办")
    page.get_by_role("link", name="亮灯方案").click()
    page.get_by_role("radio", name="蓝黄红").check()
    hands.press(page, "保存")
    hands.told(page, "亮灯方案已改")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_work_is_written_on_assisted_helped_and_urged_until_it_is_done(
    size: dict[str, Any],
    organisation: Cast,
    enter: Enter,
    axe: Axe,
    today: date,
    tmp_path: Path,
) -> None:
    due_on = today + timedelta(days=2)
    group = enter("1002", **size)
    put_on_file(group)
    open_task(group)
    hands.assign(group, ["职工医院工会"], due_on, "抓好落实。")
    ask_to_assist(group, due_on)
    axe(group)
    chair = enter("1001", **size)
    write(chair)
    hands.go(chair, "督办")
    expect(chair.locator("main")).to_contain_text("逐条报结果")
    axe(chair)

    hospital, school = enter("2001", **size), enter("3001", **size)
    hands.open_work(hospital, TASK)
    hands.press(hospital, "签收")
    report_in_need(hospital)
    axe(hospital)
    answer_call(group)
    axe(group)
    words = "\n".join(one.text for one in docx.Document(str(urge(group, tmp_path))).paragraphs)
    assert "职工医院工会：" in words
    assert "请于周五前报送台账。" in words

    hands.open_work(hospital, TASK)
    expect(hospital.locator("#work")).to_contain_text("还有 1 个配合单位没有会签")
    hands.open_work(school, TASK)
    hands.press(school, "签收")
    card = hands.part(school, "会签")
    card.get_by_label("会签意见").fill("校区 3 间配电室已查，清单另附。")
    hands.press(card, "会签")
    hands.told(school, "已会签")
    axe(school)

    choose_three_colours(group)
    open_task(group)
    expect(hands.part(group, "承办单位").locator(".light-blue").first).to_be_visible()
    hands.open_work(hospital, TASK)
    expect(hands.part(hospital, "配合单位会签")).to_contain_text("校区 3 间配电室已查")
    hands.finish(hospital, "隐患台账已建立。")
    hands.told(hospital, "已报办结")
