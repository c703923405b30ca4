"""Mail: an address is confirmed by who reads it, and a forgotten password is reset by a code."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from zhijia.platform.accounts import actions, queries, rules, totp
from zhijia.platform.accounts.models import Mailbox, Reset, Tries, User, secret_of
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.jobs import acts, worker
from zhijia.platform.jobs.models import Job, State

from .conftest import PASSWORD, Open

SIGN_IN, SECURITY = "/accounts/sign-in/", "/accounts/security/"
SET, CONFIRM, DROP = "/accounts/mailbox/", "/accounts/mailbox/confirm/", "/accounts/mailbox/drop/"
FORGOTTEN = "/accounts/forgotten/"
CODE, CHOOSE = f"{FORGOTTEN}code/", f"{FORGOTTEN}password/"
MINE, NEW = "li.wj@example.com", "hai-yang-2026"
SHAPE = re.compile(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}")


@pytest.fixture(autouse=True)
def mail_can_be_sent() -> Iterator[None]:
    with override_settings(EMAIL_HOST="mail.example.com", DEFAULT_FROM_EMAIL="gh@example.com"):
        yield


def work() -> None:
    """Do what waits in the queue, once."""
    while job := acts.claim("tests"):
        worker.run(job)


def last_code() -> str:
    """Return the code in the mail that was sent last."""
    found = SHAPE.findall(str(mail.outbox[-1].body))
    assert len(found) == 1
    return str(found[0])


def signed_in(name: str = "2001", password: str = PASSWORD) -> Client:
    one = Client()
    assert one.post(SIGN_IN, {"username": name, "password": password}).status_code == 302
    return one


def want(one: Client, address: str = MINE) -> Any:
    return one.post(SET, {"address": address, "password": PASSWORD})


def give_mailbox(name: str = "2001", address: str = MINE) -> None:
    one = signed_in(name)
    want(one, address)
    work()
    assert one.post(CONFIRM, {"code": last_code()})["Location"] == SECURITY
    work()  # the owner is told that there is an address now


@pytest.fixture
def owner(user: User) -> User:
    """Somebody who has confirmed an address."""
    give_mailbox()
    mail.outbox.clear()
    Tries.objects.all().delete()
    return user


def ask(name: str = "2001") -> Client:
    """Ask for a code and let it be sent."""
    one = Client()
    assert one.post(FORGOTTEN, {"name": name})["Location"] == CODE
    work()
    return one


def choose(one: Client, password: str = NEW, **said: str) -> Any:
    return one.post(CHOOSE, {"new": password, "again": password, **said})


def test_an_address_counts_once_its_code_has_come_back(user: User) -> None:
    one = signed_in()
    assert want(one, " Li.WJ@Example.com ")["Location"] == CONFIRM
    work()
    assert [message.to for message in mail.outbox] == [[MINE]]
    assert "YY-2001" in mail.outbox[0].body
    assert queries.by_name_or_address(MINE) is None
    assert "等待确认" in one.get(SECURITY).text
    page = one.post(CONFIRM, {"code": "aaaa-bbbb-cccc"})
    assert "代码不对" in page.text
    assert Mailbox.objects.get().address is None
    one.post(CONFIRM, {"code": last_code().upper().replace("-", " ")})
    assert Mailbox.objects.get().address == MINE
    assert MINE in one.get(SECURITY).text
    assert one.get(CONFIRM)["Location"] == SECURITY


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"address": "x", "password": PASSWORD}, "邮箱地址不对"),
        ({"address": MINE, "password": "x"}, "现在的密码不对"),
        ({"address": f"{MINE}\nBcc: x@example.com", "password": PASSWORD}, "邮箱地址不对"),
    ],
)
def test_what_is_no_address_or_comes_without_the_password_sends_nothing(
    user: User, said: dict[str, str], words: str
) -> None:
    page = signed_in().post(SET, said)
    assert page.status_code == 422
    assert words in page.text
    assert not Job.objects.exists()
    assert not Mailbox.objects.exists()


def test_a_confirmation_runs_out_and_is_guessed_five_times_at_most(user: User) -> None:
    one = signed_in()
    want(one)
    work()
    Mailbox.objects.update(until=now())
    assert "过期" in one.post(CONFIRM, {"code": last_code()}).text
    Mailbox.objects.update(until=now() + timedelta(minutes=1))
    for _ in range(4):
        one.post(CONFIRM, {"code": "aaaa-bbbb-cccc"})
    assert "已锁定" in one.post(CONFIRM, {"code": last_code()}).text
    assert Mailbox.objects.get().address is None


def test_one_address_belongs_to_one_account(owner: User, open_account: Open) -> None:
    open_account("YY-2002")
    other = signed_in("2002")
    want(other)
    work()
    page = other.post(CONFIRM, {"code": last_code()})
    assert "登记在另一个账号上" in page.text
    assert queries.by_name_or_address(MINE) == owner
    actions.close_account(actor=Actor(), user=owner)
    assert other.post(CONFIRM, {"code": last_code()}).status_code == 302, "who left, left it free"


def test_a_new_address_leaves_the_old_one_until_it_is_confirmed(owner: User) -> None:
    one = signed_in()
    want(one, "new@example.com")
    work()
    assert queries.by_name_or_address(MINE) == owner
    one.post(CONFIRM, {"code": last_code()})
    assert queries.by_name_or_address(MINE) is None
    assert queries.by_name_or_address("NEW@example.com") == owner


def test_an_address_is_dropped_with_the_password_and_codes_on_their_way_open_nothing(
    owner: User,
) -> None:
    there = ask()
    one = signed_in()
    assert one.post(DROP, {"password": "x"}).status_code == 422
    assert Mailbox.objects.exists()
    one.post(DROP, {"password": PASSWORD})
    assert not Mailbox.objects.exists()
    assert there.post(CODE, {"code": last_code()}).status_code == 422


def test_nobody_is_flooded_with_confirmations(user: User, open_account: Open) -> None:
    one = signed_in()
    for number in range(3):
        assert want(one, f"a{number}@example.com").status_code == 302
    assert "申请太频繁" in want(one, "a4@example.com").text
    open_account("YY-2002")
    for name in ("2002",):
        for _ in range(3):
            want(signed_in(name))
    open_account("YY-2003")
    assert "申请太频繁" in want(signed_in("2003")).text, "three accounts cannot flood one address"


def test_a_forgotten_password_is_chosen_anew_by_the_code_from_the_mail(owner: User) -> None:
    office = signed_in()
    one = ask()
    assert mail.outbox[0].to == [MINE]
    assert one.post(CODE, {"code": last_code()})["Location"] == CHOOSE
    assert "YY-2001" in one.get(CHOOSE).text
    page = choose(one)
    assert page["Location"] == SIGN_IN
    assert "密码已重设" in one.get(SIGN_IN).text
    assert office.get(SECURITY).status_code == 302, "every other session ends"
    signed_in(password=NEW)
    assert Client().post(SIGN_IN, {"username": "2001", "password": PASSWORD}).status_code == 422


@pytest.mark.parametrize("name", [MINE.upper(), "YY-2001", " 2001 "])
def test_a_code_is_asked_for_by_name_number_or_address(owner: User, name: str) -> None:
    ask(name)
    assert len(mail.outbox) == 1


def test_a_locked_out_owner_gets_in_again(owner: User) -> None:
    for _ in range(5):
        Client().post(SIGN_IN, {"username": "2001", "password": "x"})
    one = ask()
    one.post(CODE, {"code": last_code()})
    choose(one)
    signed_in(password=NEW)


@pytest.fixture
def strangers(owner: User, open_account: Open) -> dict[str, str]:
    """Names to which no code goes, by what keeps it from going."""
    open_account("YY-2002")
    closed = open_account("YY-2003")
    give_mailbox("2003", "closed@example.com")
    actions.close_account(actor=Actor(), user=closed)
    demo = open_account("YY-2004")
    give_mailbox("2004", "demo@example.com")
    User.objects.filter(pk=demo.pk).update(is_demo=True)
    mail.outbox.clear()
    Tries.objects.all().delete()
    at = "demo@example.com"
    return {"nobody": "9999", "none": "2002", "closed": "2003", "demo": "2004", "at demo": at}


@pytest.mark.parametrize("who", ["nobody", "none", "closed", "demo", "at demo"])
def test_whoever_is_named_gets_the_same_answer_after_the_same_questions(
    strangers: dict[str, str], who: str
) -> None:
    def answer(name: str) -> tuple[int, str, str, list[str]]:
        one = Client()
        with CaptureQueriesContext(connection) as seen:
            page = one.post(FORGOTTEN, {"name": name})
        asked = [q["sql"].split()[0] for q in seen]
        return page.status_code, page["Location"], one.get(CODE).text[-900:], asked

    mine, theirs = answer(MINE if "at" in who else "2001"), answer(strangers[who])
    token = re.compile(r'value="\w{32,}"')
    assert mine[:2] == theirs[:2]
    assert token.sub("", mine[2]) == token.sub("", theirs[2])
    assert mine[3] == theirs[3], "not even the questions to the database differ"
    work()
    assert [message.to for message in mail.outbox] == [[MINE]]


def test_a_code_opens_once_and_for_half_an_hour(owner: User) -> None:
    one, late = ask(), Client()
    code = last_code()
    one.post(CODE, {"code": code})
    late.post(CODE, {"code": code})
    choose(one)
    assert choose(late, "lan-tian-2026")["Location"] == FORGOTTEN
    assert User.objects.get().check_password(NEW)
    assert "过期" in Client().post(CODE, {"code": code}).text

    one = ask()
    assert Reset.objects.get().until - now() > timedelta(minutes=29)
    one.post(CODE, {"code": last_code()})
    Reset.objects.update(until=now())
    assert "过期" in one.post(CODE, {"code": last_code()}).text
    assert choose(one, "lan-tian-2026")["Location"] == FORGOTTEN
    assert User.objects.get().check_password(NEW)


def test_codes_are_guessed_by_nobody(owner: User) -> None:
    ask()
    away = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(rules.ADDRESS_TRIES):
        away.post(CODE, {"code": "aaaa-bbbb-cccc"})
    assert "已锁定" in away.post(CODE, {"code": last_code()}).text
    assert away.get(CHOOSE)["Location"] == FORGOTTEN


def test_nobody_is_flooded_with_codes(owner: User) -> None:
    for name in ("2001", "YY-2001", MINE):
        for _ in range(3):
            ask(name)
        page = Client().post(FORGOTTEN, {"name": name})
        assert "申请太频繁" in page.text
    assert len(mail.outbox) == rules.MAILS, "however its owner is named"


def test_asking_for_a_name_that_nobody_has_is_held_up_alike(db: None, user: User) -> None:
    for _ in range(3):
        ask("9999")
    assert "申请太频繁" in Client().post(FORGOTTEN, {"name": "9999"}).text


def test_a_weak_password_is_not_taken_and_the_code_not_spent(owner: User) -> None:
    one = ask()
    one.post(CODE, {"code": last_code()})
    for wrong in ("12345678", "password1234"):
        assert choose(one, wrong).status_code == 422
    assert one.post(CHOOSE, {"new": NEW, "again": "x"}).status_code == 422
    assert User.objects.get().check_password(PASSWORD)
    assert choose(one).status_code == 302


def test_a_second_step_is_asked_for_here_too(owner: User) -> None:
    salt = "a1" * 16
    step = int(now().timestamp()) // totp.PERIOD
    actions.turn_on(
        actor=Actor(),
        user=owner,
        salt=salt,
        typed=totp.code(secret_of(salt), step),
        codes=["aaaa-bbbb-cccc"],
        now=now(),
    )
    one = ask()
    one.post(CODE, {"code": last_code()})
    assert "两步验证" in one.get(CHOOSE).text
    assert "请填写验证码" in choose(one).text
    assert choose(one, code="000000").status_code == 422
    assert User.objects.get().check_password(PASSWORD)
    assert choose(one, code="aaaa-bbbb-cccc").status_code == 302
    assert User.objects.get().check_password(NEW)
    assert User.objects.get().has_second_step


def test_who_has_passkeys_only_is_asked_for_a_recovery_code(owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(has_second_step=True)
    one = ask()
    one.post(CODE, {"code": last_code()})
    page = one.get(CHOOSE).text
    assert "恢复码" in page
    assert "手机验证器" not in page


def test_without_a_mail_server_the_desk_is_named_and_nothing_is_begun(owner: User) -> None:
    with override_settings(EMAIL_HOST=""):
        assert "没有配置发信服务" in Client().get(FORGOTTEN).text
        page = Client().post(FORGOTTEN, {"name": "2001"})
        assert "没有配置发信服务" in page.text
        one = signed_in()
        assert "没有配置发信服务" in one.get(SECURITY).text
        assert want(one)["Location"] == SECURITY
    assert not Reset.objects.exists()


def test_a_job_that_is_begun_again_sends_no_second_mail(owner: User) -> None:
    ask()
    job = Job.objects.latest("pk")
    Job.objects.filter(pk=job.pk).update(state=State.WAITING, worker="")
    work()
    assert len(mail.outbox) == 1
    assert Job.objects.get(pk=job.pk).words == "不需要发送"


class Away(EmailBackend):
    """A server that cannot be reached."""

    def open(self) -> bool:
        raise ConnectionRefusedError("no server")


class Broken(EmailBackend):
    """A server that breaks off while it takes the mail."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPServerDisconnected(f"gone with {messages[0].to}")


def test_a_server_that_is_away_is_tried_again_and_then_gets_the_mail_once(
    owner: User, caplog: pytest.LogCaptureFixture
) -> None:
    with override_settings(EMAIL_BACKEND=f"{__name__}.Away"):
        ask()
    job = Job.objects.latest("pk")
    assert job.state == State.WAITING
    assert Reset.objects.get().digest is None
    Job.objects.update(run_at=now())
    work()
    assert len(mail.outbox) == 1
    assert MINE not in caplog.text


def test_a_server_that_broke_off_may_have_the_mail_so_it_gets_no_second_one(
    owner: User, caplog: pytest.LogCaptureFixture
) -> None:
    with override_settings(EMAIL_BACKEND=f"{__name__}.Broken"):
        ask()
    job = Job.objects.latest("pk")
    assert (job.state, job.words) == (State.FAILED, "发信服务器没有收下这封信，请重新申请")
    assert "SMTPServerDisconnected" in caplog.text
    assert MINE not in caplog.text + job.words


def test_no_address_and_no_code_is_on_record_or_among_jobs(owner: User) -> None:
    one = ask()
    one.post(CODE, {"code": last_code()})
    choose(one)
    said = str([*AuditEntry.objects.values(), *Job.objects.values(), *Tries.objects.values()])
    for secret in (MINE, last_code(), totp.plain(last_code()), NEW):
        assert secret not in said
    kept = str([*Reset.objects.values(), *Mailbox.objects.values("digest")])
    assert last_code() not in kept
    assert {"accounts.ask_reset", "accounts.reset_by_mail", "accounts.confirm_mailbox"} <= set(
        AuditEntry.objects.values_list("action", flat=True)
    )


def test_a_demo_account_gets_no_mailbox(
    group_chair: Actor, sign_in: Callable[[Actor], Client]
) -> None:
    one = sign_in(group_chair)
    page = one.post(SET, {"address": MINE, "password": "shan-shui-2026"})
    assert "演示账号" in page.text
    assert not Mailbox.objects.exists()


def test_what_was_asked_long_ago_is_forgotten(owner: User) -> None:
    ask()
    Reset.objects.update(asked_at=now() - timedelta(days=2))
    ask("9999")
    assert Reset.objects.count() == 1
