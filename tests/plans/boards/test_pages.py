"""The pages of the boards: what they count, whom they show it to, how many queries they take."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from zhijia.org.models import Post, Unit
from zhijia.plans import actions
from zhijia.plans.actions import filing
from zhijia.plans.models import AREA_CHOICES, Assignment, Task
from zhijia.plans.rules.outline import Check, StagePlan
from zhijia.platform.actor import Actor

from .conftest import Most, at

BOARDS = (
    "board-speeches",
    "board-units",
    "board-leaders",
    "board-months",
    "board-gantt",
    "board-list",
)
Browse = Callable[..., Client]


def counted(page: Any) -> dict[str, tuple[int, int, int, int]]:
    """Return what a board by unit says of each: open, late, soon or behind, done."""
    return {
        line.unit.name: (line.tally.open, line.tally.red, line.tally.yellow, line.tally.done)
        for line in page.context["page"]
    }


def test_a_speech_shows_how_far_it_is(desk: Client, told: list[Task]) -> None:
    page = desk.get(at("board-speeches"))
    line = page.context["page"][0]
    assert (line.sum.tasks, line.sum.closed, line.sum.free) == (4, 1, 1)
    assert line.sum.percent == 25  # one of four tasks is done, the others stand at nothing
    assert (line.sum.tally.red, line.sum.tally.yellow, line.sum.tally.green) == (1, 1, 1)


def test_the_board_of_a_speech_goes_from_points_to_tasks_to_units(
    desk: Client, told: list[Task]
) -> None:
    page = desk.get(at("board-speech", told[0].speech_id))
    lines = [line for point in page.context["points"] for line in point.lines]
    assert [line.task for line in lines] == told
    assert [one.assignment.unit.name for one in lines[0].units] == ["职工医院工会", "子弟学校工会"]
    assert [one.colour for one in lines[0].units] == ["red", "green"]
    assert [line.colour for line in lines] == ["red", "yellow", "done", "grey"]
    assert "未交办" in page.text


def test_a_task_at_many_units_shows_the_worst_and_counts_the_rest(
    desk: Client, told: list[Task], group: Unit, hospital: Unit, today: date
) -> None:
    first = Assignment.objects.get(task=told[0], unit=hospital)
    units = Unit.objects.bulk_create(
        Unit(
            name=f"第{n}科室分会",
            code=f"K{n}",
            kind=hospital.kind,
            parent=hospital,
            path=f"{hospital.path}{n:04d}",
            founded_on=today,
        )
        for n in range(1, 21)
    )
    for unit in units:
        first.pk, first.unit, first.unit_path = None, unit, unit.path
        first.due_on = today + timedelta(days=100)
        first.save()
    page = desk.get(at("board-speech", told[0].speech_id))
    line = page.context["points"][0].lines[0]
    assert len(line.units) == 12
    assert line.units[0].colour == "red"
    assert line.more == 10
    assert "另有 10 个单位" in page.text


def test_units_stand_with_what_they_and_those_below_them_have(
    desk: Client, told: list[Task]
) -> None:
    page = desk.get(at("board-units"))
    assert counted(page) == {
        "化工集团工会": (0, 0, 0, 0),
        "职工医院工会": (1, 1, 0, 0),
        "子弟学校工会": (1, 0, 0, 0),
        "供电公司工会": (1, 0, 1, 1),
    }
    assert page.context["whole"].tally.all == 4
    assert page.context["whole"].given == 3


def test_a_unit_is_gone_down_to_and_one_elsewhere_is_not_there(
    desk: Client, hospital_browser: Client, told: list[Task], power: Unit, workshop: Unit
) -> None:
    page = desk.get(at("board-units"), {"unit": power.code})
    assert list(counted(page)) == ["供电公司工会", "检修车间分工会"]
    assert [str(unit) for unit in page.context["way"]] == ["化工集团工会", "供电公司工会"]
    for board in BOARDS:
        for code in (power.code, "没有这个单位", "a\0b"):
            assert hospital_browser.get(at(board), {"unit": code}).status_code == 404


@pytest.mark.parametrize(
    ("sort", "first"),
    [("-red", "职工医院工会"), ("-done", "供电公司工会"), ("nonsense", "化工集团工会")],
)
def test_units_are_sorted_as_asked(desk: Client, told: list[Task], sort: str, first: str) -> None:
    assert next(iter(counted(desk.get(at("board-units"), {"sort": sort})))) == first


def test_a_month_shows_on_which_day_what_falls_due(
    desk: Client, told: list[Task], today: date
) -> None:
    due = today + timedelta(days=2)
    page = desk.get(at("board-months"), {"m": f"{due:%Y-%m}"})
    days = {day.on: day for week in page.context["month"].weeks for day in week}
    assert [one.task for one in days[due].dues] == [told[1]]
    assert days[due].tally.yellow == 1


def test_a_day_of_many_tasks_names_three_and_counts_the_rest(
    desk: Client, file_tasks: Any, give: Any, hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    words = ("隐患排查", "技能比武", "劳动竞赛", "满意度调查", "职工培训")
    for task in file_tasks(*(f"各单位要开展一次{word}" for word in words)):
        give(task, hospital, due=0)
    page = desk.get(at("board-months"))
    day = next(d for week in page.context["month"].weeks for d in week if d.on == today)
    assert (len(day.dues), day.tasks, day.more) == (3, 5, 2)
    assert "另有 2 项任务" in page.text


@pytest.mark.parametrize("month", ["2026-13", "x", "9999-99", ""])
def test_a_month_that_makes_no_sense_is_this_month(desk: Client, today: date, month: str) -> None:
    shown = desk.get(at("board-months"), {"m": month}).context["month"]
    assert shown.first == today.replace(day=1)
    assert shown.is_quiet


def test_lines_of_time_run_from_the_first_day_to_the_last(
    desk: Client, told: list[Task], today: date
) -> None:
    page = desk.get(at("board-gantt"))
    bars = {bar.name: bar for bar in page.context["chart"].bars}
    mixed = bars[told[0].wording]
    assert (mixed.span.start, mixed.span.end) == (
        today - timedelta(days=30),
        today + timedelta(days=400),
    )
    assert bars[told[3].wording].span.end is None
    assert [bar.span.colour for bar in bars.values()] == ["yellow", "done", "red", "grey"]


def test_a_task_is_opened_to_the_lines_of_its_units(
    desk: Client, hospital_browser: Client, told: list[Task]
) -> None:
    page = desk.get(at("board-gantt"), {"task": told[0].pk})
    assert [bar.name for bar in page.context["chart"].bars] == ["职工医院工会", "子弟学校工会"]
    assert page.context["chart"].bars[0].late
    hers = hospital_browser.get(at("board-gantt"), {"task": told[0].pk})
    assert [bar.name for bar in hers.context["chart"].bars] == ["职工医院工会"]
    for number in (told[1].pk, 10**17, "x", "9" * 40):
        assert hospital_browser.get(at("board-gantt"), {"task": number}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ({}, ["0职工医院工会", "1供电公司工会", "2供电公司工会", "0子弟学校工会"]),
        ({"light": "red"}, ["0职工医院工会"]),
        ({"light": "yellow"}, ["1供电公司工会"]),
        ({"light": "green"}, ["0子弟学校工会"]),
        ({"light": "purple"}, ["0职工医院工会", "1供电公司工会", "2供电公司工会", "0子弟学校工会"]),
        ({"state": "done"}, ["2供电公司工会"]),
        ({"q": "档案"}, ["1供电公司工会"]),
        ({"q": "没有"}, []),
        ({"sort": "-due_on", "state": "open"}, ["0子弟学校工会", "1供电公司工会", "0职工医院工会"]),
        ({"speech": "0"}, []),
        ({"year": "1999"}, ["0职工医院工会", "1供电公司工会", "2供电公司工会", "0子弟学校工会"]),
        ({"year": "2099"}, []),
    ],
)
def test_the_list_answers_what_it_is_asked(
    desk: Client, told: list[Task], asked: dict[str, str], which: list[str]
) -> None:
    rows = [row.assignment for row in desk.get(at("board-list"), asked).context["rows"]]
    assert [f"{told.index(row.task)}{row.unit}" for row in rows] == which


def test_the_list_is_narrowed_by_the_days_work_falls_due(
    desk: Client, told: list[Task], today: date
) -> None:
    days = {"since": f"{today}", "until": f"{today + timedelta(days=2)}"}
    page = desk.get(at("board-list"), days)
    assert [row.assignment.task for row in page.context["rows"]] == [told[1]]
    wrong = desk.get(at("board-list"), {"since": "2026-02-31"})
    assert len(wrong.context["rows"]) == 4


@pytest.mark.parametrize("board", BOARDS)
def test_a_unit_sees_its_own_work_only(
    hospital_browser: Client, told: list[Task], board: str
) -> None:
    page = hospital_browser.get(at(board)).text
    assert told[1].wording not in page
    assert "供电公司工会" not in page


def test_the_place_chosen_in_the_top_bar_narrows_every_board(
    desk: Client, told: list[Task], power: Unit
) -> None:
    desk.post("/place/", {"unit": power.code, "below": "own"})
    assert list(counted(desk.get(at("board-units")))) == ["供电公司工会"]
    rows = desk.get(at("board-list")).context["rows"]
    assert {row.assignment.unit for row in rows} == {power}
    assert desk.get(at("board-speeches")).context["whole"].tasks == 2


def test_work_that_was_withdrawn_or_dropped_counts_nowhere(
    desk: Client, told: list[Task], group_desk: Actor, today: date
) -> None:
    for work in Assignment.objects.open():
        actions.withdraw(actor=group_desk, assignment=work, words="撤", today=today)
    for task in told:
        task.refresh_from_db()
        if not task.closed_on:
            actions.drop_task(actor=group_desk, task=task, reason="重复", today=today)
    whole = desk.get(at("board-speeches")).context["whole"]
    assert (whole.tasks, whole.closed, whole.percent) == (1, 1, 100)


@pytest.mark.parametrize("board", BOARDS)
def test_an_empty_board_says_what_to_do(desk: Client, board: str) -> None:
    page = desk.get(at(board))
    assert page.status_code == 200
    assert "没有" in page.text


@pytest.mark.parametrize("board", BOARDS)
def test_who_is_a_member_and_no_more_may_look_at_every_board(
    sign_in: Browse, member: Actor, told: list[Task], board: str
) -> None:
    page = sign_in(member).get(at(board))
    assert page.status_code == 200
    assert told[0].wording not in page.text


@pytest.mark.parametrize("board", BOARDS)
def test_signs_of_html_in_a_question_are_shown_as_they_were_typed(
    desk: Client, told: list[Task], board: str
) -> None:
    page = desk.get(at(board), {"q": '"><b>粗</b>', "light": "red"})
    assert page.status_code == 200
    assert "<b>粗</b>" not in page.text


@pytest.mark.parametrize(
    ("board", "most"),
    # Session, account, posts and place are four of these, what waits and is unread five.
    [(board, 12) for board in BOARDS],
)
def test_a_board_takes_at_most_twelve_queries(
    desk: Client, told: list[Task], django_assert_max_num_queries: Most, board: str, most: int
) -> None:
    desk.get(at(board))
    with django_assert_max_num_queries(most):
        assert desk.get(at(board)).status_code == 200


def test_the_board_of_a_speech_takes_a_fixed_number_of_queries(
    desk: Client, told: list[Task], django_assert_max_num_queries: Most
) -> None:
    desk.get(at("board-speech", told[0].speech_id))
    with django_assert_max_num_queries(13):  # the speech and its tasks' units as well
        desk.get(at("board-speech", told[0].speech_id))


def test_a_speech_of_another_branch_is_not_there(
    hospital_browser: Client, told: list[Task], desk: Client
) -> None:
    assert desk.get(at("board-speech", 10**9)).status_code == 404
    assert hospital_browser.get(at("board-speech", told[0].speech_id)).status_code == 200


def test_leaders_stand_with_what_they_answer_for(
    desk: Client, told: list[Task], group_desk: Actor, group_chair: Actor, power_desk: Actor
) -> None:
    chair = Post.objects.get(member=group_chair.member_id, kind="chair")
    for task in (told[0], told[3]):
        terms = filing.Terms(leader_post=chair)
        filing.set_terms(actor=group_desk, task=task, terms=terms)
    page = desk.get(at("board-leaders"))
    first, rest = page.context["page"]
    assert (first.post, first.sum.tasks, first.sum.free, first.sum.tally.red) == (chair, 2, 1, 1)
    assert (rest.post, rest.sum.tasks) == (None, 2)
    hers = desk.get(at("board-list"), {"leader": chair.pk})
    assert {row.assignment.task for row in hers.context["rows"]} == {told[0]}
    assert f"牵头领导：{chair}" in hers.text
    none = desk.get(at("board-list"), {"leader": 0})
    assert {row.assignment.task for row in none.context["rows"]} == {told[1], told[2]}


def test_nobody_learns_who_leads_what_they_may_not_see(
    hospital_browser: Client, told: list[Task], group_desk: Actor, group_chair: Actor
) -> None:
    chair = Post.objects.get(member=group_chair.member_id, kind="chair")
    filing.set_terms(actor=group_desk, task=told[1], terms=filing.Terms(leader_post=chair))
    page = hospital_browser.get(at("board-list"), {"leader": chair.pk})
    assert group_chair.name not in page.text
    assert "没有这位领导" in page.text


def test_a_draft_stands_on_no_board_before_it_is_on_file(
    desk: Client, group_desk: Actor, group: Unit, today: date
) -> None:
    basis = filing.Basis("meeting", "主席办公会", by="周秉正", on=today)
    draft = filing.draft_task(
        actor=group_desk,
        unit=group,
        basis=basis,
        original="办一次运动会",
        wording="办一次运动会",
        area=next(iter(dict(AREA_CHOICES))),
        due_on=today + timedelta(days=9),
        today=today,
    )
    for board in BOARDS:
        assert draft.wording not in desk.get(at(board)).text


def test_a_project_is_opened_to_the_lines_of_its_stages(
    desk: Client, told: list[Task], school: Unit, school_desk: Actor, today: date
) -> None:
    check = (Check("材料齐全"),)
    actions.open_project(
        actor=school_desk,
        task=told[0],
        unit=school,
        kind="build",
        stages=[StagePlan("招标", 10, checks=check), StagePlan("施工", 30, checks=check)],
        begins_on=today,
        today=today,
    )
    bars = desk.get(at("board-gantt"), {"task": told[0].pk}).context["chart"].bars
    assert [bar.name for bar in bars] == ["职工医院工会", "子弟学校工会", "招标", "施工"]
    assert bars[2].span.start == today
