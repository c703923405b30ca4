"""What a person reads when something is wrong: Chinese, and what to do next."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client

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

    monkeypatch.setattr(queries, "place", fail)
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
