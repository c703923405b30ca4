"""先进操作法: naming, consent and versions."""

import pytest

from zhijia.law import HOUSE
from zhijia.matters.rules import methods as rules

WHOLE = {"has_finder": True, "is_named_after": True, "has_consent": True, "has_text": True}


def test_a_whole_method_with_consent_is_published() -> None:
    assert rules.may_publish(**WHOLE)


@pytest.mark.parametrize("lack", ["has_finder", "has_consent", "has_text"])
def test_a_persons_name_stands_on_a_method_only_with_consent_and_text(lack: str) -> None:
    verdict = rules.may_publish(**WHOLE | {lack: False})
    assert not verdict
    assert verdict.clause == HOUSE["HOUSE-129"]


def test_a_method_without_a_name_needs_nobodys_consent() -> None:
    asked = WHOLE | {"is_named_after": False, "has_consent": False, "has_finder": False}
    assert rules.may_publish(**asked)


def test_only_who_found_it_agrees_and_once() -> None:
    yes = {"is_finder": True, "is_named_after": True, "has_consented": False}
    assert rules.may_consent(**yes)
    assert not rules.may_consent(**yes | {"is_finder": False})
    assert not rules.may_consent(**yes | {"has_consented": True})
    assert not rules.may_consent(**yes | {"is_named_after": False})


def test_a_version_says_what_is_new() -> None:
    assert rules.may_revise(is_same=False, change="", number=1, is_published=False)
    assert not rules.may_revise(is_same=True, change="改错字", number=1, is_published=True)
    assert not rules.may_revise(is_same=False, change=" ", number=1, is_published=True)
    assert rules.may_revise(is_same=False, change="增加断电步骤", number=1, is_published=True)
