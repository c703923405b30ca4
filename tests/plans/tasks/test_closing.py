"""Closing: what was checked is kept and shown, closed tasks are put away, scores are explained."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org.models import Unit
from zhijia.plans import actions
from zhijia.plans.models import Archive, Assignment, Progress, Review, Score, Task
from zhijia.plans.rules import POINTS, StagePlan
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice

from .conftest import HTMX, Browse, Give

Most = Callable[[int], Any]
Look = Callable[[], tuple[Any, ...]]
DAY = timedelta(days=1)


def at(name: str, row: Any) -> str:
    return reverse(f"plans:{name}", args=[row.pk])


@pytest.fixture
def accepted(reported: Assignment, group_desk: Actor, today: date) -> Assignment:
    """The task at the hospital, accepted: the task is closed."""
    return actions.accept(actor=group_desk, assignment=reported, checked=POINTS, today=today)


@pytest.fixture
def closed(accepted: Assignment) -> Task:
    """The closed task."""
    return Task.objects.get(pk=accepted.task_id)


@pytest.fixture
def archived(closed: Task, group_desk: Actor, today: date) -> Task:
    """The closed task, put away."""
    actions.archive(actor=group_desk, tasks=[closed], today=today)
    return closed


@pytest.fixture
def everything(told: Look) -> Look:
    """Return a look at all rows of closing as well."""

    def look() -> tuple[Any, ...]:
        kept = (Review, Archive, Score, Notice)
        return (*told(), *(list(model.objects.order_by("pk").values()) for model in kept))

    return look


# 办结审核


def test_acceptance_keeps_what_was_checked_by_whom_and_when(
    accepted: Assignment, group_desk: Actor, today: date
) -> None:
    review = Review.objects.get()
    assert (review.checked, review.lacking) == (list(POINTS), [])
    assert (review.step.step, review.step.done_on) == ("accepted", today)
    assert review.step.by_id == group_desk.member_id
    assert review.unit_path == accepted.unit_path


@pytest.mark.parametrize("checked", [[], ["facts"], ["facts", "evidence", "taste"]])
def test_work_with_a_point_unchecked_is_not_accepted(
    reported: Assignment, group_desk: Actor, today: date, everything: Look, checked: list[str]
) -> None:
    before = everything()
    with pytest.raises(Refused, match="还没有核对"):
        actions.accept(actor=group_desk, assignment=reported, checked=checked, today=today)
    assert everything() == before


def test_work_is_not_sent_back_without_a_point(
    reported: Assignment, group_desk: Actor, today: date, everything: Look
) -> None:
    before = everything()
    here = {"actor": group_desk, "assignment": reported, "today": today}
    with pytest.raises(Refused, match="请指明哪一项不符合"):
        actions.send_back(**here, lacking=[], words="再看看")
    assert everything() == before


@pytest.mark.parametrize("headers", [None, HTMX], ids=["browser", "htmx"])
def test_the_form_says_what_was_not_ticked_and_keeps_what_was(
    desk: Client, reported: Assignment, headers: Any, everything: Look
) -> None:
    before = everything()
    said = {"checked": ["facts"], "words": "数字对得上"}
    page = desk.post(at("assignment-accept", reported), said, headers=headers)
    assert page.status_code == 422
    assert "还没有核对：佐证齐全、格式规范" in page.text
    assert "数字对得上" in page.text
    assert page.text.count(" checked") == 1
    assert everything() == before


def test_who_has_it_reads_on_top_why_it_came_back(
    desk: Client, hospital_browser: Client, reported: Assignment
) -> None:
    said = {"lacking": ["evidence", "form"], "words": "缺<b>台账</b>"}
    desk.post(at("assignment-send-back", reported), said)
    page = hospital_browser.get(at("assignment", reported)).text
    top = page.partition("办理经过")[0]
    assert "退回重办" in top
    assert "不符合的：佐证齐全、格式规范。" in top
    assert "缺&lt;b&gt;台账" in top
    hospital_browser.post(at("assignment-finish", reported), {"words": "台账已补"})
    assert "退回重办" not in hospital_browser.get(at("assignment", reported)).text


def test_everybody_who_sees_the_task_sees_what_was_ticked(
    hospital_browser: Client, accepted: Assignment
) -> None:
    page = hospital_browser.get(at("assignment", accepted)).text
    life = page.partition("办理经过")[2]
    assert all(words in life for words in ("事实清楚", "佐证齐全", "格式规范"))
    assert "不符合" not in life


# 销号和归档


def test_a_closed_task_is_put_away_by_the_desk_that_filed_it(
    closed: Task, desk: Client, group_desk: Actor, today: date
) -> None:
    listed = desk.get(reverse("plans:archives")).text
    assert closed.wording in listed
    done = desk.post(reverse("plans:archive-put"), {"tasks": [closed.pk]}, follow=True)
    assert "已归档 1 项任务。" in done.text
    put = Archive.objects.get()
    assert (put.task, put.archived_on, put.by_id) == (closed, today, group_desk.member_id)
    assert AuditEntry.objects.latest("pk").action == "plans.archive"
    assert closed.wording in desk.get(reverse("plans:archives") + "?list=put").text
    assert f"{today.year}年{today.month}月{today.day}日由" in desk.get(at("task", closed)).text


def test_nothing_is_put_away_before_it_is_closed_nor_twice_nor_by_others(
    issued: Assignment,
    task: Task,
    group_desk: Actor,
    hospital_desk: Actor,
    today: date,
    everything: Look,
) -> None:
    before = everything()
    with pytest.raises(Refused, match="还没有销号"):
        actions.archive(actor=group_desk, tasks=[task], today=today)
    with pytest.raises(Refused, match="请至少选择一项"):
        actions.archive(actor=group_desk, tasks=[], today=today)
    with pytest.raises(Refused, match="由立项单位的"):
        actions.archive(actor=hospital_desk, tasks=[task], today=today)
    assert everything() == before


def test_one_that_cannot_be_put_away_keeps_all_from_it(
    archived: Task, file_tasks: Any, group_desk: Actor, today: date, everything: Look
) -> None:
    other = file_tasks("各单位要开展一次消防演练")[0]
    other = actions.drop_task(actor=group_desk, task=other, reason="重复", today=today)
    before = everything()
    with pytest.raises(Refused, match="已经归档"):
        actions.archive(actor=group_desk, tasks=[other, archived], today=today)
    assert everything() == before


@pytest.mark.parametrize("tasks", [[], ["0"], ["99999"], ["甲"], ["1" * 30]])
def test_a_forged_choice_puts_nothing_away(
    desk: Client, closed: Task, tasks: list[str], everything: Look
) -> None:
    before = everything()
    page = desk.post(reverse("plans:archive-put"), {"tasks": tasks})
    assert page.status_code == 422
    assert everything() == before


def test_the_paper_of_a_closed_task_tells_all_that_is_on_file(
    desk: Client, archived: Task, accepted: Assignment, today: date
) -> None:
    answer = desk.get(at("task-dossier", archived))
    paper = docx.Document(BytesIO(b"".join(answer.streaming_content)))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    said = "\n".join(cells)
    for words in (archived.wording, "职工医院工会", "已排查完毕", "事实清楚：符合", "100"):
        assert words in said, words
    assert f"{today.year}年{today.month}月{today.day}日" in said


def test_an_open_task_has_no_paper_of_its_end(desk: Client, issued: Assignment, task: Task) -> None:
    assert desk.get(at("task-dossier", task)).status_code == 404


def test_who_does_not_see_the_task_gets_no_paper_of_it(
    sign_in: Browse, school_desk: Actor, archived: Task
) -> None:
    assert sign_in(school_desk).get(at("task-dossier", archived)).status_code == 404


# 考核


def test_work_done_on_time_scores_the_whole(accepted: Assignment, today: date) -> None:
    score = Score.objects.get()
    assert (score.points, score.late, score.extensions, score.returns) == (100, 0, 0, 0)
    assert (score.unit, score.closed_on) == (accepted.unit, today)
    assert score.unit_path == accepted.given_path


def test_lateness_extensions_and_returns_each_cost_what_the_rule_says(
    give: Give,
    task: Task,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    start = today - 30 * DAY
    work = give(task, hospital, due=-20, on=start)
    here = {"actor": hospital_desk, "assignment": work}
    actions.sign(**here, today=start)
    asked = actions.ask_extension(**here, to_on=today - 10 * DAY, reason="下雨", today=start + DAY)
    said = {"actor": group_desk, "is_granted": True, "reply": "同意", "today": start + DAY}
    actions.decide_extension(extension=asked, **said)
    actions.finish(**here, words="排查完毕", today=today - 11 * DAY)
    back = {"actor": group_desk, "assignment": work}
    actions.send_back(**back, lacking=["evidence"], words="缺台账", today=today - 9 * DAY)
    actions.finish(**here, words="已补", today=today - 7 * DAY)
    actions.accept(**back, checked=POINTS, today=today)
    score = Score.objects.get()
    assert (score.late, score.extensions, score.returns) == (3, 1, 1)
    assert score.finished_on == today - 7 * DAY
    assert score.points == 100 - 6 - 3 - 5


def test_a_part_at_a_post_is_checked_but_never_scored(
    part: Assignment,
    at_power: Assignment,
    workshop_officer: Actor,
    power_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    here = {"actor": workshop_officer, "assignment": part, "today": today}
    actions.sign(**here)
    actions.finish(**here, words="已排查")
    actions.accept(actor=power_desk, assignment=part, checked=POINTS, today=today)
    assert Review.objects.count() == 1
    assert not Score.objects.exists()
    actions.finish(actor=power_desk, assignment=at_power, words="已排查", today=today)
    actions.accept(actor=group_desk, assignment=at_power, checked=POINTS, today=today)
    assert Score.objects.get().assignment == at_power


def test_who_did_it_judges_it_and_who_gave_it_comments(
    desk: Client, hospital_browser: Client, accepted: Assignment, hospital_desk: Actor
) -> None:
    said = {"points": 95, "words": "按期完成，台账还可以更细"}
    page = hospital_browser.post(at("assignment-judge", accepted), said, follow=True)
    assert "自评已保存。" in page.text
    assert "台账还可以更细" in desk.get(at("assignment", accepted)).text
    page = desk.post(at("assignment-comment", accepted), {"words": "扎实"}, follow=True)
    assert "点评已保存" in page.text
    read = hospital_browser.get(at("assignment", accepted)).text
    assert "扎实" in read
    assert "修改自评" not in read
    told = Notice.objects.get(kind="plans.commented")
    assert told.title.startswith("任务点评：")
    score = Score.objects.get()
    assert (score.points, score.self_points, score.self_by_id) == (100, 95, hospital_desk.member_id)


def test_words_are_for_those_who_did_and_gave_it_only(
    accepted: Assignment,
    hospital_desk: Actor,
    group_desk: Actor,
    today: date,
    everything: Look,
) -> None:
    score, before = Score.objects.get(), everything()
    here = {"score": score, "today": today}
    with pytest.raises(Refused, match="由承办单位的"):
        actions.judge_oneself(actor=group_desk, points=1, words="差", **here)
    with pytest.raises(Refused, match="由交办单位的"):
        actions.comment(actor=hospital_desk, words="好", **here)
    assert everything() == before


def test_two_who_judge_at_once_are_shown_both_texts(
    hospital_browser: Client, accepted: Assignment
) -> None:
    version = Score.objects.get().version
    first = {"points": 90, "words": "第一次", "version": version}
    hospital_browser.post(at("assignment-judge", accepted), first)
    second = {"points": 80, "words": "第二次", "version": version}
    page = hospital_browser.post(at("assignment-judge", accepted), second)
    assert page.status_code == 422
    assert "他人刚修改过" in page.text
    assert "第一次" in page.text
    assert "第二次" in page.text
    assert Score.objects.get().self_words == "第一次"


def test_somebody_beside_finds_no_score(
    sign_in: Browse, school_desk: Actor, accepted: Assignment
) -> None:
    beside = sign_in(school_desk)
    said = {"points": 1, "words": "差"}
    assert beside.post(at("assignment-judge", accepted), said).status_code == 404
    assert beside.post(at("assignment-comment", accepted), said).status_code == 404


# What is closed stays as it is

Step = Callable[..., object]


def steps_with(actor: Actor, giver: Actor, unit: Unit, today: date) -> dict[str, dict[str, Any]]:
    """Return every step that takes an assignment, with what it asks."""
    far = today + 20 * DAY
    return {
        "sign": {"actor": actor},
        "report": {"actor": actor, "words": "再报", "percent": 100},
        "ask_extension": {"actor": actor, "to_on": far, "reason": "再等等"},
        "finish": {"actor": actor, "words": "再办"},
        "accept": {"actor": giver, "checked": POINTS},
        "send_back": {"actor": giver, "lacking": ["form"], "words": "再改"},
        "withdraw": {"actor": giver, "words": "撤"},
        "reassign": {"actor": giver, "unit": unit, "words": "换"},
    }


@pytest.mark.parametrize(
    "step",
    ["sign", "report", "ask_extension", "finish", "accept", "send_back", "withdraw", "reassign"],
)
def test_no_step_changes_what_was_accepted(
    accepted: Assignment,
    hospital_desk: Actor,
    group_desk: Actor,
    school: Unit,
    school_desk: Actor,
    today: date,
    everything: Look,
    step: str,
) -> None:
    asked = steps_with(hospital_desk, group_desk, school, today)[step]
    before = everything()
    with pytest.raises(Refused):
        getattr(actions, step)(assignment=accepted, today=today, **asked)
    assert everything() == before


def test_an_extension_that_waited_is_not_answered_after_the_end(
    underway: Assignment,
    hospital_desk: Actor,
    group_desk: Actor,
    desk: Client,
    today: date,
    everything: Look,
) -> None:
    here = {"actor": hospital_desk, "assignment": underway, "today": today}
    asked = actions.ask_extension(**here, to_on=underway.due_on + DAY, reason="等料")
    actions.finish(**here, words="不等了，已办完")
    actions.accept(actor=group_desk, assignment=underway, checked=POINTS, today=today)
    assert "报办结以前没有答复" in desk.get(at("assignment", underway)).text
    before = everything()
    said = {"actor": group_desk, "is_granted": True, "reply": "同意", "today": today}
    with pytest.raises(Refused):
        actions.decide_extension(extension=asked, **said)
    assert everything() == before


def test_a_closed_task_is_neither_edited_nor_given_nor_dropped(
    closed: Task, group_desk: Actor, school: Unit, school_desk: Actor, today: date, everything: Look
) -> None:
    before, here = everything(), {"actor": group_desk, "task": closed, "today": today}
    with pytest.raises(Refused):
        actions.edit_task(**here, wording="改", area=closed.area, due_on=None)
    with pytest.raises(Refused):
        actions.assign(**here, units=[school], due_on=today + DAY)
    with pytest.raises(Refused):
        actions.drop_task(**here, reason="不要了")
    assert everything() == before


def test_the_stages_of_a_closed_task_stay_as_they_are(
    underway: Assignment, hospital: Unit, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    project = actions.open_project(
        actor=hospital_desk,
        task=underway.task,
        unit=hospital,
        kind="other",
        stages=[StagePlan("施工", 10)],
        begins_on=today,
        today=today,
    )
    told = {"actor": group_desk, "today": today}
    actions.withdraw(assignment=underway, words="不再需要", **told)
    actions.drop_task(task=underway.task, reason="不再需要", **told)
    stage, here = project.stages.get(), {"actor": hospital_desk, "today": today}
    before = (AuditEntry.objects.count(), stage.state)
    with pytest.raises(Refused, match="请另行立项"):
        actions.begin_stage(stage=stage, **here)
    with pytest.raises(Refused, match="请另行立项"):
        actions.add_stage(project=project, plan=StagePlan("验收", 5), from_on=today, **here)
    assert (AuditEntry.objects.count(), project.stages.get().state) == before


def test_no_leader_writes_on_what_was_put_away(
    archived: Task,
    accepted: Assignment,
    group_chair: Actor,
    sign_in: Browse,
    today: date,
    everything: Look,
) -> None:
    before, here = everything(), {"actor": group_chair, "words": "再看看", "today": today}
    with pytest.raises(Refused, match="已经归档"):
        actions.instruct(assignment=accepted, **here)
    with pytest.raises(Refused, match="已经归档"):
        actions.instruct_task(task=archived, **here)
    assert everything() == before
    page = sign_in(group_chair).get(at("assignment", accepted)).text
    assert at("assignment-instruct", accepted) not in page


def test_help_that_was_asked_for_is_not_answered_after_the_end(
    underway: Assignment,
    hospital_desk: Actor,
    group_desk: Actor,
    today: date,
    everything: Look,
) -> None:
    here = {"actor": hospital_desk, "assignment": underway, "today": today}
    asked = actions.report(**here, words="缺人", percent=50, help_wanted="请派两人")
    actions.finish(**here, words="自己办完了")
    actions.accept(actor=group_desk, assignment=underway, checked=POINTS, today=today)
    before = everything()
    with pytest.raises(Refused, match="已办结"):
        actions.settle_help(actor=group_desk, step=asked, words="派", today=today)
    assert everything() == before


def test_nothing_is_said_of_what_was_put_away(
    archived: Task, hospital_desk: Actor, group_desk: Actor, today: date, everything: Look
) -> None:
    score, before = Score.objects.get(), everything()
    with pytest.raises(Refused, match="已经归档"):
        actions.judge_oneself(actor=hospital_desk, score=score, points=9, words="好", today=today)
    with pytest.raises(Refused, match="已经归档"):
        actions.comment(actor=group_desk, score=score, words="好", today=today)
    assert everything() == before


# How much the pages cost


def test_the_page_of_what_was_accepted_costs_few_queries_more(
    desk: Client, accepted: Assignment, django_assert_max_num_queries: Most
) -> None:
    with django_assert_max_num_queries(21):  # 18 open; its score, twice the archive
        assert desk.get(at("assignment", accepted)).status_code == 200


def test_the_list_of_closed_tasks_costs_the_same_however_many(
    desk: Client,
    file_tasks: Any,
    group_desk: Actor,
    today: date,
    django_assert_max_num_queries: Most,
) -> None:
    for task in file_tasks("各单位要开展一次消防演练", "各单位要组织一次技能比武"):
        actions.drop_task(actor=group_desk, task=task, reason="重复", today=today)
    with django_assert_max_num_queries(10):
        assert desk.get(reverse("plans:archives")).status_code == 200


def test_a_step_is_reviewed_once(accepted: Assignment) -> None:
    steps = Progress.objects.filter(assignment=accepted)
    assert [step.reviewed is not None for step in steps.order_by("pk")] == [False] * 3 + [True]
