"""Passkeys: made, signed with, named and removed; what a stolen or copied one does not open."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from zhijia.org import actions as org
from zhijia.org import demo
from zhijia.org.models import Unit
from zhijia.platform.accounts import actions, rules, webauthn
from zhijia.platform.accounts.models import Passkey, RecoveryCode, User
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry

from .conftest import PASSWORD, Open
from .device import Device

SIGN_IN, CODE, SECURITY = "/accounts/sign-in/", "/accounts/sign-in/code/", "/accounts/security/"
ASK, ENTER, SECOND = f"{SIGN_IN}passkey/ask/", f"{SIGN_IN}passkey/", f"{CODE}passkey/"
ADD, ADD_ASK = "/accounts/passkeys/add/", "/accounts/passkeys/add/ask/"
RELY = f"{SECURITY}on/passkeys/"


def browser(name: str = "", **options: Any) -> Client:
    """Open a browser on localhost, signed in by password where a name is given."""
    one = Client(SERVER_NAME="localhost", **options)
    if name:
        one.post(SIGN_IN, {"username": name, "password": PASSWORD})
    return one


def is_in(one: Client) -> bool:
    return "_auth_user_id" in one.session


def question(one: Client, address: str = ASK, **said: str) -> Any:
    page = one.post(address, said)
    assert page.status_code == 200, page.text
    return page.json()


def add(one: Client, device: Device, name: str = "我的手机") -> Any:
    asked = question(one, ADD_ASK, name=name, password=PASSWORD)
    return one.post(ADD, {"answer": device.make(asked)})


def enter(device: Device, **said: str) -> Any:
    one = browser()
    return one.post(ENTER, {"answer": device.sign(question(one)), **said})


@pytest.fixture
def device(user: User) -> Device:
    """A phone that has a passkey of the account."""
    one = Device()
    assert add(browser("2001"), one)["Location"] == SECURITY
    return one


def test_a_passkey_opens_its_account_without_name_and_password(device: Device) -> None:
    page = enter(device, next="/org/")
    assert page["Location"] == "/org/"
    assert is_in(page.client)
    passkey = Passkey.objects.get()
    assert passkey.used_at
    assert passkey.count == device.signed


def test_who_enters_is_never_led_to_another_house_and_gets_a_new_session_key(
    device: Device,
) -> None:
    one = browser()
    answer = device.sign(question(one))
    before = one.session.session_key
    page = one.post(ENTER, {"answer": answer, "next": "https://example.com/"})
    assert page["Location"] == "/"
    assert one.session.session_key != before


def test_what_is_asked_says_nothing_of_a_person_and_wants_the_owner_made_sure_of(
    user: User,
) -> None:
    asked = question(browser("2001"), ADD_ASK, name="手机", password=PASSWORD)
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["rp"] == {"id": "localhost", "name": "职家"}
    assert asked["attestation"] == "none"
    assert len(webauthn.websafe_decode(asked["user"]["id"])) == 32
    stranger = question(browser())
    assert stranger["userVerification"] == "required"
    assert "allowCredentials" not in stranger


def test_one_account_has_several_passkeys_and_no_device_makes_two(device: Device) -> None:
    one = browser("2001")
    asked = question(one, ADD_ASK, name="电脑", password=PASSWORD)
    assert [known["id"] for known in asked["excludeCredentials"]] == [
        webauthn.websafe_encode(device.id)
    ]
    second = Device()
    one.post(ADD, {"answer": second.make(asked)})
    assert second.handle == device.handle, "one owner, known to both devices by one handle"
    assert enter(second).status_code == enter(device).status_code == 302
    assert [key.name for key in Passkey.objects.all()] == ["我的手机", "电脑"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": "手机", "password": "x"}, "现在的密码不对"),
        ({"name": "", "password": PASSWORD}, "请填写名称"),
        ({"name": "手" * 41, "password": PASSWORD}, "40"),
    ],
)
def test_a_new_passkey_takes_the_password_and_a_name(
    user: User, said: dict[str, str], words: str
) -> None:
    one = browser("2001")
    page = one.post(ADD_ASK, said)
    assert page.status_code == 422
    assert words in page.json()["error"]
    assert "passkey" not in one.session


def test_wrong_passwords_for_a_passkey_are_counted(user: User) -> None:
    one = browser("2001")
    for _ in range(5):
        one.post(ADD_ASK, {"name": "手机", "password": "x"})
    page = one.post(ADD_ASK, {"name": "手机", "password": PASSWORD})
    assert "已锁定" in page.json()["error"]


def refused(page: Any, words: str) -> None:
    assert page.status_code == 422
    assert words in page.text
    assert not is_in(page.client)


def test_an_answer_opens_once(device: Device) -> None:
    one = browser()
    answer = device.sign(question(one))
    one.post(ENTER, {"answer": answer})
    one.post(reverse("accounts:sign-out"))
    refused(one.post(ENTER, {"answer": answer}), "请重新操作")
    question(one)
    refused(one.post(ENTER, {"answer": answer}), "通行密钥不对")


def test_an_answer_comes_within_five_minutes(device: Device) -> None:
    one = browser()
    answer = device.sign(question(one))
    session = one.session
    session["passkey"] = {**session["passkey"], "at": session["passkey"]["at"] - 301}
    session.save()
    refused(one.post(ENTER, {"answer": answer}), "等待太久")


def test_an_answer_to_another_browser_or_to_another_question_opens_nothing(
    device: Device,
) -> None:
    one, other = browser(), browser()
    question(other)
    refused(other.post(ENTER, {"answer": device.sign(question(one))}), "通行密钥不对")
    add_page = browser("2001")
    question(add_page, ADD_ASK, name="手机", password=PASSWORD)
    page = add_page.post(ENTER, {"answer": device.sign(question(one))})
    assert page.status_code == 422, "a question for a new passkey is no question to enter"


@pytest.mark.parametrize(
    ("wrong", "value"),
    [
        ("origin", "https://evil.example.com"),
        ("origin", "http://localhost.example.com"),
        ("origin", "http://sub.localhost"),
        ("home", "example.com"),
        ("verifies", False),
        ("handle", b"\x00" * 32),
        ("key", Device().key),
    ],
)
def test_what_another_page_another_device_or_a_finder_signs_opens_nothing(
    device: Device, wrong: str, value: object
) -> None:
    setattr(device, wrong, value)
    refused(enter(device), "通行密钥不对")
    assert Passkey.objects.get().used_at is None


@pytest.mark.parametrize(
    ("wrong", "value"),
    [("origin", "https://evil.example.com"), ("home", "example.com"), ("verifies", False)],
)
def test_what_is_made_elsewhere_or_for_anybody_is_not_kept(
    user: User, wrong: str, value: object
) -> None:
    made = Device()
    setattr(made, wrong, value)
    page = add(browser("2001"), made)
    assert page.status_code == 422
    assert "通行密钥不对" in page.text
    assert not Passkey.objects.exists()


def test_a_passkey_whose_count_falls_back_is_turned_away_and_on_record(device: Device) -> None:
    enter(device)
    device.signed -= 2
    refused(enter(device), "可能被复制过")
    kept = Passkey.objects.get()
    assert kept.count == device.signed + 1
    entry = AuditEntry.objects.get(action="accounts.suspect_passkey")
    assert entry.after == {"名称": "我的手机", "使用次数": device.signed}


@pytest.mark.parametrize(
    ("before", "now", "may"),
    [(0, 0, True), (0, 1, True), (4, 5, True), (5, 5, False), (5, 0, False)],
)
def test_a_count_goes_up_or_stays_at_nought(before: int, now: int, may: bool) -> None:
    assert bool(rules.counts_on(before=before, now=now)) is may


def test_a_passkey_that_devices_share_never_counts(user: User) -> None:
    shared = Device(counts=False)
    add(browser("2001"), shared)
    assert enter(shared).status_code == enter(shared).status_code == 302


@pytest.mark.parametrize("gone", ["removed", "closed", "never"])
def test_a_passkey_that_is_gone_opens_nothing(device: Device, user: User, gone: str) -> None:
    if gone == "removed":
        actions.remove_passkey(actor=Actor(), passkey=Passkey.objects.get())
    if gone == "closed":
        actions.close_account(actor=Actor(), user=user)
        assert not Passkey.objects.exists(), "its owner may register it with a next account"
    refused(enter(Device() if gone == "never" else device), "没有登记")


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
)
PARTS = ("clientDataJSON", "authenticatorData", "signature", "userHandle", "attestationObject")


@given(
    st.fixed_dictionaries(
        {"id": ODD, "rawId": ODD, "type": st.just("public-key") | ODD},
        optional={"response": ODD | st.fixed_dictionaries({}, optional=dict.fromkeys(PARTS, ODD))},
    )
)
def test_no_answer_makes_the_reader_stumble(answer: dict[str, Any]) -> None:
    _, state = webauthn.ask_for_proof("localhost")
    kept = made_by(Device())
    for read in (
        lambda: webauthn.digest_of(answer),
        lambda: webauthn.made("localhost", state, answer),
        lambda: webauthn.proved("localhost", state, answer, credential=kept, handle="00"),
    ):
        try:
            read()
        except webauthn.Unproved:
            continue


def made_by(device: Device) -> str:
    asked, state = webauthn.ask_for_new("localhost", handle="ab" * 32, name="x", known=[])
    return webauthn.made("localhost", state, json.loads(device.make(asked))).credential


@pytest.mark.parametrize("answer", ["", "x", "[]", "1", "{}", "[" * 20_000, '{"id": "\\u0000"}'])
@pytest.mark.parametrize("address", [ENTER, ADD])
def test_what_is_no_answer_is_told_so(device: Device, answer: str, address: str) -> None:
    one = browser("2001") if address == ADD else browser()
    if address == ADD:
        question(one, ADD_ASK, name="手机", password=PASSWORD)
    else:
        question(one)
    page = one.post(address, {"answer": answer})
    assert page.status_code == 422
    assert "重新操作" in page.text
    assert Passkey.objects.count() == 1


@pytest.mark.parametrize(
    ("host", "secure", "works"),
    [
        ("localhost", False, True),
        ("127.0.0.1", False, False),
        ("[::1]", False, False),
        ("192.0.2.7", True, False),
        ("union.example.com", False, False),
        ("union.example.com", True, True),
    ],
)
def test_passkeys_are_offered_only_where_browsers_make_them(
    user: User, host: str, secure: bool, works: bool
) -> None:
    with override_settings(ALLOWED_HOSTS=["*"]):
        one = Client(SERVER_NAME=host)
        assert ("通行密钥" in one.get(SIGN_IN, secure=secure).text) is works
        assert one.post(ASK, secure=secure).status_code == (200 if works else 422)
        one.force_login(user)
        assert ("现在的网址不行" in one.get(SECURITY, secure=secure).text) is not works
        assert ("现在的网址不行" in one.get(ADD, secure=secure).text) is not works


def test_behind_a_proxy_that_speaks_https_they_are_offered(user: User) -> None:
    with override_settings(ALLOWED_HOSTS=["union.example.com"], HTTPS=True):
        there = Client(SERVER_NAME="union.example.com")
        asked = there.post(ASK).json()
    assert asked["rpId"] == "union.example.com"


def test_a_passkey_of_another_name_of_this_house_is_not_asked_for(
    device: Device, user: User
) -> None:
    Passkey.objects.update(home="union.example.com")
    assert "只在 union.example.com 可用" in browser("2001").get(SECURITY).text
    actions.rely_on_passkeys(actor=Actor(), user=user, codes=["aaaa-bbbb-cccc"])
    half = browser("2001")
    assert "用通行密钥继续" not in half.get(CODE).text
    page = half.post(ASK, {"second": "1"})
    assert "没有可以在本网址使用的通行密钥" in page.json()["error"]


def test_its_owner_names_and_removes_a_passkey_and_nobody_else_does(
    device: Device, open_account: Open
) -> None:
    open_account("YY-2002")
    passkey = Passkey.objects.get()
    addresses = [
        reverse(f"accounts:passkey-{do}", args=[passkey.pk]) for do in ("rename", "remove")
    ]
    other = browser("2002")
    for address in addresses:
        assert other.get(address).status_code == 404
        assert other.post(address, {"name": "x", "password": PASSWORD}).status_code == 404

    one = browser("2001")
    one.post(addresses[0], {"name": "<b>办公室</b>"})
    assert "&lt;b&gt;办公室&lt;/b&gt;" in one.get(SECURITY).text
    assert one.post(addresses[1], {"password": "x"}).status_code == 422
    assert Passkey.objects.exists()
    one.post(addresses[1], {"password": PASSWORD})
    assert not Passkey.objects.exists()


def test_one_passkey_belongs_to_one_account_and_there_is_an_end_to_them(
    device: Device, user: User, open_account: Open
) -> None:
    open_account("YY-2002")
    page = add(browser("2002"), device)
    assert "已经登记过" in page.text
    for _ in range(rules.MOST_PASSKEYS - 1):
        add(browser("2001"), Device())
    assert "最多 10 个" in add(browser("2001"), Device()).text
    assert Passkey.objects.count() == rules.MOST_PASSKEYS


def test_a_demo_account_gets_none(group_chair: Actor, sign_in: Callable[..., Client]) -> None:
    one = sign_in(group_chair, SERVER_NAME="localhost")
    asked = question(one, ADD_ASK, name="手机", password="shan-shui-2026")
    page = one.post(ADD, {"answer": Device().make(asked)})
    assert "演示账号" in page.text
    assert not Passkey.objects.exists()


@pytest.fixture
def relying(device: Device, user: User) -> Device:
    """A phone whose passkey is the account's second step."""
    one = browser("2001")
    assert one.post(RELY, {"password": "x"}).status_code == 422
    assert not User.objects.get(pk=user.pk).has_second_step
    page = one.post(RELY, {"password": PASSWORD})
    assert page.text.count("<code>") == rules.RECOVERY_CODES
    assert one.get(SECURITY).status_code == 200, "still signed in here"
    return device


def test_a_passkey_takes_the_place_of_the_apps_code(relying: Device) -> None:
    half = browser("2001")
    assert not is_in(half)
    page = half.get(CODE).text
    assert "用通行密钥继续" in page
    assert "恢复码" in page
    assert "手机验证器" not in page
    asked = question(half, second="1")
    assert [one["id"] for one in asked["allowCredentials"]] == [webauthn.websafe_encode(relying.id)]
    assert half.post(SECOND, {"answer": relying.sign(asked)})["Location"] == "/"
    assert is_in(half)
    entry = AuditEntry.objects.filter(action="accounts.begin_visit").last()
    assert entry.after["方式"] == "密码＋通行密钥"


def test_another_persons_passkey_is_no_second_step(relying: Device, open_account: Open) -> None:
    open_account("YY-2002")
    other = Device()
    add(browser("2002"), other)
    half = browser("2001")
    refused(half.post(SECOND, {"answer": other.sign(question(half, second="1"))}), "通行密钥不对")
    refused(half.post(SECOND, {"answer": relying.sign(question(half))}), "重新操作")


def test_the_second_step_needs_the_first(relying: Device) -> None:
    one = browser()
    assert (
        one.post(SECOND, {"answer": relying.sign(question(one, second="1"))})["Location"] == SIGN_IN
    )
    assert not is_in(one)


def test_a_passkey_alone_is_enough_and_asks_for_no_second_step(relying: Device) -> None:
    assert is_in(enter(relying).client)


def test_the_last_means_of_a_second_step_is_not_removed(relying: Device, user: User) -> None:
    one, passkey = browser(), Passkey.objects.get()
    one.post(ENTER, {"answer": relying.sign(question(one))})
    address = reverse("accounts:passkey-remove", args=[passkey.pk])
    page = one.post(address, {"password": PASSWORD})
    assert "只剩这一个" in page.text
    assert Passkey.objects.exists()
    add(one, Device())
    assert one.post(address, {"password": PASSWORD}).status_code == 302


def test_a_desk_that_lifts_the_second_step_takes_the_lost_phones_passkey_too(
    relying: Device, user: User
) -> None:
    actions.lift(actor=Actor(), user=user)
    refused(enter(relying), "没有登记")
    assert is_in(browser("2001"))
    assert not RecoveryCode.objects.exists()


@pytest.fixture
def auditor(group_desk: Actor, group: Unit, today: Any) -> User:
    """曹颖 of the audit committee, who has chosen a password and has no second step."""
    who = org.enrol(actor=group_desk, unit=group, name="曹颖", staff_no="4005", joined_on=today)
    how = demo.basis("auditor", today)
    org.appoint(actor=group_desk, unit=group, member=who, kind="auditor", from_on=today, basis=how)
    who = org.give_account(actor=group_desk, member=who, password=PASSWORD)
    assert who.user
    return actions.change_password(actor=group_desk, user=who.user, password=PASSWORD)


def test_an_auditor_may_take_a_passkey_instead_of_an_app(auditor: User) -> None:
    one, phone = browser("4005"), Device()
    assert one.get("/")["Location"] == f"{SECURITY}on/"
    assert ADD in one.get(f"{SECURITY}on/").text
    assert "登录须经两步验证" in one.get(ADD).text
    page = add(one, phone)
    assert page.text.count("<code>") == rules.RECOVERY_CODES
    assert one.get("/").status_code == 200
    auditor.refresh_from_db()
    assert auditor.has_second_step
    assert not is_in(browser("4005")), "the password alone opens it no longer"
    assert enter(phone).client.get("/").status_code == 200


def test_no_secret_of_a_passkey_is_on_record(device: Device) -> None:
    kept = Passkey.objects.get()
    said = str(list(AuditEntry.objects.values()))
    assert not [word for word in (kept.credential, kept.handle, kept.digest) if word in said]


def test_entering_with_a_passkey_takes_a_few_queries(
    device: Device, django_assert_max_num_queries: Any
) -> None:
    one = browser()
    answer = device.sign(question(one))
    with django_assert_max_num_queries(40):
        one.post(ENTER, {"answer": answer})
