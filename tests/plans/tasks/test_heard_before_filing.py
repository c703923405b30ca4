"""A draft goes on once every unit had its time and every suggestion has its answer (HOUSE-60)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from zhijia.org import actions as org
from zhijia.org.models import Unit
from zhijia.plans import actions, rules
from zhijia.plans.models import Approval, Opinion, Task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

Look = Callable[[], tuple[Any, ...]]
BASES = {
    "document": actions.Basis("document", "关于做好职工体检的通知"),
    "meeting": actions.Basis("meeting", "工会主席办公会"),
}


@pytest.fixture(params=["document", "meeting"])
def draft(
    request: pytest.FixtureRequest, group: Unit, group_desk: Actor, group_chair: Actor, today: date
) -> Task:
    """A draft that the chair approves, and one that the desk files itself."""
    return actions.draft_task(
        actor=group_desk,
        unit=group,
        basis=BASES[request.param],
        original="各单位要组织职工体检",
        wording="组织职工体检",
        area="welfare",
        due_on=today + timedelta(days=60),
        today=today,
    )


def ask(draft: Task, actor: Actor, unit: Unit, today: date) -> Opinion:
    until_on = today + timedelta(days=5)
    asked = actions.ask_opinions(
        actor=actor, task=draft, units=[unit], until_on=until_on, today=today
    )
    return asked.opinions.get()


def go_on(draft: Task, actor: Actor, today: date) -> Task:
    """Take the draft the next step, as its basis wants it."""
    if draft.origin == "meeting":
        return actions.file_task(actor=actor, task=draft, today=today)
    return actions.submit(actor=actor, task=draft, words="请审定", today=today)


def test_not_while_a_unit_has_time(
    draft: Task, hospital: Unit, hospital_desk: Actor, group_desk: Actor, told: Look, today: date
) -> None:
    ask(draft, group_desk, hospital, today)
    before = told()
    with pytest.raises(Refused, match="还有 1 个单位在征求意见期限内"):
        go_on(draft, group_desk, today)
    assert told() == before
    actions.stop_asking(actor=group_desk, task=draft, today=today)
    assert go_on(draft, group_desk, today).stage != "draft"


def test_not_before_every_suggestion_has_its_answer(
    draft: Task, hospital: Unit, hospital_desk: Actor, group_desk: Actor, told: Look, today: date
) -> None:
    opinion = ask(draft, group_desk, hospital, today)
    said = {"answer": "suggest", "words": "放到春节前", "today": today}
    actions.answer_opinion(actor=hospital_desk, opinion=opinion, **said)
    before = told()
    with pytest.raises(Refused, match="还有 1 件修改意见没有写明采纳情况"):
        go_on(draft, group_desk, today)
    assert told() == before
    actions.settle_opinion(actor=group_desk, opinion=opinion, adoption="no", reply="要求元旦前")
    assert go_on(draft, group_desk, today).stage != "draft"


def test_the_page_says_what_is_still_to_be_answered(
    draft: Task,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    desk: Client,
    today: date,
) -> None:
    opinion = ask(draft, group_desk, hospital, today)
    said = {"answer": "suggest", "words": "放到春节前", "today": today}
    actions.answer_opinion(actor=hospital_desk, opinion=opinion, **said)
    page = desk.get(draft.get_absolute_url()).text
    assert "1 件修改意见待写明采纳情况" in page
    assert "还有 1 件修改意见没有写明采纳情况" in page


def test_who_agrees_needs_no_answer(
    draft: Task, hospital: Unit, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    opinion = ask(draft, group_desk, hospital, today)
    actions.answer_opinion(
        actor=hospital_desk, opinion=opinion, answer="agree", words="", today=today
    )
    assert go_on(draft, group_desk, today).stage != "draft"


def test_what_lay_before_the_leaders_is_called_back_when_the_desk_files_it_itself(
    group: Unit, group_desk: Actor, group_chair: Actor, today: date
) -> None:
    draft = actions.draft_task(
        actor=group_desk,
        unit=group,
        basis=BASES["document"],
        original="各单位要组织职工体检",
        wording="组织职工体检",
        area="welfare",
        due_on=None,
        today=today,
    )
    actions.submit(actor=group_desk, task=draft, words="请审定", today=today)
    org.choose_law(
        actor=group_desk, unit=group, key="task_approval", value="none", reason="试行", today=today
    )
    filed = actions.file_task(actor=group_desk, task=draft, today=today)
    assert filed.stage == "filed"
    [approval] = Approval.objects.all()
    assert (approval.outcome, approval.decided_on) == ("recalled", today)


def test_the_rule_says_how_many() -> None:
    assert rules.may_file(stage="draft", needs=False, unanswered=0, unsettled=0)
    assert "2 个单位" in str(rules.may_file(stage="draft", needs=False, unanswered=2, unsettled=1))
    assert "3 件" in str(rules.may_file(stage="draft", needs=False, unanswered=0, unsettled=3))
