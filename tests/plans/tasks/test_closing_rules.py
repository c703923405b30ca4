"""办结审核、销号、考核: what the rules say, from facts alone."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.plans import rules
from zhijia.plans.rules import CHECKS, POINTS, Tally, score, tenths

DAY = date(2026, 11, 26)
few = st.integers(0, 12)
tallies = st.builds(Tally, few, few, few, few, few, st.integers(0, 1200), few)


def test_work_passes_only_when_every_point_was_checked() -> None:
    assert rules.may_pass(POINTS)
    verdict = rules.may_pass(["facts"])
    assert not verdict
    assert "佐证齐全、格式规范" in str(verdict)
    assert verdict.clause
    assert verdict.clause.id == "HOUSE-65"


def test_work_is_sent_back_for_a_point_of_the_list() -> None:
    assert rules.may_return(["form"])
    assert not rules.may_return([])
    assert not rules.may_return(["taste"])


def test_every_point_is_asked_in_its_own_words() -> None:
    assert set(POINTS) == set(CHECKS) == set(rules.ASKED)
    assert all(rules.ASKED[point].startswith(CHECKS[point]) for point in POINTS)


@pytest.mark.parametrize(
    ("closed", "archived", "words"),
    [(False, False, "还没有销号"), (True, True, "已经归档"), (True, False, "")],
)
def test_a_task_is_put_away_once_it_is_closed(closed: bool, archived: bool, words: str) -> None:
    verdict = rules.may_archive(is_closed=closed, is_archived=archived)
    assert bool(verdict) == (not words)
    assert words in str(verdict)


@pytest.mark.parametrize(
    ("late", "extensions", "returns", "points"),
    [
        (0, 0, 0, 100),
        (1, 0, 0, 98),
        (20, 0, 0, 60),
        (21, 0, 0, 60),
        (400, 0, 0, 60),
        (0, 1, 0, 97),
        (0, 0, 1, 95),
        (3, 2, 1, 83),
        (99, 9, 9, 0),
    ],
)
def test_points_are_taken_off_by_the_published_rule(
    late: int, extensions: int, returns: int, points: int
) -> None:
    assert score(late=late, extensions=extensions, returns=returns) == points


@given(st.integers(0, 4000), st.integers(0, 50), st.integers(0, 50))
def test_points_lie_between_nothing_and_a_hundred(late: int, longer: int, back: int) -> None:
    assert 0 <= score(late=late, extensions=longer, returns=back) <= 100


def test_days_late_are_counted_from_the_day_the_work_was_reported_finished() -> None:
    assert rules.days_late(finished_on=DAY, due_on=DAY) == 0
    assert rules.days_late(finished_on=DAY - timedelta(5), due_on=DAY) == 0
    assert rules.days_late(finished_on=DAY + timedelta(5), due_on=DAY) == 5


def test_what_is_late_and_not_done_counts_as_nothing() -> None:
    tally = Tally(done=3, on_time=3, points=300, overdue=1)
    assert tally.mean == 75
    assert tally.rate == Fraction(3, 4)
    assert Tally().mean is None
    assert Tally().rate is None


@given(st.lists(tallies, max_size=5))
def test_a_whole_is_the_sum_of_its_parts(parts: list[Tally]) -> None:
    whole = rules.whole(parts)
    assert whole.points == sum(part.points for part in parts)
    assert whole.counted == sum(part.counted for part in parts)


def test_units_stand_in_the_published_order() -> None:
    best = Tally(done=4, on_time=4)
    fewer = Tally(done=2, on_time=2)
    half = Tally(done=2, on_time=1)
    waiting = Tally(done=1, on_time=1, overdue=1)
    nothing = Tally()
    shuffled = [nothing, waiting, half, fewer, best]
    assert sorted(shuffled, key=rules.order) == [best, fewer, half, waiting, nothing]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "—"),
        (Fraction(0), "0.0"),
        (Fraction(200, 3), "66.7"),
        (Fraction(100), "100.0"),
        (Fraction(1999, 20), "100.0"),
        (Fraction(9994, 100), "99.9"),
    ],
)
def test_a_mean_is_written_with_one_decimal(value: Fraction | None, shown: str) -> None:
    assert tenths(value) == shown


@pytest.mark.parametrize(
    ("scored", "commented", "archived", "judge", "comment"),
    [
        (False, False, False, False, False),
        (True, False, False, True, True),
        (True, True, False, False, False),
        (True, False, True, False, False),
    ],
)
def test_words_are_added_until_the_giver_has_spoken_or_the_task_is_put_away(
    scored: bool, commented: bool, archived: bool, judge: bool, comment: bool
) -> None:
    facts = {"is_scored": scored, "is_commented": commented, "is_archived": archived}
    assert bool(rules.may_judge_oneself(**facts)) == judge
    assert bool(rules.may_comment(**facts)) == comment
