"""The set-up page: the first unit, the first person, once."""

import pytest
from django.contrib.auth import get_user
from django.test import Client

from zhijia.org.models import Member, Unit
from zhijia.platform.accounts.models import User
from zhijia.platform.audit.models import AuditEntry
from zhijia.site import setting_up

PAGE = "/set-up/"


@pytest.fixture
def said(db, home):
    """What a founder types who has read the code in the terminal."""
    return {
        "setup_code": setting_up.kept(setting_up.SETUP_CODE),
        "name": "化工集团工会",
        "code": "JT",
        "kind": "group",
        "person": "陈雨薇",
        "staff_no": "1002",
        "password": "shan-shui-2026",
        "again": "shan-shui-2026",
    }


def test_the_founder_sets_up_once_and_is_let_in(said, home):
    browser = Client()
    assert browser.get(PAGE).status_code == 200

    answer = browser.post(PAGE, said)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    unit = Unit.objects.get()
    assert (unit.name, unit.code, unit.members.get().name) == ("化工集团工会", "JT", "陈雨薇")
    assert get_user(browser).username == "JT-1002"
    page = browser.get("/")
    assert page.status_code == 200, "who chose a password need not change it"
    assert "化工集团工会已建好" in page.text
    assert "导入花名册" in page.text, "the home leads to what comes next"
    assert not (home / setting_up.SETUP_CODE).exists()


def test_afterwards_there_is_no_such_page(said):
    Client().post(PAGE, said)

    assert Client().get(PAGE).status_code == 404
    assert Client().post(PAGE, {**said, "code": "ZZ"}).status_code == 404
    assert Unit.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"setup_code": "aaaa-bbbb-cccc"}, "设置码不对"),
        ({"setup_code": "设置码"}, "设置码不对"),
        ({"setup_code": ""}, "请填写设置码"),
        ({"name": " "}, "请填写单位名称"),
        ({"name": "工" * 61}, "不超过 60 字符"),
        ({"code": "化工"}, "只能用字母和数字"),
        ({"code": "J-T"}, "只能用字母和数字"),
        ({"staff_no": "1-2"}, "只能用字母和数字"),
        ({"kind": "galaxy"}, "不在可用的选项中"),
        ({"again": "shan-shui-2027"}, "两次输入的密码不一样"),
        ({"password": "ab1", "again": "ab1"}, "密码太短，至少 8 位"),
        ({"password": "82736451", "again": "82736451"}, "密码只包含数字"),
        ({"password": "password", "again": "password"}, "这个密码太常见了"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_set_up(said, wrong, words):
    answer = Client().post(PAGE, {**said, **wrong})

    assert answer.status_code == 422
    assert words in answer.text
    assert said["person"] in answer.text, "what was typed is still there"
    nothing = (Unit.objects.count(), Member.objects.count(), User.objects.count())
    assert nothing == (0, 0, 0)
    assert not AuditEntry.objects.exists()


def test_passwords_never_come_back_in_the_page(said):
    answer = Client().post(PAGE, {**said, "code": "J-T"})
    assert said["password"] not in answer.text


def test_the_code_may_be_typed_in_capitals_with_a_space_behind(said):
    Client().post(PAGE, {**said, "setup_code": f" {said['setup_code'].upper()} "})
    assert Unit.objects.exists()


def test_without_a_code_on_the_server_nobody_can_set_up(said, home):
    (home / setting_up.SETUP_CODE).unlink()

    answer = Client().post(PAGE, said)

    assert answer.status_code == 422
    assert not Unit.objects.exists()


def test_the_first_visitor_of_an_empty_instance_is_led_to_the_set_up(said):
    answer = Client().get("/", follow=True)
    assert [url.split("?")[0] for url, _ in answer.redirect_chain] == ["/accounts/sign-in/", PAGE]


def test_a_form_from_elsewhere_is_turned_away(said):
    assert Client(enforce_csrf_checks=True).post(PAGE, said).status_code == 403
    assert not Unit.objects.exists()
