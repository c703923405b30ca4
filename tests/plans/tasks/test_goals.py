"""年度指标: set by a unit or from above, counted by the register, held against last year."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.plans.actions import goals
from zhijia.plans.models import Goal
from zhijia.plans.queries import goals as queries
from zhijia.plans.rules import goals as rules
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.place import Place

from .conftest import Browse

Most = Callable[[int], Any]


def target(unit: Unit, figure: str = "org.joined") -> Decimal | None:
    goal = Goal.objects.filter(unit=unit, figure=figure).first()
    return goal.target if goal else None


@pytest.fixture
def enrol(group_desk: Actor) -> Callable[[Unit, date], Member]:
    """Let somebody join a unit on a day."""
    numbers = iter(range(9000, 9999))

    def enrol_one(unit: Unit, on: date) -> Member:
        number = str(next(numbers))
        return org.enrol(
            actor=group_desk, unit=unit, name=f"新人{number}", staff_no=number, joined_on=on
        )

    return enrol_one


@pytest.fixture
def hundred(group: Unit, group_desk: Actor, today: date) -> Goal:
    """A hundred people are to join the group this year."""
    return goals.set_goal(
        actor=group_desk,
        unit=group,
        figure="org.joined",
        year=today.year,
        target=Decimal(100),
        today=today,
    )


def place(unit: Unit) -> Place:
    return Place(unit.pk, unit.name, unit.code, unit.path, (unit.path,))


def test_a_target_stands_against_what_the_register_counts(
    hundred: Goal, group: Unit, hospital: Unit, enrol: Any, today: date
) -> None:
    before = queries.lines(place(group), today.year, today)[0].number
    enrol(hospital, today)
    [line] = queries.lines(place(group), today.year, today)
    assert line.number == (before or 0) + 1
    assert line.rate == line.number
    assert line.percent == int(line.number)


def test_it_is_held_against_the_same_day_last_year(
    hundred: Goal, group: Unit, hospital: Unit, enrol: Any, today: date
) -> None:
    enrol(hospital, queries.last_year(today))
    enrol(hospital, date(today.year - 1, 12, 31))
    [line] = queries.lines(place(group), today.year, today)
    expected = 2 if (today.month, today.day) == (12, 31) else 1
    assert line.before == expected


def test_a_leap_day_is_compared_with_the_day_before_it() -> None:
    assert queries.last_year(date(2028, 2, 29)) == date(2027, 2, 28)


def test_what_was_set_from_above_is_not_changed_from_below(
    hospital: Unit, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    said: dict[str, Any] = {"figure": "org.joined", "year": today.year, "today": today}
    goals.set_goal(actor=hospital_desk, unit=hospital, target=Decimal(5), **said)
    goals.set_goal(actor=group_desk, unit=hospital, target=Decimal(20), **said)
    with pytest.raises(Refused, match="由化工集团工会下达"):
        goals.set_goal(actor=hospital_desk, unit=hospital, target=Decimal(3), **said)
    goal = Goal.objects.get()
    with pytest.raises(Refused, match="由化工集团工会下达"):
        goals.drop_goal(actor=hospital_desk, goal=goal)
    assert target(hospital) == 20
    goals.drop_goal(actor=group_desk, goal=goal)
    assert target(hospital) is None


def test_a_neighbour_sets_nothing(
    hospital: Unit, school_desk: Actor, hospital_desk: Actor, group: Unit, today: date
) -> None:
    said: dict[str, Any] = {"figure": "org.joined", "year": today.year, "today": today}
    for actor, unit in ((school_desk, hospital), (hospital_desk, group)):
        with pytest.raises(Refused, match="由本单位或者上级单位"):
            goals.set_goal(actor=actor, unit=unit, target=Decimal(3), **said)
    assert not Goal.objects.exists()


@pytest.mark.parametrize(
    ("figure", "years", "number", "words"),
    [
        ("org.nothing", 0, "5", "没有这项数据"),
        ("org.joined", 9, "5", "只能设定"),
        ("org.joined", 0, "0", "大于 0"),
        ("plans.rate", 0, "120", "不能超过"),
        ("plans.overdue", 0, "5", "越少越好"),
    ],
)
def test_what_makes_no_sense_is_refused(
    group: Unit,
    group_desk: Actor,
    today: date,
    figure: str,
    years: int,
    number: str,
    words: str,
) -> None:
    with pytest.raises(Refused, match=words):
        goals.set_goal(
            actor=group_desk,
            unit=group,
            figure=figure,
            year=today.year + years,
            target=Decimal(number),
            today=today,
        )
    assert not Goal.objects.exists()


def test_two_people_who_set_it_at_once_see_both_texts(
    hundred: Goal, group: Unit, group_desk: Actor, today: date
) -> None:
    said: dict[str, Any] = {"figure": "org.joined", "year": today.year, "today": today}
    version = hundred.version
    goals.set_goal(actor=group_desk, unit=group, target=Decimal(110), version=version, **said)
    with pytest.raises(Refused, match="他人刚修改过"):
        goals.set_goal(actor=group_desk, unit=group, target=Decimal(90), version=version, **said)
    assert target(group) == 110


def test_a_target_is_shared_out_so_that_it_adds_up(
    hundred: Goal,
    group: Unit,
    hospital: Unit,
    school: Unit,
    power: Unit,
    workshop: Unit,
    group_desk: Actor,
    today: date,
) -> None:
    said: dict[str, Any] = {"figure": "org.joined", "year": today.year, "today": today}
    goals.share_goal(actor=group_desk, unit=group, by="equal", **said)
    assert [target(one) for one in (hospital, school, power, workshop)] == [34, 33, 33, None]
    sheet = queries.sheet(place(group), group, "org.joined", today.year, today)
    assert sheet.sums
    goals.set_goals_below(
        actor=group_desk, unit=group, targets={hospital.pk: Decimal(50), school.pk: None}, **said
    )
    sheet = queries.sheet(place(group), group, "org.joined", today.year, today)
    assert sheet.sums is not None
    assert "少 17" in sheet.sums.reason
    assert target(school) is None


def test_what_stands_not_just_below_is_left_alone(
    hundred: Goal, group: Unit, workshop: Unit, group_desk: Actor, today: date
) -> None:
    goals.set_goals_below(
        actor=group_desk,
        unit=group,
        figure="org.joined",
        year=today.year,
        targets={workshop.pk: Decimal(7)},
        today=today,
    )
    assert target(workshop) is None


def test_a_target_goes_with_its_unit(
    hospital: Unit, power: Unit, group_desk: Actor, power_desk: Actor, today: date
) -> None:
    said: dict[str, Any] = {"figure": "org.joined", "year": today.year, "today": today}
    goals.set_goal(actor=group_desk, unit=hospital, target=Decimal(20), **said)
    assert not queries.goals(power_desk).exists()
    org.move_unit(
        actor=group_desk, unit=hospital, parent=power, document="集工〔2026〕9号", today=today
    )
    assert [goal.unit for goal in queries.goals(power_desk)] == [hospital]


@pytest.mark.parametrize(
    ("percent", "event", "on", "colour"),
    [
        (100, True, date(2026, 3, 1), "done"),
        (50, True, date(2026, 7, 1), "green"),
        (20, True, date(2026, 7, 1), "yellow"),
        (20, False, date(2026, 7, 1), "yellow"),
        (85, False, date(2026, 1, 2), "green"),
        (99, True, date(2027, 1, 1), "red"),
        (0, True, date(2025, 12, 1), "green"),
    ],
)
def test_the_light_compares_events_with_the_time_gone(
    percent: int, event: bool, on: date, colour: str
) -> None:
    assert rules.colour(percent=percent, is_event=event, year=2026, today=on) == colour
    assert rules.colour_words(colour, is_event=event, year=2026, today=on)


def test_the_pages_set_share_and_drop(
    group: Unit, hospital: Unit, school: Unit, desk: Client, today: date
) -> None:
    here = reverse("plans:goals")
    assert "这一年还没有下达指标" in desk.get(here).text
    wrong = desk.post(here, {"figure": "org.joined", "target": "2.5"})
    assert wrong.status_code == 422
    assert "整数" in wrong.text
    desk.post(here, {"figure": "org.joined", "target": "60"})
    page = desk.get(here).text
    assert "新入会" in page
    assert "60" in page
    one = reverse("plans:goal", args=["org.joined"])
    desk.post(reverse("plans:goal-share", args=["org.joined"]), {"by": "equal"})
    assert [target(hospital), target(school)] == [30, 30]
    assert "下级各单位合计等于本单位目标" in desk.get(one).text
    desk.post(one, {f"goal_{hospital.pk}": "40", f"goal_{school.pk}": ""})
    assert [target(hospital), target(school)] == [40, None]
    bad = desk.post(one, {f"goal_{hospital.pk}": "甲"})
    assert bad.status_code == 422
    assert target(hospital) == 40
    goal = Goal.objects.get(unit=group)
    desk.post(reverse("plans:goal-drop", args=[goal.pk]))
    assert target(group) is None


def test_another_units_targets_are_not_found(
    hundred: Goal, group: Unit, sign_in: Browse, hospital_desk: Actor
) -> None:
    stranger = sign_in(hospital_desk)
    for name, args in (("goals", []), ("goal", ["org.joined"])):
        address = f"{reverse(f'plans:{name}', args=args)}?unit={group.pk}"
        assert stranger.get(address).status_code == 404
    assert stranger.post(reverse("plans:goal-drop", args=[hundred.pk])).status_code == 404
    assert stranger.get(f"{reverse('plans:goals')}?unit=x").status_code == 404
    assert stranger.get(reverse("plans:goal", args=["no.such"])).status_code == 404
    assert Goal.objects.exists()


def test_who_only_reads_sees_the_targets_and_why_not_more(
    hundred: Goal, sign_in: Browse, seat: Any, group: Unit
) -> None:
    reader = sign_in(seat("1006", group))
    page = reader.get(reverse("plans:goals"))
    assert "由本单位或者上级单位的工会主席、副主席或者干事办理" in page.text
    no = reader.post(reverse("plans:goals"), {"figure": "org.joined", "target": "5"})
    assert no.status_code == 422
    assert target(group) == 100


def test_the_pages_cost_few_queries(
    hundred: Goal,
    hospital: Unit,
    school: Unit,
    power: Unit,
    desk: Client,
    django_assert_max_num_queries: Most,
) -> None:
    desk.get(reverse("plans:goals"))
    with django_assert_max_num_queries(13):
        desk.get(reverse("plans:goals"))
    with django_assert_max_num_queries(14):
        desk.get(reverse("plans:goal", args=["org.joined"]))
