"""The second step: who must have one, how it is set up, and that no code opens twice."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from zhijia.org import actions as org
from zhijia.org import demo
from zhijia.org import queries as people
from zhijia.org.models import Member, Unit
from zhijia.org.rules import GUARDED, POST_KINDS
from zhijia.platform.accounts import actions, totp
from zhijia.platform.accounts.models import RecoveryCode, User, secret_of
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry

from .conftest import PASSWORD, Open

SALT = "a1" * 16
SECRET = b"12345678901234567890"  # RFC 6238, appendix B
SIGN_IN, CODE = "/accounts/sign-in/", "/accounts/sign-in/code/"
ON, SECURITY = "/accounts/security/on/", "/accounts/security/"


def digits(ahead: int = 0, salt: str = SALT) -> str:
    """Return what the app shows now, or so many periods later."""
    return totp.code(secret_of(salt), int(now().timestamp()) // totp.PERIOD + ahead)


@pytest.fixture
def guarded(user: User) -> User:
    """Somebody whose second step has been on for a minute."""
    user = actions.turn_on(
        actor=Actor(),
        user=user,
        salt=SALT,
        typed=digits(),
        codes=["aaaa-bbbb-cccc", "dddd-eeee-ffff"],
        now=now(),
    )
    user.authenticator.last_step -= 2
    user.authenticator.save()
    return user


@pytest.fixture
def half(guarded: User) -> Client:
    """A browser whose password was right."""
    browser = Client()
    page = browser.post(SIGN_IN, {"username": "2001", "password": PASSWORD, "next": "/org/"})
    assert page["Location"] == CODE
    return browser


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert totp.code(SECRET, seconds // 30) == code


@pytest.mark.parametrize(
    ("ahead", "after", "fits"),
    [(0, 0, True), (-1, 0, True), (1, 0, True), (-2, 0, False), (2, 0, False), (0, 50, False)],
)
def test_a_clock_may_be_half_a_minute_off_and_a_used_period_is_spent(
    ahead: int, after: int, fits: bool
) -> None:
    at = datetime.fromtimestamp(50 * 30 + 7, UTC)
    step = totp.step_of(SECRET, totp.code(SECRET, 50 + ahead), now=at, after=after)
    assert (step == 50 + ahead) is fits


@pytest.mark.parametrize("typed", ["287 082", "２８７０８２", "287-082", " 287082 "])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    at = datetime.fromtimestamp(59, UTC)
    assert totp.step_of(SECRET, typed, now=at, after=0) == 1


def test_the_password_alone_lets_nobody_in(half: Client) -> None:
    assert not is_in(half)
    assert half.get("/org/")["Location"].startswith(SIGN_IN)
    assert half.post(CODE, {"code": digits()})["Location"] == "/org/"
    assert is_in(half)
    assert "half" not in half.session


def test_the_key_of_the_session_changes_at_both_steps(guarded: User) -> None:
    browser = Client()
    planted = browser.session
    planted["x"] = 1
    planted.save()
    browser.cookies["sessionid"] = str(planted.session_key)
    browser.post(SIGN_IN, {"username": "2001", "password": PASSWORD})
    second = browser.session.session_key
    browser.post(CODE, {"code": digits()})
    assert len({planted.session_key, second, browser.session.session_key}) == 3


def test_a_code_opens_once(half: Client, guarded: User) -> None:
    code = digits()
    half.post(CODE, {"code": code})
    again = Client()
    again.post(SIGN_IN, {"username": "2001", "password": PASSWORD})
    page = again.post(CODE, {"code": code})
    assert page.status_code == 422
    assert "已经用过" in page.text
    assert not is_in(again)


def test_a_recovery_code_opens_once_and_is_on_record(half: Client, guarded: User) -> None:
    half.post(CODE, {"code": "AAAA BBBB-CCCC"})
    assert is_in(half)
    again = Client()
    again.post(SIGN_IN, {"username": "2001", "password": PASSWORD})
    page = again.post(CODE, {"code": "aaaa-bbbb-cccc"})
    assert page.status_code == 422
    assert not is_in(again)
    assert RecoveryCode.objects.filter(used_at=None).count() == 1
    assert AuditEntry.objects.get(action="accounts.use_recovery_code").after == {"剩余": 1}
    assert "aaaabbbbcccc" not in str(list(RecoveryCode.objects.values()))


def test_five_wrong_codes_lock_the_second_step(half: Client) -> None:
    pages = [half.post(CODE, {"code": "000000"}).text for _ in range(5)]
    assert "锁定 15 分钟" in pages[4]
    page = half.post(CODE, {"code": digits()})
    assert "已锁定" in page.text
    assert not is_in(half)


@pytest.mark.parametrize("how", ["late", "closed", "changed", "none"])
def test_who_is_half_way_too_long_or_no_longer_welcome_begins_again(
    half: Client, guarded: User, how: str
) -> None:
    session = half.session
    if how == "late":
        session["half"] = {**session["half"], "at": session["half"]["at"] - 601}
    if how == "none":
        del session["half"]
    session.save()
    if how == "closed":
        actions.close_account(actor=Actor(), user=guarded)
    if how == "changed":
        actions.reset_password(actor=Actor(), user=guarded, password="xin-mi-ma-1")
    assert half.post(CODE, {"code": digits()})["Location"] == SIGN_IN
    assert not is_in(half)


def test_the_step_is_set_up_by_password_and_a_right_code(user: User) -> None:
    browser, other = Client(), Client()
    for one in (browser, other):
        one.post(SIGN_IN, {"username": "2001", "password": PASSWORD})
    page = browser.get(ON).text
    salt = browser.session["totp"]
    assert totp.shown(secret_of(salt)) in page
    assert "data:image/svg+xml" in page

    wrong = [{"code": "000000", "password": PASSWORD}, {"code": digits(0, salt), "password": "x"}]
    for said in wrong:
        assert browser.post(ON, said).status_code == 422
        user.refresh_from_db()
        assert not user.has_second_step
    assert browser.session["totp"] == salt, "a slip does not make the phone's code worthless"

    page = browser.post(ON, {"code": digits(0, salt), "password": PASSWORD}).text
    codes = re.findall(r"<code>([\w-]+)</code>", page)
    assert len(set(codes)) == 10
    assert browser.get(SECURITY).status_code == 200, "still signed in here"
    assert other.get(SECURITY).status_code == 302, "and nowhere else"
    user.refresh_from_db()
    assert user.has_second_step
    said_on_record = str(list(AuditEntry.objects.values()))
    assert not [code for code in [*codes, salt] if code in said_on_record]


@pytest.mark.parametrize("page", ["off", "codes"])
def test_taking_it_off_and_new_codes_ask_for_the_password(half: Client, page: str) -> None:
    half.post(CODE, {"code": digits()})
    address = f"{SECURITY}{page}/"
    assert half.post(address, {"password": "x"}).status_code == 422
    assert RecoveryCode.objects.count() == 2
    half.post(address, {"password": PASSWORD})
    assert RecoveryCode.objects.count() == (0 if page == "off" else 10)
    assert User.objects.get().has_second_step is (page == "codes")


def test_the_posts_that_need_it_are_posts() -> None:
    assert frozenset(POST_KINDS) >= GUARDED
    assert "auditor" in GUARDED


@pytest.fixture
def auditor(group_desk: Actor, group: Unit, today: Any) -> Callable[..., Client]:
    """Sign in as a member of the audit committee, with an account of one's own or a demo one."""

    def come(*, is_demo: bool) -> Client:
        who = org.enrol(actor=group_desk, unit=group, name="曹颖", staff_no="4005", joined_on=today)
        how = demo.basis("auditor", today)
        org.appoint(
            actor=group_desk, unit=group, member=who, kind="auditor", from_on=today, basis=how
        )
        who = org.give_account(actor=group_desk, member=who, password=PASSWORD, is_demo=is_demo)
        assert who.user
        user = actions.change_password(actor=group_desk, user=who.user, password=PASSWORD)
        browser = Client()
        browser.force_login(user)
        return browser

    return come


def test_an_auditor_sets_the_step_up_before_anything_else(auditor: Callable[..., Client]) -> None:
    browser = auditor(is_demo=False)
    for address in ("/", reverse("org:units"), SECURITY):
        assert browser.get(address)["Location"] == ON
    fragment = browser.get("/plans/desk/", headers={"HX-Request": "true"})
    assert fragment["HX-Redirect"] == ON
    page = browser.get(ON).text
    assert "登录须经两步验证" in page
    assert browser.post(reverse("accounts:sign-out")).status_code == 302

    browser = Client()
    browser.force_login(User.objects.get(staff_no="4005"))
    browser.get(ON)
    said = {"code": digits(0, browser.session["totp"]), "password": PASSWORD}
    assert browser.post(ON, said).status_code == 200
    assert browser.get("/").status_code == 200


def test_a_demo_auditor_and_other_posts_are_not_asked(
    auditor: Callable[..., Client], group_chair: Actor, sign_in: Callable[[Actor], Client]
) -> None:
    assert auditor(is_demo=True).get("/").status_code == 200
    assert sign_in(group_chair).get("/").status_code == 200
    assert people.actor_for(Member.objects.get(staff_no="4005")).posts


def test_a_desk_reset_keeps_the_second_step(guarded: User) -> None:
    actions.reset_password(actor=Actor(), user=guarded, password="abcd-efgh-jkmn")
    browser = Client()
    page = browser.post(SIGN_IN, {"username": "2001", "password": "abcd-efgh-jkmn"})
    assert page["Location"] == CODE
    assert not is_in(browser)


def test_nobody_uses_another_persons_codes(half: Client, open_account: Open) -> None:
    other = open_account("YY-2002")
    actions.turn_on(
        actor=Actor(),
        user=other,
        salt="b2" * 16,
        typed=digits(0, "b2" * 16),
        codes=["gggg-hhhh-jjjj"],
        now=now() - timedelta(0),
    )
    for code in ("gggg-hhhh-jjjj", digits(1, "b2" * 16)):
        assert half.post(CODE, {"code": code}).status_code == 422
    assert not is_in(half)


def test_a_demo_account_cannot_be_closed_to_the_next_visitor(
    group_chair: Actor, sign_in: Callable[[Actor], Client]
) -> None:
    browser = sign_in(group_chair)
    browser.get(ON)
    said = {"code": digits(0, browser.session["totp"]), "password": "shan-shui-2026"}
    page = browser.post(ON, said)
    assert page.status_code == 422
    assert "演示账号" in page.text
    assert not User.objects.filter(has_second_step=True).exists()
    assert not RecoveryCode.objects.exists()
