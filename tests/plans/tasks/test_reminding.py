"""The clock reminds before the day, on it, and weekly after it; late work climbs; people urge."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document

from zhijia.org.models import Member, Unit
from zhijia.plans import actions
from zhijia.plans.models import Assignment, Reminder, Task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.jobs.register import CLOCK
from zhijia.platform.notices.models import Notice

Give = Callable[..., Assignment]
Told = Callable[[Actor], list[str]]
CLOCKWORK = Actor()
KINDS = ("plans.due", "plans.overdue", "plans.escalated", "plans.urged")


@pytest.fixture(autouse=True)
def accounts(
    sign_in: Callable[..., Client], group_desk: Actor, hospital_desk: Actor, school_desk: Actor
) -> None:
    """Let the desks of the group, the hospital and the school have accounts."""
    for who in (group_desk, hospital_desk, school_desk):
        sign_in(who)


@pytest.fixture
def told() -> Told:
    """Return what somebody was reminded of, the oldest first."""

    def look(who: Actor) -> list[str]:
        account = Member.objects.get(pk=who.member_id).user_id
        mine = Notice.objects.filter(user=account, kind__in=KINDS)
        return [one.title for one in mine.order_by("pk")]

    return look


def remind(on: date) -> int:
    return actions.remind(actor=CLOCKWORK, today=on)


def test_the_clock_comes_in_the_morning() -> None:
    assert "plans.remind" in CLOCK


def test_three_days_ahead_the_holder_is_reminded_once_and_once_more_on_the_day(
    issued: Assignment, told: Told, hospital_desk: Actor, group_desk: Actor
) -> None:
    words = issued.wording
    assert remind(issued.due_on - timedelta(days=4)) == 0
    assert remind(issued.due_on - timedelta(days=3)) == 1
    assert remind(issued.due_on - timedelta(days=3)) == 0, "the clock may come twice"
    assert remind(issued.due_on - timedelta(days=2)) == 0, "nor every day anew"
    assert remind(issued.due_on) == 1
    assert remind(issued.due_on) == 0
    assert told(hospital_desk) == [f"还有 3 天到期：{words}", f"今天到期：{words}"]
    assert told(group_desk) == []
    kinds = issued.reminders.order_by("pk").values_list("kind", "nth", "level")
    assert list(kinds) == [("ahead", 1, "taker"), ("today", 2, "taker")]


def test_a_clock_that_stood_still_reminds_on_the_day_itself(
    issued: Assignment, told: Told, hospital_desk: Actor
) -> None:
    remind(issued.due_on)
    assert told(hospital_desk) == [f"今天到期：{issued.wording}"]


def test_what_was_given_today_needs_no_reminder_today(
    give: Give, task: Task, hospital: Unit, told: Told, hospital_desk: Actor, today: date
) -> None:
    given = give(task, hospital, due=2)
    assert remind(today) == 0
    remind(today + timedelta(days=1))
    assert told(hospital_desk) == [f"还有 1 天到期：{given.wording}"]


def test_what_is_late_is_told_weekly_to_who_has_it_and_to_who_gave_it(
    issued: Assignment, told: Told, hospital_desk: Actor, group_desk: Actor
) -> None:
    for days in range(1, 9):
        remind(issued.due_on + timedelta(days=days))
    words = issued.wording
    assert told(hospital_desk) == [f"已逾期 1 天：{words}", f"已逾期 8 天：{words}"]
    said = [title for title in told(group_desk) if title.startswith("职工医院工会")]
    assert f"职工医院工会逾期 1 天：{words}" in said
    assert f"职工医院工会逾期 8 天：{words}" in said
    assert issued.reminders.filter(kind="overdue").count() == 2


def test_late_work_climbs_first_to_who_leads_the_unit_then_to_who_leads_the_giver(
    issued: Assignment,
    seat: Callable[..., Actor],
    sign_in: Callable[..., Client],
    hospital: Unit,
    group_chair: Actor,
    told: Told,
) -> None:
    chair = seat("2002", hospital)
    for who in (chair, group_chair):
        sign_in(who)
    leads = Notice.objects.filter(kind="plans.escalated")
    remind(issued.due_on + timedelta(days=1))
    assert not leads.exists()
    remind(issued.due_on + timedelta(days=8))
    account = Member.objects.get(pk=chair.member_id).user_id
    assert set(leads.values_list("user", flat=True)) == {account}
    remind(issued.due_on + timedelta(days=15))
    giver = Member.objects.get(pk=group_chair.member_id).user_id
    assert leads.filter(user=giver).count() == 1
    assert leads.filter(user=account).count() == 2
    levels = issued.reminders.order_by("pk").values_list("level", flat=True)
    assert list(levels) == ["taker", "taker_head", "giver_head"]


def test_many_late_units_are_one_message_to_who_gave_it(
    issued: Assignment, give: Give, task: Task, school: Unit, told: Told, group_desk: Actor
) -> None:
    give(task, school)
    remind(issued.due_on + timedelta(days=1))
    assert told(group_desk) == [f"2 个承办单位逾期 1 天：{issued.wording}"]
    assert Notice.objects.get(title__startswith="2 个").url == task.get_absolute_url()


def test_a_granted_extension_is_reminded_of_anew(
    underway: Assignment, told: Told, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    remind(underway.due_on - timedelta(days=1))
    asked = actions.ask_extension(
        actor=hospital_desk,
        assignment=underway,
        to_on=underway.due_on + timedelta(days=10),
        reason="设备未到",
        today=today,
    )
    actions.decide_extension(
        actor=group_desk, extension=asked, is_granted=True, reply="", today=today
    )
    remind(asked.to_on)
    assert told(hospital_desk) == [
        f"还有 1 天到期：{underway.wording}",
        f"今天到期：{underway.wording}",
    ]


def test_what_is_done_or_waits_for_the_giver_or_was_withdrawn_is_not_reminded_of(
    reported: Assignment, group_desk: Actor, today: date
) -> None:
    assert remind(reported.due_on) == 0
    assert remind(reported.due_on + timedelta(days=1)) == 0
    actions.withdraw(actor=group_desk, assignment=reported, words="不再需要", today=today)
    assert remind(reported.due_on) == 0
    assert not Reminder.objects.exists()


def test_a_late_part_is_told_to_its_holder_and_to_the_unit_that_handed_it_down(
    part: Assignment,
    sign_in: Callable[..., Client],
    told: Told,
    workshop_officer: Actor,
    power_desk: Actor,
) -> None:
    sign_in(workshop_officer)
    sign_in(power_desk)
    remind(part.due_on + timedelta(days=1))
    assert told(workshop_officer) == ["已逾期 1 天：排查配电室"]
    assert any("逾期 1 天：排查配电室" in title for title in told(power_desk))


def test_after_a_month_without_a_server_lateness_is_told_once_and_to_all_it_has_reached(
    issued: Assignment, told: Told, hospital_desk: Actor
) -> None:
    remind(issued.due_on + timedelta(days=30))
    assert told(hospital_desk)[0] == f"已逾期 30 天：{issued.wording}"
    assert issued.reminders.get().level == "giver_head"


def test_forty_late_units_cost_the_clock_no_more_queries_than_one(
    issued: Assignment, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(24):
        remind(issued.due_on + timedelta(days=30))


# By hand


def urged(actor: Actor, work: Assignment, on: date, **more: str) -> Reminder:
    return actions.urge(actor=actor, assignment=work, words="请于周五前报送。", today=on, **more)


def test_who_gave_the_work_urges_who_has_it_once_a_day(
    underway: Assignment, group_desk: Actor, hospital_desk: Actor, told: Told, today: date
) -> None:
    made = urged(group_desk, underway, today)
    assert (made.kind, made.nth, made.level) == ("manual", 1, "taker")
    assert told(hospital_desk) == [f"催办通知：{underway.wording}"]
    with pytest.raises(Refused, match="今天已经催办过"):
        urged(group_desk, underway, today)
    assert underway.reminders.count() == 1
    assert urged(group_desk, underway, today + timedelta(days=1)).nth == 2


def test_urging_tells_those_who_lead_the_unit_where_that_is_asked(
    underway: Assignment,
    seat: Callable[..., Actor],
    sign_in: Callable[..., Client],
    hospital: Unit,
    group_desk: Actor,
    told: Told,
    today: date,
) -> None:
    chair = seat("2002", hospital)
    sign_in(chair)
    urged(group_desk, underway, today, level="taker_head")
    assert f"职工医院工会被催办：{underway.wording}" in told(chair)


@pytest.mark.parametrize("who", ["hospital_desk", "school_desk", "group_chair"])
def test_only_the_desk_that_gave_the_work_urges(
    request: pytest.FixtureRequest, underway: Assignment, who: str, today: date
) -> None:
    actor = request.getfixturevalue(who)
    if who == "group_chair":  # the chair keeps the giver's desk too
        assert urged(actor, underway, today)
        return
    with pytest.raises(Refused, match="由交办单位的工会主席、副主席或者干事办理"):
        urged(actor, underway, today)
    assert not Reminder.objects.exists()


def test_what_waits_for_its_giver_is_not_urged(
    reported: Assignment, group_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="已报办结，等待审核，不必催办"):
        urged(group_desk, reported, today)
    assert not Reminder.objects.exists()


def test_all_units_that_are_late_with_a_task_are_urged_at_once(
    issued: Assignment,
    give: Give,
    task: Task,
    school: Unit,
    power: Unit,
    power_desk: Actor,
    group_desk: Actor,
) -> None:
    late = give(task, school)
    give(task, power, due=40)
    on = issued.due_on + timedelta(days=2)
    urged(group_desk, issued, on)
    made = actions.urge_late(actor=group_desk, task=task, words="请抓紧", today=on)
    assert [one.assignment_id for one in made] == [late.pk], "one was urged today, one has time"
    with pytest.raises(Refused, match="没有逾期的承办单位，或者今天都已经催办过"):
        actions.urge_late(actor=group_desk, task=task, words="请抓紧", today=on)
    assert Reminder.objects.count() == 2


def test_a_reminder_shows_on_its_work_to_both_sides_and_comes_as_a_letter(
    underway: Assignment,
    sign_in: Callable[..., Client],
    group_desk: Actor,
    hospital_desk: Actor,
    school_desk: Actor,
    today: date,
) -> None:
    browser = sign_in(group_desk)
    page = underway.get_absolute_url()
    browser.post(f"{page}urge/", {"words": "请于周五前报送。", "level": "taker"})
    made = underway.reminders.get()
    letter = f"/plans/watch/reminders/{made.pk}/word/"
    for who in (group_desk, hospital_desk):
        seen = sign_in(who).get(page).text
        assert "人工催办" in seen
        assert "请于周五前报送。" in seen
    file = BytesIO(b"".join(sign_in(hospital_desk).get(letter).streaming_content))
    words = "\n".join(one.text for one in Document(file).paragraphs)
    assert "催办通知" in words
    assert "职工医院工会：" in words
    assert underway.wording in words
    assert "还有 10 天到期，目前进度 0%。现予第 1 次催办。" in words
    assert "请于周五前报送。" in words
    assert sign_in(school_desk).get(letter).status_code == 404
    assert "人工催办" in sign_in(hospital_desk).get("/plans/watch/reminders/").text
    assert "还没有催办" in sign_in(school_desk).get("/plans/watch/reminders/").text


def test_urging_without_words_comes_back(
    underway: Assignment, sign_in: Callable[..., Client], group_desk: Actor
) -> None:
    answer = sign_in(group_desk).post(f"{underway.get_absolute_url()}urge/", {"level": "taker"})
    assert answer.status_code == 422
    assert "请填写催办要求" in answer.text
    assert not Reminder.objects.exists()
