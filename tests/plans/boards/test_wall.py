"""The wall: panes in turn, read anew, and nobody's name on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from zhijia.org.models import Unit
from zhijia.plans.models import Assignment, Task
from zhijia.plans.queries import boards
from zhijia.platform.actor import Actor

from .conftest import Most, at, place_of

WALL = at("board-wall")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def wall(group: Unit, group_desk: Actor, told: list[Task], today: date) -> boards.Wall:
    return boards.wall(group_desk, boards.Asked(place_of(group)), today)


def test_a_wall_tells_the_sum_the_units_what_is_late_and_what_comes(wall: boards.Wall) -> None:
    assert [pane.kind for pane in wall.panes] == ["sum", "units", "late", "soon"]
    assert [line.unit.name for line, _ in wall.panes[1].rows] == [
        "职工医院工会",
        "供电公司工会",
        "子弟学校工会",
    ]
    late, soon = wall.panes[2].rows[0], wall.panes[3].rows[0]
    assert (late.words, late.units, late.colour) == ("逾期 3 天", 1, "red")
    assert (soon.words, soon.units, soon.colour) == ("剩 2 天", 1, "yellow")


def test_four_panes_take_turns_and_the_next_reel_follows() -> None:
    panes: list[Any] = list("一二三四五六七八九")
    assert boards.reel(panes, 0) == boards.reel(panes, 3)
    assert [boards.reel(panes, n).after for n in range(3)] == [1, 2, 0]
    assert boards.reel(panes, 2).panes == ["九"]


def test_the_wall_shows_nobodys_name(
    desk: Client, told: list[Task], group_desk: Actor, hospital_desk: Actor
) -> None:
    page = desk.get(WALL).text
    for name in (group_desk.name, hospital_desk.name, "工会干事", "演示"):
        assert name not in page
    assert "职工医院工会" in page
    assert 'class="side"' not in page


def test_the_wall_reads_itself_anew_and_works_by_links_alone(
    desk: Client, told: list[Task]
) -> None:
    page = desk.get(WALL)
    assert 'hx-trigger="every 60s"' in page.text
    assert f'href="{WALL}?reel=0" hx-get="{WALL}?reel=0"' in page.text
    part = desk.get(WALL, headers=HTMX).text
    assert part.strip().startswith('<main id="wall">')
    assert "<html" not in part


def test_one_pane_is_held_and_light_or_dark(desk: Client, told: list[Task]) -> None:
    page = desk.get(WALL, {"pane": 3, "look": "light"})
    assert [pane.kind for pane in page.context["panes"]] == ["late"]
    assert 'class="wall wall-light"' in page.text
    assert "?pane=3&amp;look=light" in page.text
    assert 'class="wall wall-dark"' in desk.get(WALL, {"look": "blue"}).text


@pytest.mark.parametrize("asked", [{"reel": "9" * 5000}, {"reel": "²"}, {"pane": "-1"}])
def test_a_number_that_makes_no_sense_shows_the_first_panes(
    desk: Client, told: list[Task], asked: dict[str, str]
) -> None:
    assert desk.get(WALL, asked).context["panes"][0].kind == "sum"


def test_an_empty_wall_says_so(desk: Client) -> None:
    page = desk.get(WALL)
    assert [pane.kind for pane in page.context["panes"]] == ["sum"]
    assert "还没有任务" in page.text


def test_many_units_fill_several_screens(
    desk: Client, told: list[Task], hospital: Unit, give: Callable[..., Any], today: date
) -> None:
    first = Assignment.objects.get(task=told[0], unit=hospital)
    for n in range(1, 26):
        unit = Unit.objects.create(
            name=f"第{n}公司工会",
            code=f"G{n}",
            kind=hospital.kind,
            parent=hospital.parent,
            path=f"{hospital.path[:-4]}{n + 100:04d}",
            founded_on=today,
        )
        first.pk, first.unit, first.unit_path = None, unit, unit.path
        first.save()
    page = desk.get(WALL)
    units = [pane for pane in page.context["wall"].panes if pane.kind == "units"]
    assert [(pane.part, pane.parts, len(pane.rows)) for pane in units] == [
        (1, 3, 10),
        (2, 3, 10),
        (3, 3, 8),
    ]
    assert page.context["after"] == 1


def test_the_wall_takes_few_queries(
    desk: Client, told: list[Task], django_assert_max_num_queries: Most
) -> None:
    desk.get(WALL)
    with django_assert_max_num_queries(12):
        desk.get(WALL)
    with django_assert_max_num_queries(12):
        desk.get(WALL, headers=HTMX)


def test_the_wall_of_a_unit_elsewhere_is_not_there(
    hospital_browser: Client, told: list[Task], power: Unit
) -> None:
    assert hospital_browser.get(WALL, {"unit": power.code}).status_code == 404
    assert "供电公司" not in hospital_browser.get(WALL).text
