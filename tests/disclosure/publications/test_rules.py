"""公开规则: periods and days, personal data, what changed; and the samples read as they should."""

from datetime import date

import pytest

from zhijia.disclosure.catalogues import CATALOGUES
from zhijia.disclosure.rules import catalogue, dues, persons, publications, questions
from zhijia.org.rules import POST_KINDS
from zhijia.platform.refs.days import Calendar

MONDAY_TO_FRIDAY = Calendar(years=frozenset({2026, 2027}))


@pytest.mark.parametrize(
    ("rhythm", "day", "first", "last", "label"),
    [
        ("month", date(2026, 2, 9), date(2026, 2, 1), date(2026, 2, 28), "2026年2月"),
        ("quarter", date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度"),
        ("half", date(2026, 6, 30), date(2026, 1, 1), date(2026, 6, 30), "2026年上半年"),
        ("half", date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31), "2026年下半年"),
        ("year", date(2028, 2, 29), date(2028, 1, 1), date(2028, 12, 31), "2028年度"),
    ],
)
def test_a_day_lies_in_one_period_of_each_rhythm(
    rhythm: str, day: date, first: date, last: date, label: str
) -> None:
    assert dues.period_of(rhythm, day) == (first, last, label)


def test_working_days_are_counted_from_the_end_of_the_period() -> None:
    within = dues.within_of("10 workdays")
    assert dues.due_by(date(2026, 11, 30), within, calendar=MONDAY_TO_FRIDAY) == date(2026, 12, 14)


def test_a_last_day_on_a_sunday_moves_to_monday() -> None:
    within = dues.within_of("6 days")
    assert dues.due_by(date(2026, 11, 30), within, calendar=MONDAY_TO_FRIDAY) == date(2026, 12, 7)


def test_the_spring_festival_does_not_count_as_working_days() -> None:
    feast = Calendar(
        off=frozenset(date(2026, 2, day) for day in range(16, 24)), years=frozenset({2026})
    )
    within = dues.within_of("5 workdays")
    assert dues.due_by(date(2026, 2, 12), within, calendar=feast) == date(2026, 2, 27)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("10个工作日", (10, "workdays")),
        (" 30 日内", (30, "days")),
        ("7天", (7, "days")),
        ("尽快", None),
        ("", None),
    ],
)
def test_a_limit_is_read_as_people_write_it(words: str, found: tuple[int, str] | None) -> None:
    assert dues.said(words) == found


def test_what_is_late_is_told_with_its_days_and_climbs_after_five_working_days() -> None:
    due_on = date(2026, 11, 20)
    assert dues.stand(due_on, None, date(2026, 11, 27)).words == "逾期 7 天"
    assert dues.stand(due_on, date(2026, 11, 20), date(2026, 11, 27)).state == "on_time"
    assert dues.stand(due_on, date(2026, 11, 23), date(2026, 11, 27)).state == "after"
    assert not dues.has_climbed(due_on, date(2026, 11, 26), calendar=MONDAY_TO_FRIDAY)
    assert dues.has_climbed(due_on, date(2026, 11, 27), calendar=MONDAY_TO_FRIDAY)


@pytest.mark.parametrize("kind", catalogue.SAMPLES)
def test_a_sample_is_whole(kind: str) -> None:
    items = CATALOGUES[kind].items
    assert {item.group for item in items} == set(catalogue.GROUPS)
    assert len({item.name for item in items}) == len(items)
    for item in items:
        assert dues.may_take(item.within)
        assert not item.post or item.post in POST_KINDS
        assert len(item.content) <= catalogue.WORDS
        assert item.department


def test_no_sample_shows_persons_to_strangers() -> None:
    for sample in CATALOGUES.values():
        for item in sample.items:
            assert item.group != "interest" or item.scope != "public", item.name


@pytest.mark.parametrize(
    ("kind", "registration", "sample"),
    [
        ("company", "", "state"),
        ("company", "private", "private"),
        ("group", "unconverted", "state"),
        ("hospital", "non_profit", "hospital"),
        ("school", "", "school"),
        ("bureau", "organ", "bureau"),
        ("workshop", "", "state"),
    ],
)
def test_a_unit_begins_from_the_sample_that_suits(
    kind: str, registration: str, sample: str
) -> None:
    assert catalogue.sample_for(kind, registration) == sample


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("身份证 11010519491231002X 登记", {"身份证号"}),
        ("编号 110105194912310021 不是身份证", set()),
        ("卡号 6222 0212 3456 7890 128", {"银行卡号"}),
        ("流水 6222 0212 3456 7890 127", set()),
        ("卡号4111111111111111", {"银行卡号"}),
        ("联系人 138 0013 8000", {"手机号码"}),
        ("监督电话 010-68201234", set()),
        (
            "身份证 １１０１０５１９４９１２３１００２Ｘ 电话 １３８００１３８０００",
            {"身份证号", "手机号码"},
        ),
        ("张伟：500元、王建国 1,200 元", {"姓名连同金额"}),
        ("高温补贴 300 元，发放金额 12 万元", set()),
        ("合计金额 500 元", set()),
        ("本季度采购 3 批，中标价 128.6 万元。", set()),
    ],
)
def test_personal_data_is_found_and_plain_numbers_are_not(text: str, kinds: set[str]) -> None:
    assert {one.what for one in persons.traces(text)} == kinds


def test_an_identity_number_never_goes_out_and_a_phone_only_when_checked() -> None:
    number = persons.traces("身份证 11010519491231002X")
    phone = persons.traces("请拨 13800138000")
    assert not persons.may_go_out(number, is_checked=True)
    assert not persons.may_go_out(phone, is_checked=False)
    assert persons.may_go_out(phone, is_checked=True)
    assert persons.may_go_out([], is_checked=False)
    assert "11010519491231002X" not in str(persons.may_go_out(number, is_checked=False))


def test_what_was_changed_is_told_line_by_line() -> None:
    found = publications.changes("一\n二\n三", "一\n二改\n三\n四")
    assert [(one.how, one.text) for one in found] == [
        ("same", "一"),
        ("gone", "二"),
        ("new", "二改"),
        ("same", "三"),
        ("new", "四"),
    ]


def test_who_wrote_it_passes_it_only_where_one_person_does_both() -> None:
    own = {"state": "waiting", "is_own": True}
    assert not publications.may_approve(**own, two_people=True)
    assert publications.may_approve(**own, two_people=False)
    assert publications.may_approve(state="waiting", is_own=False, two_people=True)
    assert not publications.may_approve(state="draft", is_own=False, two_people=True)


def test_a_question_is_answered_within_ten_working_days() -> None:
    due = questions.due_by(date(2026, 11, 27), questions.ANSWER_IN, calendar=MONDAY_TO_FRIDAY)
    assert due == date(2026, 12, 11)
    assert not questions.may_set_days(0)
    assert not questions.may_set_days(31)


def test_a_rate_of_nothing_is_a_dash() -> None:
    assert (dues.rate(0, 0), dues.rate(2, 3), dues.rate(3, 3)) == ("—", "66.6%", "100.0%")


def test_the_risk_is_told_and_nothing_is_called_void() -> None:
    assert "风险" in dues.RISK
    assert "无效" not in dues.RISK
