"""Work done again and again: its periods, their reports, their lights, and how such work ends."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org.models import Unit
from zhijia.plans import actions, queries, speech
from zhijia.plans.actions import natures, pieces
from zhijia.plans.models import Assignment, Piece, Progress, Task, Turn
from zhijia.plans.queries.lights import lights
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice
from zhijia.platform.place import Place

from .conftest import File, Give

Look = Callable[[], tuple[Any, ...]]


@pytest.fixture
def start(today: date) -> date:
    """The first of a month some five months ago: periods lie behind us and before us."""
    month = today.month - 5
    return date(today.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


@pytest.fixture
def monthly(file_tasks: File, start: date) -> Task:
    """A task of the group that is done every month."""
    return file_tasks("各单位每月至少开展一次安全检查", on=start)[0]


@pytest.fixture
def work(
    monthly: Task,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    start: date,
    today: date,
) -> Assignment:
    """The monthly task at the hospital since then, signed for, due in some two months."""
    [given] = actions.assign(
        actor=group_desk,
        task=monthly,
        units=[hospital],
        due_on=today + timedelta(days=61),
        today=start,
    )
    return actions.sign(actor=hospital_desk, assignment=given, today=start)


def again(row: Assignment) -> Assignment:
    return Assignment.objects.get(pk=row.pk)


def turns(work: Assignment) -> list[Turn]:
    return list(work.turns.all())


def test_the_nature_is_read_from_the_words_and_goes_with_the_task(monthly: Task) -> None:
    assert (monthly.nature, monthly.every) == ("recurring", "month")
    assert "每月" in monthly.piece.nature_cue


def test_periods_are_laid_out_when_the_work_is_given(work: Assignment, start: date) -> None:
    found = turns(work)
    assert found[0].from_on == start
    assert found[-1].until_on == work.due_on
    assert len(found) >= 7
    assert all(turn.due_on <= work.due_on for turn in found)
    assert again(work).turn_due_on == found[0].due_on


def test_each_period_has_its_report_and_the_progress_is_their_share(
    work: Assignment, hospital_desk: Actor, today: date
) -> None:
    first, second, *_ = found = turns(work)
    actions.report(
        actor=hospital_desk, assignment=work, words="查了 3 处", turn=first.pk, today=today
    )
    reported = Turn.objects.get(pk=first.pk)
    assert reported.report is not None
    assert reported.report.words == "查了 3 处"
    assert again(work).percent == 100 // len(found)
    assert again(work).turn_due_on == second.due_on


def test_a_word_between_periods_moves_nothing(
    work: Assignment, hospital_desk: Actor, today: date
) -> None:
    actions.report(actor=hospital_desk, assignment=work, words="补充情况", today=today)
    assert again(work).percent == 0
    assert not Turn.objects.exclude(report=None).exists()


def test_a_period_is_reported_on_once_and_not_before_it_begins(
    work: Assignment, hospital_desk: Actor, told: Look, today: date
) -> None:
    first, *_, last = turns(work)
    actions.report(actor=hospital_desk, assignment=work, words="查了", turn=first.pk, today=today)
    before = told()
    for turn, words in ((first, "已经填报"), (last, "才开始")):
        with pytest.raises(Refused, match=words):
            actions.report(
                actor=hospital_desk, assignment=work, words="再报", turn=turn.pk, today=today
            )
    with pytest.raises(Refused, match="没有这一期"):
        actions.report(actor=hospital_desk, assignment=work, words="乱报", turn=10**9, today=today)
    assert told() == before


def test_a_late_period_is_red_everywhere_and_the_desk_is_told(
    work: Assignment, hospital: Unit, hospital_browser: Client, today: date
) -> None:
    page = hospital_browser.get(work.get_absolute_url()).text
    assert "逾期" in page
    assert "各期填报" in page
    place = Place(hospital.pk, hospital.name, hospital.code, hospital.path, (hospital.path,))
    assert lights(place, today).alone()[hospital.path]["red"] == 1
    assert "red" in hospital_browser.get(reverse("plans:desk")).text


def test_reminders_tell_each_period_once(
    work: Assignment, hospital_browser: Client, today: date
) -> None:
    late = next(turn for turn in turns(work) if turn.due_on < today)
    day = late.due_on + timedelta(days=1)
    natures.remind_turns(actor=Actor(), today=day)
    natures.remind_turns(actor=Actor(), today=day)
    assert Notice.objects.filter(kind="plans.overdue", title__contains="分期填报逾期").count() == 1
    soon = next(turn for turn in turns(work) if turn.due_on >= today)
    natures.remind_turns(actor=Actor(), today=soon.due_on)
    assert Notice.objects.filter(kind="plans.due", title__contains="今天到期").count() == 1


def test_work_ends_when_every_period_that_was_due_is_reported(
    work: Assignment, hospital_desk: Actor, told: Look, today: date
) -> None:
    before = told()
    with pytest.raises(Refused, match="期到期没有填报"):
        actions.finish(actor=hospital_desk, assignment=work, words="完成", today=today)
    assert told() == before
    for turn in turns(work):
        if turn.from_on <= today:
            actions.report(
                actor=hospital_desk, assignment=work, words="查了", turn=turn.pk, today=today
            )
    actions.finish(actor=hospital_desk, assignment=again(work), words="完成", today=today)
    assert again(work).state == "reported"


def test_standing_work_is_reported_by_the_quarter_and_ends_in_its_last(
    file_tasks: File,
    hospital: Unit,
    hospital_desk: Actor,
    group_desk: Actor,
    told: Look,
    today: date,
) -> None:
    [task] = file_tasks("要常态化开展送温暖活动")
    assert task.nature == "standing"
    end = date(today.year + 1, 12, 31)
    [given] = actions.assign(actor=group_desk, task=task, units=[hospital], due_on=end, today=today)
    actions.sign(actor=hospital_desk, assignment=given, today=today)
    found = turns(given)
    assert [turn.from_on.month for turn in found[1:]] == [
        turn.until_on.month - 2 for turn in found[1:]
    ]
    before = told()
    with pytest.raises(Refused, match="最后一期"):
        actions.finish(actor=hospital_desk, assignment=again(given), words="完成", today=today)
    assert told() == before


def test_another_frequency_lays_the_open_periods_out_anew_and_keeps_the_reports(
    work: Assignment, monthly: Task, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    first = turns(work)[0]
    actions.report(actor=hospital_desk, assignment=work, words="查了", turn=first.pk, today=today)
    natures.set_task_nature(
        actor=group_desk, task=monthly, nature="recurring", every="week", today=today
    )
    found = turns(work)
    assert found[0].pk == first.pk
    assert all((turn.until_on - turn.from_on).days <= 6 for turn in found[2:])
    natures.set_task_nature(actor=group_desk, task=monthly, nature="once", every="", today=today)
    assert turns(work) == [first]
    assert again(work).turn_due_on is None


def test_only_the_task_s_desk_says_how_often(
    work: Assignment,
    monthly: Task,
    hospital_desk: Actor,
    group_desk: Actor,
    told: Look,
    today: date,
) -> None:
    before = told()
    with pytest.raises(Refused, match="由立项单位"):
        natures.set_task_nature(
            actor=hospital_desk, task=monthly, nature="once", every="", today=today
        )
    with pytest.raises(Refused, match="一次性任务没有频次"):
        natures.set_task_nature(
            actor=group_desk, task=monthly, nature="once", every="week", today=today
        )
    assert told() == before


def test_an_extension_brings_more_periods(
    work: Assignment, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    before = len(turns(work))
    later = work.due_on + timedelta(days=90)
    asked = actions.ask_extension(
        actor=hospital_desk, assignment=work, to_on=later, reason="延续", today=today
    )
    actions.decide_extension(
        actor=group_desk, extension=asked, is_granted=True, reply="", today=today
    )
    found = turns(work)
    assert len(found) > before
    assert found[-1].until_on == later
    assert natures.lay_turns(actor=Actor(), today=today) == 0


def test_recurring_work_with_an_open_frequency_has_no_periods_yet(
    file_tasks: File, give: Give, hospital: Unit, hospital_desk: Actor
) -> None:
    [task] = file_tasks("要定期开展安全检查")
    assert not turns(give(task, hospital))


def test_a_report_by_page_picks_its_period(
    work: Assignment, hospital_browser: Client, today: date
) -> None:
    page = hospital_browser.get(work.get_absolute_url()).text
    assert "填报哪一期" in page
    assert "完成进度（%）" not in page
    first = turns(work)[0]
    here = reverse("plans:assignment-report", args=[work.pk])
    wrong = hospital_browser.post(here, {"words": "查了", "turn": "999999"})
    assert wrong.status_code == 422
    hospital_browser.post(here, {"words": "查了", "turn": str(first.pk)})
    assert Progress.objects.get(step="reported").turn == first


def test_the_pages_say_how_often(
    monthly: Task, desk: Client, hospital_browser: Client, work: Assignment
) -> None:
    assert "定期（每月）" in desk.get(monthly.get_absolute_url()).text
    here = reverse("plans:task-nature", args=[monthly.pk])
    assert desk.get(here).status_code == 200
    said = {"nature": "recurring", "every": "quarter", "version": monthly.version}
    desk.post(here, said)
    assert Task.objects.get(pk=monthly.pk).every == "quarter"
    stale = desk.post(here, {**said, "every": "week"})
    assert stale.status_code == 422
    assert "他人刚修改过" in stale.text
    assert "由立项单位" in hospital_browser.get(here).text


@pytest.fixture
def proposal(group: Unit, group_desk: Actor, today: date) -> Piece:
    """A proposed task that asks for members."""
    text = "同志们：\n各单位要抓紧发展会员，年底前发展会员200人。\n"
    intake = actions.take_in(
        actor=group_desk, unit=group, source=speech.read_text(text), name="讲话", today=today
    )
    found = queries.pieces_of(intake.speeches[0])
    piece = next(p for p in found if "200" in queries.words_of(p))
    return piece if piece.kind == "task" else actions.promote(actor=group_desk, piece=piece)


def test_a_figure_is_suggested_on_the_workbench_and_accepted_by_a_click(
    proposal: Piece, desk: Client, group_desk: Actor, today: date
) -> None:
    page = desk.get(proposal.speech.get_absolute_url()).text
    assert "可以用这项数据计进度" in page
    desk.post(reverse("plans:piece-figure", args=[proposal.pk, "org.joined"]))
    assert Piece.objects.get(pk=proposal.pk).figure == "org.joined"
    assert "以“新入会”计进度" in desk.get(proposal.speech.get_absolute_url()).text
    confirmed = actions.confirm(actor=group_desk, speech=proposal.speech, today=today)
    task = confirmed.tasks.get(piece=proposal)
    assert "建议：新入会" in desk.get(task.get_absolute_url()).text
    form = desk.get(reverse("plans:task-measure", args=[task.pk])).text
    assert 'value="200"' in form
    assert 'value="org.joined" selected' in form


def test_an_accepted_figure_is_taken_back_and_an_unknown_one_refused(
    proposal: Piece, desk: Client, group_desk: Actor
) -> None:
    no = desk.post(reverse("plans:piece-figure", args=[proposal.pk, "no.such"]))
    assert no.status_code == 422
    assert Piece.objects.get(pk=proposal.pk).figure == ""
    pieces.take_figure(actor=group_desk, piece=proposal, figure="org.joined")
    desk.post(reverse("plans:piece-no-figure", args=[proposal.pk]))
    assert Piece.objects.get(pk=proposal.pk).figure == ""


def test_a_person_corrects_the_nature_of_a_proposal(proposal: Piece, desk: Client) -> None:
    assert proposal.nature == "once"
    here = reverse("plans:piece-nature", args=[proposal.pk])
    assert desk.get(here).status_code == 200
    desk.post(here, {"nature": "recurring", "every": "quarter"})
    piece = Piece.objects.get(pk=proposal.pk)
    assert (piece.nature, piece.every, piece.nature_cue) == ("recurring", "quarter", "人工选定")
    wrong = desk.post(here, {"nature": "once", "every": "quarter"})
    assert wrong.status_code == 422
