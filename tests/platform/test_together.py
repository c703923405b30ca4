"""Several rooms' readings are one question, and each gets what it would have got alone."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Count, Value

from zhijia.org import actions
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.offers import Todo, todos, waiting_for
from zhijia.platform.together import Reading, read, together, told

Most = Callable[[int], Any]
NAME = '“总”%s 100% <b>{}\\"\n公司'


def columns(one: Any) -> Any:
    """Return a row so that it can be compared, column by column."""
    if not isinstance(one, models.Model):
        return one
    own = {f.attname: one.__dict__[f.attname] for f in one._meta.concrete_fields}
    return {name: getattr(value, "text", value) for name, value in own.items()}


@pytest.fixture
def people(group: Unit, group_desk: Actor, today: date) -> list[Member]:
    Unit.objects.filter(pk=group.pk).update(name=NAME)
    return [
        actions.enrol(actor=group_desk, unit=group, name=name, staff_no=f"9{n}", joined_on=today)
        for n, name in enumerate(("丁", "丙", "乙"))
    ]


def test_each_gets_the_rows_it_would_have_read_alone(
    people: list[Member], django_assert_num_queries: Most
) -> None:
    units = Unit.objects.order_by().values(kind_=Value("单位")).values_list("kind_", "pk")
    members = Member.objects.order_by().values(kind_=Value("人")).values_list("kind_", "pk")
    wanted: list[models.QuerySet[Any, Any]] = [
        Unit.objects.order_by("-path"),
        Member.objects.select_related("unit__parent").order_by("-pk")[1:3],
        Member.objects.values_list("name", flat=True).order_by("name"),
        Unit.objects.values("kind").annotate(n=Count("pk")).order_by("-n", "kind"),
        Unit.objects.none(),
        units.union(members, all=True).order_by("kind_", "-pk")[:3],
        AuditEntry.objects.order_by("-pk"),
    ]
    with django_assert_num_queries(1):
        found = read(wanted)
    with django_assert_num_queries(0):
        assert [len(rows) for rows in found][1:5] == [2, 4, 1, 0]
        assert found[1][0].unit.name == NAME
    for alone, rows in zip(wanted, found, strict=True):
        assert [*map(columns, rows)] == [*map(columns, alone)]


def test_every_table_may_be_read_with_others(people: list[Member]) -> None:
    tables = [model._default_manager.all()[:2] for model in apps.get_models()]
    found = read(tables)
    assert sum(map(len, found)) > 10
    for alone, rows in zip(tables, found, strict=True):
        assert [*map(columns, rows)] == [*map(columns, alone)]


def test_whoever_goes_on_from_rows_that_were_read_asks_anew(
    people: list[Member], django_assert_num_queries: Most
) -> None:
    (rows,) = read([Member.objects.filter(staff_no__startswith="9")])
    with django_assert_num_queries(1):
        assert rows.get(name="丙") == people[1]
    assert rows.count() == 3


def test_what_is_sealed_is_still_opened_by_its_row(people: list[Member]) -> None:
    people[0].phone = "13800000000"
    people[0].save()
    (rows,) = read([Member.objects.filter(pk=people[0].pk)])
    assert rows[0].phone == "13800000000"


def test_nothing_to_read_is_no_question(django_assert_num_queries: Most, db: None) -> None:
    with django_assert_num_queries(0):
        assert together([told(1), 2, Reading((Unit.objects.none(),), len)]) == [1, 2, 0]
        assert read([]) == []


def test_rows_that_are_distinct_by_what_they_do_not_show_are_refused(db: None) -> None:
    rows = Member.objects.values_list("name").order_by("pk").distinct()
    with pytest.raises(TypeError, match="distinct"):
        read([rows])


def test_rooms_are_read_together_and_one_that_tells_at_once_stands_beside_them(
    monkeypatch: pytest.MonkeyPatch,
    people: list[Member],
    today: date,
    django_assert_num_queries: Most,
) -> None:
    def lines(rows: Iterable[Any]) -> list[Todo]:
        return [Todo(str(one), "", "/") for one in rows]

    rooms: dict[str, todos.Waiting] = {
        "a": lambda actor, day: Reading((Member.objects.filter(name="乙"),), lines),
        "b": lambda actor, day: [Todo("甲", "", "/")],
        "c": lambda actor, day: Reading((Unit.objects.all(),), len).then(
            lambda n: [Todo(f"单位{n}", "", "/")]
        ),
    }
    monkeypatch.setattr(todos, "TODOS", rooms)
    with django_assert_num_queries(1):
        waiting = waiting_for(Actor(), today)
    assert [one.title for one in waiting] == sorted(["甲", "单位1", str(people[2])])
    assert Reading((Unit.objects.all(),), len).alone() == 1
