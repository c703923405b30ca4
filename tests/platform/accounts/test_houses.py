"""Signing in through another house: who gets in, who does not, and what a broken trip leaves."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from zhijia.platform.accounts import actions
from zhijia.platform.accounts.houses import house as ground
from zhijia.platform.accounts.models import Binding, User
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry

from .conftest import PASSWORD, Open
from .far_house import OTHER_KEY, OUR_SECRET, SECRET, Far, standing

SIGN_IN, CODE, SECURITY = "/accounts/sign-in/", "/accounts/sign-in/code/", "/accounts/security/"
KINDS = ("wecom", "dingtalk", "feishu", "oidc", "cas")
ENTRIES = {
    "wecom": 'corp_id = "ww1"\nagent_id = "1"\nsecret = "{1}"\npage = "{0}"\napi = "{0}"',
    "dingtalk": 'client_id = "ding1"\nclient_secret = "{1}"\npage = "{0}"\napi = "{0}"',
    "feishu": 'app_id = "cli1"\napp_secret = "{1}"\npage = "{0}"\napi = "{0}"',
    "oidc": 'issuer = "{0}"\nclient_id = "zhijia"\nclient_secret = "{1}"',
    "cas": 'server = "{0}/"',
}
Describe = Callable[..., None]


@pytest.fixture
def far() -> Iterator[Far]:
    with standing() as one:
        yield one


@pytest.fixture
def describe(far: Far, tmp_path: Path) -> Iterator[Describe]:
    """Write sign-in.toml, `describe("oidc", match="staff_no", claim="number")`."""
    place = tmp_path / "sign-in.toml"

    def write(*kinds: str, **more: object) -> None:
        extra = "".join(
            f"{name} = {str(value).lower() if isinstance(value, bool) else repr(value)}\n"
            for name, value in more.items()
        ).replace("'", '"')
        tables = [f"[{kind}]\n{ENTRIES[kind].format(far.url, SECRET)}\n{extra}" for kind in kinds]
        place.write_text("\n".join(tables), "utf-8")
        place.chmod(0o600)

    with override_settings(SIGN_IN_FILE=place):
        yield write


def there(kind: str) -> str:
    return f"/accounts/through/{kind}/"


def back(kind: str) -> str:
    return f"{there(kind)}back/"


def is_in(one: Client) -> bool:
    return "_auth_user_id" in one.session


def signed_in(name: str = "2001") -> Client:
    one = Client()
    assert one.post(SIGN_IN, {"username": name, "password": PASSWORD}).status_code == 302
    return one


def travel(one: Client, far: Far, kind: str, **asked: str) -> Any:
    """Go there and come back."""
    trip = one.get(there(kind), asked)
    assert trip.status_code == 302
    return one.get(back(kind), far.give_code(trip["Location"]))


def bind(far: Far, kind: str, name: str = "2001") -> Client:
    one = signed_in(name)
    page = one.post(f"/accounts/security/through/{kind}/", {"password": PASSWORD})
    assert f'href="{there(kind)}"' in page.text
    assert travel(one, far, kind)["Location"] == SECURITY
    return one


def told(one: Client, address: str = SIGN_IN) -> str:
    """Return what the page that one was led to says."""
    return one.get(address).text


@pytest.mark.parametrize("kind", KINDS)
def test_whom_an_account_is_bound_to_signs_in_through_every_house(
    user: User, far: Far, describe: Describe, kind: str
) -> None:
    describe(kind)
    one = bind(far, kind)
    assert "已绑定" in told(one, SECURITY)
    stranger = Client()
    assert travel(stranger, far, kind, next="/org/?x=1")["Location"] == "/org/?x=1"
    assert stranger.session["_auth_user_id"] == str(user.pk)
    entry = AuditEntry.objects.filter(action="accounts.begin_visit").last()
    assert entry.after["方式"] in {"企业微信", "钉钉", "飞书", "统一身份认证"}


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_gets_in_and_no_account_is_opened_for_who_is_bound_to_none(
    user: User, far: Far, describe: Describe, kind: str
) -> None:
    describe(kind)
    one = Client()
    assert travel(one, far, kind)["Location"] == SIGN_IN
    assert "还没有绑定" in told(one)
    assert not is_in(one)
    assert User.objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_counts_once(user: User, far: Far, describe: Describe, kind: str) -> None:
    describe(kind)
    bind(far, kind)
    one = Client()
    brought = far.give_code(one.get(there(kind))["Location"])
    assert one.get(back(kind), brought)["Location"] == "/"
    one.post(reverse("accounts:sign-out"))
    assert one.get(back(kind), brought)["Location"] == SIGN_IN
    assert "已经用过" in told(one)
    brought["state"] = far.give_code(one.get(there(kind))["Location"])["state"]
    far.codes.clear()
    assert one.get(back(kind), brought)["Location"] == SIGN_IN
    assert "没有通过" in told(one)
    assert not is_in(one)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wrong", ["state", "none", "browser", "late", "other"])
def test_who_did_not_leave_from_here_just_now_does_not_come_in(
    user: User, far: Far, describe: Describe, kind: str, wrong: str
) -> None:
    describe("wecom", "cas", "oidc", "dingtalk", "feishu")
    bind(far, kind)
    one = Client()
    brought = far.give_code(one.get(there(kind))["Location"])
    if wrong == "state":
        brought["state"] = "x"
    if wrong == "none":
        del brought["state"]
    if wrong == "browser":
        one = Client()
        one.get(there(kind))
    if wrong == "late":
        session = one.session
        session["through"] = {**session["through"], "at": time.time() - 601}
        session.save()
    address = back("wecom" if kind == "cas" else "cas") if wrong == "other" else back(kind)
    assert one.get(address, brought)["Location"] == SIGN_IN
    assert ("等待太久" if wrong == "late" else "重新登录") in told(one)
    assert not is_in(one)


@pytest.mark.parametrize("kind", KINDS)
def test_who_says_no_over_there_is_told_so(
    user: User, far: Far, describe: Describe, kind: str
) -> None:
    describe(kind)
    one = Client()
    state = far.give_code(one.get(there(kind))["Location"])["state"]
    one.get(back(kind), {"error": "access_denied", "state": state})
    assert "没有同意" in told(one)


FIRST_ASKED = {
    "wecom": "/cgi-bin/gettoken",
    "dingtalk": "/v1.0/oauth2/userAccessToken",
    "feishu": "/open-apis/authen/v2/oauth/token",
    "oidc": "/token",
    "cas": "/p3/serviceValidate",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("body", [(500, "x"), (200, "[]"), (200, "{}"), (200, "<a/>"), (302, "")])
def test_a_house_that_answers_nonsense_lets_nobody_in(
    user: User, far: Far, describe: Describe, kind: str, body: tuple[int, str]
) -> None:
    describe(kind)
    bind(far, kind)
    far.wrong = {FIRST_ASKED[kind]: body}
    one = Client()
    assert travel(one, far, kind)["Location"] == SIGN_IN
    page = told(one)
    assert "没有通过" in page or "连不上" in page
    assert not is_in(one)


@pytest.mark.parametrize("kind", KINDS)
def test_a_house_that_is_silent_or_gone_holds_nobody_up(
    user: User,
    far: Far,
    describe: Describe,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    describe(kind)
    one = Client()
    brought = far.give_code(one.get(there(kind))["Location"])
    far.delay = 0.5
    for module in ("house", "openid", "cas"):
        monkeypatch.setattr(f"zhijia.platform.accounts.houses.{module}.PATIENCE", (0.1, 0.1))
    assert one.get(back(kind), brought)["Location"] == SIGN_IN
    assert "连不上" in told(one)
    assert "Timeout" in caplog.text
    assert not [secret for secret in (SECRET, "zhang-wei", far.url) if secret in caplog.text]


def test_a_house_that_is_away_when_one_leaves_is_told_at_once(
    user: User, far: Far, describe: Describe
) -> None:
    describe("oidc")
    far.wrong = {"/.well-known/openid-configuration": (503, "down")}
    one = Client()
    assert one.get(there("oidc"))["Location"] == SIGN_IN
    assert "连不上" in told(one)


NOW = int(time.time())


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://evil.example.com"},
        {"aud": "another"},
        {"aud": ["another"]},
        {"aud": ["zhijia", "another"], "azp": "another"},
        {"exp": NOW - 3600},
        {"exp": None},
        {"iat": NOW + 3600},
        {"nbf": NOW + 3600},
        {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
        {"sub": None},
        {"sub": 7},
        {"sub": ""},
    ],
    ids=str,
)
def test_a_token_for_another_trip_another_house_or_another_time_is_refused(
    user: User, far: Far, describe: Describe, claims: dict[str, Any]
) -> None:
    describe("oidc")
    bind(far, "oidc")
    far.claims = claims
    one = Client()
    assert travel(one, far, "oidc")["Location"] == SIGN_IN
    assert "没有通过" in told(one)
    assert not is_in(one)


@pytest.mark.parametrize(
    ("alg", "key"), [("RS256", OTHER_KEY), ("HS256", OUR_SECRET)], ids=["stranger", "our-secret"]
)
def test_a_token_that_somebody_else_signed_is_refused(
    user: User, far: Far, describe: Describe, alg: str, key: Any
) -> None:
    describe("oidc")
    bind(far, "oidc")
    far.alg, far.signed_with = alg, key
    one = Client()
    travel(one, far, "oidc")
    assert "没有通过" in told(one)
    assert not is_in(one)


def test_openid_leaves_with_state_nonce_and_a_challenge(
    user: User, far: Far, describe: Describe
) -> None:
    describe("oidc")
    one = Client()
    way = one.get(there("oidc"))["Location"]
    for word in ("state=", "nonce=", "code_challenge=", "code_challenge_method=S256", "openid"):
        assert word in way
    assert SECRET not in way
    assert "redirect_uri=http%3A%2F%2Ftestserver%2Faccounts%2Fthrough%2Foidc%2Fback%2F" in way


def test_another_issuer_in_the_answer_or_in_its_description_is_refused(
    user: User, far: Far, describe: Describe
) -> None:
    describe("oidc")
    bind(far, "oidc")
    one = Client()
    brought = far.give_code(one.get(there("oidc"))["Location"])
    one.get(back("oidc"), {**brought, "iss": "https://evil.example.com"})
    assert not is_in(one)
    far.wrong = {"/.well-known/openid-configuration": (200, {"issuer": "https://x.example.com"})}
    one.get(there("oidc"))
    assert "没有通过" in told(one)


def test_inside_wecom_the_page_that_asks_nothing_is_taken(
    user: User, far: Far, describe: Describe
) -> None:
    describe("wecom")
    assert "/wwlogin/sso/login?" in Client().get(there("wecom"))["Location"]
    inside = Client(headers={"User-Agent": "Mozilla/5.0 MicroMessenger/8 wxwork/4.1"})
    way = inside.get(there("wecom"))["Location"]
    assert way.startswith("https://open.weixin.qq.com/connect/oauth2/authorize?")
    assert way.endswith("#wechat_redirect")


@pytest.mark.parametrize(("kind", "entry"), [("dingtalk", "corp_id"), ("feishu", "tenant_key")])
def test_people_of_another_organisation_are_turned_away_where_one_is_named(
    user: User, far: Far, describe: Describe, kind: str, entry: str
) -> None:
    right = {"corp_id": "corp1", "tenant_key": "tenant1"}[entry]
    describe(kind, **{entry: right})
    bind(far, kind)
    assert travel(Client(), far, kind)["Location"] == "/"
    describe(kind, **{entry: "another"})
    one = Client()
    assert travel(one, far, kind)["Location"] == SIGN_IN
    assert not is_in(one)


@pytest.mark.parametrize(
    ("kind", "where"), [("oidc", "claims"), ("oidc", "userinfo"), ("cas", "userinfo")]
)
def test_a_claim_that_is_the_staff_number_leads_to_its_account_where_the_file_says_so(
    user: User, far: Far, describe: Describe, kind: str, where: str
) -> None:
    setattr(far, where, {"number": "2001"})
    describe(kind)
    assert travel(Client(), far, kind)["Location"] == SIGN_IN, "off unless it is said"
    describe(kind, match="staff_no", claim="number")
    one = Client()
    assert travel(one, far, kind)["Location"] == "/"
    assert one.session["_auth_user_id"] == str(user.pk)
    assert not Binding.objects.exists()


@pytest.mark.parametrize("number", ["", "9999", "2001 ", "YY-2001", 2001, ["2001"], None])
def test_a_claim_that_is_not_just_that_number_leads_nowhere(
    user: User, far: Far, describe: Describe, number: object
) -> None:
    describe("oidc", match="staff_no", claim="number")
    far.claims = {"number": number}
    one = Client()
    travel(one, far, "oidc")
    assert not is_in(one)


def test_a_number_of_two_accounts_and_of_a_closed_or_demo_one_leads_nowhere(
    user: User, far: Far, describe: Describe, open_account: Open
) -> None:
    describe("oidc", match="staff_no", claim="number")
    far.claims = {"number": "2001"}
    other = open_account("XX-2001")
    one = Client()
    travel(one, far, "oidc")
    assert not is_in(one)
    actions.close_account(actor=Actor(), user=other)
    User.objects.filter(pk=user.pk).update(is_demo=True)
    travel(one, far, "oidc")
    assert not is_in(one)


def test_who_is_bound_to_somebody_is_not_entered_by_another_with_the_same_number(
    user: User, far: Far, describe: Describe
) -> None:
    describe("oidc")
    bind(far, "oidc")
    describe("oidc", match="staff_no", claim="number")
    far.person, far.claims = "somebody-else", {"number": "2001"}
    one = Client()
    travel(one, far, "oidc")
    assert not is_in(one)


def test_userinfo_about_another_person_is_refused(user: User, far: Far, describe: Describe) -> None:
    describe("oidc", match="staff_no", claim="number")
    far.userinfo = {"sub": "somebody-else", "number": "2001"}
    one = Client()
    travel(one, far, "oidc")
    assert "没有通过" in told(one)
    assert not is_in(one)


def relying(user: User) -> None:
    User.objects.filter(pk=user.pk).update(has_second_step=True)


def test_the_second_step_is_still_asked_for_unless_the_file_says_that_the_house_takes_it(
    user: User, far: Far, describe: Describe
) -> None:
    describe("cas")
    bind(far, "cas")
    relying(user)
    one = Client()
    assert travel(one, far, "cas", next="/org/")["Location"] == CODE
    assert not is_in(one)
    describe("cas", second_step=True)
    assert travel(one, far, "cas", next="/org/")["Location"] == "/org/"
    assert is_in(one)


def test_binding_takes_the_password_each_time_and_the_same_person_at_the_same_place(
    user: User, far: Far, describe: Describe, open_account: Open
) -> None:
    describe("cas")
    one = signed_in()
    page = one.post("/accounts/security/through/cas/", {"password": "x"})
    assert page.status_code == 422
    travel(one, far, "cas")
    assert not Binding.objects.exists(), "without the password it is only a sign-in"
    one.post("/accounts/security/through/cas/", {"password": PASSWORD})
    brought = far.give_code(one.get(there("cas"))["Location"])
    open_account("YY-2002")
    session = one.session
    session["_auth_user_id"] = str(User.objects.get(username="YY-2002").pk)
    session["_auth_user_hash"] = User.objects.get(username="YY-2002").get_session_auth_hash()
    session.save()
    one.get(back("cas"), brought)
    assert not Binding.objects.exists()
    assert "绑定没有完成" in told(one, SECURITY)


def test_a_password_given_long_ago_binds_nothing(user: User, far: Far, describe: Describe) -> None:
    describe("cas")
    one = signed_in()
    one.post("/accounts/security/through/cas/", {"password": PASSWORD})
    session = one.session
    session["may-bind"] = {**session["may-bind"], "at": time.time() - 601}
    session.save()
    assert one.get(there("cas"))["Location"] == SECURITY
    assert "等待太久" in told(one, SECURITY)
    assert "through" not in one.session


def test_one_person_there_is_one_account_here_and_the_other_way_round(
    user: User, far: Far, describe: Describe, open_account: Open
) -> None:
    open_account("YY-2002")
    describe("cas")
    bind(far, "cas")
    other = signed_in("2002")
    other.post("/accounts/security/through/cas/", {"password": PASSWORD})
    travel(other, far, "cas")
    assert "绑定在另一个职家账号上" in told(other, SECURITY)
    one = signed_in()
    far.person = "li-na"
    one.post("/accounts/security/through/cas/", {"password": PASSWORD})
    travel(one, far, "cas")
    assert "已经绑定" in told(one, SECURITY)
    assert Binding.objects.count() == 1


def test_its_owner_unbinds_an_account_and_nobody_else_does(
    user: User, far: Far, describe: Describe, open_account: Open
) -> None:
    open_account("YY-2002")
    describe("cas")
    one = bind(far, "cas")
    address = reverse("accounts:unbind-house", args=[Binding.objects.get().pk])
    assert signed_in("2002").post(address).status_code == 404
    assert Binding.objects.exists()
    assert one.post(address)["Location"] == SECURITY
    stranger = Client()
    travel(stranger, far, "cas")
    assert not is_in(stranger)
    done = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"accounts.bind", "accounts.unbind"} <= done
    assert far.person not in str([*AuditEntry.objects.values(), *Binding.objects.values()])


@pytest.mark.parametrize("how", ["close", "lift"])
def test_a_closed_or_lifted_account_is_left_by_every_house(
    user: User, far: Far, describe: Describe, how: str
) -> None:
    describe("cas")
    bind(far, "cas")
    (actions.close_account if how == "close" else actions.lift)(actor=Actor(), user=user)
    one = Client()
    travel(one, far, "cas")
    assert not is_in(one)
    assert not Binding.objects.exists()


def test_a_house_that_is_no_longer_configured_opens_nothing_but_can_be_unbound(
    user: User, far: Far, describe: Describe
) -> None:
    describe("cas")
    one = bind(far, "cas")
    describe("oidc")
    assert Client().get(there("cas")).status_code == 404
    assert Client().get(back("cas")).status_code == 404
    assert "现在没有启用" in told(one, SECURITY)


def test_only_configured_houses_have_a_button(user: User, far: Far, describe: Describe) -> None:
    page = Client().get(SIGN_IN).text
    assert "/accounts/through/" not in page
    describe("feishu", "cas", label="<b>大学</b>")
    page = Client().get(f"{SIGN_IN}?next=/org/").text
    assert f'href="{there("feishu")}?next=/org/"' in page
    assert "用&lt;b&gt;大学&lt;/b&gt;登录" in page
    assert "wecom" not in page


def test_nobody_is_led_on_to_another_house_than_the_one_they_came_from(
    user: User, far: Far, describe: Describe
) -> None:
    describe("cas")
    bind(far, "cas")
    assert travel(Client(), far, "cas", next="https://evil.example.com/")["Location"] == "/"


def test_the_key_of_the_session_changes(user: User, far: Far, describe: Describe) -> None:
    describe("cas")
    bind(far, "cas")
    one = Client()
    trip = one.get(there("cas"))
    before = one.session.session_key
    one.get(back("cas"), far.give_code(trip["Location"]))
    assert one.session.session_key != before


def test_who_came_by_a_house_chooses_a_password_without_the_one_of_the_desk(
    user: User, far: Far, describe: Describe
) -> None:
    describe("cas", match="username", claim="user")
    far.person = "YY-2001"
    actions.reset_password(actor=Actor(), user=user, password="abcd-efgh-jkmn")
    one = Client()
    travel(one, far, "cas")
    change = reverse("accounts:change-password")
    assert one.get("/")["Location"] == change
    assert "现在的密码" not in one.get(change).text
    assert one.post(change, {"new": "hai-yang-2026", "again": "hai-yang-2026"})["Location"] == "/"
    user.refresh_from_db()
    assert user.check_password("hai-yang-2026")
    page = one.post(change, {"new": "lan-tian-2026", "again": "lan-tian-2026"})
    assert page.status_code == 422, "afterwards the old one is asked for like anybody's"


def test_strangers_at_one_address_do_not_try_for_ever(
    user: User, far: Far, describe: Describe
) -> None:
    describe("cas")
    one = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(51):
        one.get(back("cas"), {"state": "x"})
    assert "已锁定" in told(one)


def test_a_trip_takes_a_few_queries(
    user: User, far: Far, describe: Describe, django_assert_max_num_queries: Any
) -> None:
    describe("cas")
    bind(far, "cas")
    one = Client()
    brought = far.give_code(one.get(there("cas"))["Location"])
    with django_assert_max_num_queries(40):
        one.get(back("cas"), brought)


def test_a_house_is_asked_for_seconds_only() -> None:
    assert max(ground.PATIENCE) < 10
