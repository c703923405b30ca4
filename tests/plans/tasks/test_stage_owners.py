"""Whose a stage was: nobody opens the gate behind their own work, and no stage is nobody's."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from zhijia.org import actions as org
from zhijia.org.models import Member, Post, Unit
from zhijia.org.queries import actor_for
from zhijia.plans import actions, queries, rules
from zhijia.plans.models import Assignment, Hole, Project, Stage, StageCheck, StageStep, Task
from zhijia.plans.rules.projects import keeps_owner, worked_at
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice

from .conftest import Browse

OUTLINE = """环节：招标，10天
检查：招标文件已经审定；监督人；审定意见
环节：验收，5天"""


@pytest.fixture
def project(
    task: Task, power: Unit, power_desk: Actor, at_power: Assignment, today: date
) -> Project:
    """The power company takes its task through two stages from today on."""
    return actions.open_project(
        actor=power_desk,
        task=task,
        unit=power,
        kind="基建改造",
        stages=rules.read_outline(OUTLINE).stages,
        begins_on=today,
        today=today,
    )


@pytest.fixture
def power_chair(seat: Callable[..., Actor], power: Unit) -> Actor:
    """施永红, chair of the power company's union."""
    return seat("4002", power)


def at(name: str) -> Stage:
    return Stage.objects.select_related("project", "post__member").get(name=name)


def hand_over(actor: Actor, name: str, post: Post | None, today: date) -> Stage:
    """Let a post have a stage, or nobody, nothing else changed."""
    one = at(name)
    return actions.edit_stage(
        actor=actor,
        stage=one,
        name=one.name,
        post=post,
        from_on=one.from_on,
        until_on=one.until_on,
        overlaps=one.overlaps,
        checks=[rules.Check(c.words, c.who, c.proof) for c in one.checks.all()],
        papers=[],
        reason="",
        today=today,
    )


@pytest.fixture
def desks_own(project: Project, power_desk: Actor, today: date) -> Stage:
    """The first stage at the post of the desk's officer, who has begun it and asks for the gate."""
    post = Post.objects.get(member=power_desk.member_id, kind="desk")
    hand_over(power_desk, "招标", post, today)
    actions.begin_stage(actor=power_desk, stage=at("招标"), today=today)
    return actions.submit_stage(actor=power_desk, stage=at("招标"), words="办完", today=today)


@pytest.fixture
def unchanged() -> Callable[[], tuple[Any, ...]]:
    def look() -> tuple[Any, ...]:
        kept = (Stage, StageCheck, StageStep)
        return *(list(kind._default_manager.order_by("pk").values()) for kind in kept), (
            AuditEntry.objects.count()
        )

    return look


def test_a_stage_that_has_begun_is_never_in_nobodys_hands(
    desks_own: Stage, power_desk: Actor, unchanged: Callable[[], Any], today: date
) -> None:
    before = unchanged()
    with pytest.raises(Refused, match="可以换人，不能空着"):
        hand_over(power_desk, "招标", None, today)
    assert unchanged() == before
    hand_over(power_desk, "验收", None, today)


def test_who_hands_their_stage_on_still_neither_confirms_nor_passes_it(
    desks_own: Stage,
    power_desk: Actor,
    power_chair: Actor,
    officers_post: Post,
    unchanged: Callable[[], Any],
    today: date,
) -> None:
    hand_over(power_desk, "招标", officers_post, today)
    before = unchanged()
    [check] = at("招标").checks.all()
    with pytest.raises(Refused, match="责任人不能确认自己的环节"):
        actions.confirm_check(actor=power_desk, check=check, found="已看", today=today)
    actions.confirm_check(actor=power_chair, check=check, found="已看", today=today)
    with pytest.raises(Refused, match="责任人不能审过自己的环节"):
        actions.pass_gate(actor=power_desk, stage=at("招标"), words="同意", today=today)
    assert at("招标").state == "submitted"
    assert before != unchanged(), "the chair confirmed"
    actions.pass_gate(actor=power_chair, stage=at("招标"), words="同意", today=today)
    assert at("招标").state == "passed"


def test_what_a_desk_did_for_the_owner_is_not_its_own_work(
    project: Project, power_desk: Actor, officers_post: Post, today: date
) -> None:
    hand_over(power_desk, "招标", officers_post, today)
    actions.begin_stage(actor=power_desk, stage=at("招标"), today=today)
    actions.submit_stage(actor=power_desk, stage=at("招标"), words="代办", today=today)
    [check] = at("招标").checks.all()
    actions.confirm_check(actor=power_desk, check=check, found="已看", today=today)
    actions.pass_gate(actor=power_desk, stage=at("招标"), words="同意", today=today)
    assert at("招标").state == "passed"


def test_who_worked_before_a_gate_was_opened_again_may_judge_what_another_did_then() -> None:
    mine = [("begun", True), ("submitted", True)]
    assert worked_at(mine)
    assert not worked_at([*mine, ("passed", False), ("reopened", False), ("submitted", False)])
    assert not worked_at([("planned", True), ("confirmed", True), ("begun", False)])


def test_a_stage_that_waits_may_have_no_owner() -> None:
    assert keeps_owner("waiting")
    assert not keeps_owner("underway")
    assert not keeps_owner("submitted")


@pytest.fixture
def orphaned(
    project: Project,
    officers_post: Post,
    power_desk: Actor,
    workshop_officer: Actor,
    group_desk: Actor,
    sign_in: Browse,
    today: date,
) -> Stage:
    """The first stage, begun by the safety officer, who was relieved since."""
    sign_in(workshop_officer)
    hand_over(power_desk, "招标", officers_post, today)
    actions.begin_stage(actor=workshop_officer, stage=at("招标"), today=today)
    org.relieve(actor=group_desk, post=officers_post, until_on=today)
    return at("招标")


def test_who_takes_the_post_takes_the_stage_where_it_stands(
    orphaned: Stage,
    workshop: Unit,
    seat: Callable[..., Actor],
    group_desk: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    new = Member.objects.get(pk=seat("5004", workshop).member_id)
    sign_in(actor_for(new))
    post = org.appoint(
        actor=group_desk, unit=workshop, member=new, kind="officer", title="安全员", from_on=today
    )
    taken = at("招标")
    assert (taken.post, taken.state) == (post, "underway")
    assert "离任（免去），由陶然承接" in taken.steps.get(step="inherited").words
    told = Notice.objects.get(kind="plans.inherited")
    assert (told.user_id, told.title[:12]) == (
        new.user_id or told.user_id,
        "接任岗位，请承接：招标（",
    )
    heir = actor_for(new)
    assert list(queries.my_stages(heir, today)) == [taken]
    actions.submit_stage(actor=heir, stage=taken, words="接着办完", today=today)
    assert at("招标").state == "submitted"


def test_a_stage_behind_its_gate_stays_with_who_passed_it(
    orphaned: Stage, workshop: Unit, seat: Callable[..., Actor], group_desk: Actor, today: date
) -> None:
    Stage.objects.filter(pk=orphaned.pk).update(state="passed")
    new = Member.objects.get(pk=seat("5004", workshop).member_id)
    org.appoint(
        actor=group_desk, unit=workshop, member=new, kind="officer", title="安全员", from_on=today
    )
    assert at("招标").post == orphaned.post


def test_a_stage_whose_owner_left_is_a_hole_until_another_has_it(
    orphaned: Stage, power: Unit, power_chair: Actor, power_desk: Actor, today: date
) -> None:
    actor = Actor(name="系统")
    actions.look_for_holes(actor=actor, today=today)
    hole = Hole.objects.open().get(kind="idle_stage")
    assert (hole.unit, hole.mender) == (power, power)
    assert "项目环节“招标”的责任人" in hole.words
    assert "已免职" in hole.words
    [row] = queries.hole_rows([hole], today)
    assert (row.url, row.is_mended) == (reverse("plans:stage", args=[orphaned.pk]), False)
    hand_over(
        power_desk, "招标", Post.objects.get(member=power_chair.member_id, kind="chair"), today
    )
    assert not Hole.objects.open().filter(kind="idle_stage").exists()


def test_who_left_reads_the_project_no_longer_and_hears_of_nothing(
    orphaned: Stage, workshop_officer: Actor, power_desk: Actor, sign_in: Browse, today: date
) -> None:
    gone = Member.objects.get(pk=workshop_officer.member_id)
    assert not queries.projects(actor_for(gone)).exists()
    actions.submit_stage(actor=power_desk, stage=orphaned, words="代办", today=today)
    before = Notice.objects.filter(user=gone.user_id).count()
    sign_in(power_desk)
    actions.send_back_stage(actor=power_desk, stage=orphaned, words="请补充", today=today)
    assert Notice.objects.filter(user=gone.user_id).count() == before
    told = Notice.objects.filter(kind="plans.gate_answered").latest("pk")
    assert told.user_id == Member.objects.get(pk=power_desk.member_id).user_id
