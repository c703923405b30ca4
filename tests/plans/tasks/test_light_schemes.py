"""A unit chooses its scheme of lights; what it and those below it gave follows, everywhere."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from zhijia.org.models import Unit
from zhijia.plans import actions, queries
from zhijia.plans.models import Assignment, LightChoice, Task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.place import Place

from .conftest import Browse, Give

PAGE = "/plans/watch/schemes/"


def choose(actor: Actor, unit: Unit, scheme: str, today: date) -> LightChoice:
    return actions.choose_scheme(actor=actor, unit=unit, scheme=scheme, today=today)


def of(work: Assignment, today: date) -> tuple[str, str]:
    lit = queries.lit(Assignment.objects.get(pk=work.pk), today)
    return lit.colour, lit.words


def test_what_is_open_changes_its_lights_today_and_what_comes_follows(
    group: Unit,
    group_desk: Actor,
    give: Give,
    task: Task,
    underway: Assignment,
    hospital_desk: Actor,
    school: Unit,
    school_desk: Actor,
    today: date,
) -> None:
    near = underway.due_on - timedelta(days=2)
    actions.report(actor=hospital_desk, assignment=underway, words="快了", percent=90, today=today)
    assert of(underway, near) == ("yellow", "剩 2 天")
    choose(group_desk, group, "byr", today)
    assert of(underway, near) == ("blue", "剩 2 天")
    given = give(task, school)
    assert given.scheme == "byr"
    assert of(given, today) == ("unlit", "剩 10 天")


def test_a_unit_below_that_chose_for_itself_keeps_its_own(
    group: Unit,
    power: Unit,
    group_desk: Actor,
    power_desk: Actor,
    part: Assignment,
    at_power: Assignment,
    today: date,
) -> None:
    choose(power_desk, power, "gyr", today)
    choose(group_desk, group, "byr", today)
    schemes = {one.pk: one.scheme for one in Assignment.objects.all()}
    assert schemes == {at_power.pk: "byr", part.pk: "gyr"}
    choose(power_desk, power, "", today)
    assert Assignment.objects.get(pk=part.pk).scheme == "byr", "it follows the group again"


def test_work_sent_back_is_yellow_until_it_is_reported_again(
    group: Unit, group_desk: Actor, hospital_desk: Actor, reported: Assignment, today: date
) -> None:
    choose(group_desk, group, "byr", today)
    actions.send_back(
        actor=group_desk, assignment=reported, words="缺台账", lacking=["facts"], today=today
    )
    assert of(reported, today) == ("yellow", "退回重办，剩 10 天")
    actions.finish(actor=hospital_desk, assignment=reported, words="补齐", today=today)
    assert of(reported, today) == ("unlit", "剩 10 天")


def test_board_list_and_desk_show_one_light(
    group: Unit, group_desk: Actor, hospital: Unit, desk: Client, underway: Assignment, today: date
) -> None:
    choose(group_desk, group, "byr", today)
    Assignment.objects.update(due_on=today + timedelta(days=1), percent=100)
    place = Place(group.pk, group.name, group.code, group.path, (group.path,))
    assert queries.lights(place, today).alone()[hospital.path] == {"blue": 1}
    assert list(queries.alight(place, "blue", today)) == [underway.pk]
    for page in ("/plans/tasks/", "/plans/desk/?list=given", "/plans/tasks/lights/?light=blue"):
        assert 'class="light light-blue"' in desk.get(page).text, page


def test_a_task_nobody_has_shines_in_the_scheme_of_who_filed_it(
    group: Unit, group_desk: Actor, desk: Client, task: Task, today: date
) -> None:
    Task.objects.update(due_on=today + timedelta(days=1))
    assert "light-yellow" in desk.get("/plans/tasks/").text
    choose(group_desk, group, "byr", today)
    assert "light-blue" in desk.get("/plans/tasks/").text


def test_only_the_units_own_desk_chooses_and_not_what_stands_already(
    group: Unit, hospital: Unit, group_desk: Actor, hospital_desk: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="由本单位的"):
        choose(hospital_desk, group, "byr", today)
    with pytest.raises(Refused, match="由本单位的"):
        choose(group_desk, hospital, "byr", today)
    assert not LightChoice.objects.exists()
    choose(group_desk, group, "byr", today)
    with pytest.raises(Refused, match="现在就是这一方案"):
        choose(group_desk, group, "byr", today)
    assert LightChoice.objects.get().version == 1


def test_the_page_shows_both_schemes_and_keeps_the_choice(
    desk: Client, group: Unit, hospital: Unit
) -> None:
    page = desk.get(PAGE).text
    assert all(f"light-{colour}" in page for colour in ("blue", "unlit", "green"))
    assert "沿用上级或者默认方案" in page
    answer = desk.post(f"{PAGE}{group.pk}/", {"scheme": "byr"}, follow=True)
    assert "现按“蓝黄红（三色督办单）”亮灯" in answer.text
    assert desk.post(f"{PAGE}{group.pk}/", {"scheme": "rgb"}).status_code == 422
    assert desk.post(f"{PAGE}{hospital.pk}/", {"scheme": "byr"}).status_code == 404
    assert LightChoice.objects.get().scheme == "byr"


def test_a_member_without_a_desk_is_told_who_chooses(sign_in: Browse, member: Actor) -> None:
    assert "由各单位的工会主席、副主席或者干事选择" in sign_in(member).get(PAGE).text


def test_a_thousand_open_works_change_in_a_handful_of_queries(
    group: Unit,
    group_desk: Actor,
    underway: Assignment,
    today: date,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    with django_assert_max_num_queries(17):
        choose(group_desk, group, "byr", today)
