"""A round that stands for a check of a project's stage confirms it when all its units passed."""

from datetime import timedelta

import pytest

from zhijia.checks import actions
from zhijia.checks.models import Round
from zhijia.checks.rules.scales import NO, Said
from zhijia.org.models import Member, Post
from zhijia.plans import actions as plans
from zhijia.plans.actions.filing import Basis
from zhijia.plans.models import Stage, StageCheck
from zhijia.plans.rules import Check
from zhijia.plans.rules.outline import StagePlan
from zhijia.platform.acts import Refused


@pytest.fixture
def check(group, group_desk, group_chair, today):
    """A project of the group whose stage, in the chair's hands, asks for an inspection."""
    task = plans.draft_task(
        actor=group_desk,
        unit=group,
        basis=Basis("meeting", "党政联席会议纪要", on=today),
        original="更新配电室",
        wording="更新配电室",
        area="safety",
        due_on=today + timedelta(days=90),
        today=today,
    )
    task = plans.file_task(actor=group_desk, task=task, today=today)
    plan = StagePlan("施工", 30, False, (Check("现场安全检查合格", "工会", "检查结果"),), ())
    plans.open_project(
        actor=group_desk,
        task=task,
        unit=group,
        kind="工程",
        stages=[plan],
        begins_on=today,
        today=today,
    )
    found = StageCheck.objects.get()
    stage = plans.edit_stage(
        actor=group_desk,
        stage=found.stage,
        name=found.stage.name,
        post=Member.objects.get(pk=group_chair.member_id).posts.get(kind="chair"),
        from_on=found.stage.from_on,
        until_on=found.stage.until_on,
        overlaps=False,
        checks=[Check(found.words, found.who, found.proof)],
        papers=[],
        reason="",
        today=today,
    )
    plans.begin_stage(actor=group_chair, stage=stage, today=today)
    return StageCheck.objects.get()


@pytest.fixture
def inspected(manned, inspectors, fill, power_desk, group_desk, today, check):
    """Inspect the power company for the gate, and give the result."""

    def done(**but):
        inspection = manned()
        Round.objects.filter(pk=inspection.round_id).update(gate=check)
        for actor in inspectors:
            fill(inspection, actor, **but)
            actions.send_marks(actor=actor, inspection=inspection, today=today)
        actions.settle(actor=group_desk, inspection=inspection, today=today)
        actions.accept(actor=power_desk, inspection=inspection, today=today)
        actions.give_result(actor=group_desk, inspection=inspection, words="合格。", today=today)
        check.refresh_from_db()
        return inspection.round

    return done


def test_a_round_that_all_passed_confirms_the_check_of_its_stage(inspected, check, today):
    inspected()
    assert check.confirmed_on == today
    assert "供电公司工会 100" in check.found


def test_a_gate_that_waits_keeps_no_result_back(inspected, check, group_desk, group_chair, today):
    Stage.objects.filter(pk=check.stage_id).update(state="waiting")
    round = inspected()
    assert round.inspections.get().state == "done"
    assert check.confirmed_on is None
    Stage.objects.filter(pk=check.stage_id).update(state="underway")
    actions.confirm_by_check(actor=group_desk, round=round, today=today)
    check.refresh_from_db()
    assert check.confirmed_on == today


def test_who_has_the_stage_gives_the_result_and_leaves_the_gate_to_another(
    inspected, check, group_desk, today
):
    Post.objects.filter(pk=check.stage.post_id).update(member=group_desk.member_id)
    round = inspected()
    assert round.inspections.get().state == "done"
    assert check.confirmed_on is None


def test_a_broken_veto_leaves_the_gate_shut(inspected, check, group_desk, today):
    round = inspected(i5_5=Said(word=NO))
    assert check.confirmed_on is None
    with pytest.raises(Refused, match="触犯否决项"):
        actions.confirm_by_check(actor=group_desk, round=round, today=today)
    check.refresh_from_db()
    assert check.confirmed_on is None
