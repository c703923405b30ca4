"""自定时限: a unit's own days hold at the unit, from their day on, and never loosen the law."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.matters.test_appeals import Appeal, appeal, nurse, step
from zhijia.law import SOURCES
from zhijia.matters import actions
from zhijia.matters.kinds import KINDS
from zhijia.matters.kinds.declaring import DAYS, WORKDAYS
from zhijia.matters.models import OwnLimit
from zhijia.matters.rules import limits as rules
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.refs.days import add
from zhijia.platform.refs.queries import calendar

__all__ = ["appeal", "nurse"]
DAY = timedelta(days=1)
Browser = Callable[[Actor], Client]
SOURCE = "《诉求办理办法》（附院工〔2026〕3号）"
Set = Callable[..., OwnLimit]


@pytest.fixture
def own(hospital: Unit, hospital_desk: Actor, today: date) -> Set:
    """Let the hospital set a limit for its appeals in hand."""

    def set_one(**more: Any) -> OwnLimit:
        said = {"kind": "appeal", "state": "handling", "n": 7, "per": "days", **more}
        said = {"source": SOURCE, "since_on": today, "unit": hospital, **said}
        return actions.set_limit(**{"actor": hospital_desk, "today": today, **said})

    return set_one


def test_a_units_own_days_hold_for_what_enters_the_state_from_their_day_on(
    own: Set, appeal: Appeal, hospital_desk: Actor, today: date
) -> None:
    before = appeal()
    step(hospital_desk, before, "accept", today)
    common = before.due_on
    own(since_on=today + DAY)
    still = appeal()
    step(hospital_desk, still, "accept", today)
    assert still.due_on == common, "it begins tomorrow"
    after = appeal()
    step(hospital_desk, after, "accept", today + DAY)
    assert after.due_on == add(today + DAY, 7, DAYS, calendar=calendar())
    before.refresh_from_db()
    assert before.due_on == common


def test_another_units_days_are_its_own(
    own: Set, seat: Any, group: Unit, group_desk: Actor, today: date
) -> None:
    own()
    matter = actions.open_from(
        actor=group_desk,
        kind="appeal",
        unit=group,
        title="加班费没有发",
        values={"cause": "pay", "words": "三月份加班费没有发"},
        today=today,
    )
    step(group_desk, matter, "accept", today)
    assert matter.due_on == add(today, 15, WORKDAYS, calendar=calendar())


def test_a_limit_taken_back_gives_the_common_one_again(
    own: Set, appeal: Appeal, hospital_desk: Actor, today: date
) -> None:
    limit = own()
    actions.end_limit(actor=hospital_desk, limit=limit, today=today)
    matter = appeal()
    step(hospital_desk, matter, "accept", today)
    assert matter.due_on == add(today, 15, WORKDAYS, calendar=calendar())
    with pytest.raises(Refused, match="已经停用"):
        actions.end_limit(actor=hospital_desk, limit=limit, today=today)


def test_a_second_limit_replaces_the_first(
    own: Set, appeal: Appeal, hospital_desk: Actor, today: date
) -> None:
    own()
    own(n=9)
    assert OwnLimit.objects.standing().count() == 1
    matter = appeal()
    step(hospital_desk, matter, "accept", today)
    assert matter.due_on == add(today, 9, DAYS, calendar=calendar())


@pytest.mark.parametrize(
    ("n", "per", "is_allowed"),
    [(3, WORKDAYS, True), (2, WORKDAYS, True), (4, WORKDAYS, False), (2, DAYS, False)],
)
def test_what_law_limits_is_only_made_stricter(n: int, per: Any, is_allowed: bool) -> None:
    declared = KINDS["mediation"].state("applied").within
    assert declared
    assert not SOURCES[declared.clause.source].ours
    today = date(2026, 5, 6)
    said = rules.may_set(declared, n=n, per=per, source=SOURCE, since_on=today, today=today)
    assert bool(said) is is_allowed
    if not is_allowed:
        assert said.clause == declared.clause


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"n": 0}, "1 至 365"),
        ({"n": 366}, "1 至 365"),
        ({"source": " "}, "请写明依据"),
        ({"state": "closed"}, "没有期限"),
        ({"state": "nowhere"}, "没有这个环节"),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(own: Set, change: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        own(**change)
    assert not OwnLimit.objects.exists()


def test_a_limit_does_not_reach_back(own: Set, today: date) -> None:
    with pytest.raises(Refused, match="不能早于今天"):
        own(since_on=today - DAY)
    assert not OwnLimit.objects.exists()


def test_only_the_units_own_desk_sets_it(own: Set, group_desk: Actor, nurse: Actor) -> None:
    for actor in (group_desk, nurse):
        with pytest.raises(Refused, match="由本单位的工会"):
            own(actor=actor)
    assert not OwnLimit.objects.exists()


def test_the_page_of_a_kind_shows_both_limits_and_takes_a_new_one(
    hospital: Unit, hospital_desk: Actor, nurse: Actor, sign_in: Browser, today: date
) -> None:
    browser = sign_in(hospital_desk)
    said = {"unit": hospital.pk, "state": "handling", "n": "7", "per": "days"}
    page = browser.post(
        "/matters/kinds/appeal/limit/", {**said, "source": SOURCE, "since_on": today.isoformat()}
    )
    assert page.status_code == 302
    told = sign_in(nurse).get("/matters/kinds/appeal/").text
    assert "15 个工作日" in told
    assert "7 日" in told
    assert "附院工〔2026〕3号" in told
    assert "设定本单位的时限" not in told
    limit = OwnLimit.objects.get()
    assert sign_in(nurse).post(f"/matters/limits/{limit.pk}/end/").status_code in {404, 422}
    assert browser.post(f"/matters/limits/{limit.pk}/end/").status_code == 302
    assert not OwnLimit.objects.standing().exists()


def test_a_looser_limit_than_law_comes_back_beside_its_field(
    hospital: Unit, hospital_desk: Actor, sign_in: Browser, today: date
) -> None:
    said = {"unit": hospital.pk, "state": "applied", "n": "9", "per": "workdays"}
    page = sign_in(hospital_desk).post(
        "/matters/kinds/mediation/limit/", {**said, "source": SOURCE, "since_on": today.isoformat()}
    )
    assert page.status_code == 422
    assert "只能更短" in page.text
    assert not OwnLimit.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_page(kind: str, nurse: Actor, sign_in: Browser) -> None:
    page = sign_in(nurse).get(f"/matters/kinds/{kind}/")
    assert page.status_code == 200
    assert KINDS[kind].name in page.text


def test_there_is_no_page_of_no_kind(nurse: Actor, sign_in: Browser) -> None:
    assert sign_in(nurse).get("/matters/kinds/nothing/").status_code == 404
    assert KINDS["proposal"].name in sign_in(nurse).get("/matters/kinds/").text
