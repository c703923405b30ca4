"""Keeping a task and giving it to units: who may, what is refused, what is on record."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import ENDED
from zhijia.org import actions as org
from zhijia.org.models import Member, Post, Unit
from zhijia.plans import actions
from zhijia.plans.models import Assignment, Progress, Task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry

from .conftest import Give, confirmed

Look = Callable[[], tuple[Any, ...]]


def test_a_task_goes_to_several_units_at_once(
    group_desk: Actor,
    task: Task,
    hospital: Unit,
    school: Unit,
    hospital_desk: Actor,
    school_desk: Actor,
    today: date,
) -> None:
    due_on = today + timedelta(days=20)
    given = actions.assign(
        actor=group_desk,
        task=task,
        units=[hospital, school],
        due_on=due_on,
        today=today,
        words="月底前报方案",
    )
    assert [(a.unit, a.state, a.due_on, a.wording) for a in given] == [
        (hospital, "issued", due_on, task.wording),
        (school, "issued", due_on, task.wording),
    ]
    assert all(a.overdue_from == due_on + timedelta(days=1) for a in given)
    assert set(Progress.objects.values_list("step", "words")) == {("assigned", "月底前报方案")}


def test_giving_a_task_is_on_record_with_its_units(
    group_desk: Actor, issued: Assignment, hospital: Unit
) -> None:
    entry = AuditEntry.objects.get(action="plans.assign")
    assert entry.member_id == group_desk.member_id
    assert entry.after["units"] == [hospital.pk]


def test_a_task_goes_to_sixty_units_with_the_queries_of_two_and_one_entry(
    group: Unit,
    group_desk: Actor,
    task: Task,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    units = sixty_seated_units(group, hospital, today)
    # The scheme of lights is asked once, and so are the holes that this mends.
    with django_assert_max_num_queries(22):
        actions.assign(actor=group_desk, task=task, units=units, due_on=today, today=today)
    assert set(task.assignments.values_list("unit", flat=True)) == {unit.pk for unit in units}
    assert Progress.objects.filter(step="assigned", assignment__task=task).count() == 60
    entry = AuditEntry.objects.get(action="plans.assign")
    assert entry.after["units"] == [unit.pk for unit in units]


def sixty_seated_units(group: Unit, hospital: Unit, today: date) -> list[Unit]:
    """Write sixty units straight below the group, the hospital's desk being the desk of each."""
    held = Post.objects.get(unit=hospital)
    rows = [
        Unit(
            name=f"第{n}分会",
            code=f"F{n}",
            kind=hospital.kind,
            parent=group,
            path=f"{group.path}{n:04d}",
            founded_on=today,
        )
        for n in range(5000, 5060)
    ]
    units = Unit.objects.bulk_create(rows)
    Post.objects.bulk_create(
        Post(
            unit=unit, unit_path=unit.path, member=held.member, kind=held.kind, from_on=held.from_on
        )
        for unit in units
    )
    return units


def test_one_unit_that_cannot_take_it_and_none_gets_it(
    group_desk: Actor,
    task: Task,
    hospital: Unit,
    school: Unit,
    hospital_desk: Actor,
    today: date,
    told: Look,
) -> None:
    before = told()
    with pytest.raises(Refused, match="尚未配备工会主席或者干事"):
        actions.assign(
            actor=group_desk, task=task, units=[hospital, school], due_on=today, today=today
        )
    assert told() == before


def test_a_unit_takes_a_task_once(
    give: Give, task: Task, hospital: Unit, issued: Assignment, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="已经承办这项任务"):
        give(task, hospital)
    assert told() == before


def test_a_task_is_not_given_beyond_the_branch_of_the_unit_that_filed_it(
    hospital: Unit, hospital_desk: Actor, school: Unit, school_desk: Actor, today: date, told: Look
) -> None:
    own = confirmed(hospital_desk, hospital, ("各科室要做好职工体检",), today).tasks.get()
    before = told()
    with pytest.raises(Refused, match="只能交办给本单位或者下级单位"):
        actions.assign(actor=hospital_desk, task=own, units=[school], due_on=today, today=today)
    assert told() == before


def test_a_due_date_in_the_past_is_refused(
    give: Give, task: Task, hospital: Unit, hospital_desk: Actor, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="已过，请填今天或以后的日期（《职家办事约定》第五条）"):
        give(task, hospital, due=-1)
    assert told() == before


def test_a_dissolved_unit_takes_nothing(
    group_desk: Actor,
    task: Task,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
    give: Give,
    told: Look,
) -> None:
    empty(hospital, group_desk, today)
    before = told()
    with pytest.raises(Refused, match="承办单位已撤销"):
        give(task, Unit.objects.get(pk=hospital.pk))
    assert told() == before


def empty(unit: Unit, by: Actor, today: date) -> None:
    """Let everybody leave a unit, and dissolve it."""
    for member in Member.objects.filter(unit=unit):
        org.leave(actor=by, member=member, left_on=today, reason="调出")
    org.dissolve_unit(actor=by, unit=unit, today=today, **ENDED)


@pytest.mark.parametrize("who", ["hospital_desk", "group_leader"])
def test_only_the_desk_that_filed_a_task_gives_edits_and_drops_it(
    request: pytest.FixtureRequest, task: Task, hospital: Unit, today: date, told: Look, who: str
) -> None:
    actor = request.getfixturevalue(who)
    common = {"actor": actor, "task": task, "today": today}
    before = told()
    with pytest.raises(Refused, match="由立项单位的工会主席、副主席或者干事办理"):
        actions.assign(**common, units=[hospital], due_on=today)
    with pytest.raises(Refused, match="由立项单位的"):
        actions.edit_task(**common, wording="别的", area="other", due_on=None)
    with pytest.raises(Refused, match="由立项单位的"):
        actions.drop_task(**common, reason="不办了")
    assert told() == before


@pytest.fixture
def group_leader(seat: Callable[..., Actor], group: Unit) -> Actor:
    """王建国, a leader who reads everything and keeps no desk."""
    return seat("1004", group)


def test_a_task_is_reworded_on_record_and_its_original_stays(
    group_desk: Actor, task: Task, today: date
) -> None:
    original, wording = task.original, task.wording
    changed = actions.edit_task(
        actor=group_desk,
        task=task,
        wording="开展两次隐患排查",
        area=task.area,
        due_on=today,
        today=today,
    )
    assert (changed.wording, changed.original) == ("开展两次隐患排查", original)
    entry = AuditEntry.objects.get(action="plans.edit_task")
    assert (entry.before["wording"], entry.after["wording"]) == (wording, "开展两次隐患排查")


def test_who_saves_second_is_shown_both_texts(
    group_desk: Actor, task: Task, today: date, told: Look
) -> None:
    common = {"actor": group_desk, "task": task, "area": task.area, "due_on": None, "today": today}
    actions.edit_task(**common, wording="甲的写法", version=1)
    before = told()
    with pytest.raises(Refused, match="现为“甲的写法”，您填的是“乙的写法”"):
        actions.edit_task(**common, wording="乙的写法", version=1)
    assert told() == before


def test_a_task_nobody_works_on_is_dropped_with_its_reason(
    group_desk: Actor, task: Task, today: date
) -> None:
    dropped = actions.drop_task(actor=group_desk, task=task, reason="与上年重复", today=today)
    assert (dropped.closed_on, dropped.dropped_for) == (today, "与上年重复")


def test_a_task_at_work_is_not_dropped(
    group_desk: Actor, issued: Assignment, today: date, told: Look
) -> None:
    before = told()
    with pytest.raises(Refused, match="还有 1 个承办单位正在办理"):
        actions.drop_task(actor=group_desk, task=issued.task, reason="不办了", today=today)
    assert told() == before


def test_a_dropped_task_is_neither_given_nor_changed(
    group_desk: Actor, task: Task, hospital: Unit, hospital_desk: Actor, today: date, give: Give
) -> None:
    actions.drop_task(actor=group_desk, task=task, reason="重复", today=today)
    with pytest.raises(Refused, match="任务已结束"):
        give(task, hospital)
    assert not task.assignments.exists()


def test_giving_a_task_to_units_is_on_record_at_the_task(
    give: Give, task: Task, hospital: Unit, hospital_desk: Actor
) -> None:
    give(task, hospital)
    entry = AuditEntry.objects.get(action="plans.assign")
    assert entry.subject.startswith(f"plans.Task#{task.pk} ")
    assert entry.unit_path == task.unit_path
    assert entry.after["units"] == [hospital.pk]
