"""A task is given; the hospital's desk sees the mark, opens the message and comes to the task."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from zhijia.org.demo import Cast
from zhijia.plans import actions, queries, speech
from zhijia.platform.notices.acts.reading import mark_all_read

from . import hands
from .conftest import DESKTOP, PHONE

Enter = Callable[..., Page]
Axe = Callable[[Page], None]
WORDS = "各单位要开展一次隐患排查"


@pytest.fixture
def given(organisation: Cast, today: date) -> str:
    """A task of the group at the hospital, its desk's only unread message; return what it says."""
    desk, units = organisation.actors["group_desk"], organisation.units
    source = speech.read_text(f"同志们：\n{WORDS}。")
    intake = actions.take_in(
        actor=desk, unit=units["group"], source=source, name="讲话", today=today
    )
    entered = intake.speeches[0]
    for piece in queries.pieces_of(entered):
        if WORDS in queries.words_of(piece) and piece.kind != "task":
            actions.promote(actor=desk, piece=piece)
    [task] = actions.confirm(actor=desk, speech=entered, today=today).tasks.all()
    due_on = today + timedelta(days=10)
    mark_all_read(organisation.actors["hospital_desk"])
    actions.assign(actor=desk, task=task, units=[units["hospital"]], due_on=due_on, today=today)
    return str(task.wording)


def bell(page: Page) -> Any:
    """Return the bell in the bar above."""
    return page.get_by_role("banner").get_by_role("link", name=re.compile("^未读消息"))


@pytest.mark.parametrize(
    "size",
    [DESKTOP, PHONE, {**PHONE, "java_script_enabled": False}],
    ids=["desktop", "phone", "phone without JavaScript"],
)
def test_the_mark_is_seen_opened_and_gone(
    given: str, enter: Enter, axe: Axe, size: dict[str, Any]
) -> None:
    page = enter("2001", **size)
    expect(bell(page)).to_have_accessible_name("未读消息 1 条")
    bell(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("消息")
    if size.get("java_script_enabled", True):
        axe(page)
    page.get_by_role("button", name=re.compile(f"未读.*任务交办：{given}")).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(given)
    expect(page.get_by_role("button", name="签收")).to_be_visible()
    expect(bell(page)).to_have_accessible_name("未读消息 0 条")
    bell(page).click()
    expect(page.get_by_role("button", name="未读：")).to_have_count(0)


def test_the_desk_chooses_what_comes_and_registers_its_group(
    given: str, enter: Enter, axe: Axe
) -> None:
    page = enter("2001", **DESKTOP)
    page.goto("/inbox/")
    page.get_by_role("link", name="消息设置").click()
    axe(page)
    expect(page.get_by_label("站内接收：任务交办")).to_be_disabled()
    page.get_by_label("站内接收：审核通过").uncheck()
    hands.press(page, "保存")
    hands.told(page, "消息设置已保存")
    expect(page.get_by_label("站内接收：审核通过")).not_to_be_checked()

    page.goto("/inbox/")
    page.get_by_role("link", name="群机器人").click()
    page.get_by_role("link", name="登记群机器人").first.click()
    axe(page)
    page.get_by_label("群名称").fill("医院工会工作群")
    page.get_by_label("机器人地址").fill("https://example.cn/robot?key=12345678")
    hands.press(page, "登记")
    expect(page.get_by_role("alert")).to_contain_text("不是企业微信、钉钉或者飞书")
    expect(page.get_by_label("群名称")).to_have_value("医院工会工作群")
    page.get_by_label("机器人地址").fill(
        "https://open.feishu.cn/open-apis/bot/v2/hook/abcd1234-ab12-cd34-ef56-0123456789ab"
    )
    hands.press(page, "登记")
    hands.told(page, "群机器人已登记")
    expect(hands.part(page, "医院工会工作群")).to_contain_text("••••89ab")
    axe(page)
    page.once("dialog", lambda dialog: dialog.accept())
    hands.press(page, "移除")
    hands.told(page, "已移除")
