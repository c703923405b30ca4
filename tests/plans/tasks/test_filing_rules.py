"""立项、征求意见、审定、退回交办: what the rules say."""

from datetime import date, timedelta
from typing import Any

import pytest

from zhijia.plans import rules

TODAY = date(2026, 11, 26)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("origin", "choice", "needs"),
    [
        ("speech", "some", False),
        ("meeting", "some", False),
        ("document", "some", True),
        ("word", "some", True),
        ("other", "some", True),
        ("speech", "all", True),
        ("meeting", "all", True),
        ("word", "none", False),
        ("document", "none", False),
    ],
)
def test_a_unit_chooses_what_its_leaders_approve(origin: str, choice: str, needs: bool) -> None:
    assert rules.needs_approval(origin, choice) is needs


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("document", "关于做好职工体检的通知", "集工发〔2026〕3号", "", TODAY), None),
        (("speech", "讲话", "", "", None), "请先登记讲话"),
        (("dream", "梦", "", "", None), "请选择任务来源"),
        (("meeting", "", "", "", None), "请写明依据"),
        (("word", "体检报告", "", "", None), "批示人"),
        (("meeting", "主席办公会", "", "", TODAY + DAY), "不能晚于今天"),
    ],
)
def test_what_no_speech_asked_for_says_what_it_rests_on(
    said: tuple[str, str, str, str, date | None], words: str | None
) -> None:
    origin, title, _, by, on = said
    verdict = rules.may_draft(origin=origin, title=title, by=by, on=on, today=TODAY)
    assert bool(verdict) is (words is None)
    assert (words or "") in verdict.reason


def test_a_basis_is_told_with_its_number_its_writer_and_its_day() -> None:
    on = date(2026, 3, 5)
    assert rules.basis("document", "关于体检的通知", "集工发〔2026〕3号", "", on) == (
        "《关于体检的通知》（集工发〔2026〕3号，2026-03-05）"
    )
    assert rules.basis("document", "《通知》", "", "", None) == "《通知》"
    assert rules.basis("word", "体检报告", "", "刘振华", None) == "体检报告（刘振华）"
    assert rules.basis("meeting", "主席办公会", "", "", None) == "主席办公会"


READY: dict[str, Any] = {"stage": "draft", "needs": True, "has_head": True, "unanswered": 0}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, None),
        ({"stage": "submitted"}, "已经提请审定"),
        ({"stage": "filed"}, "已经立项"),
        ({"needs": False}, "不必审定"),
        ({"has_head": False}, "无人审定"),
        ({"unanswered": 2}, "还有 2 个单位"),
    ],
)
def test_a_draft_is_submitted_once_those_who_were_asked_had_their_time(
    facts: dict[str, Any], words: str | None
) -> None:
    verdict = rules.may_submit(**{**READY, **facts})
    assert bool(verdict) is (words is None)
    assert (words or "") in verdict.reason


@pytest.mark.parametrize(
    ("facts", "may"),
    [
        (("draft", False, False), True),
        (("submitted", False, False), False),
        (("submitted", False, True), True),
        (("filed", False, False), True),
        (("filed", True, False), False),
        (("filed", True, True), True),
    ],
)
def test_what_leaders_have_before_them_or_approved_only_they_change(
    facts: tuple[str, bool, bool], may: bool
) -> None:
    stage, is_approved, is_head = facts
    verdict = rules.may_reword(stage=stage, is_approved=is_approved, is_head=is_head)
    assert bool(verdict) is may


@pytest.mark.parametrize(("days", "may"), [(0, False), (1, True), (30, True), (31, False)])
def test_units_have_between_one_and_thirty_days(days: int, may: bool) -> None:
    until_on = TODAY + days * DAY
    verdict = rules.may_ask_opinions(stage="draft", until_on=until_on, today=TODAY, units=1)
    assert bool(verdict) is may


def test_nobody_is_asked_about_what_is_on_file_and_somebody_about_a_draft() -> None:
    until_on = TODAY + 5 * DAY
    filed = rules.may_ask_opinions(stage="filed", until_on=until_on, today=TODAY, units=1)
    nobody = rules.may_ask_opinions(stage="draft", until_on=until_on, today=TODAY, units=0)
    assert "拟办期间" in filed.reason
    assert "至少选择一个单位" in nobody.reason


ASKED: dict[str, Any] = {
    "is_closed": False,
    "until_on": TODAY,
    "today": TODAY,
    "answer": "agree",
    "words": "",
}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, None),
        ({"answer": "suggest", "words": "期限请放到年底"}, None),
        ({"answer": "suggest"}, "请写明修改意见"),
        ({"answer": "maybe"}, "请选择"),
        ({"is_closed": True}, "已经答复"),
        ({"today": TODAY + DAY}, "视为没有意见"),
    ],
)
def test_an_opinion_is_given_once_and_in_time(facts: dict[str, Any], words: str | None) -> None:
    verdict = rules.may_opine(**{**ASKED, **facts})
    assert bool(verdict) is (words is None)
    assert (words or "") in verdict.reason


@pytest.mark.parametrize(
    ("answer", "is_closed", "days", "words"),
    [
        ("agree", True, 5, "同意"),
        ("suggest", True, 5, "建议修改"),
        ("", False, 0, "待答复"),
        ("", False, -1, "到期未答复，视为没有意见"),
        ("", True, 5, "提前截止，没有意见"),
    ],
)
def test_silence_is_told_as_no_opinion(answer: str, is_closed: bool, days: int, words: str) -> None:
    until_on = TODAY + days * DAY
    said = rules.opinion_stands(answer=answer, is_closed=is_closed, until_on=until_on, today=TODAY)
    assert said == words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, None),
        ({"adoption": "no", "reply": "上级规定了期限"}, None),
        ({"adoption": "no"}, "请写明理由"),
        ({"adoption": "perhaps"}, "请选择采纳情况"),
        ({"answer": "agree"}, "不必填写"),
        ({"stage": "filed"}, "已经立项"),
    ],
)
def test_a_suggestion_that_is_not_taken_up_gets_a_reason(
    facts: dict[str, Any], words: str | None
) -> None:
    said = {"answer": "suggest", "stage": "draft", "adoption": "yes", "reply": "", **facts}
    verdict = rules.may_settle(**said)
    assert bool(verdict) is (words is None)
    assert (words or "") in verdict.reason


def test_a_task_is_meant_for_standing_units_of_the_branch_in_one_role() -> None:
    assert rules.may_intend(in_branch=True, unit_stands=True, is_twice=False)
    assert not rules.may_intend(in_branch=False, unit_stands=True, is_twice=False)
    assert not rules.may_intend(in_branch=True, unit_stands=False, is_twice=False)
    assert not rules.may_intend(in_branch=True, unit_stands=True, is_twice=True)
    assert rules.may_lead(in_branch=True, is_held=True)
    assert not rules.may_lead(in_branch=False, is_held=True)
    assert not rules.may_lead(in_branch=True, is_held=False)


@pytest.mark.parametrize(("number", "may"), [(0, False), (1, True), (100, True), (101, False)])
def test_at_most_a_hundred_are_decided_in_one_go(number: int, may: bool) -> None:
    assert bool(rules.may_take_at_once(number)) is may


ISSUED: dict[str, Any] = {"state": "issued", "last_on": TODAY, "today": TODAY, "was_kept": False}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, None),
        ({"state": "underway"}, "不能办理这一步"),
        ({"state": "declined"}, "不能办理这一步"),
        ({"today": TODAY + DAY}, "3 个工作日内"),
        ({"was_kept": True}, "不能再次退回"),
    ],
)
def test_work_goes_back_unsigned_in_time_and_once(facts: dict[str, Any], words: str | None) -> None:
    verdict = rules.may_decline(**{**ISSUED, **facts})
    assert bool(verdict) is (words is None)
    assert (words or "") in verdict.reason


def test_only_what_came_back_is_insisted_upon() -> None:
    assert rules.may_insist("declined")
    assert not rules.may_insist("issued")
