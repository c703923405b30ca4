"""What was reported finished by its day waits for the giver, and counts against nobody."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from zhijia.org.models import Unit
from zhijia.plans import actions, rules
from zhijia.plans.models import Assignment, Task
from zhijia.plans.queries import assessment
from zhijia.plans.queries import bulletins as queries
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place

from .conftest import Give

DAY = timedelta(days=1)


@pytest.fixture
def place(group: Unit) -> Place:
    return Place(group.pk, group.name, group.code, group.path, (group.path,))


@pytest.fixture
def waiting(
    give: Give, task: Task, hospital: Unit, hospital_desk: Actor, today: date
) -> Assignment:
    """The hospital's work, due two days ago, reported finished the day before that."""
    work = give(task, hospital, due=-2, on=today - 9 * DAY)
    actions.sign(actor=hospital_desk, assignment=work, today=today - 8 * DAY)
    return actions.finish(
        actor=hospital_desk, assignment=work, words="已排查", today=today - 3 * DAY
    )


@pytest.fixture
def late(place: Place, group_desk: Actor, today: date) -> Callable[[], tuple[int, int]]:
    """Return how many works the ranking, and the list of what counts as nothing, call late."""

    def count() -> tuple[int, int]:
        ranked = assessment.standings(place, today.year, today)
        listed = assessment.late_now(group_desk, place, today.year, today)
        return sum(one.tally.overdue for one in ranked), listed.count()

    return count


def test_what_was_reported_in_time_is_not_counted_as_late(
    waiting: Assignment, late: Callable[[], tuple[int, int]]
) -> None:
    assert late() == (0, 0)


def test_what_was_reported_after_its_day_is(
    give: Give,
    task: Task,
    hospital: Unit,
    hospital_desk: Actor,
    late: Callable[[], tuple[int, int]],
    today: date,
) -> None:
    work = give(task, hospital, due=-2, on=today - 9 * DAY)
    actions.sign(actor=hospital_desk, assignment=work, today=today - 8 * DAY)
    actions.finish(actor=hospital_desk, assignment=work, words="已排查", today=today - DAY)
    assert late() == (1, 1)


def test_what_came_back_is_late_again_and_reported_anew_stays_late(
    waiting: Assignment,
    hospital_desk: Actor,
    group_desk: Actor,
    late: Callable[[], tuple[int, int]],
    today: date,
) -> None:
    here = {"assignment": waiting, "words": "请补充", "today": today - DAY}
    actions.send_back(actor=group_desk, lacking=["evidence"], **here)
    assert late() == (1, 1)
    actions.finish(actor=hospital_desk, assignment=waiting, words="补了", today=today)
    assert late() == (1, 1)


def test_the_last_day_of_a_year_is_judged_as_it_was(
    waiting: Assignment, place: Place, group_desk: Actor, today: date
) -> None:
    end = today - DAY
    assert not Assignment.objects.filter(assessment._late_on(end)).exists()
    actions.send_back(
        actor=group_desk, assignment=waiting, lacking=["evidence"], words="请补充", today=today
    )
    assert not Assignment.objects.filter(assessment._late_on(end)).exists()
    assert Assignment.objects.filter(assessment._late_on(today)).exists()


def test_a_bulletin_names_it_under_nothing_that_is_late(
    waiting: Assignment, group: Unit, group_desk: Actor, today: date
) -> None:
    first, _ = rules.period_of("month", today)
    drawn = queries.drawn(group_desk, group, "month", first, today)
    [row] = drawn.sections[1]["table"]["rows"]
    assert row[1] == "职工医院工会"
    assert row[5:8] == ["1", "0", "0"], "at work, neither yellow nor red"
    assert not any(
        section["heading"] == "逾期事项" and section.get("table") for section in drawn.sections
    )


def test_accepted_at_last_it_scores_the_whole(
    waiting: Assignment, group_desk: Actor, today: date
) -> None:
    done = actions.accept(actor=group_desk, assignment=waiting, checked=POINTS, today=today)
    assert done.score.points == 100
