"""Lights, deadlines and the order of steps, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.law import HOUSE, Verdict
from zhijia.plans import rules

TODAY = date(2026, 6, 1)
DAYS = st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))
STATES = st.sampled_from(list(rules.STATES))


SCHEMES = st.sampled_from(list(rules.SCHEMES))


def shine(
    due: int,
    *,
    began: int = -10,
    percent: int = 50,
    is_open: bool = True,
    scheme: str = "gyr",
    is_sent_back: bool = False,
) -> str:
    """Return the light of a task due and begun so many days from today."""
    return rules.light(
        due_on=TODAY + timedelta(days=due),
        since=TODAY + timedelta(days=began),
        percent=percent,
        is_open=is_open,
        today=TODAY,
        scheme=scheme,
        is_sent_back=is_sent_back,
    )


@pytest.mark.parametrize(
    ("due", "colour"), [(-1, "red"), (0, "yellow"), (3, "yellow"), (4, "green"), (10, "green")]
)
def test_the_light_is_yellow_three_days_before_the_end_and_red_after_it(
    due: int, colour: str
) -> None:
    assert shine(due, percent=100) == colour


@pytest.mark.parametrize(("percent", "colour"), [(30, "yellow"), (31, "green"), (50, "green")])
def test_twenty_points_behind_the_time_gone_is_yellow(percent: int, colour: str) -> None:
    assert shine(10, began=-10, percent=percent) == colour


@pytest.mark.parametrize("scheme", rules.SCHEMES)
def test_a_task_without_a_day_shines_grey_and_a_finished_one_not_at_all(scheme: str) -> None:
    assert shine(-100, is_open=False, scheme=scheme) == "done"
    undated = rules.light(
        due_on=None, since=TODAY, percent=0, is_open=True, today=TODAY, scheme=scheme
    )
    assert undated == "grey"


@pytest.mark.parametrize(
    ("due", "percent", "is_sent_back", "colour"),
    [
        (-1, 100, False, "red"),
        (0, 100, False, "blue"),
        (3, 100, False, "blue"),
        (4, 100, False, "unlit"),
        (4, 100, True, "yellow"),
        (10, 30, False, "yellow"),
        (10, 31, False, "unlit"),
        (2, 30, False, "yellow"),
        (-1, 30, True, "red"),
    ],
)
def test_of_three_colours_blue_is_near_yellow_behind_or_sent_back_red_late_and_well_is_dark(
    due: int, percent: int, is_sent_back: bool, colour: str
) -> None:
    assert shine(due, percent=percent, scheme="byr", is_sent_back=is_sent_back) == colour


def test_work_sent_back_shows_in_three_colours_only() -> None:
    assert shine(20, percent=100, is_sent_back=True) == "green"


@given(st.integers(-40, 40), st.integers(-40, 0), st.integers(0, 100))
def test_both_schemes_are_red_for_the_same_work(due: int, began: int, percent: int) -> None:
    lights = [shine(due, began=began, percent=percent, scheme=one) for one in rules.SCHEMES]
    assert len({light == "red" for light in lights}) == 1


@given(DAYS, DAYS, st.integers(0, 100), SCHEMES)
def test_a_day_later_the_light_is_never_better(
    due_on: date, since: date, percent: int, scheme: str
) -> None:
    def at(day: date) -> int:
        return rules.WORST_FIRST.index(
            rules.light(
                due_on=due_on,
                since=since,
                percent=percent,
                is_open=True,
                today=day,
                scheme=scheme,
            )
        )

    assert at(TODAY + timedelta(days=1)) <= at(TODAY)


@given(st.integers(-40, 40), st.integers(-40, 0), st.integers(0, 99), SCHEMES)
def test_more_progress_never_makes_the_light_worse(
    due: int, began: int, percent: int, scheme: str
) -> None:
    def at(progress: int) -> int:
        return rules.WORST_FIRST.index(shine(due, began=began, percent=progress, scheme=scheme))

    assert at(percent + 1) >= at(percent)


@pytest.mark.parametrize(
    ("colours", "of_all"),
    [
        (["green", "red", "yellow"], "red"),
        (["green", "yellow"], "yellow"),
        (["done", "green"], "green"),
        (["unlit", "blue", "done"], "blue"),
        (["blue", "yellow"], "yellow"),
        ([], "done"),
    ],
)
def test_the_worst_light_is_that_of_the_whole(colours: list[str], of_all: str) -> None:
    assert rules.worst(colours) == of_all


@pytest.mark.parametrize(
    ("scheme", "colour", "due", "words"),
    [
        ("gyr", "red", -2, "逾期 2 天"),
        ("gyr", "yellow", 0, "今天到期"),
        ("gyr", "yellow", 3, "剩 3 天"),
        ("gyr", "yellow", 20, "进度落后，剩 20 天"),
        ("gyr", "green", 20, "剩 20 天"),
        ("gyr", "done", 20, "已办结"),
        ("byr", "blue", 3, "剩 3 天"),
        ("byr", "yellow", 3, "进度落后，剩 3 天"),
        ("byr", "unlit", 20, "剩 20 天"),
    ],
)
def test_a_light_says_how_many_days_are_left(
    scheme: str, colour: str, due: int, words: str
) -> None:
    due_on = TODAY + timedelta(days=due)
    assert rules.light_words(colour, due_on, TODAY, scheme=scheme) == words


def test_yellow_of_three_colours_says_that_work_was_sent_back() -> None:
    due_on = TODAY + timedelta(days=9)
    words = rules.light_words("yellow", due_on, TODAY, scheme="byr", is_sent_back=True)
    assert words == "退回重办，剩 9 天"


def test_a_light_without_a_day_says_that_the_day_is_open() -> None:
    assert rules.light_words("grey", None, TODAY, scheme="gyr") == "期限待定"


def test_each_scheme_has_its_colours_and_only_another_scheme_is_a_choice() -> None:
    assert rules.colours_of(["gyr"]) == ["red", "yellow", "green"]
    assert rules.colours_of(["byr"]) == ["red", "yellow", "blue", "unlit"]
    assert rules.may_choose_scheme("byr", now="gyr")
    assert rules.may_choose_scheme("", now="gyr"), "a unit may follow the one above again"
    assert not rules.may_choose_scheme("byr", now="byr")
    assert not rules.may_choose_scheme("rgb", now="gyr")


@given(DAYS)
def test_a_due_date_is_today_or_later(due_on: date) -> None:
    verdict = rules.due_ahead(due_on, TODAY)
    assert bool(verdict) == (due_on >= TODAY)
    assert verdict or verdict.clause == HOUSE["HOUSE-05"]


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_a_task_goes_only_to_a_standing_unit_below_with_a_desk_that_has_it_not(
    is_open: bool, in_branch: bool, stands: bool, has_desk: bool, already: bool
) -> None:
    verdict = rules.may_assign(
        is_open=is_open,
        in_branch=in_branch,
        unit_stands=stands,
        has_desk=has_desk,
        already=already,
    )
    assert bool(verdict) == (is_open and in_branch and stands and has_desk and not already)


@given(DAYS, DAYS)
def test_a_part_is_due_no_later_than_the_whole(due_on: date, above: date) -> None:
    assert bool(rules.may_tighten(due_on=due_on, above=above)) == (due_on <= above)


@given(STATES, st.integers(-20, 120), st.integers(0, 100))
def test_progress_is_reported_on_signed_work_and_never_backwards(
    state: str, percent: int, before: int
) -> None:
    verdict = rules.may_report(state=state, percent=percent, before=before)
    assert bool(verdict) == (state == "underway" and before <= percent <= 100)


@given(STATES, DAYS, DAYS, st.booleans())
def test_an_extension_is_asked_before_the_day_for_a_later_day_one_at_a_time(
    state: str, due_on: date, to_on: date, is_waiting: bool
) -> None:
    verdict = rules.may_ask_extension(
        state=state, due_on=due_on, to_on=to_on, today=TODAY, is_waiting=is_waiting
    )
    begun = state in {"issued", "underway"}
    assert bool(verdict) == (begun and due_on >= TODAY and to_on > due_on and not is_waiting)


def test_an_extension_after_the_day_is_refused_by_our_second_article() -> None:
    verdict = rules.may_ask_extension(
        state="underway",
        due_on=TODAY - timedelta(days=1),
        to_on=TODAY + timedelta(days=9),
        today=TODAY,
        is_waiting=False,
    )
    assert str(verdict) == ("期限 2026-05-31 已过，延期须在到期前申请（《职家办事约定》第二条）")


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (rules.may_finish(state="underway", open_parts=2), "还有 2 项分解到岗位的部分没有办结"),
        (rules.may_finish(state="issued", open_parts=0), "任务现在是“待签收”"),
        (rules.may_drop(open_assignments=1), "还有 1 个承办单位正在办理"),
        (rules.may_hand_to(in_branch=False, is_held=True), "只能分解给本单位或者下级单位"),
        (rules.may_hand_to(in_branch=True, is_held=False), "已免职"),
        (rules.may_decide(state="underway", is_decided=True), "已经答复"),
        (rules.may_decide(state="accepted", is_decided=False), "任务现在是“已办结”"),
        (rules.is_whole(is_part=True), "撤回后重新分解"),
        (rules.in_state("withdrawn", "issued"), "任务现在是“已撤回”"),
    ],
)
def test_a_refusal_says_what_stands_in_the_way(verdict: Verdict, words: str) -> None:
    assert not verdict
    assert words in str(verdict)


@pytest.mark.parametrize(
    "verdict",
    [
        rules.may_finish(state="underway", open_parts=0),
        rules.may_drop(open_assignments=0),
        rules.may_hand_to(in_branch=True, is_held=True),
        rules.may_decide(state="issued", is_decided=False),
        rules.is_whole(is_part=False),
        rules.in_state("reported", "reported"),
    ],
)
def test_what_stands_right_may_go_on(verdict: Verdict) -> None:
    assert verdict


def test_a_year_that_nobody_can_mean_is_asked_for_again() -> None:
    far = TODAY.replace(year=TODAY.year + 11)
    asked = {"state": "underway", "due_on": TODAY, "today": TODAY, "is_waiting": False}
    for refused in (rules.due_ahead(far, TODAY), rules.may_ask_extension(to_on=far, **asked)):  # type: ignore[arg-type]  # of mixed kinds
        assert not refused
        assert "核对年份" in refused.reason
    assert rules.due_ahead(far.replace(year=TODAY.year + 10), TODAY)


def test_five_hundred_tasks_go_on_paper_and_one_more_does_not() -> None:
    assert rules.fits_paper(500)
    assert "现有 501 项" in str(rules.fits_paper(501))


def test_a_task_table_has_an_end_in_tasks_and_in_works() -> None:
    assert rules.fits_table(tasks=20_000, works=20_000)
    assert "现有 20001 项、0 条" in str(rules.fits_table(tasks=20_001, works=0))
    assert "现有 1 项、20001 条" in str(rules.fits_table(tasks=1, works=20_001))
