"""An auditor's first day: a password from the desk, a second step, a lost phone, a lock."""

import base64
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from zhijia.org import actions
from zhijia.org.demo import Cast
from zhijia.platform.accounts import totp
from zhijia.platform.accounts.models import Authenticator

from . import hands
from .conftest import DESKTOP, PHONE

FIRST, OWN = "abcd-efgh-jkmn", "rong-qi-2026"


@pytest.fixture
def auditor(organisation: Cast, today: date) -> str:
    """曹颖 of the audit committee, with a password from the desk; return her staff number."""
    desk, who = organisation.actors["group_desk"], organisation.members["4005"]
    actions.give_account(actor=desk, member=who, password=FIRST)
    return "4005"


def digits(secret: str) -> str:
    """Return what an app with this secret, as shown on the page, displays now."""
    key = base64.b32decode(secret.replace(" ", ""))
    return totp.code(key, int(now().timestamp()) // totp.PERIOD)


def choose_password(page: Page) -> None:
    """Change the first password."""
    page.get_by_label("现在的密码").fill(FIRST)
    page.get_by_label("新密码", exact=True).fill(OWN)
    page.get_by_label("再输一次新密码").fill(OWN)
    page.get_by_role("button", name="保存新密码").click()


def fits(page: Page, axe: Any) -> None:
    """Expect the page to fit the window and axe to find nothing grave."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_auditor_signs_in_with_a_second_step(
    auditor: str, window: Callable[..., Page], axe: Any, size: dict[str, Any]
) -> None:
    page = window(**size, java_script_enabled=size is DESKTOP)
    check = fits if size is DESKTOP else lambda *_: None
    hands.sign_in(page, auditor, FIRST)
    choose_password(page)
    expect(page.get_by_role("heading", name="开启两步验证")).to_be_visible()
    expect(page.locator("main")).to_contain_text("登录须经两步验证")
    check(page, axe)

    secret = page.locator("dt", has_text="密钥").locator("+ dd").inner_text()
    page.get_by_label("验证码").fill("000000")
    page.get_by_label("登录密码").fill(OWN)
    hands.press(page, "开启")
    expect(page.get_by_role("alert")).to_contain_text("验证码不对")
    used = digits(secret)
    page.get_by_label("验证码").fill(used)
    page.get_by_label("登录密码").fill(OWN)
    hands.press(page, "开启")
    expect(page.get_by_role("link", name="已经收好")).to_be_visible()
    codes = re.findall(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", page.locator("main").inner_text())
    assert len(set(codes)) == 10
    check(page, axe)
    page.get_by_role("link", name="已经收好").click()
    expect(page.locator("main")).to_contain_text("恢复码还剩 10 个")
    check(page, axe)

    other = window(**size)
    hands.sign_in(other, auditor, OWN)
    expect(other.get_by_role("heading", name="两步验证")).to_be_visible()
    fits(other, axe)
    other.get_by_label("验证码").fill(used)
    hands.press(other, "继续登录")
    expect(other.get_by_role("alert")).to_contain_text("已经用过")
    other.get_by_label("验证码").fill(codes[0].upper())
    hands.press(other, "继续登录")
    expect(other.get_by_role("heading", name="两步验证")).to_have_count(0)
    other.goto("/accounts/security/")
    expect(other.locator("main")).to_contain_text("恢复码还剩 9 个")
    fits(other, axe)
    hands.press(other, "退出其他全部设备")
    hands.told(other, "其他设备上的登录都已退出")
    page.reload()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    assert Authenticator.objects.count() == 1


def test_five_wrong_passwords_lock_and_the_desk_unlocks(
    organisation: Cast, enter: Callable[..., Page], window: Callable[..., Page]
) -> None:
    page = window(**PHONE)
    page.goto("/")
    for _ in range(6):
        page.get_by_label("工号").fill("2001")
        page.get_by_label("密码").fill("x")
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("已锁定，请 15 分钟后再试")

    desk = enter("1002", **DESKTOP)
    desk.goto(f"/org/members/{organisation.members['2001'].pk}/account/")
    desk.get_by_role("link", name="解除登录锁定").click()
    hands.press(desk, "解除锁定")
    hands.told(desk, "可以重新登录了")
    hands.sign_in(page, "2001")
    expect(page.get_by_role("button", name="登录", exact=True)).to_have_count(0)
