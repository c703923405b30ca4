"""A day put off by decision moves the period that was cut off at it (HOUSE-68)."""

from datetime import date, timedelta

import pytest

from zhijia.org.models import Unit
from zhijia.plans import actions
from zhijia.plans.actions import natures
from zhijia.plans.models import Assignment, Task, Turn
from zhijia.plans.queries.assignments import colour_of
from zhijia.platform.actor import Actor

from .conftest import File

DAY = timedelta(days=1)
GIVEN = date(2026, 1, 5)
DUE = date(2026, 5, 15)  # in the middle of a quarter
LATER = date(2026, 8, 20)


@pytest.fixture
def quarterly(file_tasks: File) -> Task:
    """A task of the group that is done every quarter."""
    return file_tasks("各单位每季度至少开展一次安全检查", on=GIVEN)[0]


@pytest.fixture
def work(quarterly: Task, hospital: Unit, hospital_desk: Actor, group_desk: Actor) -> Assignment:
    """The task at the hospital, signed for, due in the middle of the second quarter."""
    [given] = actions.assign(
        actor=group_desk, task=quarterly, units=[hospital], due_on=DUE, today=GIVEN
    )
    return actions.sign(actor=hospital_desk, assignment=given, today=GIVEN)


def put_off(work: Assignment, doer: Actor, giver: Actor, on: date) -> Assignment:
    asked = actions.ask_extension(actor=doer, assignment=work, to_on=LATER, reason="大修", today=on)
    actions.decide_extension(actor=giver, extension=asked, is_granted=True, reply="同意", today=on)
    return Assignment.objects.get(pk=work.pk)


def spans(work: Assignment) -> list[tuple[date, date]]:
    return list(work.turns.order_by("from_on").values_list("from_on", "until_on"))


def test_the_period_cut_off_is_whole_and_none_is_told_twice(
    work: Assignment, hospital_desk: Actor, group_desk: Actor
) -> None:
    assert spans(work)[-1] == (date(2026, 4, 1), DUE)
    late = put_off(work, hospital_desk, group_desk, DUE - 3 * DAY)
    assert spans(late)[1:] == [
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), LATER),
    ]
    natures.lay_turns(actor=Actor(name="系统"), today=DUE)
    assert len(spans(late)) == 3, "the clock adds none"


def test_after_the_old_day_nothing_is_late_that_was_put_off(
    work: Assignment, hospital_desk: Actor, group_desk: Actor
) -> None:
    first = work.turns.order_by("from_on")[0]
    actions.report(
        actor=hospital_desk, assignment=work, words="查了", turn=first.pk, today=date(2026, 3, 30)
    )
    late = put_off(work, hospital_desk, group_desk, DUE - 3 * DAY)
    assert late.turn_due_on == date(2026, 6, 30)
    assert colour_of(late, DUE + DAY) != "red"
    assert not Turn.objects.filter(assignment=late, report=None, due_on__lt=DUE + DAY).exists()


def test_a_period_that_was_reported_stays_as_it_was(
    work: Assignment, hospital_desk: Actor, group_desk: Actor
) -> None:
    on = DUE - 3 * DAY
    for turn in work.turns.order_by("from_on"):
        actions.report(actor=hospital_desk, assignment=work, words="查了", turn=turn.pk, today=on)
    late = put_off(work, hospital_desk, group_desk, on)
    assert spans(late)[1:] == [
        (date(2026, 4, 1), DUE),
        (DUE + DAY, date(2026, 6, 30)),
        (date(2026, 7, 1), LATER),
    ]
    assert late.turns.exclude(report=None).count() == 2


def test_a_refused_day_moves_no_period(
    work: Assignment, hospital_desk: Actor, group_desk: Actor
) -> None:
    before, on = spans(work), DUE - 3 * DAY
    asked = actions.ask_extension(
        actor=hospital_desk, assignment=work, to_on=LATER, reason="大修", today=on
    )
    actions.decide_extension(
        actor=group_desk, extension=asked, is_granted=False, reply="按期", today=on
    )
    assert spans(work) == before
