"""Mediation and supervision by their rules alone, without a database."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.matters.rules import disputes, supervising
from zhijia.matters.rules.disputes import Broken, Seat
from zhijia.matters.rules.facts import Facts
from zhijia.platform.refs.days import Calendar

TODAY = date(2026, 11, 27)
NO_DAYS_OFF = Calendar()
DAY = timedelta(days=1)


def facts(
    values: dict[str, Any] | None = None, given_: dict[str, Any] | None = None, **more: Any
) -> Facts:
    return Facts(values or {}, given_ or {}, TODAY, {}, **more)


def clock(cause: str = "ending", *, known: date, **more: Any) -> disputes.Clock:
    asked: dict[str, Any] = {"broken": [], "left_on": None, "is_employed": False, **more}
    return disputes.arbitration_clock(cause=cause, known_on=known, calendar=NO_DAYS_OFF, **asked)


@pytest.mark.parametrize(
    ("seats", "is_right", "why"),
    [
        ([Seat("staff", is_head=True), Seat("firm")], True, "主任已经确定"),
        ([Seat("staff", is_head=True)], False, "双方都要有人"),
        ([Seat("staff", is_head=True), Seat("staff"), Seat("firm")], False, "人数应当对等"),
        ([Seat("staff"), Seat("firm")], False, "现有 0 名"),
        ([Seat("staff", is_head=True), Seat("firm", is_head=True)], False, "现有 2 名"),
        ([], False, "双方都要有人"),
    ],
)
def test_a_committee_has_as_many_of_each_side_and_one_head(
    seats: list[Seat], is_right: bool, why: str
) -> None:
    verdict = disputes.makes_up(seats)
    assert bool(verdict) == is_right
    assert why in verdict.reason
    assert verdict.clause


def test_a_mediator_is_engaged_for_a_year_at_least() -> None:
    assert disputes.may_engage(from_on=TODAY, until_on=None)
    assert disputes.may_engage(from_on=TODAY, until_on=date(2027, 11, 27))
    assert disputes.may_engage(from_on=TODAY, until_on=date(2027, 11, 26)), "a year, inclusive"
    assert not disputes.may_engage(from_on=TODAY, until_on=date(2027, 11, 25))
    assert disputes.may_engage(from_on=date(2028, 2, 29), until_on=date(2029, 2, 28))


@pytest.mark.parametrize(("people", "speakers", "is_right"), [(9, "", True), (10, "", False)])
def test_ten_and_more_say_who_speaks_for_them(people: int, speakers: str, is_right: bool) -> None:
    assert bool(disputes.is_well_applied(facts({"applicants": people}))) == is_right
    named = facts({"applicants": people, "speakers": "张三、李四"})
    assert disputes.is_well_applied(named)


def test_nobody_knew_of_a_wrong_tomorrow() -> None:
    tomorrow = facts({"known_on": (TODAY + DAY).isoformat()})
    assert "不能晚于今天" in disputes.is_well_applied(tomorrow).reason


def test_nobody_is_mediated_against_their_will() -> None:
    assert disputes.is_agreed_to(facts(given_={"both_agree": True}))
    assert not disputes.is_agreed_to(facts())


def test_mediation_is_prolonged_in_time_by_both_and_to_a_later_day() -> None:
    due, both = TODAY + DAY, {"both_agree": True, "until": "2026-12-20"}
    assert disputes.may_prolong(facts(given_=both, due_on=due))
    assert not disputes.may_prolong(facts(given_={"until": "2026-12-20"}, due_on=due))
    assert "视为调解不成" in disputes.may_prolong(facts(given_=both, due_on=TODAY - DAY)).reason
    same = {"both_agree": True, "until": due.isoformat()}
    assert not disputes.may_prolong(facts(given_=same, due_on=due))


SIGNED = {"worker_signed": True, "firm_signed": True, "mediator_signed": True, "is_sealed": True}


@pytest.mark.parametrize("missing", sorted(SIGNED))
def test_an_agreement_without_one_of_its_signatures_does_not_hold(missing: str) -> None:
    assert disputes.is_signed(facts(given_=SIGNED))
    verdict = disputes.is_signed(facts(given_={**SIGNED, missing: False}))
    assert not verdict
    assert "没有生效" in verdict.reason


@pytest.mark.parametrize(("days", "is_right"), [(0, True), (15, True), (16, False), (-1, False)])
def test_an_agreement_is_confirmed_within_fifteen_days(days: int, is_right: bool) -> None:
    asked = (TODAY + days * DAY).isoformat()
    verdict = disputes.may_confirm(facts({"signed_on": TODAY.isoformat()}, {"confirmed_on": asked}))
    assert bool(verdict) == is_right


def test_arbitration_is_open_for_a_year_from_when_the_wrong_was_known() -> None:
    assert clock(known=date(2026, 3, 5)).until == date(2027, 3, 5)


def test_an_interruption_begins_the_year_anew_and_an_older_one_does_not() -> None:
    broken = [Broken(date(2026, 6, 1), "relief"), Broken(date(2026, 1, 1), "claim")]
    found = clock(known=date(2026, 3, 5), broken=broken)
    assert found.until == date(2027, 6, 1)
    assert "向有关部门请求救济" in found.words


def test_arrears_of_pay_run_no_time_while_employed_and_a_year_from_leaving() -> None:
    assert clock("pay", known=date(2020, 1, 1), is_employed=True).until is None
    left = clock("pay", known=date(2020, 1, 1), left_on=date(2026, 5, 6))
    assert left.until == date(2027, 5, 6)


@given(
    known=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    days=st.lists(st.integers(0, 2000), max_size=4),
)
def test_what_interrupts_while_it_runs_moves_the_end_and_what_comes_later_does_not(
    known: date, days: list[int]
) -> None:
    broken = [Broken(known + n * DAY, "claim") for n in days]

    def ends(*more: Broken) -> date:
        until = clock(known=known, broken=[*broken, *more]).until
        assert until is not None
        return until

    end = ends()
    assert not any(end - 365 * DAY < one.on <= end for one in broken), "each in time counted"
    assert ends(Broken(end, "claim")) >= end + 365 * DAY
    assert ends(Broken(end + DAY, "claim")) == end


def test_a_year_that_had_ended_is_not_begun_anew_and_that_is_said() -> None:
    found = clock(known=date(2020, 1, 6), broken=[Broken(date(2023, 3, 15), "claim")])
    assert found.until == date(2021, 1, 6)
    assert "2023年3月15日向对方主张权利时已经届满" in found.words


def test_only_sums_are_ordered_by_a_court() -> None:
    assert "支付令" in disputes.way_on("pay")
    assert "支付令" not in disputes.way_on("hours")


def test_two_look_and_show_their_cards() -> None:
    two = {"investigators": [1, 2], "has_shown": True, "seen_on": TODAY.isoformat()}
    assert supervising.is_looked_into(facts(given_=two))
    assert not supervising.is_looked_into(facts(given_={**two, "investigators": [1]}))
    assert not supervising.is_looked_into(facts(given_={**two, "investigators": [1, 1]}))
    assert not supervising.is_looked_into(facts(given_={**two, "has_shown": False}))
    later = {**two, "seen_on": (TODAY + DAY).isoformat()}
    assert not supervising.is_looked_into(facts(given_=later))


def test_a_sterner_letter_follows_a_refusal_or_silence() -> None:
    assert supervising.has_been_refused(facts({"reply": "refused"}))
    assert not supervising.has_been_refused(facts({"reply": "promised"}))
    assert not supervising.has_been_refused(facts(due_on=TODAY))
    assert supervising.has_been_refused(facts(due_on=TODAY - DAY))


def test_a_case_is_closed_as_mended_when_the_employer_said_so() -> None:
    assert supervising.is_mended(facts({"reply": "mended"}))
    assert not supervising.is_mended(facts())


@pytest.mark.parametrize(
    ("said", "is_right"),
    [
        ({"both_agree": True, "until": "2026-11-27"}, True),
        ({"both_agree": False, "until": "2026-12-01"}, False),
        ({"both_agree": True, "until": "2026-11-26"}, False),
        ({"both_agree": True}, False),
    ],
)
def test_what_was_not_signed_is_talked_over_again_where_both_want_it(
    said: dict[str, Any], is_right: bool
) -> None:
    facts = Facts(values={}, given=said, today=date(2026, 11, 27), times={})
    assert bool(disputes.may_be_taken_up(facts)) is is_right
