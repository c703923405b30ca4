"""What the clock does about hazards and suggestions."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.matters.test_hazards import inspector, ordered, report, step  # noqa: F401
from tests.matters.test_suggestions import Shop, member_of, shop  # noqa: F401
from zhijia.matters import actions
from zhijia.matters.models import Matter
from zhijia.matters.queries import finance
from zhijia.org.models import Member
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import FIGURES, waiting_for

CLOCK = Actor()
SignIn = Callable[..., Client]


def test_a_hazard_a_week_late_goes_up_by_itself_and_only_once(
    ordered: Callable[..., Matter],  # noqa: F811
    power_desk: Actor,
    sign_in: SignIn,
    today: date,
) -> None:
    sign_in(power_desk)
    found = ordered()
    assert found.due_on
    day = found.due_on + timedelta(days=6)
    assert actions.raise_hazards(actor=CLOCK, today=day) == 0
    day += timedelta(days=1)
    assert actions.raise_hazards(actor=CLOCK, today=day) == 1
    assert actions.raise_hazards(actor=CLOCK, today=day + timedelta(days=1)) == 0
    up = found.moves.get(step="up")
    assert "逾期7日" in up.words
    desk = actor_for(Member.objects.get(pk=power_desk.member_id))
    assert Notice.objects.filter(user=desk.user_id, title__contains="报告上一级工会").exists()


def test_what_is_paused_or_in_time_is_not_raised(
    ordered: Callable[..., Matter],  # noqa: F811
    inspector: Actor,  # noqa: F811
    today: date,
) -> None:
    found = ordered()
    actions.pause(actor=inspector, matter=found, reason="等备件", today=today)
    assert actions.raise_hazards(actor=CLOCK, today=today + timedelta(days=60)) == 0


def test_finance_is_asked_of_each_month_once_and_has_it_in_its_list(
    shop: Shop,  # noqa: F811
    sign_in: SignIn,
) -> None:
    sign_in(shop.finance)
    matter = shop.used()
    who = actor_for(member_of(shop.finance))
    assert [(one.month, one.number) for one in finance.due(shop.today)] == [(1, 12)]
    assert any("12 个月待确认" in one.detail for one in waiting_for(who, shop.today))
    assert not any("待确认" in one.detail for one in waiting_for(shop.desk, shop.today))
    assert actions.ask_finance(actor=CLOCK, today=shop.today) == 1
    assert actions.ask_finance(actor=CLOCK, today=shop.today) == 0
    shop.confirm(matter, 1)
    assert [(one.month, one.number) for one in finance.due(shop.today)] == [(2, 11)]
    assert actions.ask_finance(actor=CLOCK, today=shop.today) == 1


def test_nothing_waits_for_finance_before_a_month_is_over(shop: Shop) -> None:  # noqa: F811
    matter = shop.used()
    start = shop.today - timedelta(days=400)
    assert matter.parts.filter(answer="按月确认").count() == 1
    assert finance.due(start + timedelta(days=20)) == []


def test_rewards_are_counted_by_their_day(shop: Shop) -> None:  # noqa: F811
    matter = shop.used()
    for month in range(1, 13):
        shop.confirm(matter, month)
    shop.reward(matter, 800)
    paths, day = [shop.unit.path], shop.today
    numbers: dict[str, Any] = {
        name: FIGURES[name].total(paths, day, day)
        for name in ("matters.rewards", "matters.reward_value", "matters.reward_money")
    }
    assert numbers == {
        "matters.rewards": 1,
        "matters.reward_value": 120_000,
        "matters.reward_money": 800,
    }


def test_grave_and_struck_off_hazards_are_counted(
    ordered: Callable[..., Matter],  # noqa: F811
    today: date,
    workshop_chair: Actor,
) -> None:
    ordered(grade="major", must_stop=True, measures="停炉")
    path = [workshop_chair.unit_path]
    assert FIGURES["matters.hazard_major"].total(path, today, today) == 1
    assert FIGURES["matters.hazard_struck"].total(path, today, today) == 0


@pytest.mark.parametrize("words", ["满焊", "陶然焊接法"])
def test_published_methods_are_found_from_other_units(
    words: str, workshop_chair: Actor, hospital_desk: Actor, sign_in: SignIn, today: date
) -> None:
    from zhijia.org.models import Unit

    unit = Unit.objects.get(path=workshop_chair.unit_path)
    text = {"scope": "补焊", "points": "先断电，后满焊。", "effect": "返修率为零。"}
    said = {"name": "陶然焊接法", "trade": "repair", "text": text, "today": today}
    method = actions.register_method(actor=workshop_chair, unit=unit, **said)
    browser = sign_in(hospital_desk)
    asked, url = {"q": words}, method.get_absolute_url()
    assert url not in browser.get("/search/", asked).content.decode()
    actions.publish_method(actor=workshop_chair, method=method, today=today)
    assert url in browser.get("/search/", asked).content.decode()
