"""The figures a report is drafted from: by area, and as they stood when their year ended."""

from datetime import date

import pytest

from zhijia.plans import actions as plans
from zhijia.platform.offers import FIGURES, RATIOS, by_groups


@pytest.fixture
def worked(file_tasks, group, group_desk, hospital, hospital_desk, give, finish, on, today):
    """Three tasks at the hospital: one accepted in its year, one after it, one still open."""
    safety = file_tasks(group_desk, group, "要检查氧气站", "要检查配电室", area="safety")
    (welfare,) = file_tasks(group_desk, group, "要走访困难职工", area="welfare")
    works = [give(group_desk, task, hospital) for task in (*safety, welfare)]
    finish(works[0], hospital_desk, group_desk, "完成", on(5, 1))
    finish(works[1], hospital_desk, group_desk, "完成", today)
    plans.sign(actor=hospital_desk, assignment=works[2], today=on(5, 1))
    return works


def test_the_numbers_of_the_areas_add_up_to_the_whole(worked, group, on, django_assert_num_queries):
    period = on(1, 1), on(12, 31)
    expected = {
        "plans.tasks": {"safety": 2, "welfare": 1},
        "plans.given": {"safety": 2, "welfare": 1},
        "plans.closed": {"safety": 1},
        "plans.done": {"safety": 1},
    }

    with django_assert_num_queries(1):
        found = by_groups([FIGURES[name] for name in expected], [group.path], *period)

    assert found == expected
    for name, by_area in expected.items():
        assert sum(by_area.values()) == FIGURES[name].total([group.path], *period)


def test_the_rate_of_a_past_year_does_not_move_any_more(worked, group, year, on):
    period, figure = (on(1, 1), on(12, 31)), FIGURES["plans.given_and_done"]

    assert figure.total([group.path], *period) == 1
    assert sum(figure.months([group.path], year)) == 1
    spread = figure.spread(group.path, year, on(12, 31))
    assert sum(sum(months) for months in spread.values()) == 1
    assert figure.behind([group.path], *period).count() == 1
    assert str(RATIOS["plans.rate"].total([group.path], *period)) == "33.3"
    assert figure.total([group.path], on(1, 1), date(year + 1, 12, 31)) == 2
