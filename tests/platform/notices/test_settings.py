"""Choosing: each kind, inbox and e-mail; a duty stays in the inbox and says why."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.platform.accounts.models import Mailbox
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices import actions, queries
from zhijia.platform.notices.models import Choice, Notice

HERE = reverse("notices:settings-page")
Tell = Callable[..., int]


def test_what_was_chosen_is_kept_and_shown_again(
    reader: Client, tell: Tell, audit_trail: Callable[[], list[str]]
) -> None:
    page = reader.post(HERE, {"mail-jobs.duty": "on"}, follow=True)

    assert "消息设置已保存" in page.text
    form = page.context["form"]
    assert form["inbox-jobs.duty"].value() is True, "a duty stays"
    assert form["inbox-jobs.courtesy"].value() is False
    assert audit_trail()[-1] == "notices.choose"

    assert tell(kind="jobs.courtesy") == 0
    assert tell(kind="jobs.duty") == 1
    assert not Notice.objects.filter(kind="jobs.courtesy").exists()


def test_a_duty_cannot_be_switched_off_and_nothing_is_kept(
    reader: Client, hospital_desk: Actor, user_of: Callable[[Actor], int]
) -> None:
    who = Actor(user_id=user_of(hospital_desk))
    with pytest.raises(Refused, match="关系到本单位的工作"):
        actions.choose(
            actor=who, wanted={"jobs.courtesy": (False, False), "jobs.duty": (False, True)}
        )
    assert not Choice.objects.exists()


@pytest.mark.django_db
def test_nobody_chooses_for_nobody() -> None:
    with pytest.raises(Refused, match="请先登录"):
        actions.choose(actor=Actor(), wanted={"jobs.courtesy": (False, False)})


def test_the_duty_says_why_its_box_is_grey(reader: Client) -> None:
    page = reader.get(HERE).text
    assert "关系到本单位的工作" in page
    assert 'name="inbox-jobs.duty" ' in page
    assert page.count("disabled") >= 1


def test_a_member_without_a_desk_is_asked_only_of_what_may_reach_them(
    sign_in: Callable[..., Client], member: Actor, tell: Tell, user_of: Callable[[Actor], int]
) -> None:
    browser = sign_in(member)
    page = browser.get(HERE).text
    assert "测试问候" in page
    assert "测试任务" not in page

    tell(desks="", to=[user_of(member)])
    assert "测试任务" in browser.get(HERE).text


def test_a_made_up_kind_in_the_form_changes_nothing(reader: Client) -> None:
    reader.post(HERE, {"mail-jobs.made-up": "on", "inbox-plans.given": ""})
    assert not Choice.objects.filter(kind="jobs.made-up").exists()
    assert Choice.objects.get(kind="plans.given").in_inbox


def test_without_a_mail_server_or_an_address_the_page_says_so(
    reader: Client, settings: Any, hospital_desk: Actor, user_of: Callable[[Actor], int]
) -> None:
    settings.EMAIL_HOST = ""
    assert "还没有配置邮件服务器" in reader.get(HERE).text
    settings.EMAIL_HOST = "mail.example.cn"
    assert "没有确认过的邮箱" in reader.get(HERE).text
    Mailbox.objects.create(user_id=user_of(hospital_desk), address="li@example.cn")
    assert "邮件寄到 li@example.cn" in reader.get(HERE).text


def test_where_mail_cannot_go_saving_keeps_what_was_chosen_for_it(
    reader: Client, settings: Any
) -> None:
    settings.EMAIL_HOST = "mail.example.cn"
    reader.post(HERE, {"inbox-jobs.courtesy": "on"})
    settings.EMAIL_HOST = ""
    reader.post(HERE, {"inbox-jobs.courtesy": "on", "mail-jobs.courtesy": "on"})
    chosen = Choice.objects.get(kind="jobs.courtesy")
    assert (chosen.in_inbox, chosen.by_mail) == (True, False)


def test_the_page_needs_few_queries(
    reader: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(12):
        reader.get(HERE)


def test_nobody_has_switches() -> None:
    assert queries.switches(Actor()) == []
