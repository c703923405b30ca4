"""Rules of meetings: notice, sessions, delegates, the hall, evaluation, meetings of others."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.ballots.counting import SATISFACTION, tally
from zhijia.law import LAW
from zhijia.meetings.kinds import MEETINGS
from zhijia.meetings.rules import calling, delegates, guests, hall, opening, yearly
from zhijia.meetings.rules.delegates import MakeUp
from zhijia.platform.refs.days import Calendar

# 2026-02-16 to 02-23 is the Spring Festival, 02-14 and 02-28 are worked.
FESTIVAL = frozenset(date(2026, 2, day) for day in range(15, 24))
CALENDAR = Calendar(
    off=FESTIVAL, worked=frozenset({date(2026, 2, 14), date(2026, 2, 28)}), years=frozenset({2026})
)
UNION, STAFF = MEETINGS["delegates"], MEETINGS["staff"]


# 通知


@pytest.mark.parametrize(
    ("given_on", "meets_on", "ok"),
    [
        (date(2026, 3, 2), date(2026, 3, 10), True),  # Tue to Mon: five working days between
        (date(2026, 3, 3), date(2026, 3, 10), False),
        (date(2026, 2, 10), date(2026, 2, 24), False),  # the festival lies between: four
        (date(2026, 2, 9), date(2026, 2, 24), True),
        (date(2026, 3, 10), date(2026, 3, 10), False),
    ],
)
def test_delegates_hear_five_working_days_before(given_on: date, meets_on: date, ok: bool) -> None:
    assert UNION.notice
    verdict = calling.is_given_in_time(
        UNION.notice, given_on=given_on, meets_on=meets_on, calendar=CALENDAR
    )
    assert bool(verdict) is ok
    assert verdict.clause == LAW["DD-18"]


def test_staff_hear_seven_days_before_and_a_late_notice_says_what_was_the_last() -> None:
    assert STAFF.notice
    on_time = {"given_on": date(2026, 3, 2), "meets_on": date(2026, 3, 10)}
    late = {"given_on": date(2026, 3, 3), "meets_on": date(2026, 3, 10)}
    assert calling.is_given_in_time(STAFF.notice, **on_time, calendar=CALENDAR)
    verdict = calling.is_given_in_time(STAFF.notice, **late, calendar=CALENDAR)
    assert not verdict
    assert "2026-03-02" in verdict.reason


# 届次


def test_sessions_go_one_by_one() -> None:
    held = frozenset({(3, 1), (3, 2), (2, 5)})
    assert calling.follows_session(term=3, session=3, held=held)
    assert calling.follows_session(term=4, session=1, held=held)
    assert "同一届次" in calling.follows_session(term=3, session=2, held=held).reason
    assert not calling.follows_session(term=3, session=5, held=held)
    assert not calling.follows_session(term=2, session=6, held=held)
    assert not calling.follows_session(term=0, session=1, held=held)


def test_a_meeting_is_called_for_a_day_to_come() -> None:
    assert not calling.may_meet_on(date(2026, 3, 1), today=date(2026, 3, 2))
    assert calling.may_meet_on(date(2026, 3, 2), today=date(2026, 3, 2))


def test_a_regular_meeting_is_overdue_after_a_year_in_old_state_works_after_half_a_year() -> None:
    last, today = date(2026, 1, 20), date(2026, 7, 21)
    works = MEETINGS["works"]
    assert STAFF.every
    assert works.every
    day = {"today": today, "calendar": CALENDAR}
    assert calling.is_held_often_enough(last, STAFF.every, **day)  # type: ignore[arg-type]  # facts by name
    assert not calling.is_held_often_enough(last, works.every, **day)  # type: ignore[arg-type]  # facts by name
    assert not calling.is_held_often_enough(None, STAFF.every, **day)  # type: ignore[arg-type]  # facts by name


@pytest.mark.parametrize(("asking", "of", "ok"), [(33, 99, True), (33, 100, False), (0, 0, False)])
def test_a_third_of_the_members_may_ask_for_a_meeting(asking: int, of: int, ok: bool) -> None:
    committee, members, _ = UNION.proposing
    assert bool(calling.is_asked_for(members, asking=asking, of=of)) is ok
    assert calling.is_asked_for(committee)


def test_no_reply_from_above_is_no_approval() -> None:
    sent, calendar = date(2026, 3, 2), CALENDAR
    late = calling.is_answered(
        sent_on=sent, answered_on=None, is_agreed=False, today=date(2026, 3, 18), calendar=calendar
    )
    assert not late
    assert "没有批复不等于批准" in late.reason
    waits = calling.is_answered(
        sent_on=sent, answered_on=None, is_agreed=False, today=date(2026, 3, 17), calendar=calendar
    )
    assert "等待批复" in waits.reason
    answered = {"sent_on": sent, "answered_on": date(2026, 3, 9), "today": date(2026, 3, 18)}
    assert calling.is_answered(**answered, is_agreed=True, calendar=calendar)  # type: ignore[arg-type]  # facts by name
    assert not calling.is_answered(**answered, is_agreed=False, calendar=calendar)  # type: ignore[arg-type]  # facts by name


def test_the_first_session_comes_within_a_month_of_the_last_delegate() -> None:
    elected = date(2026, 3, 10)
    assert calling.is_first_in_time(elected, date(2026, 4, 10), calendar=CALENDAR)
    assert not calling.is_first_in_time(elected, date(2026, 4, 11), calendar=CALENDAR)


# 名额


def test_seats_go_by_people_and_nobody_is_left_out() -> None:
    dealt = delegates.allot(10, {"外科": 120, "内科": 90, "药剂": 3})
    assert dealt == {"外科": 5, "内科": 4, "药剂": 1}


@given(
    people=st.dictionaries(st.text(min_size=1, max_size=4), st.integers(1, 5000), min_size=1),
    more=st.integers(0, 300),
)
def test_all_seats_are_dealt_each_unit_has_one_and_more_people_never_have_fewer(
    people: dict[str, int], more: int
) -> None:
    seats = len(people) + more
    dealt = delegates.allot(seats, people)
    assert sum(dealt.values()) == seats
    assert min(dealt.values()) >= 1
    for one in people:
        for other in people:
            if people[one] > people[other]:
                assert dealt[one] >= dealt[other]


def test_fewer_seats_than_units_are_refused() -> None:
    with pytest.raises(ValueError, match="has a seat"):
        delegates.allot(1, {"甲": 5, "乙": 5})
    with pytest.raises(ValueError, match="has people"):
        delegates.allot(3, {"甲": 5, "乙": 0})


# 结构


def test_a_fifth_of_managers_is_fine_one_more_is_warned_of_by_each_congress_own_text() -> None:
    fine, over = MakeUp(35, managers=7, frontline=20), MakeUp(35, managers=8, frontline=20)
    assert all(one.verdict for one in delegates.make_up("union", fine))
    (union, _), (staff,) = delegates.make_up("union", over), delegates.make_up("staff", over)
    assert (union.verdict.clause, staff.verdict.clause) == (LAW["DD-03"], LAW["ZD-02"])
    assert not union.verdict
    assert "中层正职以上" in union.verdict.reason
    assert "中层以上" in staff.verdict.reason


def test_women_have_at_least_the_share_they_have_among_the_staff() -> None:
    found = MakeUp(10, women=4)
    _, women = delegates.make_up("staff", found, women_of_staff=Fraction(1, 2))
    assert not women.verdict
    _, women = delegates.make_up("staff", found, women_of_staff=Fraction(2, 5))
    assert women.verdict


def test_nobody_has_no_make_up() -> None:
    (empty,) = delegates.make_up("union", MakeUp(0))
    assert not empty.verdict


@pytest.mark.parametrize(("teachers", "ok"), [(59, False), (60, True)])
def test_sixty_percent_of_a_schools_delegates_are_teachers(teachers: int, ok: bool) -> None:
    verdict = delegates.enough_teachers(MakeUp(100, teachers=teachers))
    assert bool(verdict) is ok
    assert f"占 {teachers}.0%" in verdict.reason


def test_a_share_is_cut_and_not_rounded() -> None:
    assert "占 59.8%" in delegates.enough_teachers(MakeUp(167, teachers=100)).reason


@pytest.mark.parametrize(("staff", "ok"), [(79, True), (80, False)])
def test_a_small_school_meets_in_person(staff: int, ok: bool) -> None:
    assert bool(delegates.meets_in_person(staff)) is ok


# 选举


@pytest.mark.parametrize(("seats", "least"), [(1, 2), (6, 7), (7, 9), (20, 23)])
def test_union_delegates_need_fifteen_percent_more_candidates(seats: int, least: int) -> None:
    assert delegates.may_put_up("union", seats, least)
    assert not delegates.may_put_up("union", seats, least - 1)
    assert delegates.may_put_up("staff", seats, seats)
    assert not delegates.may_put_up("staff", seats, seats - 1)


def test_a_delegate_is_elected_by_more_than_half_of_the_whole_unit() -> None:
    union, staff = (
        delegates.is_elected(whose, everybody=60, came=50, yes=31) for whose in ("union", "staff")
    )
    assert (union.clause, staff.clause) == (LAW["DD-08"], LAW["ZD-14"])
    assert union
    assert staff
    assert not delegates.is_elected("union", everybody=60, came=50, yes=30)
    assert not delegates.is_elected("staff", everybody=60, came=39, yes=39)
    assert not delegates.is_elected("union", everybody=0, came=0, yes=0)


def test_a_delegate_who_moves_or_leaves_is_one_no_more_by_each_text() -> None:
    assert delegates.ends("union", "moved")
    assert not delegates.ends("staff", "moved")
    assert delegates.ends("staff", "left")
    assert not delegates.ends("union", "away", months_away=12)
    assert delegates.ends("union", "away", months_away=13)
    assert delegates.ends("staff", "resigned")
    with pytest.raises(KeyError):
        delegates.ends("union", "grew tired")


@pytest.mark.parametrize(("vacant", "dated"), [(1, False), (10, False), (11, True)])
def test_more_than_a_quarter_vacant_is_filled_in_three_months(vacant: int, dated: bool) -> None:
    verdict = delegates.vacancies(40, vacant, since=date(2026, 3, 10), calendar=CALENDAR)
    assert not verdict
    assert ("2026-06-10" in verdict.reason) is dated
    assert delegates.vacancies(40, 0, since=date(2026, 3, 10), calendar=CALENDAR)


def test_a_recall_is_proposed_by_a_third_and_decided_by_more_than_half_of_all() -> None:
    assert delegates.may_propose_recall(asking=20, of=60)
    assert not delegates.may_propose_recall(asking=19, of=60)
    assert not delegates.may_propose_recall(asking=0, of=0)
    assert delegates.may_propose_recall(asking=0, of=60, is_union_of_unit=True)
    assert delegates.is_recalled("union", everybody=60, came=40, yes=31)
    assert not delegates.is_recalled("union", everybody=60, came=60, yes=30)
    assert not delegates.is_recalled("staff", everybody=60, came=39, yes=39)


# 会场


def test_the_roll_stands_still_after_the_report_on_credentials() -> None:
    assert hall.may_change_roll(is_fixed=False)
    assert not hall.may_change_roll(is_fixed=True)


def test_who_signs_in_twice_is_told_where_the_first_was_done() -> None:
    assert hall.may_sign_in(seat="delegate", is_there=False)
    verdict = hall.may_sign_in(seat="delegate", is_there=True, at="二号签到台")
    assert not verdict
    assert "二号签到台" in verdict.reason


def test_observers_are_welcome_and_do_not_vote() -> None:
    assert hall.may_sign_in(seat="observer", is_there=False)
    assert not hall.may_vote("observer", is_there=True)
    assert not hall.may_vote("delegate", is_there=False)
    assert hall.may_vote("delegate", is_there=True)


@pytest.mark.parametrize(
    ("due", "present", "ok"),
    [(34, 23, True), (34, 22, False), (3, 2, True), (7, 5, True), (101, 67, False), (0, 0, False)],
)
def test_two_thirds_make_a_meeting(due: int, present: int, ok: bool) -> None:
    assert bool(hall.is_quorate(due, present, LAW["DD-22"])) is ok


def test_who_is_too_few_may_talk_but_not_vote() -> None:
    verdict = hall.may_go_on(34, 22, LAW["DD-22"])
    assert not verdict
    assert "可以继续听取和讨论" in verdict.reason
    assert hall.may_go_on(34, 23, LAW["DD-22"])


def test_nobody_sits_in_two_delegations() -> None:
    assert not hall.in_one_group(["第一代表团", "第二代表团"], "王建国")
    assert hall.in_one_group(["第一代表团", "第一代表团"], "王建国")


# 届首


def test_what_a_first_session_lacks_is_named_in_order() -> None:
    done = {"reported", "elected", "checked", "called"}
    lacking = [one.reason for one in opening.lacking(done, opening.BEFORE_FIRST)]
    assert [words.removeprefix("尚缺：") for words in lacking] == [
        "上一级工会批复",
        "会员代表培训",
        "委员候选人建议名单公示五个工作日",
    ]
    assert not opening.lacking(opening.PREPARATORY, opening.PREPARATORY)


def test_half_a_staff_presidium_are_no_leaders_most_of_a_schools_are_teachers() -> None:
    assert opening.presidium(STAFF, members=10, workers=5)
    assert not opening.presidium(STAFF, members=10, workers=4)
    teachers = MEETINGS["teachers"]
    assert not opening.presidium(teachers, members=10, workers=10, teachers=5)
    assert opening.presidium(teachers, members=10, workers=0, teachers=6)
    assert opening.presidium(UNION, members=9, workers=0)
    assert not opening.presidium(MEETINGS["committee"], members=1, workers=1)


# 评议


def test_a_grade_needs_an_adopted_method_and_two_bad_years_allow_a_recall() -> None:
    assert not yearly.may_grade(method_adopted=False, method_filed=False)
    assert yearly.may_grade(method_adopted=True, method_filed=False)
    assert yearly.may_be_recalled(["满意", "不满意", "不满意"])
    assert not yearly.may_be_recalled(["不满意", "满意", "不满意"])
    assert not yearly.may_be_recalled(["不满意"])


def test_the_counts_are_always_read_out() -> None:
    graded = tally(SATISFACTION, ["满意"] * 20 + ["不满意"] * 3)
    assert yearly.read_out("李主席", graded) == (
        "李主席：有效票 23 张，满意 20 票、基本满意 0 票、不满意 3 票"
    )


def test_a_chair_is_recalled_by_more_than_half_of_all() -> None:
    assert yearly.heads_recalled(yes=18, everybody=34)
    assert not yearly.heads_recalled(yes=17, everybody=34)
    assert yearly.may_propose_recall(by_committee=True, asking=0, of=0)
    assert yearly.may_propose_recall(by_committee=False, asking=12, of=34)
    assert not yearly.may_propose_recall(by_committee=False, asking=11, of=34)


# 应邀


def test_the_union_is_invited_where_pay_and_safety_are_on_the_table() -> None:
    assert "工资、劳动安全卫生" in guests.must_be_invited(frozenset({"safety", "wages"})).reason
    assert not guests.must_be_invited(frozenset())
    assert not guests.was_there(invited=False, came=False, opinion="")
    assert not guests.was_there(invited=True, came=False, opinion="")
    assert not guests.was_there(invited=True, came=True, opinion=" ")
    assert guests.was_there(invited=True, came=True, opinion="不同意减少夜班补贴")
