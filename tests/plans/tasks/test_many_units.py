"""A branch of hundreds of units: its page stays short, and its units are typed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org.models import Post, Unit
from zhijia.plans import actions
from zhijia.plans.models import Task
from zhijia.platform.actor import Actor

Look = Callable[[], tuple[Any, ...]]
Most = Callable[[int], Any]


def at(name: str, task: Task) -> str:
    return reverse(f"plans:{name}", args=[task.pk])


@pytest.fixture
def ask(desk: Client, task: Task, today: date) -> Callable[..., Any]:
    """Give the task to units by the page's form: ticked ones, and `others` that are typed."""

    def post(*units: int, others: str) -> Any:
        said = {"units": units, "others": others, "due_on": f"{today:%Y-%m-%d}", "words": ""}
        return desk.post(at("task-assign", task), said, follow=True)

    return post


@pytest.fixture
def many(group: Unit, hospital: Unit, hospital_desk: Actor, today: date) -> list[Unit]:
    """Two hundred and one units below the group's hospital, too many for a list."""
    rows = [
        Unit(
            name=f"第{n}科室分会",
            code=f"K{n}",
            kind=hospital.kind,
            parent=hospital,
            path=f"{hospital.path}{n:04d}",
            founded_on=today,
        )
        for n in range(1, 202)
    ]
    units = Unit.objects.bulk_create(rows)
    held = Post.objects.get(unit=hospital)
    Post.objects.bulk_create(
        Post(unit=one, unit_path=one.path, member=held.member, kind=held.kind, from_on=today)
        for one in units[1:]
    )
    return units


def test_of_a_branch_of_hundreds_only_the_units_straight_below_are_listed(
    desk: Client, task: Task, many: list[Unit], django_assert_max_num_queries: Most
) -> None:
    with django_assert_max_num_queries(18):  # three: asked and approved before, projects
        page = desk.get(at("task", task))
    assert "职工医院工会" in page.text
    assert "科室分会" not in page.text
    assert "其他单位" in page.text


def test_units_are_ticked_and_typed_by_name_or_code_at_once(
    ask: Callable[..., Any], task: Task, hospital: Unit, many: list[Unit]
) -> None:
    others = f"{many[1].name}\n {many[2].code}\r\n\n{many[1].code}，{many[3].name}"
    page = ask(hospital.pk, others=others)
    assert "已交办给 4 个单位。" in page.text
    taken = set(task.assignments.values_list("unit", flat=True))
    assert taken == {hospital.pk, many[1].pk, many[2].pk, many[3].pk}


def test_each_typed_line_that_cannot_take_the_task_is_named_and_none_gets_it(
    ask: Callable[..., Any], task: Task, many: list[Unit], told: Look
) -> None:
    Unit.objects.filter(pk=many[5].pk).update(name=many[4].name)
    before = told()
    page = ask(others=f"没有这个\n{many[0].name}\n{many[4].name}\n{many[7].name}")
    assert page.status_code == 422
    assert "没有找到“没有这个”" in page.text
    assert f"{many[0].name}：承办单位尚未配备" in page.text
    assert f"“{many[4].name}”不止一个，请改填代码或者编号：K5、K6。" in page.text
    assert f"“{many[7].name}”" not in page.text
    assert told() == before


def test_neither_a_tick_nor_a_line_is_said_so(
    ask: Callable[..., Any], task: Task, many: list[Unit], told: Look
) -> None:
    before = told()
    assert "请至少选择一个承办单位" in ask(others=" \n").text
    assert told() == before


def test_a_task_at_two_hundred_units_is_leafed_through(
    desk: Client,
    task: Task,
    many: list[Unit],
    group_desk: Actor,
    today: date,
    django_assert_max_num_queries: Most,
) -> None:
    actions.assign(actor=group_desk, task=task, units=many[1:], due_on=today, today=today)
    with django_assert_max_num_queries(20):  # and the units that might assist
        page = desk.get(at("task", task))
    assert len(page.context["rows"]) == 50
    assert "共 <strong>200</strong> 条" in page.text
    last = desk.get(at("task", task), {"page": 4})
    assert last.context["rows"][-1].assignment.unit == many[-1]
