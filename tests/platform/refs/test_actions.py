"""The desk of the top unit keeps the calendar and puts down who checked an article."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from zhijia.law import HOUSE, LAW
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Overtaken, Refused
from zhijia.platform.refs import actions, policies, queries
from zhijia.platform.refs.announced import Moved, announced
from zhijia.platform.refs.models import ClauseCheck, Holiday

Trail = Callable[[], list[str]]
UNCHECKED = next(id_ for id_, clause in LAW.items() if not clause.checked)
CHECKED = next(id_ for id_, clause in LAW.items() if clause.checked)
NEW_YEAR = Moved(date(2027, 1, 1), False, "元旦", 2027, "国办发明电〔2026〕9号")
SUNDAY = Moved(date(2027, 1, 3), True, "调休上班", 2027, "国办发明电〔2026〕9号")
YEAR = [NEW_YEAR._replace(day=NEW_YEAR.day + timedelta(days=k)) for k in (0, 1, *range(20, 29))]
TOO_LONG = [NEW_YEAR._replace(day=NEW_YEAR.day + timedelta(days=k)) for k in range(61)]


@pytest.fixture(params=["group_desk", "group_chair"])
def keeper(request: pytest.FixtureRequest) -> Actor:
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["power_desk", "workshop_chair", "member"])
def nobody(request: pytest.FixtureRequest) -> Actor:
    return request.getfixturevalue(request.param)


def test_the_top_desk_keeps_what_holds_for_all(keeper: Actor) -> None:
    assert policies.may_keep_calendar(keeper, Holiday())
    assert policies.may_check(keeper, ClauseCheck())


def test_others_enter_nothing(nobody: Actor, audit_trail: Trail, today: date) -> None:
    before = audit_trail()
    with pytest.raises(Refused, match="最上级单位"):
        actions.set_day(actor=nobody, moved=NEW_YEAR)
    with pytest.raises(Refused, match="最上级单位"):
        actions.enter_year(actor=nobody, year=2027, moved=[NEW_YEAR])
    with pytest.raises(Refused, match="最上级单位"):
        actions.clear_check(actor=nobody, clause=UNCHECKED, note="汇编本", today=today)
    assert not Holiday.objects.exists()
    assert not ClauseCheck.objects.exists()
    assert audit_trail() == before


def test_a_day_entered_here_wins_over_what_the_product_brings(group_desk: Actor) -> None:
    day = date(2026, 10, 10)
    assert queries.calendar().is_workday(day)
    actions.set_day(actor=group_desk, moved=Moved(day, False, "厂休", 2026, "厂发〔2026〕3号"))
    assert not queries.calendar().is_workday(day)

    actions.drop_day(actor=group_desk, holiday=Holiday.objects.get(day=day))
    assert queries.calendar().is_workday(day)


def test_a_day_is_entered_once_and_then_changed(group_desk: Actor, audit_trail: Trail) -> None:
    actions.set_day(actor=group_desk, moved=NEW_YEAR)
    actions.set_day(actor=group_desk, moved=NEW_YEAR._replace(name="元旦节"), version=1)
    row = Holiday.objects.get()
    assert (row.name, row.version) == ("元旦节", 2)
    assert audit_trail()[-2:] == ["refs.set_day", "refs.set_day"]

    with pytest.raises(Overtaken, match="他人刚修改过"):
        actions.set_day(actor=group_desk, moved=NEW_YEAR, version=1)
    assert Holiday.objects.get().name == "元旦节"


@pytest.mark.parametrize(
    ("moved", "why"),
    [
        (NEW_YEAR._replace(name=" "), "名称"),
        (NEW_YEAR._replace(source=""), "依据"),
        (NEW_YEAR._replace(year=2026), "2026 年"),
    ],
)
def test_a_day_without_name_source_or_year_is_refused(
    group_desk: Actor, moved: Moved, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        actions.set_day(actor=group_desk, moved=moved)
    assert not Holiday.objects.exists()


def test_a_year_is_entered_whole_and_the_mark_goes(group_desk: Actor) -> None:
    assert 2027 not in queries.calendar().years
    actions.set_day(actor=group_desk, moved=NEW_YEAR._replace(day=date(2027, 5, 1)))
    assert 2027 not in queries.calendar().years, "a single day is not a year's notice"
    assert actions.enter_year(actor=group_desk, year=2027, moved=[*YEAR, SUNDAY]) == 12

    now = queries.calendar()
    assert 2027 in now.years
    assert not now.is_workday(NEW_YEAR.day)
    assert now.is_workday(SUNDAY.day)
    assert [moved for moved, _ in queries.year(2027)] == sorted([*YEAR, SUNDAY])


@pytest.mark.parametrize(
    ("moved", "why"),
    [
        ([], "没有读到"),
        ([SUNDAY], "没有读到"),
        (YEAR[:-1], "只读到 10 天放假"),
        ([*YEAR, NEW_YEAR], "写了两次"),
        ([*YEAR, NEW_YEAR._replace(day=date(2028, 1, 1))], "不在 2027 年"),
        (TOO_LONG, "不会超过"),
    ],
)
def test_a_year_that_cannot_be_a_notice_is_refused(
    group_desk: Actor, moved: list[Moved], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        actions.enter_year(actor=group_desk, year=2027, moved=moved)
    assert not Holiday.objects.exists()


@pytest.mark.django_db
def test_the_calendar_costs_one_query(django_assert_num_queries: Callable[[int], object]) -> None:
    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # pytest-django's own manager
        queries.calendar()


@pytest.mark.django_db
def test_a_year_lists_what_its_notice_moves() -> None:
    listed = queries.year(2026)
    assert [moved for moved, _ in listed] == [one for one in announced() if one.year == 2026]
    assert not any(row for _, row in listed)


def test_a_check_stands_with_name_day_and_copy(
    group_desk: Actor, today: date, audit_trail: Trail
) -> None:
    actions.clear_check(actor=group_desk, clause=UNCHECKED, note="2024 年汇编本", today=today)
    check = queries.checks()[UNCHECKED]
    assert (check.checked_by, check.name) == (group_desk.member_id, group_desk.name)
    assert (check.checked_on, check.note) == (today, "2024 年汇编本")
    assert audit_trail()[-1] == "refs.clear_check"


@pytest.mark.parametrize(
    ("clause", "note", "why"),
    [
        (CHECKED, "汇编本", "已与正式文本核对"),
        (next(iter(HOUSE)), "汇编本", "没有这一条"),
        ("XX-99", "汇编本", "没有这一条"),
        (UNCHECKED, "  ", "所依据的文本"),
    ],
)
def test_a_check_of_nothing_or_by_nothing_is_refused(
    group_desk: Actor, today: date, clause: str, note: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        actions.clear_check(actor=group_desk, clause=clause, note=note, today=today)
    assert not ClauseCheck.objects.exists()


def test_an_article_is_checked_once(group_desk: Actor, group_chair: Actor, today: date) -> None:
    actions.clear_check(actor=group_desk, clause=UNCHECKED, note="汇编本", today=today)
    with pytest.raises(Refused, match=f"{group_desk.name}已于"):
        actions.clear_check(actor=group_chair, clause=UNCHECKED, note="官网", today=today)
    assert ClauseCheck.objects.get().note == "汇编本"


def test_a_check_taken_back_leaves_its_record(group_desk: Actor, today: date) -> None:
    check = actions.clear_check(actor=group_desk, clause=UNCHECKED, note="汇编本", today=today)
    actions.withdraw_check(actor=group_desk, check=check, reason="版本有误", today=today)
    assert UNCHECKED not in queries.checks()
    assert ClauseCheck.objects.get().reason == "版本有误"

    with pytest.raises(Refused, match="已经撤回"):
        actions.withdraw_check(actor=group_desk, check=check, reason="再撤", today=today)
    actions.clear_check(actor=group_desk, clause=UNCHECKED, note="新汇编本", today=today)
    assert queries.checks()[UNCHECKED].note == "新汇编本"


def test_taking_back_needs_a_reason_and_the_top_desk(
    group_desk: Actor, power_desk: Actor, today: date
) -> None:
    check = actions.clear_check(actor=group_desk, clause=UNCHECKED, note="汇编本", today=today)
    with pytest.raises(Refused, match="原因"):
        actions.withdraw_check(actor=group_desk, check=check, reason="", today=today)
    with pytest.raises(Refused, match="最上级单位"):
        actions.withdraw_check(actor=power_desk, check=check, reason="版本有误", today=today)
    assert UNCHECKED in queries.checks()


def test_a_check_of_other_words_no_longer_counts(group_desk: Actor, today: date) -> None:
    check = actions.clear_check(actor=group_desk, clause=UNCHECKED, note="汇编本", today=today)
    ClauseCheck.objects.filter(pk=check.pk).update(wording="0" * 64)
    assert UNCHECKED not in queries.checks()
    actions.clear_check(actor=group_desk, clause=UNCHECKED, note="新文本", today=today)
    assert queries.checks()[UNCHECKED].note == "新文本"
