"""A handful of answers to a question behind a branch names nobody; and odd input breaks nothing."""

from django.test import Client
from django.urls import reverse

from tests.surveys.conftest import Open
from zhijia.surveys import rules
from zhijia.surveys.rules import Item, sampling, tally

SINGLE = Item("q1", "single", "题", options=rules.lettered("甲乙"))
NUMBER = Item("q2", "number", "您的年龄")


def test_a_question_that_few_answered_shows_that_they_did_and_not_what() -> None:
    answers = [{"q1": "A", "q2": 35}] * 4 + [{}] * 6
    for told in tally.told([SINGLE, NUMBER], answers):
        shown = tally.guarded(told)
        assert (shown.answered, shown.lines, shown.mean, shown.least) == (4, (), None, None)
    enough = tally.guarded(tally.told([SINGLE], answers * 2)[0])
    assert enough.lines[0].count == 8


def test_a_quota_in_raised_figures_is_refused() -> None:
    quotas, verdict = sampling.read_quotas("不限，不限，不限，²", {})
    assert not quotas
    assert "人数应为正整数" in verdict.reason


def test_brackets_without_end_are_no_answer(open_: Open) -> None:
    url = reverse("surveys:box", args=[open_().groups.all()[0].pk])
    page = Client().post(url, "[" * 200_000, content_type="application/json")
    assert page.status_code == 422
