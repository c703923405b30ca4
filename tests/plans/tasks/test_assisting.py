"""Units assist who leads a task: asked by the giver, answered in parts, waited for by the lead."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from zhijia.org.models import Unit
from zhijia.plans import actions
from zhijia.plans.models import Assignment, Progress, Task
from zhijia.plans.offers.desk import waiting
from zhijia.plans.rules import CHECKS
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import FIGURES, totals

from .conftest import Browse, Give


@pytest.fixture
def helper(
    underway: Assignment, school: Unit, school_desk: Actor, group_desk: Actor, today: date
) -> Assignment:
    """The school assists the hospital, signed for."""
    [given] = actions.add_assisting(
        actor=group_desk,
        task=underway.task,
        units=[school],
        due_on=underway.due_on,
        today=today,
        words="请提供校区隐患清单",
    )
    return actions.sign(actor=school_desk, assignment=given, today=today)


def again(work: Assignment) -> Assignment:
    return Assignment.objects.get(pk=work.pk)


def answered(desk: Actor, helper: Assignment, today: date) -> Assignment:
    return actions.answer_for(
        actor=desk,
        assignment=helper,
        words="清单已附，共 7 处。",
        problems="实验楼门禁打不开",
        today=today,
    )


def test_the_lead_finishes_when_who_assists_has_answered(
    underway: Assignment,
    helper: Assignment,
    hospital_desk: Actor,
    school_desk: Actor,
    group_desk: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    sign_in(hospital_desk)
    finish = {"actor": hospital_desk, "assignment": underway, "words": "办完", "today": today}
    with pytest.raises(Refused, match="还有 1 个配合单位没有会签"):
        actions.finish(**finish)
    assert again(underway).state == "underway"
    answered(school_desk, helper, today)
    assert (again(helper).state, again(helper).closed_on) == ("answered", today)
    assert Notice.objects.get(kind="plans.answered").title.startswith("子弟学校工会已会签")
    actions.finish(**finish)
    actions.accept(actor=group_desk, assignment=underway, checked=CHECKS, today=today)
    assert Task.objects.get().closed_on == today, "who assists is not waited for again"


def test_who_assists_does_not_report_the_task_finished(
    helper: Assignment, school_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="配合单位按分工会签，由牵头单位报办结"):
        actions.finish(actor=school_desk, assignment=helper, words="完了", today=today)
    assert again(helper).state == "underway"


def test_who_leads_does_not_answer_as_who_assists(
    underway: Assignment, hospital_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="由牵头单位报办结，不用会签"):
        answered(hospital_desk, underway, today)
    assert again(underway).state == "underway"


@pytest.mark.parametrize("who", ["hospital_desk", "group_desk"])
def test_the_lead_or_the_giver_excuses_with_words(
    request: pytest.FixtureRequest,
    underway: Assignment,
    helper: Assignment,
    hospital_desk: Actor,
    today: date,
    who: str,
) -> None:
    actor = request.getfixturevalue(who)
    actions.excuse(actor=actor, assignment=helper, words="校区另行排查", today=today)
    assert again(helper).state == "excused"
    assert helper.steps.get(step="excused").words == "校区另行排查"
    actions.finish(actor=hospital_desk, assignment=underway, words="办完", today=today)
    assert again(underway).state == "reported"


@pytest.mark.parametrize("who", ["school_desk", "power_desk"])
def test_nobody_excuses_themselves_or_others(
    request: pytest.FixtureRequest, helper: Assignment, today: date, who: str
) -> None:
    actor = request.getfixturevalue(who)
    with pytest.raises(Refused, match="由交办单位的"):
        actions.excuse(actor=actor, assignment=helper, words="不办了", today=today)
    assert again(helper).state == "underway"


def test_a_lead_is_not_excused(underway: Assignment, group_desk: Actor, today: date) -> None:
    with pytest.raises(Refused, match="只有配合单位可以免予会签"):
        actions.excuse(actor=group_desk, assignment=underway, words="算了", today=today)
    assert again(underway).state == "underway"


def test_the_lead_asks_for_what_an_answer_lacks_until_it_has_finished(
    underway: Assignment,
    helper: Assignment,
    hospital_desk: Actor,
    school_desk: Actor,
    today: date,
) -> None:
    ask = {"actor": hospital_desk, "assignment": helper, "words": "缺宿舍楼", "today": today}
    with pytest.raises(Refused, match="还没有会签"):
        actions.ask_again(**ask)
    answered(school_desk, helper, today)
    actions.ask_again(**ask)
    assert (again(helper).state, again(helper).closed_on) == ("underway", None)
    answered(school_desk, helper, today)
    actions.finish(actor=hospital_desk, assignment=underway, words="办完", today=today)
    with pytest.raises(Refused, match="牵头单位已报办结"):
        actions.ask_again(**ask)
    assert again(helper).state == "answered"


def test_an_assisting_unit_has_no_longer_than_the_lead_and_needs_one_at_work(
    issued: Assignment, school: Unit, school_desk: Actor, group_desk: Actor, today: date
) -> None:
    ask = {"actor": group_desk, "task": issued.task, "units": [school], "today": today}
    with pytest.raises(Refused, match="配合单位的期限不能晚于牵头单位的"):
        actions.add_assisting(**ask, due_on=issued.due_on + timedelta(days=1))
    actions.withdraw(actor=group_desk, assignment=issued, words="另议", today=today)
    with pytest.raises(Refused, match="没有正在办理的牵头单位"):
        actions.add_assisting(**ask, due_on=issued.due_on)
    assert Assignment.objects.count() == 1


def test_a_unit_that_leads_does_not_assist_itself(
    underway: Assignment, hospital: Unit, group_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="已经承办这项任务"):
        actions.add_assisting(
            actor=group_desk,
            task=underway.task,
            units=[hospital],
            due_on=underway.due_on,
            today=today,
        )
    assert Assignment.objects.get().role == "lead"


def test_who_assists_is_counted_neither_among_what_was_given_nor_what_is_done(
    group: Unit, underway: Assignment, helper: Assignment, school_desk: Actor, today: date
) -> None:
    answered(school_desk, helper, today)
    wanted = [FIGURES[f"plans.{name}"] for name in ("given", "done", "open")]
    assert list(totals(wanted, [group.path], today, today).values()) == [1, 0, 1]


def test_the_lead_sees_the_answer_with_its_file_and_nobody_beside_does(
    helper: Assignment,
    underway: Assignment,
    hospital_browser: Client,
    school_desk: Actor,
    power_desk: Actor,
    sign_in: Browse,
) -> None:
    browser = sign_in(school_desk)
    page = helper.get_absolute_url()
    assert "请提供校区隐患清单" in browser.get(page).text
    file = BytesIO("校区清单".encode())
    file.name = "清单.txt"
    sent = {"words": "清单已附，共 7 处。", "problems": "<b>门禁</b>打不开", "upload": file}
    assert browser.post(f"{page}answer/", sent).status_code == 302
    step = Progress.objects.get(step="answered")
    lead = hospital_browser.get(underway.get_absolute_url()).text
    assert "清单已附，共 7 处。" in lead
    assert "&lt;b&gt;门禁&lt;/b&gt;打不开" in lead
    assert hospital_browser.get(page).status_code == 200
    taken = hospital_browser.get(f"/plans/tasks/files/{step.pk}/")
    assert b"".join(taken.streaming_content) == "校区清单".encode()
    beside = sign_in(power_desk)
    assert beside.get(page).status_code == 404
    assert beside.get(f"/plans/tasks/files/{step.pk}/").status_code == 404


def test_the_giver_asks_units_to_assist_on_the_tasks_page(
    desk: Client, underway: Assignment, school: Unit, school_desk: Actor
) -> None:
    task = underway.task
    page = task.get_absolute_url()
    assert "请其他单位配合" in desk.get(page).text
    empty = desk.post(f"{page}assisting/", {"due_on": str(underway.due_on)})
    assert empty.status_code == 422
    assert "请至少选择一个配合单位" in empty.text
    sent = {"units": [school.pk], "due_on": str(underway.due_on), "words": "请配合"}
    assert "已请 1 个单位配合" in desk.post(f"{page}assisting/", sent, follow=True).text
    assert task.assignments.get(unit=school).role == "assist"


def test_a_task_without_a_lead_at_work_offers_nobody_to_assist(desk: Client, task: Task) -> None:
    assert "请其他单位配合" not in desk.get(task.get_absolute_url()).text


def test_lead_and_assisting_units_stand_in_their_own_columns(
    desk: Client, underway: Assignment, helper: Assignment, hospital_desk: Actor, today: date
) -> None:
    actions.report(
        actor=hospital_desk,
        assignment=underway,
        words="查了一半",
        percent=50,
        problems="缺检测仪",
        next_step="下周复查",
        today=today,
    )
    book = load_workbook(BytesIO(b"".join(desk.get("/plans/tasks/excel/").streaming_content)))
    heads, row = ([cell.value for cell in book.active[n]] for n in (3, 4))
    line = dict(zip(heads, row, strict=True))
    assert line["牵头（责任）单位"] == "职工医院工会"
    assert line["配合单位"] == "子弟学校工会"
    assert line["存在问题"] == "职工医院工会：缺检测仪"
    assert line["下步措施"] == "职工医院工会：下周复查"


# Help that a report asks for


def asks(desk: Actor, work: Assignment, today: date) -> Progress:
    return actions.report(
        actor=desk,
        assignment=work,
        words="查了一半",
        percent=50,
        help_wanted="请协调检测站借用仪器",
        today=today,
    )


def test_what_a_report_needs_waits_with_the_giver_until_it_is_answered(
    underway: Assignment,
    hospital_desk: Actor,
    desk: Client,
    group_desk: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    sign_in(hospital_desk)
    step = asks(hospital_desk, underway, today)
    assert (
        Notice.objects.get(kind="plans.help_wanted").words == "职工医院工会：请协调检测站借用仪器"
    )
    assert "请协调检测站借用仪器" in desk.get("/plans/watch/help/").text
    assert "1 件事项待协调" in [one.title for one in waiting(group_desk, today).alone()]
    assert desk.post(f"/plans/watch/help/{step.pk}/", {"words": ""}).status_code == 422
    done = desk.post(f"/plans/watch/help/{step.pk}/", {"words": "已约周三"}, follow=True)
    assert "没有等您协调的事项" in done.text
    assert underway.steps.get(step="helped").words == "已约周三"
    assert Notice.objects.get(kind="plans.helped").words.endswith("已约周三")
    again_ = desk.post(f"/plans/watch/help/{step.pk}/", {"words": "再约"})
    assert again_.status_code == 422
    assert "已经答复" in again_.text
    assert underway.steps.filter(step="helped").count() == 1


def test_only_the_giver_answers_and_a_report_without_need_has_nothing_to_answer(
    underway: Assignment, hospital_desk: Actor, group_desk: Actor, sign_in: Browse, today: date
) -> None:
    step = asks(hospital_desk, underway, today)
    with pytest.raises(Refused, match="由交办单位的"):
        actions.settle_help(actor=hospital_desk, step=step, words="自己办", today=today)
    assert sign_in(hospital_desk).post(f"/plans/watch/help/{step.pk}/").status_code == 404
    plain = actions.report(
        actor=hospital_desk, assignment=underway, words="又一些", percent=60, today=today
    )
    with pytest.raises(Refused, match="没有需要协调的事项"):
        actions.settle_help(actor=group_desk, step=plain, words="好", today=today)
    assert not Progress.objects.filter(step="helped").exists()


def test_what_is_over_waits_for_no_help(
    underway: Assignment, hospital_desk: Actor, group_desk: Actor, desk: Client, today: date
) -> None:
    asks(hospital_desk, underway, today)
    actions.withdraw(actor=group_desk, assignment=underway, words="不办了", today=today)
    assert "没有等您协调的事项" in desk.get("/plans/watch/help/").text


def test_forty_calls_for_help_cost_the_page_no_more(
    underway: Assignment,
    hospital_desk: Actor,
    desk: Client,
    today: date,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for _ in range(40):
        asks(hospital_desk, underway, today)
    with django_assert_max_num_queries(10):
        page = desk.get("/plans/watch/help/").text
    assert page.count("请协调检测站借用仪器") == 40


def test_a_lead_with_six_helpers_costs_its_page_no_more(
    underway: Assignment,
    helper: Assignment,
    power: Unit,
    power_desk: Actor,
    group_desk: Actor,
    hospital_browser: Client,
    give: Give,
    today: date,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    actions.add_assisting(
        actor=group_desk,
        task=underway.task,
        units=[power],
        due_on=underway.due_on,
        today=today,
    )
    with django_assert_max_num_queries(18):
        assert "供电公司工会" in hospital_browser.get(underway.get_absolute_url()).text
