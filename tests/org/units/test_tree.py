"""The tree of units: leafed through, opened branch by branch, searched."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org import actions, queries
from zhijia.org.models import Unit, UnitChange
from zhijia.platform.actor import Actor

Browse = Callable[..., Client]
Most = Callable[[int], Any]
TREE = reverse("org:units")
HTMX = {"HX-Request": "true"}
UNIT = re.compile(r'<li data-unit="(\w+)"')


def below(unit: Unit, page: int = 1) -> str:
    return f"{reverse('org:unit-below', args=[unit.pk])}?page={page}"


@pytest.fixture
def desk(sign_in: Browse, group_desk: Actor) -> Client:
    return sign_in(group_desk)


def test_the_tree_begins_open_at_its_root_with_members_of_each_unit_and_of_all_below(
    desk: Client, hospital: Unit, workshop: Unit, member: Actor
) -> None:
    page = desk.get(TREE)
    (root,) = page.context["nodes"]
    assert (root.unit.name, root.heads, root.below) == ("化工集团工会", (1, 2), 2)
    shown = [(node.unit.code, node.heads, node.below) for node in root.leaf.nodes]
    assert shown == [("YY", (0, 0), 0), ("GD", (0, 1), 1)]
    assert UNIT.findall(page.text) == ["JT", "YY", "GD"]


def test_without_a_script_a_branch_is_opened_and_closed_by_its_link(
    desk: Client, power: Unit, workshop: Unit
) -> None:
    page = desk.get(TREE, {"open": power.pk})
    assert UNIT.findall(page.text) == ["JT", "GD", "JX"]
    closing = f"{TREE}?open={power.parent_id}#unit-{power.pk}"
    assert closing in page.text
    assert UNIT.findall(desk.get(closing).text) == ["JT", "GD"]


def test_a_branch_is_fetched_by_itself(desk: Client, power: Unit, workshop: Unit) -> None:
    part = desk.get(below(power), headers=HTMX)
    assert UNIT.findall(part.text) == ["JX"]
    assert "<html" not in part.text
    whole = desk.get(below(power))
    assert whole["Location"] == f"{TREE}?open={power.pk}"


def test_another_branch_is_not_fetched(
    sign_in: Browse, hospital_desk: Actor, power: Unit, workshop: Unit
) -> None:
    assert sign_in(hospital_desk).get(below(power), headers=HTMX).status_code == 404


def test_a_tree_begins_where_its_reader_stands(
    sign_in: Browse, power_desk: Actor, workshop: Unit, school: Unit
) -> None:
    browser = sign_in(power_desk)
    assert UNIT.findall(browser.get(TREE).text) == ["GD", "JX"]
    assert UNIT.findall(browser.get(TREE, {"open": workshop.pk}).text) == ["GD", "JX"]
    assert UNIT.findall(browser.get(TREE, {"open": school.pk}).text) == ["GD", "JX"]


def test_a_member_sees_their_own_unit_and_none_below(
    sign_in: Browse, seat: Callable[..., Actor], power: Unit, workshop: Unit
) -> None:
    page = sign_in(seat("4006", power)).get(TREE)
    assert UNIT.findall(page.text) == ["GD"]
    assert "/move/" not in page.text


def test_who_moved_still_begins_at_their_unit(
    sign_in: Browse,
    group_desk: Actor,
    power: Unit,
    workshop: Unit,
    hospital: Unit,
    workshop_chair: Actor,
    today: date,
) -> None:
    told = {"document": "1号", "today": today}
    actions.move_unit(actor=group_desk, unit=workshop, parent=hospital, **told)
    assert UNIT.findall(sign_in(workshop_chair).get(TREE).text) == ["JX"]


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 30, "0", "１"])
def test_nonsense_in_the_address_shows_the_tree(desk: Client, power: Unit, asked: str) -> None:
    for name in ("open", "page"):
        page = desk.get(TREE, {name: asked})
        assert page.status_code == 200
        assert "化工集团工会" in page.text


@pytest.fixture
def many(group: Unit) -> list[Unit]:
    """A hundred and twenty units below the group, one of them with sixty."""
    units = [
        Unit(
            name=f"第{n}分会",
            code=f"F{n}",
            kind="branch",
            parent=group,
            path=f"0001{n:04d}",
            founded_on=group.founded_on,
        )
        for n in range(1, 121)
    ]
    made = Unit.objects.bulk_create(units)
    last = made[-1]
    teams = [
        Unit(
            name=f"第{n}小组",
            code=f"T{n}",
            kind="team",
            parent=last,
            path=f"{last.path}{n:04d}",
            founded_on=group.founded_on,
        )
        for n in range(1, 61)
    ]
    Unit.objects.bulk_create(teams)
    return made


def test_thousands_are_leafed_through(desk: Client, group: Unit, many: list[Unit]) -> None:
    page = desk.get(TREE)
    assert len(UNIT.findall(page.text)) == 1 + queries.LEAF
    assert "还有 70 个下级单位" in page.text
    second = desk.get(below(group, 2), headers=HTMX)
    assert UNIT.findall(second.text)[0] == f"F{queries.LEAF + 1}"
    assert "还有 20 个下级单位" in second.text
    third = desk.get(below(group, 3), headers=HTMX)
    assert len(UNIT.findall(third.text)) == 20
    assert "继续看" not in third.text
    plain = desk.get(TREE, {"open": group.pk, "page": 3})
    assert len(UNIT.findall(plain.text)) == 21


def test_the_way_down_is_shown_wherever_it_lies(
    desk: Client, group: Unit, many: list[Unit]
) -> None:
    page = desk.get(TREE, {"open": many[-1].pk, "page": 2})
    found = UNIT.findall(page.text)
    assert found[: queries.LEAF + 2] == ["JT", *(f"F{n}" for n in range(1, 51)), "F120"]
    assert found[queries.LEAF + 2 :] == [f"T{n}" for n in range(51, 61)]


def test_a_tree_of_thousands_costs_few_queries(
    desk: Client, group: Unit, many: list[Unit], django_assert_max_num_queries: Most
) -> None:
    for asked in ({}, {"open": many[-1].pk}, {"name": "第"}):
        with django_assert_max_num_queries(17):
            desk.get(TREE, asked)
    with django_assert_max_num_queries(10):
        desk.get(below(group, 2), headers=HTMX)


def test_a_units_page_leafs_through_the_units_below(
    desk: Client, group: Unit, many: list[Unit]
) -> None:
    page = desk.get(group.get_absolute_url(), {"page": 3})
    assert [str(child) for child, *_ in page.context["children"]] == [
        f"第{n}分会" for n in range(101, 121)
    ]


def test_the_tree_is_searched_by_name_and_code(desk: Client, workshop: Unit) -> None:
    for asked in ("车间", "JX", "jx"):
        page = desk.get(TREE, {"name": asked})
        assert [str(unit) for unit, _ in page.context["rows"]] == ["检修车间分工会"]
    assert "没有找到单位" in desk.get(TREE, {"name": "没有"}).text
    assert "没有找到单位" in desk.get(TREE, {"name": "%"}).text


def test_a_unit_is_found_by_the_name_it_once_had(desk: Client, workshop: Unit, today: date) -> None:
    UnitChange.objects.create(
        unit=workshop, unit_path=workshop.path, kind="renamed", done_on=today, before="机修车间"
    )
    page = desk.get(TREE, {"name": "机修"})
    assert [str(unit) for unit, _ in page.context["rows"]] == ["检修车间分工会"]
    assert "曾用名中有“机修”" in page.text
