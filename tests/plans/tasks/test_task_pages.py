"""The pages of tasks: what they list, how they ask, what they refuse and keep."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org.models import Unit
from zhijia.plans import actions
from zhijia.plans.models import Assignment, Task
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.offers import waiting_for
from zhijia.platform.once import fresh

from .conftest import HTMX, Browse, File, Give, confirmed
from .test_task_actions import empty

Look = Callable[[], tuple[Any, ...]]
Most = Callable[[int], Any]
TASKS = reverse("plans:tasks")


def at(name: str, row: Any) -> str:
    return reverse(f"plans:{name}", args=[row if isinstance(row, int) else row.pk])


def listed(browser: Client, **asked: Any) -> list[str]:
    """Return the wordings that the list shows for these questions."""
    return [row.task.wording for row in browser.get(TASKS, asked).context["rows"]]


@pytest.fixture
def three(
    file_tasks: File,
    give: Give,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    today: date,
) -> list[Task]:
    """Three tasks: at the hospital and late, given to nobody, dropped."""
    early = today - timedelta(days=30)
    late, free, dropped = file_tasks(
        "各单位要开展一次隐患排查", "各单位要建立困难职工档案", "各单位要组织一次技能比武", on=early
    )
    give(late, hospital, due=-3, on=early)
    actions.drop_task(actor=group_desk, task=dropped, reason="与上年重复", today=today)
    return [late, free, dropped]


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ({}, [0, 1, 2]),
        ({"state": "unassigned"}, [1]),
        ({"state": "open"}, [0]),
        ({"state": "closed"}, []),
        ({"state": "dropped"}, [2]),
        ({"red": "on"}, [0]),
        ({"q": "档案"}, [1]),
        ({"q": "没有这个词"}, []),
        ({"sort": "-number"}, [2, 1, 0]),
        ({"sort": "nonsense"}, [0, 1, 2]),
        ({"page": "99"}, [0, 1, 2]),
    ],
)
def test_the_list_answers_what_it_is_asked(
    desk: Client, three: list[Task], asked: dict[str, str], which: list[int]
) -> None:
    assert listed(desk, **asked) == [three[n].wording for n in which]


def test_the_list_is_narrowed_by_unit_year_speech_area_and_number(
    desk: Client, three: list[Task], hospital: Unit, school: Unit
) -> None:
    late = three[0]
    everything = [task.wording for task in three]
    assert listed(desk, unit=hospital.code) == [late.wording]
    assert listed(desk, unit=school.code) == []
    assert listed(desk, year=late.year) == everything
    assert listed(desk, speech=late.speech_id) == everything
    assert late.wording in listed(desk, area=late.area)
    assert listed(desk, q=late.number) == [late.wording]


def test_the_line_of_tasks_nobody_has_counts_what_its_link_lists(
    desk: Client,
    three: list[Task],
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    confirmed(hospital_desk, hospital, ("各科室要做好职工体检", "各科室要办好职工书屋"), today)
    assert len(listed(desk, state="unassigned")) == 3
    (line,) = [todo for todo in waiting_for(group_desk, today) if "尚未交办" in todo.title]
    rows = desk.get(line.url).context["rows"]
    assert line.title == "1 项任务尚未交办"
    assert [row.task for row in rows] == [three[1]]


@pytest.mark.parametrize(
    "asked", [{"unit": "99999"}, {"unit": "甲"}, {"year": "1066"}, {"speech": "x"}, {"state": "x"}]
)
def test_a_question_that_makes_no_sense_is_said_so(
    desk: Client, three: list[Task], asked: dict[str, str]
) -> None:
    page = desk.get(TASKS, asked)
    assert page.status_code == 200
    assert "invalid-feedback" in page.text
    assert len(page.context["rows"]) == 3


def test_an_empty_list_says_what_to_do(desk: Client, group: Unit) -> None:
    assert "登记一篇讲话，确认分解以后" in desk.get(TASKS).text
    assert "没有符合条件的任务" in desk.get(TASKS, {"q": "甲"}).text


def test_a_unit_sees_its_own_tasks_and_those_it_was_given(
    three: list[Task], hospital_browser: Client, hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    own = confirmed(hospital_desk, hospital, ("各科室要做好职工体检",), today).tasks.get()
    assert set(listed(hospital_browser)) == {three[0].wording, own.wording}
    assert hospital_browser.get(at("task", three[0])).status_code == 200
    assert hospital_browser.get(at("task", three[1])).status_code == 404


def test_a_unit_sees_nothing_of_what_others_said_about_the_same_task(
    issued: Assignment,
    give: Give,
    school: Unit,
    school_desk: Actor,
    hospital_browser: Client,
    today: date,
) -> None:
    theirs = give(issued.task, school)
    actions.sign(actor=school_desk, assignment=theirs, today=today)
    actions.report(
        actor=school_desk, assignment=theirs, words="校内的情况", percent=10, today=today
    )
    page = hospital_browser.get(at("task", issued.task)).text
    assert "职工医院工会" in page
    assert "校内的情况" not in page
    assert at("assignment", theirs) not in page


def test_a_task_shows_its_original_words_and_where_they_stand(
    desk: Client, issued: Assignment
) -> None:
    task = issued.task
    page = desk.get(at("task", task)).text
    assert task.original in page
    assert (
        f'href="{at("speech", task.speech_id)}?piece={task.piece_id}#piece-{task.piece_id}"' in page
    )
    assert at("assignment", issued) in page


@pytest.mark.parametrize("name", ["task", "task-assign", "task-edit", "task-drop"])
def test_a_task_out_of_reach_is_not_found(
    sign_in: Browse, school_desk: Actor, issued: Assignment, name: str, told: Look
) -> None:
    browser = sign_in(school_desk)
    before = told()
    method = browser.get if name == "task" else browser.post
    assert method(at(name, issued.task)).status_code == 404
    assert method(at(name, 10**12)).status_code == 404
    assert told() == before


def test_who_may_not_give_a_task_is_told_why(hospital_browser: Client, issued: Assignment) -> None:
    page = hospital_browser.get(at("task", issued.task)).text
    assert "由立项单位的工会主席、副主席或者干事办理" in page
    assert at("task-edit", issued.task) not in page


# Giving it away


@pytest.fixture
def ask(desk: Client, task: Task, today: date) -> Callable[..., Any]:
    """Give the task to units by the page's form."""

    def post(*units: int, due_on: date = today, **more: Any) -> Any:
        said = {"units": units, "due_on": f"{due_on:%Y-%m-%d}", "words": "", **more}
        return desk.post(at("task-assign", task), said, follow=True)

    return post


def test_a_task_is_given_to_two_units_and_the_page_says_so(
    ask: Callable[..., Any],
    task: Task,
    hospital: Unit,
    school: Unit,
    hospital_desk: Actor,
    school_desk: Actor,
) -> None:
    page = ask(hospital.pk, school.pk, words="月底前报方案")
    assert page.redirect_chain == [(at("task", task), 302)]
    assert "已交办给 2 个单位。" in page.text
    assert task.assignments.count() == 2


def test_the_due_date_of_the_task_stands_in_the_form(
    desk: Client, task: Task, group_desk: Actor, today: date
) -> None:
    due_on = today + timedelta(days=40)
    actions.edit_task(
        actor=group_desk, task=task, wording="甲", area="other", due_on=due_on, today=today
    )
    assert f'value="{due_on:%Y-%m-%d}"' in desk.get(at("task", task)).text


def test_a_due_date_in_the_past_comes_back_with_everything_filled_in(
    ask: Callable[..., Any], hospital: Unit, hospital_desk: Actor, today: date, told: Look
) -> None:
    before = told()
    page = ask(hospital.pk, due_on=today - timedelta(days=1), words="请抓紧")
    assert page.status_code == 422
    assert "已过，请填今天或以后的日期（《职家办事约定》第五条）" in page.text
    assert "请抓紧" in page.text
    assert page.text.count("checked") == 1
    assert told() == before


@pytest.mark.parametrize("forged", [0, 99999, "甲"])
def test_a_forged_unit_is_refused(
    ask: Callable[..., Any], hospital: Unit, told: Look, forged: Any
) -> None:
    before = told()
    page = ask(forged)
    assert page.status_code == 422
    assert "invalid-feedback" in page.text
    assert told() == before


def test_a_unit_outside_the_branch_is_no_choice(
    hospital_browser: Client,
    hospital: Unit,
    hospital_desk: Actor,
    school: Unit,
    school_desk: Actor,
    today: date,
    told: Look,
) -> None:
    own = confirmed(hospital_desk, hospital, ("各科室要做好职工体检",), today).tasks.get()
    assert "子弟学校" not in hospital_browser.get(at("task", own)).text
    before = told()
    said = {"units": [school.pk], "due_on": f"{today:%Y-%m-%d}"}
    page = hospital_browser.post(at("task-assign", own), said)
    assert page.status_code == 422
    assert told() == before


def test_no_unit_ticked_is_said_so(ask: Callable[..., Any], told: Look) -> None:
    before = told()
    page = ask()
    assert page.status_code == 422
    assert "请至少选择一个承办单位" in page.text
    assert told() == before


def test_a_unit_without_a_desk_is_greyed_and_says_why(
    desk: Client, ask: Callable[..., Any], task: Task, school: Unit, told: Look
) -> None:
    page = desk.get(at("task", task)).text
    assert "子弟学校工会（承办单位尚未配备工会主席或者干事，无人签收，请先任职）" in page
    before = told()
    assert "无人签收" in ask(school.pk).text
    assert told() == before


def test_a_unit_dissolved_while_its_box_was_ticked_is_refused(
    desk: Client,
    ask: Callable[..., Any],
    task: Task,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    today: date,
    told: Look,
) -> None:
    assert "职工医院" in desk.get(at("task", task)).text
    empty(hospital, group_desk, today)
    before = told()
    assert ask(hospital.pk).status_code == 422
    assert told() == before


def test_the_same_form_sent_twice_gives_the_task_once(
    ask: Callable[..., Any], task: Task, hospital: Unit, hospital_desk: Actor
) -> None:
    token = fresh()
    ask(hospital.pk, once=token)
    page = ask(hospital.pk, once=token)
    assert page.redirect_chain[-1] == (at("task", task), 302)
    assert "这张表已经提交过，没有重复办理。" in page.text
    assert task.assignments.count() == 1


# Changing and dropping it


def edit(browser: Client, task: Task, wording: str, **more: Any) -> Any:
    said = {"wording": wording, "area": task.area, "due_on": "", "version": 1, **more}
    return browser.post(at("task-edit", task), said, follow=True)


def test_an_edit_shows_in_the_history_with_what_it_was(desk: Client, task: Task) -> None:
    page = edit(desk, task, "开展两次隐患排查")
    assert "任务已修改。" in page.text
    changes = [moment.words for moment in page.context["history"]]
    assert changes == [f"任务内容：{task.wording} → 开展两次隐患排查"]
    assert task.original in page.text


def test_two_people_editing_one_task_both_see_both_texts(
    desk: Client, sign_in: Browse, group_chair: Actor, task: Task
) -> None:
    edit(desk, task, "甲的写法")
    page = edit(sign_in(group_chair), task, "乙的写法")
    assert page.status_code == 422
    assert "他人刚修改过，请核对后再保存" in page.text
    assert "任务内容现为“甲的写法”，您填的是“乙的写法”" in page.text
    assert Task.objects.get().wording == "甲的写法"
    assert 'name="version" value="2"' in page.text, "who has seen both texts may save"


@pytest.mark.parametrize("wording", ["", " ", "长" * 2001])
def test_a_wording_that_cannot_be_kept_is_refused(
    desk: Client, task: Task, told: Look, wording: str
) -> None:
    before = told()
    assert edit(desk, task, wording).status_code == 422
    assert told() == before


def test_html_in_a_wording_is_shown_and_never_run(desk: Client, task: Task) -> None:
    page = edit(desk, task, "<script>alert(1)</script>")
    assert "<script>alert" not in page.text
    assert "<script>alert(1)</script>" in unescape(page.text)


def test_a_dropped_task_tells_why_and_offers_no_buttons(desk: Client, task: Task) -> None:
    page = desk.post(at("task-drop", task), {"reason": "与上年重复"}, follow=True)
    assert "任务已撤销。原因：与上年重复" in page.text
    assert at("task-assign", task) not in page.text
    assert at("task-edit", task) not in page.text


def test_a_task_at_work_is_not_dropped_and_the_reason_stays(
    desk: Client, issued: Assignment, told: Look
) -> None:
    before = told()
    page = desk.post(at("task-drop", issued.task), {"reason": "不再需要"})
    assert page.status_code == 422
    assert "还有 1 个承办单位正在办理，请先撤回交办" in page.text
    assert "不再需要" in page.text
    assert told() == before


def test_a_dissolved_units_name_stays_beside_its_work(
    desk: Client, reported: Assignment, hospital: Unit, group_desk: Actor, today: date
) -> None:
    actions.accept(actor=group_desk, checked=POINTS, assignment=reported, today=today)
    empty(hospital, group_desk, today)
    page = desk.get(at("task", reported.task)).text
    assert "职工医院工会" in page
    assert "已撤销" in page


# Sixty tasks


@pytest.fixture
def sixty(
    file_tasks: File,
    give: Give,
    hospital: Unit,
    school: Unit,
    hospital_desk: Actor,
    school_desk: Actor,
    group_desk: Actor,
    today: date,
) -> list[Task]:
    """Sixty tasks, forty of them at two units."""
    tasks = file_tasks(*(f"各单位要做好第{n}项工作" for n in range(60)))
    for task in tasks[:40]:
        actions.assign(
            actor=group_desk, task=task, units=[hospital, school], due_on=today, today=today
        )
    return tasks


def test_sixty_tasks_are_two_pages_of_few_queries(
    desk: Client, sixty: list[Task], django_assert_max_num_queries: Most
) -> None:
    with django_assert_max_num_queries(14):
        first = desk.get(TASKS)
    assert len(first.context["rows"]) == 50
    assert len(desk.get(TASKS, {"page": 2}).context["rows"]) == 10
    with django_assert_max_num_queries(21):  # approvals, opinions, words, helpers, stages
        desk.get(at("task", sixty[0]))


def test_a_task_with_a_long_history_costs_no_more(
    desk: Client,
    issued: Assignment,
    hospital_desk: Actor,
    today: date,
    django_assert_max_num_queries: Most,
) -> None:
    here = {"actor": hospital_desk, "assignment": issued, "today": today}
    actions.sign(**here)
    for percent in range(60):
        actions.report(**here, words=f"第{percent}次", percent=percent)
    edit(desk, issued.task, "改一次")
    with django_assert_max_num_queries(21):  # as above
        page = desk.get(at("task", issued.task))
    assert len(page.context["history"]) == 51


def test_htmx_is_led_on_after_a_task_is_changed(desk: Client, task: Task) -> None:
    said = {"wording": "甲", "area": task.area, "due_on": "", "version": 1}
    answer = desk.post(at("task-edit", task), said, headers=HTMX)
    assert answer["HX-Redirect"] == at("task", task)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due_on": "9999-12-31"}, "请核对年份"),
        ({"due_on": "0001-01-01"}, "已过"),
        ({"units": str(2**63)}, "选择一个有效的选项"),
        ({"units": "9" * 40}, "选择一个有效的选项"),
    ],
)
def test_a_day_or_a_number_beyond_all_bounds_is_refused_in_words(
    desk: Client,
    task: Task,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
    told: Callable[[], tuple[Any, ...]],
    wrong: dict[str, str],
    words: str,
) -> None:
    before = told()
    said = {"units": hospital.pk, "due_on": f"{today:%Y-%m-%d}", **wrong}
    page = desk.post(reverse("plans:task-assign", args=[task.pk]), said)
    assert page.status_code == 422
    assert words in page.text
    assert told() == before
