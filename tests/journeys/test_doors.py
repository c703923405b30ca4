"""The doors of the house: setting up, signing in and out, the first password, the keyboard."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from zhijia.org.demo import Cast
from zhijia.site import setting_up

from . import hands
from .conftest import DESKTOP, PHONE, Window

Enter = Callable[..., Page]
Axe = Callable[[Page], None]


@pytest.fixture
def setup_code(live_server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The code in the terminal of an instance that has just begun, empty."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return setting_up.kept(setting_up.SETUP_CODE)


def found(page: Page, code: str) -> None:
    """Fill in the set-up page."""
    page.get_by_label("设置码").fill(code)
    page.get_by_label("单位名称").fill("化工集团工会")
    page.get_by_label("单位代码").fill("JT")
    page.get_by_label("单位类型").select_option("集团")
    page.get_by_label("您的姓名").fill("陈雨薇")
    page.get_by_label("您的工号").fill("1002")
    page.get_by_label("密码", exact=True).fill(hands.PASSWORD)
    page.get_by_label("再输一次密码").fill(hands.PASSWORD)
    hands.press(page, "完成设置")


def test_an_empty_instance_leads_to_its_set_up_and_then_to_work(
    setup_code: str, phone: Page, axe: Axe
) -> None:
    phone.goto("/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("初始设置")
    axe(phone)
    found(phone, "abcd-efgh-jkmn")
    expect(phone.get_by_text("设置码不对")).to_be_visible()
    expect(phone.get_by_label("单位名称")).to_have_value("化工集团工会")

    found(phone, setup_code)

    hands.told(phone, "化工集团工会已建好")
    expect(phone.get_by_role("heading", level=1)).to_have_text("工作台")
    hands.go(phone, "组织")
    expect(phone.get_by_role("link", name="化工集团工会").first).to_be_visible()


def test_a_wrong_password_stays_outside_and_the_right_one_comes_in_and_leaves(
    organisation: Cast, phone: Page, axe: Axe
) -> None:
    hands.sign_in(phone, "1002", "wrong-password")
    expect(phone.get_by_role("alert")).to_contain_text("账号或密码不对")
    expect(phone.get_by_label("工号")).to_have_value("1002")
    axe(phone)

    hands.sign_in(phone, "1002")
    expect(phone.get_by_role("heading", level=1)).to_have_text("工作台")

    hands.sign_out(phone)
    hands.told(phone, "您已退出")
    phone.goto("/plans/tasks/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("登录")


def open_account(page: Page, name: str) -> str:
    """Give a member an account and return the first password, which is shown once."""
    hands.go(page, "会员")
    page.get_by_label("姓名或工号").fill(name)
    hands.press(page, "查找")
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="开通账号").click()
    hands.press(page, "开通账号")
    return page.locator("dt", has_text="初始密码").locator("+ dd").inner_text()


def change_password(page: Page, old: str, new: str) -> None:
    """Choose a password of one's own."""
    page.get_by_label("现在的密码").fill(old)
    page.get_by_label("新密码", exact=True).fill(new)
    page.get_by_label("再输一次新密码").fill(new)
    hands.press(page, "保存新密码")


def test_a_new_account_changes_its_first_password_and_finds_a_friendly_page(
    organisation: Cast, enter: Enter, window: Window, axe: Axe
) -> None:
    first = open_account(enter("1002", **DESKTOP), "严冬")
    page = window(**PHONE)
    hands.sign_in(page, "4006", first)
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")
    page.goto("/plans/tasks/")
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")
    axe(page)
    change_password(page, first, "12345678")
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")

    change_password(page, first, "dong-tian-2026")

    hands.told(page, "密码已修改")
    expect(page.get_by_role("heading", level=1)).to_have_text("您好，严冬")
    expect(page.get_by_text("您是供电公司工会的会员")).to_be_visible()
    axe(page)


def skip_to_main(page: Page) -> None:
    """Jump over the menus, as the first tabulator of each page offers."""
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def tab_to(page: Page, name: str) -> None:
    """Press the tabulator until what bears this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in page.locator(":focus").inner_text():
            return
    pytest.fail(f"the tabulator never comes to {name}")


def test_whoever_has_only_a_keyboard_signs_in_and_opens_a_task(
    story_told: None, desktop: Page
) -> None:
    desktop.goto("/")
    expect(desktop.get_by_label("工号")).to_be_focused()
    desktop.keyboard.type("2001")
    desktop.keyboard.press("Tab")
    desktop.keyboard.type(hands.PASSWORD)
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("工作台")

    skip_to_main(desktop)
    tab_to(desktop, "项待办")
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile("all=1"))
    expect(desktop.get_by_role("heading", level=1)).to_have_text("工作台")
    skip_to_main(desktop)
    tab_to(desktop, "待办理：")
    desktop.keyboard.press("Enter")
    expect(hands.part(desktop, "办理")).to_be_visible()
