"""Many numbers at once: each as its own figure would say it, whatever their units and days."""

from datetime import date

import pytest

from zhijia.org.queries import paths_of
from zhijia.platform.offers import FIGURES, RATIOS, Ask, ask, asks


@pytest.fixture
def worked(file_tasks, group, group_desk, hospital, hospital_desk, give, finish, on):
    """Two tasks at the hospital: one done, one open."""
    tasks = file_tasks(group_desk, group, "要检查氧气站", "要检查配电室")
    works = [give(group_desk, task, hospital) for task in tasks]
    finish(works[0], hospital_desk, group_desk, "完成", on(5, 1))


def test_each_number_is_what_its_figure_says(
    worked, group, hospital, on, django_assert_num_queries
):
    units = {unit: tuple(paths_of(unit)) for unit in (group, hospital)}
    spans = [(on(1, 1), on(12, 31)), (on(5, 1), on(5, 31)), (on(1, 1), on(2, 28))]
    wanted = {
        (name, unit.pk, span): Ask(name, paths, *span)
        for name in [*FIGURES, *RATIOS]
        for unit, paths in units.items()
        for span in spans
    }
    parts = sum(len(one.parts()) for one in wanted.values())

    with django_assert_num_queries(-(-parts // asks.BATCH)):
        found = ask(wanted)

    for key, one in wanted.items():
        source = RATIOS.get(one.name) or FIGURES[one.name]
        total = source.total(one.paths, one.start, one.end)
        if total is None:
            assert key not in found
        else:
            assert found[key].value == total, key
    for key, one in wanted.items():
        if one.name in FIGURES:
            rows = FIGURES[one.name].behind(one.paths, one.start, one.end).count()
            assert found[key].rows == rows, key


def test_a_group_is_counted_alone_and_the_unknown_is_missing(worked, group, on):
    paths = tuple(paths_of(group))
    year = (on(1, 1), on(12, 31))
    found = ask(
        {
            "safety": Ask("plans.tasks", paths, *year, group="safety"),
            "welfare": Ask("plans.tasks", paths, *year, group="welfare"),
            "gone": Ask("plans.forgotten", paths, *year),
            "nothing to divide": Ask("plans.rate", paths, date(1990, 1, 1), date(1990, 12, 31)),
        }
    )

    assert {name: answer.value for name, answer in found.items()} == {"safety": 2, "welfare": 0}
    assert ask({}) == {}
