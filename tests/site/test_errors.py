"""What a person reads when something is wrong: Chinese, and what to do next."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client

from zhijia.plans.models import Speech
from zhijia.site import queries


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (SuspiciousOperation("odd-words"), 400, "这次提交的内容无法识别"),
        (PermissionDenied("odd-words"), 403, "您没有办理这一项的权限"),
        (RuntimeError("odd-words"), 500, "系统出了差错"),
    ],
)
def test_an_error_says_what_to_do_next(sign_in, group_desk, monkeypatch, error, status, words):
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(queries, "cards", fail)
    page = sign_in(group_desk, raise_request_exception=False).get("/")

    assert page.status_code == status
    assert words in page.text
    assert "回到工作台" in page.text
    assert str(error) not in page.text


def test_an_address_that_is_not_ours_is_answered_in_chinese(sign_in, group_desk):
    page = sign_in(group_desk).get("/nowhere/")
    assert page.status_code == 404
    assert "没有找到这一页" in page.text


def test_a_form_that_is_too_old_says_so(db):
    page = Client(enforce_csrf_checks=True).post("/accounts/sign-in/", {"username": "1"})
    assert page.status_code == 403
    assert "页面停留太久，请重新提交" in page.text


def test_another_hosts_name_is_refused(db):
    assert Client().get("/law/", HTTP_HOST="elsewhere.example").status_code == 400


def test_an_address_that_only_takes_forms_says_so_and_leads_back(sign_in, group_desk):
    browser = sign_in(group_desk)

    page = browser.get("/place/scope/", headers={"referer": "http://testserver/org/"})

    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "这个网址不能直接打开" in page.text
    assert 'href="http://testserver/org/"' in page.text
    assert "elsewhere" not in browser.get("/place/scope/", HTTP_REFERER="//elsewhere.cn/").text


def test_a_text_too_long_to_take_in_leads_back_to_its_form(sign_in, group_desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    form = "http://testserver/plans/speeches/new/"

    page = sign_in(group_desk).post(
        "/plans/speeches/new/", {"text": "长" * 200}, headers={"referer": form}
    )

    assert page.status_code == 413
    assert "提交的文字太长，没有收下" in page.text
    assert f'href="{form}"' in page.text
    assert not Speech.objects.exists()
