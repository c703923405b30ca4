"""Figures: one declaration, and every total, month, child and row comes from it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from zhijia.org import actions
from zhijia.org.models import Member, Unit
from zhijia.platform import offers
from zhijia.platform.actor import Actor
from zhijia.platform.offers import FIGURES, Todo, figure, figures, ratio, waiting_for

MARCH = (date(2025, 3, 1), date(2025, 3, 31))
DAY = timedelta(days=1)


@pytest.fixture
def joined(group: Unit, hospital: Unit, workshop: Unit, group_desk: Actor) -> list[Member]:
    """Three who joined in 2025: in the group, in the hospital in March, in the workshop later."""
    days = [(group, date(2025, 1, 5)), (hospital, MARCH[0]), (workshop, date(2025, 12, 31))]
    return [
        actions.enrol(actor=group_desk, unit=unit, name="某", staff_no=f"9{n}", joined_on=day)
        for n, (unit, day) in enumerate(days)
    ]


def test_events_count_on_their_day(joined: list[Member]) -> None:
    new = FIGURES["org.joined"]
    assert new.total(["0001"], *MARCH) == 1
    assert new.total(["0001"], MARCH[0], MARCH[0]) == 1
    assert new.total(["0001"], MARCH[0] + DAY, MARCH[1]) == 0
    assert new.total(["0001"], date(2025, 1, 1), date(2025, 12, 31)) == 3


def test_a_stock_is_that_of_the_last_day(joined: list[Member], group_desk: Actor) -> None:
    stock = FIGURES["org.members"]
    assert stock.total(["0001"], *MARCH) == 3, "the desk, and two who had joined by then"
    actions.leave(actor=group_desk, member=joined[1], left_on=MARCH[1], reason="调出")
    assert stock.total(["0001"], *MARCH) == 2, "who left that day is counted no more"
    assert stock.total(["0001"], MARCH[0], MARCH[1] - DAY) == 3


def test_a_figure_takes_in_the_units_below_and_no_others(
    joined: list[Member], hospital: Unit, power: Unit, school: Unit
) -> None:
    year = (date(2025, 1, 1), date(2025, 12, 31))
    new = FIGURES["org.joined"]
    assert [new.total([unit.path], *year) for unit in (hospital, power, school)] == [1, 1, 0]
    assert new.total([hospital.path, power.path], *year) == 2
    assert new.total([], *year) == 0


def test_the_months_add_up_to_the_year(joined: list[Member]) -> None:
    months = FIGURES["org.joined"].months(["0001"], 2025)
    assert months == [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]


def test_the_months_of_a_stock_are_its_last_days(joined: list[Member]) -> None:
    stock = FIGURES["org.members"]
    months = stock.months(["0001"], 2025)
    ends = figures.month_ends(2025)
    assert months == [stock.total(["0001"], end, end) for end in ends]
    assert months == [2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4]


def test_month_ends_know_leap_years() -> None:
    assert figures.month_ends(2024)[1] == date(2024, 2, 29)
    assert figures.month_ends(2025)[1] == date(2025, 2, 28)
    assert figures.month_ends(2025)[11] == date(2025, 12, 31)


def test_the_units_below_add_up_to_the_whole(
    joined: list[Member], group: Unit, hospital: Unit, power: Unit
) -> None:
    year = (date(2025, 1, 1), date(2025, 12, 31))
    new = FIGURES["org.joined"]
    parts = new.by_child(group.path, *year)
    assert parts == {group.path: 1, hospital.path: 1, power.path: 1}
    assert sum(parts.values()) == new.total([group.path], *year)


def test_the_rows_behind_a_number_are_as_many_as_it_says(joined: list[Member]) -> None:
    year = (date(2025, 1, 1), date(2025, 12, 31))
    for one in FIGURES.values():
        if not one.sums:
            assert one.behind(["0001"], *year).count() == one.total(["0001"], *year)


def test_units_are_counted_by_their_own_path(
    group: Unit, power: Unit, workshop: Unit, today: date
) -> None:
    units = FIGURES["org.units"]
    assert units.total([group.path], today, today) == 3
    assert units.total([power.path], today, today) == 2


def test_many_totals_cost_one_query(
    joined: list[Member], django_assert_num_queries: object
) -> None:
    wanted = [FIGURES[name] for name in ("org.members", "org.joined", "org.units")]
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's context
        numbers = figures.totals(wanted, ["0001"], *MARCH)
    assert numbers == {one.name: one.total(["0001"], *MARCH) for one in wanted}
    assert figures.totals([], ["0001"], *MARCH) == {}


@pytest.fixture
def own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what these tests declare out of the house's registers."""
    monkeypatch.setattr(figures, "FIGURES", dict(figures.FIGURES))
    monkeypatch.setattr(figures, "RATIOS", {})
    monkeypatch.setattr(offers.todos, "TODOS", {})


@pytest.mark.usefixtures("own_register")
def test_a_rate_is_one_number_in_a_hundred_of_another(joined: list[Member]) -> None:
    ratio("test.new", "新会员比例", part="org.joined", whole="org.members", means="样例")
    rate = figures.RATIOS["test.new"]
    assert rate.total(["0001"], *MARCH) == Decimal("33.3")
    assert rate.total(["0009"], *MARCH) is None, "nothing to divide by"


@pytest.mark.usefixtures("own_register")
def test_a_rate_of_unknown_figures_is_not_taken() -> None:
    with pytest.raises(ValueError, match="declare"):
        ratio("test.x", "样例", part="org.joined", whole="no.such", means="样例")


@pytest.mark.parametrize(
    "days",
    [{}, {"on": "a", "since": "b", "until": "c"}, {"since": "b"}, {"until": "c"}],
)
def test_a_figure_is_an_event_or_a_stock(days: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="give on="):
        figure("test.x", "样例", unit="个", means="样例", may="org.read", **days)


@pytest.mark.usefixtures("own_register")
def test_what_waits_stands_in_the_order_it_is_due() -> None:
    first, last = date(2026, 1, 1), date(2026, 2, 1)
    todos = [Todo("丙", "", "/"), Todo("乙", "", "/", last), Todo("甲", "", "/", first)]
    offers.todos.todo("test")(lambda actor, today: todos)
    assert [one.title for one in waiting_for(Actor(), first)] == ["甲", "乙", "丙"]
