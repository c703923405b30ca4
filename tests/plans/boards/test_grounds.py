"""The light in SQL is the light of the rule, and tallies add up."""

from collections import Counter
from datetime import date, timedelta

import pytest

from zhijia.org.models import Unit
from zhijia.plans.models import Assignment, Task
from zhijia.plans.queries import ALIGHT, boards, lit
from zhijia.plans.queries.boards.grounds import NOTHING, Tally, summed

TODAY = date(2026, 11, 26)


@pytest.fixture
def every_case(told: list[Task], group: Unit) -> list[Assignment]:
    """Work of every due day, beginning and per cent around what the rule turns on."""
    task = told[3]
    rows = [
        Assignment(
            task=task,
            issuer=group,
            issuer_path=group.path,
            unit=group,
            unit_path=group.path,
            given_path=group.path,
            wording="某项",
            due_on=TODAY + timedelta(days=due),
            overdue_from=TODAY + timedelta(days=due + 1),
            assigned_on=TODAY - timedelta(days=ago),
            percent=percent,
            state=state,
            scheme=scheme,
            is_sent_back=sent_back,
            turn_due_on=TODAY + timedelta(days=turn) if turn is not None else None,
            measured_from_on=TODAY - timedelta(days=9) if turn == 9 else None,
        )
        for due in (-400, -1, 0, 1, 3, 4, 5, 10, 37, 400)
        for ago in (-5, 0, 1, 2, 7, 40, 365)
        for percent in (0, 1, 19, 20, 21, 30, 50, 79, 80, 81, 100)
        for state, scheme, sent_back, turn in (
            ("underway", "gyr", False, None),
            ("underway", "gyr", True, 9),
            ("underway", "gyr", False, -1),
            ("issued", "byr", False, 9),
            ("issued", "byr", False, 3),
            ("reported", "byr", True, -1),
            ("accepted", "byr", True, None),
        )
    ]
    # One unit has a task once; here only days and states matter.
    for row in rows:
        row.parent = Assignment.objects.filter(task=told[0]).first()
    return Assignment.objects.bulk_create(rows)


def test_sql_and_rule_say_the_same_of_every_case(every_case: list[Assignment]) -> None:
    keys = [row.pk for row in every_case]
    rows = boards.lit_rows(Assignment.objects.filter(pk__in=keys), TODAY)
    for row in rows.select_related("task"):
        facts = (row.due_on, row.assigned_on, row.percent, row.state, row.scheme)
        assert row.colour == lit(row, TODAY).colour, facts


def test_what_was_counted_in_sql_is_what_was_counted_row_by_row(
    every_case: list[Assignment],
) -> None:
    rows = Assignment.objects.filter(pk__in=[row.pk for row in every_case])
    tally = boards.tallied(rows, TODAY, "task_id")[(every_case[0].task_id,)]
    lights = Counter(lit(row, TODAY).colour for row in rows)
    assert {name: getattr(tally, name) for name in lights} == dict(lights)
    assert set(lights) == {"red", "yellow", "blue", "green", "unlit", "done"}
    assert tally.all == len(every_case)


@pytest.mark.parametrize("colour", ALIGHT)
def test_a_colour_picks_the_rows_that_show_it(every_case: list[Assignment], colour: str) -> None:
    rows = Assignment.objects.filter(pk__in=[row.pk for row in every_case])
    picked = set(boards.with_light(rows, colour, TODAY).values_list("pk", flat=True))
    assert picked == {row.pk for row in rows if lit(row, TODAY).colour == colour}
    assert picked


def test_a_tally_tells_its_worst_light_and_adds_up() -> None:
    one, other = Tally(red=1, far=10), Tally(green=1, done=2, far=240)
    assert (one.worst, other.worst, NOTHING.worst) == ("red", "green", "done")
    both = summed([one, other])
    assert (both.all, both.open, both.far, both.percent) == (4, 2, 250, 62)
    assert summed([]) == NOTHING
