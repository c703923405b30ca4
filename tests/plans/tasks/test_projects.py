"""A task through stages: begun in order, confirmed by others, passed at the gate, opened again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhijia.org.models import Member, Post, Unit
from zhijia.plans import actions, queries, rules
from zhijia.plans.models import Assignment, Project, Stage, StageCheck, Task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import under_way
from zhijia.platform.place import Place

from .conftest import Browse

OUTLINE = """环节：招标，10天
检查：招标文件已经审定；监督人；审定意见
材料：中标通知书
环节：设计，10天，可交叉
检查：图纸会签；使用单位；会签单
环节：验收，5天
检查：验收合格；使用单位；验收单
材料：验收单"""
DAY = timedelta(days=1)


@pytest.fixture
def project(
    task: Task, power: Unit, power_desk: Actor, group_desk: Actor, at_power: Assignment, today: date
) -> Project:
    """The power company takes its task through three stages from today on."""
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


def stage(project: Project, name: str) -> Stage:
    return Stage.objects.select_related("project", "post__member").get(project=project, name=name)


def give_to(project: Project, name: str, post: Post, actor: Actor, today: date) -> Stage:
    """Let a post have a stage, nothing else changed."""
    one = stage(project, name)
    checks = [rules.Check(c.words, c.who, c.proof) for c in one.checks.all()]
    return actions.edit_stage(
        actor=actor,
        stage=one,
        name=one.name,
        post=post,
        from_on=one.from_on,
        until_on=one.until_on,
        overlaps=one.overlaps,
        checks=checks,
        papers=[paper.name for paper in one.papers.all()],
        reason="",
        today=today,
    )


@pytest.fixture
def tender(project: Project, officers_post: Post, power_desk: Actor, today: date) -> Stage:
    """The first stage, at the post of the workshop's safety officer."""
    return give_to(project, "招标", officers_post, power_desk, today)


@pytest.fixture
def begun(tender: Stage, workshop_officer: Actor, today: date) -> Stage:
    return actions.begin_stage(actor=workshop_officer, stage=tender, today=today)


def hand_in(actor: Actor, one: Stage, today: date) -> None:
    """Hand in each paper of a stage."""
    for paper in one.papers.all():
        upload = SimpleUploadedFile("通知书.txt", "中标单位：某公司".encode())
        actions.hand_in(actor=actor, stage=one, paper=paper, name="", upload=upload, today=today)


def confirm(actor: Actor, one: Stage, today: date) -> None:
    for check in one.checks.all():
        actions.confirm_check(actor=actor, check=check, found="审定意见已看", today=today)


def passed(
    one: Stage, owner: Actor, desk: Actor, today: date, *, confirmer: Actor | None = None
) -> Stage:
    """Take a stage that is under way through its gate."""
    hand_in(owner, one, today)
    confirm(confirmer or desk, one, today)
    one = actions.submit_stage(actor=owner, stage=one, words="已完成", today=today)
    return actions.pass_gate(actor=desk, stage=one, words="同意", today=today)


def state(one: Stage) -> str:
    return Stage.objects.get(pk=one.pk).state


@pytest.fixture
def unchanged() -> Callable[[], tuple[Any, ...]]:
    """Return a look at what a refusal must leave alone."""

    def look() -> tuple[Any, ...]:
        stages = list(Stage.objects.order_by("pk").values())
        checks = list(StageCheck.objects.order_by("pk").values())
        return stages, checks, AuditEntry.objects.count()

    return look


def test_a_task_is_parted_as_the_lines_say(project: Project, today: date) -> None:
    found = [(s.number, s.name, s.from_on - today, s.overlaps) for s in project.stages.all()]
    assert found == [
        (1, "招标", 0 * DAY, False),
        (2, "设计", 0 * DAY, True),
        (3, "验收", 10 * DAY, False),
    ]
    assert [c.who for c in stage(project, "招标").checks.all()] == ["监督人"]


def test_only_a_unit_that_has_the_task_parts_it(
    task: Task, school: Unit, school_desk: Actor, power: Unit, power_desk: Actor, today: date
) -> None:
    plans = rules.read_outline(OUTLINE).stages
    said = {"task": task, "kind": "采购", "stages": plans, "begins_on": today, "today": today}
    for actor, unit, why in (
        (school_desk, school, "立项单位或者承办单位"),
        (power_desk, school, "本单位的工会主席"),
    ):
        with pytest.raises(Refused, match=why):
            actions.open_project(actor=actor, unit=unit, **said)  # type: ignore[arg-type]
    assert not Project.objects.exists()


def test_a_task_is_parted_once_in_a_unit(
    project: Project, power: Unit, power_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="已经把这项任务分了环节"):
        actions.open_project(
            actor=power_desk,
            task=project.task,
            unit=power,
            kind="采购",
            stages=rules.read_outline(OUTLINE).stages,
            begins_on=today,
            today=today,
        )
    assert Project.objects.count() == 1


def test_a_stage_goes_through_its_gate_and_the_next_has_its_turn(
    project: Project,
    begun: Stage,
    workshop_officer: Actor,
    power_desk: Actor,
    officers_post: Post,
    today: date,
) -> None:
    give_to(project, "设计", officers_post, power_desk, today)
    done = passed(begun, workshop_officer, power_desk, today)

    assert (done.state, done.passed_on, done.passed_by_id) == (
        "passed",
        today,
        power_desk.member_id,
    )
    steps = list(done.steps.values_list("step", flat=True))
    assert steps[-4:] == ["paper", "confirmed", "submitted", "passed"]


def test_the_desk_hears_of_a_gate_and_the_owners_of_the_answer_and_their_turn(
    project: Project,
    begun: Stage,
    workshop_officer: Actor,
    power_desk: Actor,
    officers_post: Post,
    sign_in: Browse,
    today: date,
) -> None:
    for actor in (power_desk, workshop_officer):
        sign_in(actor)  # who has no account is told nothing
    officer, desk = (
        Member.objects.get(pk=a.member_id).user_id for a in (workshop_officer, power_desk)
    )
    give_to(project, "设计", officers_post, power_desk, today)
    owner, gatekeeper = (
        replace(workshop_officer, user_id=officer),
        replace(power_desk, user_id=desk),
    )
    passed(begun, owner, gatekeeper, today)

    told = Notice.objects.filter(about__startswith="plans.Stage#")
    assert set(told.values_list("kind", "user")) == {
        ("plans.gate_asked", desk),
        ("plans.gate_answered", officer),
        ("plans.stage_turn", officer),
    }


def test_a_gate_stays_shut_before_its_checks_and_papers_are_in(
    begun: Stage,
    workshop_officer: Actor,
    power_desk: Actor,
    unchanged: Callable[[], tuple[Any, ...]],
    today: date,
) -> None:
    before = unchanged()
    with pytest.raises(Refused, match="中标通知书"):
        actions.submit_stage(actor=workshop_officer, stage=begun, words="好了", today=today)
    assert unchanged() == before

    hand_in(workshop_officer, begun, today)
    asked = actions.submit_stage(actor=workshop_officer, stage=begun, words="好了", today=today)
    before = unchanged()
    with pytest.raises(Refused, match="1 项检查（招标文件已经审定）没有确认"):
        actions.pass_gate(actor=power_desk, stage=asked, words="", today=today)
    assert unchanged() == before
    assert state(begun) == "submitted"


def test_the_owner_confirms_nothing_and_passes_nothing(
    begun: Stage,
    workshop_officer: Actor,
    unchanged: Callable[[], tuple[Any, ...]],
    today: date,
) -> None:
    hand_in(workshop_officer, begun, today)
    asked = actions.submit_stage(actor=workshop_officer, stage=begun, words="好了", today=today)
    before = unchanged()
    with pytest.raises(Refused, match="责任人不能确认自己的环节"):
        confirm(workshop_officer, asked, today)
    with pytest.raises(Refused, match="项目单位"):
        actions.pass_gate(actor=workshop_officer, stage=asked, words="", today=today)
    assert unchanged() == before


def test_a_desk_that_has_the_stage_itself_leaves_the_gate_to_another(
    project: Project, power_desk: Actor, power_chair: Actor, today: date
) -> None:
    own = Post.objects.get(member=power_desk.member_id, kind="desk")
    one = give_to(project, "招标", own, power_desk, today)
    one = actions.begin_stage(actor=power_desk, stage=one, today=today)
    hand_in(power_desk, one, today)
    asked = actions.submit_stage(actor=power_desk, stage=one, words="好了", today=today)
    with pytest.raises(Refused, match="责任人不能"):
        confirm(power_desk, asked, today)
    confirm(power_chair, asked, today)
    with pytest.raises(Refused, match="责任人不能审过自己的环节"):
        actions.pass_gate(actor=power_desk, stage=asked, words="", today=today)
    assert actions.pass_gate(actor=power_chair, stage=asked, words="", today=today).passed_on


def test_a_member_without_an_office_confirms_nothing(
    begun: Stage, member: Actor, school_desk: Actor, today: date
) -> None:
    for stranger in (member, school_desk):
        with pytest.raises(Refused, match="任职的人确认"):
            confirm(stranger, begun, today)
    assert not StageCheck.objects.exclude(confirmed_on=None).exists()


def test_stages_keep_their_order_but_for_what_may_overlap(
    project: Project, begun: Stage, officers_post: Post, power_desk: Actor, today: date
) -> None:
    design = give_to(project, "设计", officers_post, power_desk, today)
    last = give_to(project, "验收", officers_post, power_desk, today)

    assert actions.begin_stage(actor=power_desk, stage=design, today=today).state == "underway"
    with pytest.raises(Refused, match=r"前面的环节（招标、设计）还没有过关"):
        actions.begin_stage(actor=power_desk, stage=last, today=today)


def test_a_gate_waits_for_the_gates_before_it_even_where_stages_overlap(
    project: Project,
    begun: Stage,
    officers_post: Post,
    workshop_officer: Actor,
    power_desk: Actor,
    today: date,
) -> None:
    design = give_to(project, "设计", officers_post, power_desk, today)
    design = actions.begin_stage(actor=workshop_officer, stage=design, today=today)
    with pytest.raises(Refused, match="前面的环节（招标）没有过关"):
        passed(design, workshop_officer, power_desk, today)


def test_what_was_sent_back_is_asked_for_again(
    begun: Stage, workshop_officer: Actor, power_desk: Actor, today: date
) -> None:
    hand_in(workshop_officer, begun, today)
    asked = actions.submit_stage(actor=workshop_officer, stage=begun, words="好了", today=today)
    back = actions.send_back_stage(actor=power_desk, stage=asked, words="缺公章", today=today)
    assert back.state == "underway"
    assert back.steps.last().words == "缺公章"


@pytest.fixture
def through(
    project: Project,
    begun: Stage,
    officers_post: Post,
    workshop_officer: Actor,
    power_desk: Actor,
    today: date,
) -> Project:
    """The project behind its last gate."""
    passed(begun, workshop_officer, power_desk, today)
    for name in ("设计", "验收"):
        one = give_to(project, name, officers_post, power_desk, today)
        one = actions.begin_stage(actor=workshop_officer, stage=one, today=today)
        passed(one, workshop_officer, power_desk, today)
    return Project.objects.get(pk=project.pk)


def test_behind_the_last_gate_the_project_is_closed_and_a_gate_opened_again_opens_it(
    through: Project, power_desk: Actor, today: date
) -> None:
    assert through.closed_on == today
    with pytest.raises(Refused, match="请先重新打开后面的"):
        actions.reopen_stage(
            actor=power_desk, stage=stage(through, "招标"), words="复核", today=today
        )
    last = stage(through, "验收")
    actions.reopen_stage(actor=power_desk, stage=last, words="返工", today=today)
    assert Project.objects.get(pk=through.pk).closed_on is None
    assert state(last) == "underway"


def test_a_unit_reports_its_task_finished_only_behind_the_last_gate(
    project: Project, at_power: Assignment, power_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="3 个环节（招标、设计、验收）没有过关"):
        actions.finish(actor=power_desk, assignment=at_power, words="完成", today=today)
    assert Assignment.objects.get(pk=at_power.pk).state == "underway"


def test_a_unit_behind_its_last_gate_reports_finished(
    through: Project, at_power: Assignment, power_desk: Actor, today: date
) -> None:
    done = actions.finish(actor=power_desk, assignment=at_power, words="完成", today=today)
    assert done.state == "reported"


def moved(one: Stage, actor: Actor, by: int, reason: str, today: date) -> Stage:
    return actions.edit_stage(
        actor=actor,
        stage=one,
        name=one.name,
        post=one.post,
        from_on=one.from_on,
        until_on=one.until_on + timedelta(by),
        overlaps=one.overlaps,
        checks=[rules.Check(c.words, c.who, c.proof) for c in one.checks.all()],
        papers=[paper.name for paper in one.papers.all()],
        reason=reason,
        today=today,
    )


def test_a_delay_moves_no_other_stage_and_is_told_with_its_reason(
    project: Project, tender: Stage, power_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="请写明原因"):
        moved(tender, power_desk, 5, "", today)
    late = moved(tender, power_desk, 5, "流标一次", today)

    assert late.until_on == today + timedelta(14)
    assert stage(project, "验收").from_on == today + timedelta(10)
    told = late.steps.last()
    assert told.step == "moved"
    assert "流标一次" in told.words


def test_later_stages_are_moved_on_purpose_and_on_record(
    project: Project, tender: Stage, power_desk: Actor, today: date
) -> None:
    actions.shift_later(actor=power_desk, stage=tender, days=5, reason="流标一次", today=today)
    last = stage(project, "验收")
    assert (last.from_on, last.until_on) == (today + timedelta(15), today + timedelta(19))
    assert "顺延 5 天" in last.steps.last().words
    with pytest.raises(Refused, match="没有可以顺延的"):
        actions.shift_later(actor=power_desk, stage=last, days=5, reason="流标", today=today)


def test_what_was_confirmed_is_not_struck_off(begun: Stage, power_desk: Actor, today: date) -> None:
    confirm(power_desk, begun, today)
    with pytest.raises(Refused, match="已经确认，不能删去"):
        actions.edit_stage(
            actor=power_desk,
            stage=begun,
            name=begun.name,
            post=begun.post,
            from_on=begun.from_on,
            until_on=begun.until_on,
            overlaps=False,
            checks=[],
            papers=[],
            reason="",
            today=today,
        )
    assert begun.checks.count() == 1

    check = begun.checks.get()
    actions.unconfirm_check(actor=power_desk, check=check, reason="看错了", today=today)
    assert begun.checks.get().confirmed_on is None


def test_a_newer_file_takes_the_older_ones_place_and_one_more_may_come(
    begun: Stage, workshop_officer: Actor, today: date
) -> None:
    hand_in(workshop_officer, begun, today)
    hand_in(workshop_officer, begun, today)
    upload = SimpleUploadedFile("说明.txt", "补充说明".encode())
    actions.hand_in(
        actor=workshop_officer, stage=begun, paper=None, name="说明", upload=upload, today=today
    )
    assert [(p.name, p.is_required) for p in begun.papers.all()] == [
        ("中标通知书", True),
        ("说明", False),
    ]
    assert "替换" in begun.steps.filter(step="paper")[1].words


def test_a_template_is_a_units_own_and_reaches_those_below(
    group: Unit, group_desk: Actor, power: Unit, power_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="第 1 行"):
        actions.keep_template(
            actor=group_desk, unit=group, name="大修", outline="大修", today=today
        )
    kept = actions.keep_template(
        actor=group_desk, unit=group, name="大修", outline=OUTLINE, today=today
    )
    with pytest.raises(Refused, match="已有“大修”模板"):
        actions.keep_template(
            actor=group_desk, unit=group, name="大修", outline=OUTLINE, today=today
        )
    with pytest.raises(Refused, match="本单位"):
        actions.remove_template(actor=power_desk, template=kept, today=today)
    assert queries.offered_templates(power)[0].name == "大修"

    actions.remove_template(actor=group_desk, template=kept, today=today)
    assert queries.offered_templates(power)[0].name == "基建改造"


def test_the_light_of_a_project_is_that_of_its_worst_stage(
    project: Project, begun: Stage, today: date
) -> None:
    found = queries.with_stages(Project.objects.filter(pk=project.pk))
    assert queries.project_rows(found, today)[0].colour == "green"
    late = queries.project_rows(found, today + timedelta(11))[0]
    assert late.colour == "red"
    assert [bar.label for bar in late.bars] == ["招标", "设计", "验收"]


def test_when_a_task_ends_its_projects_wait_for_nobody_and_keep_no_unit_from_ending(
    project: Project,
    begun: Stage,
    at_power: Assignment,
    workshop_officer: Actor,
    power: Unit,
    power_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    place = Place(power.pk, power.name, power.code, power.path, (power.path,))

    def waits() -> tuple[int, int, int, bool]:
        return (
            queries.my_stages(workshop_officer, today).count(),
            queries.stages_ending(power_desk, place, today, begun.until_on).count(),
            Project.objects.open().count(),
            "没有全部过关的项目" in [one.label for one in under_way(power.path, below=False)],
        )

    assert waits() == (1, 2, 1, True)
    actions.withdraw(actor=group_desk, assignment=at_power, words="另行安排", today=today)
    task = Task.objects.get(pk=project.task_id)
    actions.drop_task(actor=group_desk, task=task, reason="不再需要", today=today)

    assert waits() == (0, 0, 0, False)
    assert list(Project.objects.over()) == [project]
    with pytest.raises(Refused, match="任务已经销号或者撤销"):
        actions.submit_stage(actor=workshop_officer, stage=begun, words="好了", today=today)
    assert state(begun) == "underway"


def test_a_draft_is_taken_through_no_stages_before_it_is_on_file(
    group: Unit,
    group_desk: Actor,
    unchanged: Callable[[], tuple[Any, ...]],
    today: date,
) -> None:
    draft = actions.draft_task(
        actor=group_desk,
        unit=group,
        basis=actions.Basis("document", "关于做好职工体检的通知", "集工发〔2026〕3号"),
        original="各单位要组织职工体检",
        wording="组织职工体检",
        area="welfare",
        due_on=today + 60 * DAY,
        today=today,
    )
    before = unchanged()
    with pytest.raises(Refused, match="立项以后才能分环节"):
        actions.open_project(
            actor=group_desk,
            task=draft,
            unit=group,
            kind="采购",
            stages=rules.read_outline(OUTLINE).stages,
            begins_on=today,
            today=today,
        )
    assert unchanged() == before
    assert not Project.objects.exists()
    assert queries.may_part(group_desk, draft) == []
    assert queries.task_projects(group_desk, draft, today) == {"projects": [], "may_part": False}


def test_a_confirmation_is_taken_back_by_who_gave_it_or_the_projects_desk_alone(
    begun: Stage,
    group_desk: Actor,
    power_desk: Actor,
    workshop_chair: Actor,
    sign_in: Browse,
    unchanged: Callable[[], tuple[Any, ...]],
    today: date,
) -> None:
    def take_back(actor: Actor) -> StageCheck:
        check = begun.checks.get()
        return actions.unconfirm_check(actor=actor, check=check, reason="看错了", today=today)

    confirm(group_desk, begun, today)
    url, below = begun.get_absolute_url(), sign_in(workshop_chair)
    assert "撤销确认" not in below.get(url).text
    assert "撤销确认" in sign_in(group_desk).get(url).text
    before = unchanged()
    with pytest.raises(Refused, match="由确认人本人或者项目单位"):
        take_back(workshop_chair)
    assert unchanged() == before

    assert take_back(group_desk).confirmed_on is None
    confirm(workshop_chair, begun, today)
    assert take_back(power_desk).confirmed_on is None
