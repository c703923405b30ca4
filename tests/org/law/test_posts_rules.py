"""Posts, bars and offices: each rule granted and refused, beside its clause."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.law import LAW
from zhijia.law.in_force import NATIONAL, Band, Chosen, in_force
from zhijia.org import rules
from zhijia.org.rules import BARS, POST_KINDS, WAYS, Basis, Ending, Tone

TODAY = date(2026, 11, 26)
MET = Basis("elected", "第五届会员代表大会第一次会议", TODAY)
counts = st.integers(0, 5000)


def objections(*kinds: str, bars: tuple[str, ...] = (), **facts: object) -> list[rules.Finding]:
    given_ = {"unit_kind": "company", "has_vote": True, "law": NATIONAL, **facts}
    return list(rules.objections(kinds, bars, **given_))  # type: ignore[arg-type]


def choice(key: str, value: str) -> Chosen:
    return Chosen(key, value, "集团", "某", TODAY, "理由")


@pytest.mark.parametrize("code", POST_KINDS)
def test_a_kind_of_post_fits_its_column_and_names_known_ways(code: str) -> None:
    kind = POST_KINDS[code]
    assert len(code) <= 20
    assert kind.ways
    assert set(kind.ways) <= set(WAYS)


@pytest.mark.parametrize("code", rules.ELECTED)
def test_nobody_is_put_on_an_elected_post(code: str) -> None:
    assert not rules.may_obtain(code, Basis("appointed", "会议", TODAY), from_on=TODAY)
    way = POST_KINDS[code].ways[0]
    assert rules.may_obtain(code, MET._replace(way=way), from_on=TODAY)
    assert not rules.may_obtain(code, Basis(way), from_on=TODAY), "which meeting?"


def test_representatives_of_both_congresses_are_two_kinds_and_never_appointed() -> None:
    members, staff = POST_KINDS["member_rep"], POST_KINDS["staff_rep"]
    assert (members.label, staff.label) == ("会员代表", "职工代表")
    assert members.body != staff.body
    for code in ("member_rep", "staff_rep"):
        assert code not in rules.DESKS
        assert not POST_KINDS[code].below
        refusal = rules.may_obtain(code, Basis("appointed"), from_on=TODAY)
        assert refusal.clause in {LAW["DD-06"], LAW["ZD-13"]}


def test_a_meeting_comes_before_the_post() -> None:
    late = MET._replace(met_on=TODAY + timedelta(days=1))
    assert not rules.may_obtain("chair", late, from_on=TODAY)


def test_an_inspector_is_named_from_above_in_writing() -> None:
    assert not rules.may_obtain("inspector", Basis("appointed"), from_on=TODAY)
    named = Basis("appointed", document="某工发〔2026〕3号")
    assert rules.may_obtain("inspector", named, from_on=TODAY)


def test_a_post_with_one_way_needs_no_choice() -> None:
    assert rules.settled("desk", Basis()).way == "appointed"
    assert rules.settled("chair", Basis()).way == ""


def test_who_was_elected_is_not_simply_relieved_and_a_clerk_is() -> None:
    assert not rules.may_end_so("chair", Ending())
    assert rules.may_end_so("desk", Ending())
    assert rules.may_end_so("chair", Ending("resigned"))
    assert not rules.may_end_so("chair", Ending("perhaps"))


@given(counts, counts)
def test_a_recall_needs_more_than_half_of_all(yes: int, of: int) -> None:
    verdict = rules.may_end_so("chair", Ending("recalled", "会员大会", yes, of))
    assert bool(verdict) is (2 * yes > of and yes <= of)
    if not verdict:
        assert verdict.clause == LAW["GHF-10"]


def test_a_recall_names_meeting_and_votes() -> None:
    assert not rules.may_end_so("chair", Ending("recalled"))
    assert not rules.may_end_so("committee", Ending("recalled", "会员大会", 3))
    assert rules.may_end_so("committee", Ending("recalled", "会员大会", 3, 5))


def test_a_chair_is_moved_with_two_consents_only() -> None:
    one = Ending("transferred", "工会委员会会议")
    assert rules.may_end_so("chair", one).clause == LAW["GHF-09"]
    assert rules.may_end_so("chair", one._replace(document="某工复〔2026〕2号"))
    assert rules.may_end_so("committee", Ending("transferred"))


@pytest.mark.parametrize("bar", ["head", "legal", "partner", "relative"])
@pytest.mark.parametrize("kind", ["chair", "vice_chair", "standing", "committee"])
@pytest.mark.parametrize("unit", ["company", "school", "bureau"])
def test_who_runs_the_enterprise_or_is_their_kin_has_no_seat(
    bar: str, kind: str, unit: str
) -> None:
    (found,) = objections(kind, bars=(bar,), unit_kind=unit)
    assert found.tone is Tone.BREACH
    assert BARS[bar] in found.verdict.reason


@pytest.mark.parametrize("bar", ["deputy", "hr", "foreign"])
def test_the_list_of_2008_warns_of_chairs_of_enterprises_only(bar: str) -> None:
    (found,) = objections("chair", bars=(bar,))
    assert found.tone is Tone.WARN
    assert not objections("committee", bars=(bar,))
    assert not objections("chair", bars=(bar,), unit_kind="school")
    strict = in_force([choice("chair_bars", "strict")], TODAY)
    (found,) = objections("chair", bars=(bar,), law=strict)
    assert found.tone is Tone.BREACH


@pytest.mark.parametrize("kind", ["chair", "acting", "vice_finance", "treasurer"])
def test_who_leads_or_keeps_the_money_does_not_audit_it(kind: str) -> None:
    (found,) = objections("auditor", kind)
    assert (found.tone, found.verdict.clause) == (Tone.BREACH, LAW["T14"])


@pytest.mark.parametrize("kind", ["vice_chair", "standing"])
def test_the_wider_list_of_who_may_not_audit_warns_unless_it_is_chosen(kind: str) -> None:
    (found,) = objections("audit_head", kind)
    assert found.tone is Tone.WARN
    wide = in_force([choice("audit_scope", "wide")], TODAY)
    (found,) = objections("audit_head", kind, law=wide)
    assert found.tone is Tone.BREACH


def test_finance_staff_do_not_audit_and_others_do() -> None:
    (found,) = objections("auditor", bars=("finance",))
    assert found.tone is Tone.BREACH
    assert not objections("auditor")
    assert not objections("auditor", "committee")


def test_who_only_keeps_their_membership_holds_no_elected_post() -> None:
    for kind in ("chair", "auditor"):
        (found,) = objections(kind, has_vote=False)
        assert found.verdict.clause == LAW["XJ-02"]
    assert not objections("officer", has_vote=False)


@pytest.mark.parametrize(
    ("today", "tone", "due_on"),
    [
        (date(2026, 3, 1), Tone.WARN, date(2026, 4, 30)),
        (date(2026, 4, 30), Tone.WARN, date(2026, 4, 30)),
        (date(2026, 5, 1), Tone.WARN, date(2026, 7, 31)),
        (date(2026, 7, 31), Tone.WARN, date(2026, 7, 31)),
        (date(2026, 8, 1), Tone.BREACH, date(2026, 7, 31)),
    ],
)
def test_a_chair_is_missed_for_three_months_and_no_longer_than_six(
    today: date, tone: Tone, due_on: date
) -> None:
    since = date(2026, 1, 31)
    found = rules.chair_vacant(since=since, acting="", today=today, law=NATIONAL)
    assert (found.tone, found.due_on) == (tone, due_on)


def test_who_stands_in_for_the_chair_is_named() -> None:
    found = rules.chair_vacant(since=TODAY, acting="欧阳靖", today=TODAY, law=NATIONAL)
    assert "由欧阳靖临时主持工作" in found.verdict.reason
    never = rules.chair_vacant(since=None, acting="", today=TODAY, law=NATIONAL)
    assert "没有登记工会主席" in never.verdict.reason


@pytest.mark.parametrize(
    ("today", "tone"),
    [
        (date(2026, 1, 1), Tone.HINT),
        (date(2026, 11, 1), Tone.WARN),
        (date(2027, 1, 1), Tone.WARN),
        (date(2027, 1, 2), Tone.BREACH),
    ],
)
def test_a_chair_is_trained_within_a_year(today: date, tone: Tone) -> None:
    found = rules.training("某", from_on=date(2026, 1, 1), trained_on=None, today=today)
    assert not found.verdict
    assert found.tone is tone
    assert rules.training("某", from_on=TODAY, trained_on=TODAY, today=today).verdict


def test_no_answer_within_fifteen_days_is_no_approval() -> None:
    facts = {"elected_on": date(2026, 1, 1), "reported_on": date(2026, 1, 5), "number": ""}
    assert rules.result_approved(**facts, today=date(2026, 1, 20)).verdict
    late = rules.result_approved(**facts, today=date(2026, 1, 21))
    assert not late.verdict
    assert late.tone is Tone.HINT
    assert "没有批复不等于批准" in late.verdict.reason
    assert not rules.result_approved(**{**facts, "reported_on": None}, today=TODAY).verdict
    assert rules.result_approved(**{**facts, "number": "某工复1号"}, today=TODAY).verdict


@pytest.mark.parametrize(
    ("auditors", "head", "fits"),
    [
        (0, False, False),
        (1, False, True),
        (2, True, False),
        (3, True, True),
        (3, False, False),
        (11, True, True),
        (12, True, False),
    ],
)
def test_the_audit_committee_has_three_to_eleven_or_is_one(
    auditors: int, head: bool, fits: bool
) -> None:
    assert bool(rules.audit_body(auditors, has_head=head).verdict) is fits


@pytest.mark.parametrize(
    ("women", "head", "sitting", "fits"),
    [(9, False, 1, True), (9, False, 0, False), (10, False, 3, False), (10, True, 0, True)],
)
def test_ten_women_members_have_a_committee_fewer_a_commissioner(
    women: int, head: bool, sitting: int, fits: bool
) -> None:
    found = rules.women_body(women, has_head=head, sitting=sitting, law=NATIONAL)
    assert found
    assert bool(found.verdict) is fits


def test_without_women_nobody_need_speak_for_them() -> None:
    assert rules.women_body(0, has_head=False, sitting=0, law=NATIONAL) is None


@given(st.integers(1, 300_000), st.integers(1, 300_000))
def test_more_members_never_mean_fewer_representatives(few: int, many: int) -> None:
    few, many = sorted((few, many))
    least = [rules.staff_reps_due(staff, law=NATIONAL) for staff in (few, many)]
    assert least[0] <= least[1]


def test_a_ladder_of_reps_is_climbed_to_its_last_band() -> None:
    ladder = (Band(upto=10, base=3), Band(base=5))
    law = replace(NATIONAL, staff_reps=ladder)
    assert [rules.staff_reps_due(n, law=law) for n in (1, 10, 11)] == [3, 3, 5]


def test_the_chair_first_ends_that_post_and_then_leaves() -> None:
    assert not rules.may_leave_with(["officer", "chair"], "left")
    assert rules.may_leave_with(["officer", "committee", "desk", "acting"], "left")
    assert rules.may_leave_with(["chair"], "dead")


@pytest.mark.parametrize(
    ("delay", "document", "fits"),
    [
        (None, "", True),
        (date(2026, 6, 1), "某工复1号", True),
        (date(2026, 6, 1), "", False),
        (date(2026, 5, 1), "某工复1号", False),
    ],
)
def test_a_term_is_put_off_in_writing_and_past_its_end(
    delay: date | None, document: str, fits: bool
) -> None:
    verdict = rules.may_delay(until_on=date(2026, 5, 1), delayed_until_on=delay, document=document)
    assert bool(verdict) is fits


def test_more_than_half_a_year_is_a_long_delay() -> None:
    ends_on = date(2026, 8, 31)
    for until, fits in ((date(2027, 2, 28), True), (date(2027, 3, 1), False)):
        verdict = rules.delay_is_short(until_on=ends_on, delayed_until_on=until)
        assert bool(verdict) is fits


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(-600, 600))
def test_months_on_is_the_same_day_or_the_last_of_that_month(day: date, n: int) -> None:
    found = rules.months_after(day, n)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == n
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("kind", "due_on", "words"),
    [
        ("term_over", date(2026, 11, 26), "届满未换届"),
        ("term_over", date(2026, 11, 27), "任期将届满，请着手换届"),
        ("untrained", date(2027, 1, 10), "请安排岗位培训"),
        ("no_chair", date(2027, 1, 10), "主席空缺"),
        ("seats", None, "委员缺额"),
    ],
)
def test_nothing_is_called_missed_before_its_day_has_passed(
    kind: str, due_on: date | None, words: str
) -> None:
    said = rules.shortfall_words(kind, due_on=due_on, today=date(2026, 11, 27))
    assert said == words
