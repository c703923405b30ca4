"""What a desk has to answer stands on its to-do list: applications, transfers, corrections."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from zhijia.org import actions
from zhijia.org.models import Member, Unit
from zhijia.org.offers import waiting
from zhijia.platform.actor import Actor
from zhijia.platform.offers import waiting_for

from .test_joining import applied

Browse = Callable[..., Client]
Count = Callable[[int], Any]
DAY = timedelta(days=1)


def lines(actor: Actor, today: date) -> list[str]:
    """Return the lines of the to-do list that ask for an answer."""
    return [todo.title for todo in waiting_for(actor, today) if "待答复" in todo.title]


def an_application(group_desk: Actor, unit: Unit, today: date, receipt: str = "ABCDEFGHJK") -> None:
    link = actions.make_link(actor=group_desk, unit=unit, until_on=today + 90 * DAY, today=today)
    applied(link, today, receipt=receipt)


def test_a_desk_is_told_what_waits_for_its_answer_and_nobody_else(
    group_desk: Actor,
    hospital_desk: Actor,
    school_desk: Actor,
    power_desk: Actor,
    workshop_officer: Actor,
    hospital: Unit,
    sign_in: Browse,
    today: date,
) -> None:
    sign_in(hospital_desk)
    an_application(group_desk, hospital, today)
    her = Member.objects.get(pk=workshop_officer.member_id)
    asked = actions.propose_transfer(
        actor=power_desk, member=her, to_unit=hospital, reason="工作调动", today=today
    )
    assert lines(hospital_desk, today) == ["入会申请：1 份待答复", "转会：1 份待答复"]
    for other in (group_desk, school_desk, power_desk, workshop_officer):
        assert lines(other, today) == [], "the hospital answers for itself"

    actions.decline_transfer(actor=hospital_desk, transfer=asked, words="岗位已满", today=today)
    assert lines(hospital_desk, today) == ["入会申请：1 份待答复"]


def test_a_unit_without_a_desk_is_answered_for_by_the_nearest_above(
    group_desk: Actor, power_desk: Actor, workshop: Unit, sign_in: Browse, today: date
) -> None:
    sign_in(power_desk)
    an_application(group_desk, workshop, today)
    assert lines(power_desk, today) == ["入会申请：1 份待答复"]
    assert lines(group_desk, today) == []


def test_many_are_one_line_with_the_day_of_the_oldest(
    group_desk: Actor, hospital_desk: Actor, hospital: Unit, today: date
) -> None:
    an_application(group_desk, hospital, today - 3 * DAY)
    an_application(group_desk, hospital, today, receipt="ABCDEFGHJM")
    (line,) = [one for one in waiting_for(hospital_desk, today) if "待答复" in one.title]
    assert line.title == "入会申请：2 份待答复"
    assert line.detail == f"最早 {today - 3 * DAY:%Y-%m-%d} 提出"
    assert line.url == reverse("org:applications")


def test_what_waits_costs_a_desk_one_query_and_a_member_none(
    hospital_desk: Actor, workshop_officer: Actor, today: date, django_assert_num_queries: Count
) -> None:
    with django_assert_num_queries(1):
        waiting(hospital_desk, today).alone()
    with django_assert_num_queries(0):
        waiting(workshop_officer, today).alone()


def test_the_menu_has_the_applications_for_desks_alone(
    sign_in: Browse, hospital_desk: Actor, workshop_officer: Actor
) -> None:
    link = f'href="{reverse("org:applications")}"'
    assert link in sign_in(hospital_desk).get("/services/").text
    assert link not in sign_in(workshop_officer).get("/services/").text
