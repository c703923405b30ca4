"""Stages have days a calendar knows, each name and check once, and stay shut behind a report."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from zhijia.org.models import Post, Unit
from zhijia.plans import actions, rules
from zhijia.plans.models import Assignment, Project, Stage, StageCheck, StageStep, Task
from zhijia.plans.rules import Check, StagePlan
from zhijia.plans.rules.outline import asks_once
from zhijia.plans.rules.projects import is_under_way, may_lie_at
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry

END = date(9999, 12, 31)
TRIAL = StagePlan("试运行", 30)
OUTLINE = "环节：招标，10天\n检查：文件审定；监督人\n环节：验收，5天"
Look = Callable[[], tuple[Any, ...]]


@pytest.fixture
def look() -> Look:
    def rows() -> tuple[Any, ...]:
        kept = (Project, Stage, StageCheck, StageStep)
        found = (list(kind._default_manager.order_by("pk").values()) for kind in kept)
        return (*found, AuditEntry.objects.count())

    return rows


def open_it(desk: Actor, task: Task, unit: Unit, begins_on: date, today: date) -> Project:
    return actions.open_project(
        actor=desk,
        task=task,
        unit=unit,
        kind="基建",
        stages=rules.read_outline(OUTLINE).stages,
        begins_on=begins_on,
        today=today,
    )


@pytest.fixture
def project(at_power: Assignment, power: Unit, power_desk: Actor, today: date) -> Project:
    return open_it(power_desk, at_power.task, power, today, today)


def edit(desk: Actor, called: str, today: date, **new: Any) -> Stage:
    one = Stage.objects.get(name=called)
    now = {
        "name": called,
        "post": one.post,
        "from_on": one.from_on,
        "until_on": one.until_on,
        "checks": [Check(c.words, c.who, c.proof) for c in one.checks.all()],
    }
    told = {**now, **new}
    return actions.edit_stage(
        actor=desk, stage=one, overlaps=False, papers=[], reason="改", today=today, **told
    )


def test_a_project_does_not_begin_at_the_end_of_the_calendar(
    at_power: Assignment, power: Unit, power_desk: Actor, look: Look, today: date
) -> None:
    before = look()
    with pytest.raises(Refused, match="太远"):
        open_it(power_desk, at_power.task, power, END, today)
    assert look() == before


def test_nor_is_a_stage_added_moved_or_shifted_there(
    project: Project, power_desk: Actor, look: Look, today: date
) -> None:
    before = look()
    with pytest.raises(Refused, match="太远"):
        actions.add_stage(
            actor=power_desk,
            project=project,
            plan=StagePlan("试运行", 30),
            from_on=END,
            today=today,
        )
    with pytest.raises(Refused, match="太远"):
        edit(power_desk, "验收", today, until_on=END)
    assert look() == before
    edit(power_desk, "验收", today, from_on=date(1, 1, 2))
    shift = {"actor": power_desk, "stage": Stage.objects.get(name="招标"), "today": today}
    before = look()
    for days in (-365, 365 * 20):
        with pytest.raises(Refused, match="请核对天数"):
            actions.shift_later(**shift, days=days, reason="改")
    assert look() == before


def test_two_checks_of_the_same_words_are_asked_for_to_be_told_apart(
    at_power: Assignment, power: Unit, power_desk: Actor, look: Look, today: date
) -> None:
    twice = (Check("会签", "甲"), Check("会签", "乙"))
    assert "“会签”写了两次" in str(asks_once(twice))
    faults = rules.read_outline("环节：设计，5天\n检查：会签；甲\n检查：会签；乙").faults
    assert faults == ("环节“设计”的检查“会签”写了两次",)
    open_it(power_desk, at_power.task, power, today, today)
    before = look()
    with pytest.raises(Refused, match="写了两次"):
        edit(power_desk, "招标", today, checks=twice)
    assert look() == before


def test_a_stage_does_not_take_the_name_of_another(
    project: Project, power_desk: Actor, look: Look, today: date
) -> None:
    before = look()
    with pytest.raises(Refused, match="已经有“验收”这个环节"):
        edit(power_desk, "招标", today, name="验收")
    assert look() == before
    assert edit(power_desk, "招标", today, name="招投标").name == "招投标"


@pytest.fixture
def reported_behind(
    project: Project, at_power: Assignment, power_desk: Actor, today: date
) -> Assignment:
    """Every gate passed, and the unit's work reported finished."""
    Stage.objects.update(state="passed", passed_on=today)
    return actions.finish(actor=power_desk, assignment=at_power, words="办完", today=today)


def test_no_gate_opens_again_and_none_is_added_behind_a_report(
    reported_behind: Assignment,
    project: Project,
    power_desk: Actor,
    group_desk: Actor,
    look: Look,
    today: date,
) -> None:
    last, before = Stage.objects.get(name="验收"), look()
    with pytest.raises(Refused, match="请交办单位先退回"):
        actions.reopen_stage(actor=power_desk, stage=last, words="重做", today=today)
    with pytest.raises(Refused, match="请交办单位先退回"):
        actions.add_stage(
            actor=power_desk,
            project=project,
            plan=StagePlan("试运行", 30),
            from_on=today,
            today=today,
        )
    assert look() == before
    actions.send_back(
        actor=group_desk, assignment=reported_behind, lacking=["facts"], words="补", today=today
    )
    actions.reopen_stage(actor=power_desk, stage=last, words="重做", today=today)
    assert Stage.objects.get(name="验收").state == "underway"


def test_nor_is_a_task_parted_that_was_reported(
    at_power: Assignment, power: Unit, power_desk: Actor, today: date
) -> None:
    actions.finish(actor=power_desk, assignment=at_power, words="办完", today=today)
    with pytest.raises(Refused, match="请交办单位先退回"):
        open_it(power_desk, at_power.task, power, today, today)
    assert not Project.objects.exists()


def test_the_rules(today: date) -> None:
    assert is_under_way("")
    assert is_under_way("underway")
    assert not is_under_way("reported")
    assert not is_under_way("accepted")
    assert may_lie_at([today], [today], timedelta(days=30), today)


def test_the_owner_that_stands_may_be_kept(
    project: Project, officers_post: Post, power_desk: Actor, today: date
) -> None:
    assert edit(power_desk, "招标", today, post=officers_post).post == officers_post
