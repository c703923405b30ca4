"""Letters: after the action, one an hour, each message once, and nothing in them but titles."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils.timezone import now

from zhijia.platform.accounts.models import Mailbox, User
from zhijia.platform.jobs import worker
from zhijia.platform.jobs.models import Job, State
from zhijia.platform.notices import rules
from zhijia.platform.notices.acts import letters
from zhijia.platform.notices.models import Mail, Notice

pytestmark = pytest.mark.django_db(transaction=True)
Tell = Callable[..., int]
Work = Callable[[], None]


@pytest.fixture(autouse=True)
def post_office(settings: Any) -> None:
    """Let the instance have a mail server."""
    settings.EMAIL_HOST = "mail.example.cn"
    settings.DEFAULT_FROM_EMAIL = "gonghui@example.cn"
    settings.SITE_URL = "https://union.example.cn"


@pytest.fixture
def reader(reader: Client) -> Client:
    """李文静 again, who has confirmed an address."""
    confirm_addresses()
    return reader


def confirm_addresses() -> None:
    """Let every account have a confirmed address."""
    for user in User.objects.filter(mailbox=None):
        Mailbox.objects.create(user=user, address=f"user{user.pk}@example.cn")


@pytest.fixture
def work(tmp_path: Any, settings: Any) -> Work:
    """Work until nothing waits that is due."""
    settings.HOME = tmp_path
    return lambda: worker.work(until_empty=True, with_clock=False)


def hour_passes() -> None:
    """Let an hour pass for letters and for the jobs that wait."""
    for row in Notice.objects.exclude(mail_at=None):
        row.mail_at -= timedelta(minutes=61)
        row.save()
    Job.objects.filter(state=State.WAITING).update(run_at=now())


def states() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("mail", flat=True))


def test_a_letter_goes_after_the_action_with_title_and_link_and_nothing_else(
    reader: Client, tell: Tell, work: Work
) -> None:
    tell(title="请报送名单", text="张某的身体情况")
    assert mail.outbox == []
    assert Job.objects.filter(name="notices.post", state=State.WAITING).count() == 1

    work()

    [letter] = mail.outbox
    [line] = Notice.objects.all()
    assert letter.to == [f"user{line.user_id}@example.cn"]
    assert letter.from_email == "gonghui@example.cn"
    assert letter.subject == "【职家】请报送名单"
    assert letter.body == "· 请报送名单\n\n查看：https://union.example.cn/inbox/"
    assert (line.mail, line.is_listed) == (Mail.SENT, True)


def test_without_a_known_address_of_the_house_a_letter_says_where_to_look(
    reader: Client, tell: Tell, work: Work, settings: Any
) -> None:
    settings.SITE_URL = ""
    tell()
    work()
    assert "请登录职家，在“消息”里查看。" in mail.outbox[0].body


def test_within_the_hour_the_next_ones_wait_and_go_together(
    reader: Client, tell: Tell, work: Work
) -> None:
    tell(title="第0件")
    work()
    for n in range(1, 14):
        tell(title=f"第{n}件", about=f"test.Thing#1{n}")
    work()
    assert len(mail.outbox) == 1
    hour_passes()
    work()

    assert [letter.subject for letter in mail.outbox[1:]] == ["【职家】13 条新消息"]
    assert mail.outbox[1].body.startswith("· 第13件\n· 第12件\n")
    assert "· 第4件\n另有 3 条\n" in mail.outbox[1].body
    assert "第3件" not in mail.outbox[1].body
    assert set(states()) == {Mail.SENT}

    hour_passes()
    work()
    assert len(mail.outbox) == 2, "nothing goes twice"


def test_what_was_read_meanwhile_is_not_sent(reader: Client, tell: Tell, work: Work) -> None:
    tell()
    Notice.objects.update(read_at=now())
    work()
    assert mail.outbox == []
    assert states() == [Mail.NONE]


def test_an_account_that_was_closed_meanwhile_gets_none(
    reader: Client, tell: Tell, work: Work
) -> None:
    tell()
    User.objects.update(is_active=False)
    work()
    assert mail.outbox == []


def test_who_has_no_address_and_an_instance_without_a_server_make_no_letters(
    reader: Client, tell: Tell, settings: Any
) -> None:
    Mailbox.objects.update(address=None, wanted="a@example.cn")
    tell()
    Mailbox.objects.all().delete()
    confirm_addresses()
    settings.EMAIL_HOST = ""
    tell(about="test.Thing#2")
    assert states() == [Mail.NONE] * 2
    assert not Job.objects.exists()


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], list[str]]:
    """Let the mail server answer every letter with this; return what it was asked to send."""
    asked: list[str] = []

    def refuse(no: Exception) -> list[str]:
        def send(letter: EmailMessage) -> int:
            asked.append(letter.subject)
            raise no

        monkeypatch.setattr(EmailMessage, "send", send)
        return asked

    return refuse


def test_a_server_that_is_away_is_asked_again_later_and_then_given_up(
    reader: Client, tell: Tell, work: Work, refusing: Callable[[Exception], list[str]]
) -> None:
    asked = refusing(ConnectionRefusedError())
    tell()
    work()
    [line] = Notice.objects.all()
    assert (line.mail, line.mail_tries, line.mail_fault) == (Mail.WAITING, 1, "连不上邮件服务器")
    later = Job.objects.get(name="notices.post", state=State.WAITING)
    assert timedelta(seconds=20) < later.run_at - now() < timedelta(seconds=40)

    for _ in range(rules.MOST_TRIES + 2):
        hour_passes()
        work()
    line.refresh_from_db()
    assert (line.mail, len(asked)) == (Mail.FAILED, rules.MOST_TRIES)
    assert "连不上邮件服务器" in reader.get("/inbox/settings/").text


def test_while_the_server_is_away_only_one_letter_tries(
    reader: Client,
    tell: Tell,
    work: Work,
    sign_in: Callable[..., Client],
    school_desk: Any,
    refusing: Callable[[Exception], list[str]],
) -> None:
    sign_in(school_desk)
    confirm_addresses()
    asked = refusing(TimeoutError())
    tell()
    tell(desks=school_desk.unit_path)
    work()
    assert len(asked) == 1
    assert states() == [Mail.WAITING] * 2


@pytest.mark.parametrize(("code", "state"), [(550, Mail.FAILED), (450, Mail.WAITING)])
def test_an_address_that_does_not_exist_is_not_tried_again_and_a_put_off_one_is(
    reader: Client,
    tell: Tell,
    work: Work,
    refusing: Callable[[Exception], list[str]],
    code: int,
    state: str,
) -> None:
    refusing(smtplib.SMTPRecipientsRefused({"user@example.cn": (code, b"no")}))
    tell()
    work()
    assert states() == [state]


def test_a_letter_of_a_worker_that_died_is_given_up_rather_than_sent_twice(
    reader: Client, tell: Tell, work: Work
) -> None:
    tell()
    [line] = Notice.objects.all()
    letter = letters.claim(line.user_id, now())
    assert letter
    assert letter.notices == [line]
    assert letters.claim(line.user_id, now()) is None, "who comes second finds nothing"
    work()
    assert states() == [Mail.SENDING]

    Notice.objects.update(mail_at=now() - timedelta(minutes=11))
    letters.give_up_lost(now())
    line.refresh_from_db()
    assert (line.mail, line.mail_fault) == (Mail.FAILED, letters.LOST)
    work()
    assert mail.outbox == []


def test_a_title_that_may_name_somebody_stays_in_the_house(
    reader: Client, tell: Tell, work: Work
) -> None:
    tell(kind="jobs.private", title="张三申请更正身份证号")
    work()
    [letter] = mail.outbox
    assert letter.subject == "【职家】测试私事"
    assert "张三" not in letter.body


def test_a_hundred_messages_wake_the_post_once(reader: Client, tell: Tell) -> None:
    for n in range(5):
        tell(about=f"test.Thing#{n}")
    assert Job.objects.filter(name="notices.post").count() == 1


def test_who_has_switched_the_inbox_off_and_mail_on_gets_the_letter_alone(
    reader: Client, tell: Tell, work: Work
) -> None:
    reader.post("/inbox/settings/", {"mail-jobs.courtesy": "on"})
    tell(kind="jobs.courtesy", title="节日快乐")
    work()
    assert [letter.subject for letter in mail.outbox] == ["【职家】节日快乐"]
    assert "节日快乐" not in reader.get("/inbox/").text
    assert "未读消息 0 条" in reader.get("/inbox/").text
