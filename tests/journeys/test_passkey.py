"""An auditor's fingerprint: a passkey instead of an app, then in place of the password."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from zhijia.org import actions
from zhijia.org.demo import Cast
from zhijia.platform.accounts.models import Passkey

from . import hands
from .conftest import DESKTOP, PHONE, watch

FIRST, OWN = "abcd-efgh-jkmn", "rong-qi-2026"
THUMB = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
Axe = Callable[[Page], None]


@pytest.fixture
def auditor(organisation: Cast, today: date) -> str:
    """曹颖 of the audit committee, with a password from the desk; return her staff number."""
    desk, who = organisation.actors["group_desk"], organisation.members["4005"]
    actions.give_account(actor=desk, member=who, password=FIRST)
    return "4005"


@pytest.fixture(scope="session")
def home(live_server: LiveServer) -> str:
    """The house by name: browsers make no passkey for an address in numbers."""
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], home: str) -> dict[str, Any]:
    return {**browser_context_args, "base_url": home}


@pytest.fixture
def window(new_context: Callable[..., BrowserContext], home: str) -> Iterator[Callable[..., Page]]:
    """Open a window of one's own; its faults fail the story."""
    faults: list[str] = []

    def open_window(**options: Any) -> Page:
        context = new_context(**options)
        context.set_default_timeout(30_000)
        watch(context, home, faults)
        return context.new_page()

    yield open_window
    assert not faults, "\n".join(faults)


def with_thumb(page: Page) -> Callable[..., Any]:
    """Give the window a device with a fingerprint reader, and return the wire to it."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    device = wire.send("WebAuthn.addVirtualAuthenticator", {"options": THUMB})

    def tell(what: str, **said: Any) -> Any:
        return wire.send(f"WebAuthn.{what}", {**device, **said})

    return tell


def settle(page: Page) -> None:
    """Change the first password and choose a passkey where a second step is asked for."""
    page.get_by_label("现在的密码").fill(FIRST)
    page.get_by_label("新密码", exact=True).fill(OWN)
    page.get_by_label("再输一次新密码").fill(OWN)
    hands.press(page, "保存新密码")
    page.get_by_role("link", name="改用通行密钥").click()


def fits(page: Page, axe: Axe) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_auditor_signs_in_with_a_fingerprint(
    auditor: str, window: Callable[..., Page], axe: Axe, size: dict[str, Any]
) -> None:
    page = window(**size)
    tell = with_thumb(page)
    hands.sign_in(page, auditor, FIRST)
    settle(page)
    fits(page, axe)
    page.get_by_label("名称").fill("我的手机")
    page.get_by_label("登录密码").fill("x")
    hands.press(page, "添加")
    expect(page.get_by_role("alert").filter(has_text="现在的密码不对")).to_be_visible()
    page.get_by_label("登录密码").fill(OWN)
    hands.press(page, "添加")
    expect(page.get_by_text("只显示这一次")).to_be_visible()
    assert len(tell("getCredentials")["credentials"]) == 1

    page.get_by_role("link", name="已经收好").click()
    expect(hands.part(page, "通行密钥")).to_contain_text("我的手机")
    fits(page, axe)
    hands.sign_out(page)

    fits(page, axe)
    hands.press(page, "用通行密钥登录")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("登录")
    hands.sign_out(page)

    hands.sign_in(page, auditor, OWN)
    expect(page.get_by_role("heading", level=1)).to_have_text("两步验证")
    fits(page, axe)
    tell("setUserVerified", isUserVerified=False)
    hands.press(page, "用通行密钥继续")
    expect(page.get_by_role("alert").filter(has_text="没有完成")).to_be_visible()
    tell("setUserVerified", isUserVerified=True)
    hands.press(page, "用通行密钥继续")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("两步验证")
    assert Passkey.objects.get().used_at


def test_a_copied_passkey_is_turned_away_in_the_browser_too(
    auditor: str, window: Callable[..., Page]
) -> None:
    page = window(**PHONE)
    with_thumb(page)
    hands.sign_in(page, auditor, FIRST)
    settle(page)
    page.get_by_label("登录密码").fill(OWN)
    hands.press(page, "添加")
    page.get_by_role("link", name="已经收好").click()
    hands.sign_out(page)
    Passkey.objects.update(count=1000)
    hands.press(page, "用通行密钥登录")
    expect(page.get_by_text("可能被复制过")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")


def test_without_script_no_button_is_shown_that_would_do_nothing(
    auditor: str, window: Callable[..., Page]
) -> None:
    page = window(**PHONE, java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="用通行密钥登录")).to_be_hidden()
    hands.sign_in(page, auditor, FIRST)
    settle(page)
    expect(page.get_by_text("不支持通行密钥，或者没有开启 JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="添加")).to_be_hidden()
