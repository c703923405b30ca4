"""The leader's home: totals against last year, unit by unit down to the rows, never a person."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.conftest import ENDED
from zhijia.org import actions as org
from zhijia.plans.models import Assignment, Piece, Source, Speech, Task
from zhijia.platform.offers import FIGURES, by_months, by_units, totals
from zhijia.site.homes.leader import moved, same_day_last_year

DAY = timedelta(days=1)


@pytest.fixture
def leader(seat, group):
    """王建国, 党委副书记: a leader and nothing else."""
    return seat("1004", group)


@pytest.fixture
def units(hospital_desk, school_desk, power_desk, workshop_chair):
    """A desk in every unit below the group."""


@pytest.fixture
def given(group, group_desk, today, units, hospital, power, workshop):
    """One task at three units: late, soon due, and far off."""

    facts = {"unit": group, "unit_path": group.path}
    source = Source.objects.create(**facts, name="讲话", text="要办好", taken_on=today)
    speech = Speech.objects.create(
        **facts,
        source=source,
        number=1,
        title="讲话",
        start=0,
        end=3,
        digest="d",
        taken_on=today,
    )
    piece = Piece.objects.create(speech=speech, start=0, end=3, kind="task", wording="办好")
    task = Task.objects.create(
        **facts,
        filed_path=group.path,
        speech=speech,
        piece=piece,
        year=today.year,
        serial=1,
        original="要办好",
        wording="办好",
        area="other",
        filed_on=today,
    )

    def give(unit, due_on):
        Assignment.objects.create(
            task=task,
            issuer=group,
            issuer_path=group.path,
            unit=unit,
            unit_path=unit.path,
            given_path=unit.path,
            wording="办好",
            due_on=due_on,
            overdue_from=due_on + DAY,
            state="underway",
            assigned_on=today - 4 * DAY,
        )

    give(hospital, today - 2 * DAY)
    give(power, today + DAY)
    give(workshop, today + 400 * DAY)


def lines(page):
    return {("本级" if line.is_own else line.unit.name): line for line in page.context["page"]}


def test_who_only_leads_begins_with_the_leaders_home(sign_in, leader, units):
    page = sign_in(leader).get("/")
    assert page.context["face"] == "leader"
    values = {card.figure.name: card.value for card in page.context["board"].cards}
    assert values["org.members"] == 6


def test_the_units_and_the_unit_itself_add_up_to_the_total(sign_in, leader, units, given):
    page = sign_in(leader).get("/")
    board = page.context["board"]

    found = lines(page)
    assert set(found) == {"本级", "职工医院工会", "子弟学校工会", "供电公司工会"}
    for name, number in board.total.numbers.items():
        assert number == sum(line.numbers[name] for line in board.lines)
    for card in board.cards:
        assert card.value == board.total.numbers[card.figure.name]
    assert found["供电公司工会"].numbers["org.members"] == 2, "its workshop's among them"


def test_lights_stand_by_unit_and_lead_to_the_work_behind_them(sign_in, leader, given):
    browser = sign_in(leader)
    page = browser.get("/")

    found = lines(page)
    assert found["职工医院工会"].lights == Counter(red=1)
    assert found["供电公司工会"].lights == Counter(yellow=1, green=1)
    assert 'href="/plans/tasks/lights/?unit=YY&amp;scope=below&amp;light=red"' in page.text

    behind = browser.get("/plans/tasks/lights/?unit=YY&scope=below&light=red")
    assert [row.assignment.unit.name for row in behind.context["rows"]] == ["职工医院工会"]
    all_open = browser.get("/plans/tasks/lights/")
    assert all_open.context["page"].paginator.count == 3
    own = browser.get("/plans/tasks/lights/?unit=GD&scope=own")
    assert [row.colour for row in own.context["rows"]] == ["yellow"]


def test_what_is_late_is_said_where(sign_in, leader, given):
    page = sign_in(leader).get("/")
    assert [(one.unit, one.number, one.days) for one in page.context["board"].late] == [
        ("职工医院工会", 1, 2)
    ]


def test_a_number_leads_to_as_many_rows(sign_in, leader, given, power):
    browser = sign_in(leader)
    for unit, line in lines(browser.get("/")).items():
        for _, name, number in line.cells:
            page = browser.get(f"/figures/{name}/?unit={line.unit.pk}&scope={line.scope}")
            assert page.context["total"] == number, (unit, name)


def test_one_goes_down_unit_by_unit(sign_in, leader, given, power):
    page = sign_in(leader).get(f"/?unit={power.pk}")
    assert set(lines(page)) == {"本级", "检修车间分工会"}
    assert [name for name, _ in page.context["trail"]] == ["化工集团工会", "供电公司工会"]


@pytest.mark.parametrize("unit", ["0", "-1", "abc", "９", "9" * 30, "1 or 1=1"])
def test_a_forged_unit_is_not_found(sign_in, leader, unit):
    assert sign_in(leader).get("/", {"unit": unit}).status_code == 404


def test_a_unit_beside_is_not_found(sign_in, seat, hospital, school):
    chair = seat("2002", hospital)
    browser = sign_in(chair)
    browser.post("/face/", {"face": "leader"})
    assert browser.get("/").status_code == 200
    assert browser.get(f"/?unit={school.pk}").status_code == 404
    assert browser.get("/plans/tasks/lights/?unit=XX").status_code == 404


def test_the_unit_alone_has_one_line_and_says_so(sign_in, leader, units):
    browser = sign_in(leader)
    browser.post("/place/scope/", {"below": "own"})
    page = browser.get("/")
    assert set(lines(page)) == {"本级"}
    assert page.context["board"].total is None
    assert "现在只看本级" in page.text


def test_lines_are_sorted_by_any_column(sign_in, leader, given):
    browser = sign_in(leader)
    down = [line.lights["red"] for line in browser.get("/?sort=-red").context["page"]]
    assert down == sorted(down, reverse=True)
    up = [line.numbers["org.members"] for line in browser.get("/?sort=members").context["page"]]
    assert up == sorted(up)
    assert browser.get("/?sort=<b>").status_code == 200


def test_no_person_is_named(sign_in, leader, given):
    page = sign_in(leader).get("/").text
    for name in ("李文静", "沈佳怡", "吕国强", "华振东", "陈雨薇"):
        assert name not in page


def test_a_unit_that_is_gone_keeps_its_share_of_the_year(
    sign_in, leader, group_desk, school, units, today
):
    one = org.enrol(
        actor=group_desk, unit=school, name="新", staff_no="990", joined_on=today.replace(day=1)
    )
    for who in (one, *school.members.exclude(pk=one.pk)):
        org.leave(actor=group_desk, member=who, left_on=today, reason="调出")
    org.dissolve_unit(actor=group_desk, unit=school, today=today, **ENDED)

    found = lines(sign_in(leader).get("/"))
    assert found["子弟学校工会"].is_gone
    assert found["子弟学校工会"].numbers["org.joined"] >= 1


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (110, 100, "同比增长 10.0%"),
        (2, 3, "同比下降 33.3%"),
        (5, 5, "同比持平"),
        (5, 0, "去年同期为 0"),
        (0, 0, ""),
        (0, 4, "同比下降 100.0%"),
        (Decimal("1.5"), Decimal("1.0"), "同比增长 50.0%"),
        (100_001, 100_000, "同比持平"),
    ],
)
def test_how_far_a_number_moved_is_said_with_one_decimal(now, before, said):
    assert moved(now, before) == said


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 26), date(2025, 11, 26)),
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 28)),
    ],
)
def test_a_year_ago_is_the_same_date(day, before):
    assert same_day_last_year(day) == before


def test_many_figures_by_unit_and_by_month_are_those_of_each(units, given, group, today):
    start = date(today.year, 1, 1)
    figures = list(FIGURES.values())
    found = by_units(figures, [group.path], start, today)
    assert found == {one.name: one.by_child(group.path, start, today) for one in figures}
    alone = by_units(figures, [group.path], start, today, below=False)
    own = totals(figures, [group.path], start, today, below=False)
    assert {name: sum(numbers.values()) for name, numbers in alone.items()} == own

    events = [one for one in figures if one.on and not one.by]
    months = by_months(events, [group.path], today.year, today)
    assert months == {
        one.name: one.months([group.path], today.year)[: today.month] for one in events
    }
    with pytest.raises(ValueError, match="events"):
        by_months(figures, [group.path], today.year, today)


@pytest.mark.parametrize("down", [False, True])
def test_the_leaders_home_costs_nine_queries_at_most_and_one_more_further_down(
    sign_in, leader, given, power, down, django_assert_max_num_queries
):
    browser = sign_in(leader)
    with django_assert_max_num_queries(9 + down):
        browser.get(f"/?unit={power.pk}" if down else "/")
