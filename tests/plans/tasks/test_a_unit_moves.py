"""The power company moves below the hospital in the middle of its work."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.conftest import ENDED
from tests.plans.tasks.test_two_at_once import at_once
from zhijia.org import actions as org
from zhijia.org import queries as org_queries
from zhijia.org.demo import basis
from zhijia.org.models import Member, Unit, UnitPath
from zhijia.plans import actions, policies, queries
from zhijia.plans.models import Assignment, Task
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.queries import first_break
from zhijia.platform.offers import FIGURES, Business, under_way

TOLD = {"document": "集工发〔2026〕12号"}


@pytest.fixture
def move(group_desk: Actor, hospital: Unit, today: date) -> Callable[[Unit], Unit]:
    def move_it(unit: Unit, parent: Unit = hospital) -> Unit:
        return org.move_unit(actor=group_desk, unit=unit, parent=parent, today=today, **TOLD)

    return move_it


def now(actor: Actor) -> Actor:
    """Return who this is after the move."""
    return org_queries.actor_for(Member.objects.get(pk=actor.member_id))


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def test_open_work_goes_along_and_is_done_where_it_is(
    move: Callable[[Unit], Unit],
    power: Unit,
    part: Assignment,
    at_power: Assignment,
    power_desk: Actor,
    hospital_desk: Actor,
    group_desk: Actor,
    workshop_officer: Actor,
    today: date,
) -> None:
    moved = move(power)
    work = fresh(at_power)
    assert (work.unit_path, work.given_path) == (moved.path, power.path)
    assert fresh(part).unit_path == moved.path + "0001"
    assert fresh(part).issuer_path == moved.path
    assert queries.assignments(now(hospital_desk)).filter(pk=work.pk).exists()
    here = {"actor": now(workshop_officer), "assignment": fresh(part), "today": today}
    actions.sign(**here)
    actions.finish(**here, words="已排查")
    actions.accept(actor=now(power_desk), checked=POINTS, assignment=fresh(part), today=today)
    actions.finish(actor=now(power_desk), assignment=work, words="已排查", today=today)
    done = actions.accept(actor=group_desk, checked=POINTS, assignment=fresh(at_power), today=today)
    assert done.state == "accepted"


def test_finished_work_stays_with_those_who_were_above_then(
    move: Callable[[Unit], Unit],
    power: Unit,
    workshop: Unit,
    part: Assignment,
    power_desk: Actor,
    hospital_desk: Actor,
    workshop_officer: Actor,
    workshop_chair: Actor,
    today: date,
) -> None:
    here = {"actor": workshop_officer, "assignment": part, "today": today}
    actions.sign(**here)
    actions.finish(**here, words="已排查")
    actions.accept(actor=power_desk, checked=POINTS, assignment=part, today=today)
    move(workshop)
    assert fresh(part).unit_path == workshop.path
    assert queries.assignments(now(power_desk)).filter(pk=part.pk).exists()
    assert not queries.assignments(now(hospital_desk)).filter(pk=part.pk).exists()
    assert queries.assignments(now(workshop_chair)).filter(pk=part.pk).exists()


def test_rates_stay_whole_because_work_counts_where_it_was_given(
    move: Callable[[Unit], Unit],
    group: Unit,
    power: Unit,
    hospital: Unit,
    at_power: Assignment,
    power_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    def told(unit: Unit) -> list[object]:
        names = ("plans.given", "plans.done", "plans.given_and_done")
        paths = org_queries.paths_of(unit)
        return [FIGURES[name].total(paths, today, today) for name in names]

    move(power)
    actions.finish(actor=now(power_desk), assignment=fresh(at_power), words="好", today=today)
    actions.accept(actor=group_desk, checked=POINTS, assignment=fresh(at_power), today=today)
    assert told(group) == told(power) == [1, 1, 1]
    assert told(hospital) == [0, 0, 0]


def test_what_is_under_way_is_told_by_whom_and_for_whom(
    group: Unit, power: Unit, workshop: Unit, part: Assignment, task: Task
) -> None:
    (only,) = under_way(power.path, below=True)
    assert (only.label, only.detail, only.count) == ("在办任务", "化工集团工会交办供电公司工会", 1)
    assert only.url.endswith("?unit=GD&state=open")
    assert under_way(workshop.path, below=False) == []
    filed = [one for one in under_way(group.path, below=False) if one.label.startswith("立项")]
    assert filed == [Business("立项未结的任务", "化工集团工会立项", 1, "/plans/tasks/")]


def test_a_task_is_found_by_its_unit_wherever_that_was(
    move: Callable[[Unit], Unit],
    power: Unit,
    at_power: Assignment,
    power_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    actions.finish(actor=power_desk, assignment=at_power, words="好", today=today)
    actions.accept(actor=group_desk, checked=POINTS, assignment=at_power, today=today)
    moved = move(power)
    found = queries.find_tasks(group_desk, queries.Wanted(unit=moved), today)
    assert list(found) == [at_power.task]


def test_the_old_superior_no_longer_runs_what_left(
    move: Callable[[Unit], Unit], workshop: Unit, part: Assignment, power_desk: Actor
) -> None:
    move(workshop)
    assert policies.may_give(now(power_desk), fresh(part))
    assert not now(power_desk).holds("desk", fresh(part).unit_path)


@pytest.mark.django_db(transaction=True)
def test_two_desks_move_one_unit_at_once_and_one_is_told_where_it_went(
    group_desk: Actor, power: Unit, workshop: Unit, hospital: Unit, school: Unit, today: date
) -> None:
    def move(parent: Unit) -> object:
        told = {"today": today, "version": workshop.version, **TOLD}
        return org.move_unit(actor=group_desk, unit=workshop, parent=parent, **told)

    assert at_once(lambda: move(hospital), lambda: move(school)) == ["done", "refused"]
    assert fresh(workshop).parent in (hospital, school)
    assert UnitPath.objects.filter(unit=workshop).count() == 2
    assert first_break() is None


@pytest.mark.django_db(transaction=True)
def test_two_units_do_not_move_below_each_other_at_once(
    group_desk: Actor, power: Unit, hospital: Unit, today: date
) -> None:
    def move(unit: Unit, parent: Unit) -> object:
        return org.move_unit(actor=group_desk, unit=unit, parent=parent, today=today, **TOLD)

    ends = at_once(lambda: move(power, hospital), lambda: move(hospital, power))
    assert ends == ["done", "refused"]
    assert sorted([fresh(power).depth, fresh(hospital).depth]) == [2, 3]


@pytest.mark.django_db(transaction=True)
def test_whoever_works_while_a_branch_moves_writes_where_it_is_then(
    group_desk: Actor,
    power_desk: Actor,
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    task: Task,
    today: date,
) -> None:
    who = Member.objects.get(pk=power_desk.member_id)

    def move() -> object:
        return org.move_unit(actor=group_desk, unit=power, parent=hospital, today=today, **TOLD)

    def enrol(n: int) -> object:
        told = {"name": "新人", "staff_no": f"9{n}", "joined_on": today}
        return org.enrol(actor=group_desk, unit=workshop, **told)

    def appoint() -> object:
        told = {"kind": "women", "from_on": today, "member": who, "basis": basis("women", today)}
        return org.appoint(actor=group_desk, unit=power, **told)

    def found() -> object:
        told = {"name": "新车间", "code": "XCJ", "kind": "workshop", "founded_on": today}
        return org.found_unit(actor=group_desk, parent=power, **told)

    def assign() -> object:
        told = {"units": [power], "due_on": today, "today": today}
        return actions.assign(actor=group_desk, task=task, **told)

    many = [lambda n=n: enrol(n) for n in range(4)]  # type: ignore[misc]  # bound now
    assert at_once(*many[:2], appoint, move, found, assign, *many[2:]) == ["done"] * 8
    there = fresh(power).path
    assert there.startswith(hospital.path)
    below = list(Unit.objects.filter(parent=power).values_list("path", flat=True))
    assert len(below) == 2
    assert all(path.startswith(there) for path in below)
    here = fresh(workshop).path
    assert set(workshop.members.values_list("unit_path", flat=True)) == {here}
    open_ = workshop.memberships.filter(until_on=None)
    assert set(open_.values_list("unit_path", flat=True)) == {here}
    assert set(power.posts.values_list("unit_path", flat=True)) == {there}
    assert set(Assignment.objects.values_list("unit_path", flat=True)) == {there}
    assert first_break() is None


@pytest.mark.django_db(transaction=True)
def test_two_units_are_not_merged_into_each_other_at_once(
    group_desk: Actor,
    power: Unit,
    hospital: Unit,
    power_desk: Actor,
    hospital_desk: Actor,
    today: date,
) -> None:
    def absorb(unit: Unit, into: Unit) -> object:
        told = {"numbering": "prefix", "today": today, **ENDED}
        return org.absorb_unit(actor=group_desk, unit=unit, into=into, **told)

    ends = at_once(lambda: absorb(power, hospital), lambda: absorb(hospital, power))
    assert ends == ["done", "refused"]
    assert Unit.objects.standing().filter(pk__in=[power.pk, hospital.pk]).count() == 1
    assert Member.objects.filter(unit__dissolved_on=None, left_on=None).count() == 3


def test_a_unit_with_work_under_way_is_not_merged(
    group_desk: Actor, power: Unit, hospital: Unit, at_power: Assignment, today: date
) -> None:
    told = {"numbering": "prefix", "today": today, **ENDED}
    with pytest.raises(Refused, match="还有 1 项未结事项"):
        org.absorb_unit(actor=group_desk, unit=power, into=hospital, **told)
    assert fresh(power).dissolved_on is None
