"""What inspectors read, what units count, what moves, and how it goes with thousands of units."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.conftest import Found
from zhijia.disclosure.actions import dues, publications
from zhijia.disclosure.models import Catalogue, Due, Item, Publication
from zhijia.disclosure.queries import coverage, waiting
from zhijia.org import actions as org
from zhijia.org.models import Unit, UnitPath
from zhijia.platform.actor import Actor
from zhijia.platform.offers import FIGURES, under_way, waiting_for

DAY = timedelta(days=1)


@pytest.fixture
def owed(catalogue: Catalogue, power_desk: Actor, today: date) -> dict[str, Due]:
    """Four dues of the past: on time, after its day, never, and nothing to tell."""
    names = ("生产经营目标完成情况", "劳动安全卫生", "工资分配和奖金", "业务招待费使用情况")
    Due.objects.exclude(item__name__in=names).delete()
    found = {due.item.name: due for due in Due.objects.select_related("item")}
    assert len(found) == 4
    day = today - 10 * DAY
    Due.objects.all().update(due_on=day, late_from=day + DAY, laid_on=day - 30 * DAY)
    Due.objects.filter(item__name=names[0]).update(closed_on=day - DAY)
    Due.objects.filter(item__name=names[1]).update(closed_on=day + 3 * DAY)
    Due.objects.filter(item__name=names[3]).update(closed_on=day, is_waived=True, why="没有")
    return found


def test_an_inspector_reads_what_was_on_time_late_and_never(
    owed: dict[str, Due], power: Unit, today: date
) -> None:
    found = coverage.inspection([power.path], today - 60 * DAY, today, today)
    states = {line.due.item.name: line.state for line in found.lines}
    assert states == {
        "生产经营目标完成情况": "on_time",
        "劳动安全卫生": "after",
        "工资分配和奖金": "late",
        "业务招待费使用情况": "on_time",
    }
    assert (found.owed, found.published, found.rate) == (4, 3, "75.0%")
    assert found.on_time_rate == "50.0%"
    assert found.risk.startswith("1 项未履行公开程序")


def test_proof_is_linked_and_what_was_taken_down_is_said(
    out: Publication,
    due: Due,
    power: Unit,
    power_desk: Actor,
    power_chair: Actor,
    today: date,
    django_assert_num_queries: Callable[..., object],
) -> None:
    publications.post(
        actor=power_desk,
        publication=out,
        posted_on=today,
        place="公开栏",
        feedback="",
        today=today,
    )
    end = due.due_on
    [line] = [
        one
        for one in coverage.inspection([power.path], today, end, today).lines
        if one.due.pk == due.pk
    ]
    assert (line.urls[0], line.proofs, line.is_withdrawn) == (out.get_absolute_url(), 1, False)
    publications.withdraw(actor=power_chair, publication=out, why="有误", today=today)
    with django_assert_num_queries(2):
        lines = coverage.inspection([power.path], today, end, today).lines
    assert any(one.is_withdrawn for one in lines)


def test_rates_never_count_what_came_true_after_the_period(
    owed: dict[str, Due], power: Unit, today: date
) -> None:
    start, day = today - 60 * DAY, today - 10 * DAY
    total = {name: FIGURES[f"disclosure.{name}"].total for name in ("due", "done", "on_time")}
    assert [one([power.path], start, day) for one in total.values()] == [4, 2, 2]
    assert [one([power.path], start, today) for one in total.values()] == [4, 3, 2]
    late = FIGURES["disclosure.late"].total
    assert (late([power.path], start, today), late([power.path], start, day)) == (1, 0)


def test_what_is_late_waits_for_the_desk_and_ends_no_unit(
    owed: dict[str, Due],
    power: Unit,
    power_desk: Actor,
    power_member: Actor,
    today: date,
    django_assert_num_queries: Callable[..., object],
) -> None:
    with django_assert_num_queries(1):
        [one] = waiting.waits(power_desk, today, 100)
    assert (one.words, one.on) == ("工资分配和奖金", today - 10 * DAY)
    with django_assert_num_queries(0):
        assert waiting.waits(power_member, today, 100) == []
    assert any("工资分配" in todo.title for todo in waiting_for(power_desk, today))
    assert [one.label for one in under_way(power.path, below=False) if "公开" in one.label]


def test_a_unit_that_moves_takes_along_what_is_open_and_its_numbers_stay(
    owed: dict[str, Due],
    power: Unit,
    found: Found,
    group_desk: Actor,
    group: Unit,
    power_desk: Actor,
    today: date,
) -> None:
    hospital = found("hospital")
    old = power.path
    org.move_unit(actor=group_desk, unit=power, parent=hospital, today=today, **MOVE)
    power.refresh_from_db()
    assert power.path.startswith(hospital.path)
    open_ = Due.objects.get(item__name="工资分配和奖金")
    assert (open_.unit_path, open_.laid_path) == (power.path, old)
    assert set(Due.objects.exclude(pk=open_.pk).values_list("unit_path", flat=True)) == {old}
    start = today - 60 * DAY
    assert FIGURES["disclosure.due"].total([old], start, today) == 4
    assert FIGURES["disclosure.due"].total([power.path], start, today) == 0


MOVE = {"document": "集工发〔2026〕1号"}


def test_what_a_dissolved_unit_owes_is_closed(
    owed: dict[str, Due], power: Unit, today: date
) -> None:
    Unit.objects.filter(pk=power.pk).update(dissolved_on=today)
    dues.lay(actor=Actor(), today=today)
    one = Due.objects.get(item__name="工资分配和奖金")
    assert (one.closed_on, one.why) == (today, "单位撤销")


@pytest.fixture
def thousands(catalogue: Catalogue, group: Unit, today: date) -> int:
    """1,200 more units with three items each."""
    n = 1_200
    made = Unit.objects.bulk_create(
        Unit(
            name=f"第 {i} 分厂工会",
            code=f"FC{i}",
            kind="company",
            parent=group,
            path=f"{group.path}{5000 + i:04d}",
            founded_on=today,
        )
        for i in range(n)
    )
    UnitPath.objects.bulk_create(UnitPath(unit=u, path=u.path, since=today) for u in made)
    books = Catalogue.objects.bulk_create(
        Catalogue(unit=u, kind="state", adopted_on=today) for u in made
    )
    Item.objects.bulk_create(
        Item(
            catalogue=book,
            rank=k,
            group="operation",
            name=f"事项 {k}",
            content="内容",
            forms=["board"],
            scope="members",
            rhythm="month",
            within=5,
            counted="days",
            listed_on=today,
        )
        for book in books
        for k in range(3)
    )
    return n


def test_thousands_of_units_cost_a_few_queries(
    thousands: int,
    group: Unit,
    group_desk: Actor,
    today: date,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    with django_assert_max_num_queries(85):  # SQLite takes 76 rows a statement
        assert dues.lay(actor=Actor(), today=today) >= thousands * 3
    later = today + timedelta(days=60)
    with django_assert_max_num_queries(30):
        dues.remind(actor=Actor(), today=later)


def test_the_board_of_thousands_is_one_query(
    thousands: int,
    group: Unit,
    today: date,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    from zhijia.platform.place import Place

    place = Place(group.pk, group.name, group.code, group.path, (group.path,))
    dues.lay(actor=Actor(), today=today)
    with django_assert_max_num_queries(1):
        board = coverage.board(group, place, today, today + 60 * DAY, today + 60 * DAY)
    assert len(board.rows) == thousands + 1
