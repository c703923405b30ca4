"""Questions, ways through them, samples, and groups nobody can be picked out of."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.surveys import rules
from zhijia.surveys.questionnaires import questionnaires
from zhijia.surveys.rules import Item, sampling, tally
from zhijia.surveys.rules.branches import goes_text, read_goes, read_shown, shown_text
from zhijia.surveys.rules.sampling import Person, Quota

YES_NO = rules.lettered(["是", "否"])
TODAY = date(2026, 11, 27)


def single(code: str, **more: object) -> Item:
    return Item(code=code, kind="single", text=f"题 {code}", options=YES_NO, **more)  # type: ignore[arg-type]


def codes(items: list[Item]) -> list[str]:
    return [item.code for item in items]


# Questionnaires that come with the product


@pytest.mark.parametrize("one", questionnaires(), ids=lambda one: one.title)
def test_a_template_is_sound_and_of_a_length_that_people_bear(one: object) -> None:
    assert rules.sound(one.items)  # type: ignore[attr-defined]
    assert 8 <= len(one.items) <= 15  # type: ignore[attr-defined]


def test_there_is_a_template_for_each_occasion() -> None:
    topics = {one.topic for one in questionnaires()}
    assert topics == {"思想动态", "权益情况", "培训需求", "满意度", "疗休养意愿"}


@pytest.mark.parametrize("one", questionnaires(), ids=lambda one: one.title)
def test_questions_survive_being_written_down(one: object) -> None:
    items = one.items  # type: ignore[attr-defined]
    assert rules.read_items(rules.plain(items)) == items


# Ways


def test_a_question_is_asked_only_after_the_answer_it_hangs_on() -> None:
    items = (single("q1"), single("q2", show_if=("q1", ("A",))))
    assert codes(rules.way(items, {"q1": "A"})) == ["q1", "q2"]
    assert codes(rules.way(items, {"q1": "B"})) == ["q1"]
    assert codes(rules.way(items, {})) == ["q1"]


def test_an_answer_leads_past_questions_or_to_the_end() -> None:
    items = (single("q1", go_to=(("A", "q3"), ("B", "end"))), single("q2"), single("q3"))
    assert codes(rules.way(items, {"q1": "A"})) == ["q1", "q3"]
    assert codes(rules.way(items, {"q1": "B"})) == ["q1"]
    assert codes(rules.way(items, {})) == ["q1", "q2", "q3"]


def test_a_question_that_was_passed_over_decides_nothing() -> None:
    items = (
        single("q1", go_to=(("A", "q3"),)),
        single("q2"),
        single("q3", show_if=("q2", ("A",))),
    )
    assert codes(rules.way(items, {"q1": "A", "q2": "A"})) == ["q1"]


def test_what_is_not_on_the_way_is_neither_asked_for_nor_kept() -> None:
    items = (single("q1"), single("q2", show_if=("q1", ("A",))))
    assert not rules.faults(items, {"q1": "B"})
    assert rules.kept(items, {"q1": "B", "q2": "A"}) == {"q1": "B"}


def test_conditions_look_back_and_ways_lead_onwards() -> None:
    backwards = (single("q1", show_if=("q2", ("A",))), single("q2"))
    assert "前面" in rules.sound(backwards).reason
    in_circles = (single("q1"), single("q2", go_to=(("A", "q1"),)))
    assert "后面" in rules.sound(in_circles).reason
    assert "不存在" in rules.sound((single("q1"), single("q2", show_if=("q1", ("Z",))))).reason


def test_conditions_are_read_as_they_are_written() -> None:
    items = (single("q1"), single("q2"), single("q3", show_if=("q1", ("A", "B"))))
    assert read_shown("第 1 题：A、B", items) == ("q1", ("A", "B"))
    assert shown_text(items[2], items) == "1：A、B"
    assert read_goes(["A：3", "B：结束"], items) == (("A", "q3"), ("B", "end"))
    jumping = single("q1", go_to=(("A", "q3"), ("B", "end")))
    assert goes_text(jumping, items) == "A：3\nB：结束"
    with pytest.raises(ValueError, match="没有第 9 题"):
        read_shown("9：A", items)


def test_a_condition_follows_an_option_to_its_new_letter() -> None:
    items = (single("q1"), single("q2", show_if=("q1", ("B",))))
    longer = Item("q1", "single", "题", options=rules.lettered(["不好说", "是", "否"]))
    assert rules.placed(items, longer)[1].show_if == ("q1", ("C",))


def test_a_question_that_others_hang_on_does_not_go() -> None:
    items = (single("q1"), single("q2", show_if=("q1", ("A",))))
    assert "第 2 题" in rules.may_drop(items, "q1").reason
    assert rules.may_drop(items, "q2")


# Answers


def test_what_must_be_answered_is_asked_for() -> None:
    assert rules.faults([single("q1")], {}) == {"q1": "这一题必须回答"}
    assert not rules.faults([single("q1", required=False)], {})
    assert rules.faults([single("q1")], {"q1": "Z"}) == {"q1": "没有这个选项"}


def test_so_many_options_may_be_chosen() -> None:
    item = Item("q1", "multiple", "题", options=rules.lettered("甲乙丙"), low=1, high=2)
    assert not rules.faults([item], {"q1": ["A", "B"]})
    assert "最多选 2 项" in rules.faults([item], {"q1": ["A", "B", "C"]})["q1"]
    assert "没有这个选项" in rules.faults([item], {"q1": ["A", "A"]})["q1"]


def test_places_are_neither_empty_nor_given_twice() -> None:
    item = Item("q1", "ranking", "题", options=rules.lettered("甲乙丙"), high=2)
    assert not rules.faults([item], {"q1": ["C", "A"]})
    assert "前 2 位" in rules.faults([item], {"q1": ["C"]})["q1"]
    assert "两次" in rules.faults([item], {"q1": ["C", "C"]})["q1"]


def test_each_row_of_a_matrix_is_answered() -> None:
    rows = rules.numbered(["食堂", "班车"])
    item = Item("q1", "matrix", "题", options=YES_NO, rows=rows)
    assert not rules.faults([item], {"q1": {"1": "A", "2": "B"}})
    assert rules.faults([item], {"q1": {"1": "A"}}) == {"q1:2": "这一行必须选择"}


def test_who_chooses_other_says_what() -> None:
    item = Item("q1", "single", "题", options=rules.lettered(["甲", "其他"]), has_other=True)
    assert "请写明" in rules.faults([item], {"q1": "B"})["q1:other"]
    assert rules.kept([item], {"q1": "B", "q1:other": " 乙 "}) == {"q1": "B", "q1:other": "乙"}
    assert rules.kept([item], {"q1": "A", "q1:other": "乙"}) == {"q1": "A"}


@pytest.mark.parametrize(
    ("kind", "value", "is_right"),
    [
        ("number", "12.5", True),
        ("number", "NaN", False),
        ("number", "1e400", False),
        ("number", "十", False),
        ("number", "-1", False),
        ("date", "2026-03-05", True),
        ("date", "2026-02-30", False),
        ("scale", 0, False),
        ("scale", 3, True),
        ("scale", "3", False),
        ("text", "好" * 1000, True),
        ("text", "好" * 1001, False),
    ],
)
def test_values_are_what_their_kind_takes(kind: str, value: object, is_right: bool) -> None:
    item = Item("q1", kind, "题", low=0 if kind == "number" else None)
    assert (not rules.faults([item], {"q1": value})) is is_right


def test_options_are_mixed_alike_each_time_and_other_stays_last() -> None:
    options = rules.lettered([*"甲乙丙丁戊己", "其他"])
    item = Item("q1", "single", "题", options=options, has_other=True, shuffle=True)
    assert rules.mixed(item, "1:7") == rules.mixed(item, "1:7")
    orders = {rules.mixed(item, f"1:{who}") for who in range(20)}
    assert len(orders) > 10
    assert all(order[-1] == ("G", "其他") for order in orders)
    assert all(sorted(order) == sorted(options) for order in orders)


# Groups


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 30), max_size=12))
def test_no_group_that_is_shown_can_be_told_apart(counts: dict[int, int]) -> None:
    shown = tally.folded(counts)
    if sum(counts.values()) < tally.LEAST:
        assert shown == []
        return
    assert sorted(key for keys in shown for key in keys) == sorted(counts)
    for keys in shown:
        total = sum(counts[key] for key in keys)
        assert total == 0 or total >= tally.LEAST
        small = [key for key in keys if 0 < counts[key] < tally.LEAST]
        # Whoever knows the whole and takes the others away finds two groups at least.
        assert not small or sum(1 for key in keys if counts[key]) >= 2


def test_a_small_group_takes_the_next_smallest_along() -> None:
    assert tally.folded({"甲": 20, "乙": 3, "丙": 8}) == [["甲"], ["乙", "丙"]]
    assert tally.folded({"甲": 20, "乙": 3, "丙": 2}) == [["甲"], ["乙", "丙"]]
    assert tally.folded({"甲": 2, "乙": 2}) == []


def test_a_cross_table_folds_both_ways_and_adds_up() -> None:
    pairs = [(["A"], ["X"])] * 12 + [(["B"], ["Y"])] * 9 + [(["C"], ["X"])] * 2
    rows, columns = [("A", "甲"), ("B", "乙"), ("C", "丙")], [("X", "好"), ("Y", "差"), ("Z", "无")]
    table = tally.cross(pairs, rows, columns)
    assert [name for name, _, _ in table.rows] == ["甲", tally.TOGETHER]
    assert sum(total for _, _, total in table.rows) == len(pairs)
    assert table.has_folded
    assert tally.cross([(["A"], ["X"])] * 4, rows, columns).rows == ()


def test_counts_say_how_many_of_those_who_answered() -> None:
    item = Item("q1", "multiple", "题", options=rules.lettered("甲乙"))
    told = tally.told([item], [{"q1": ["A"]}, {"q1": ["A", "B"]}, {}, {"q1": ["B"]}])[0]
    assert told.answered == 3
    assert [(line.count, str(line.percent)) for line in told.lines] == [(2, "66.7"), (2, "66.7")]


def test_ranked_options_stand_by_their_places() -> None:
    item = Item("q1", "ranking", "题", options=rules.lettered("甲乙丙"), high=2)
    told = tally.told([item], [{"q1": ["C", "A"]}, {"q1": ["C", "B"]}, {"q1": ["A", "C"]}])[0]
    assert [line.words for line in told.lines] == ["丙", "甲", "乙"]


# Samples


def people(count: int) -> list[Person]:
    return [
        Person(n, f"YY-{n}", "YY", "00010002", "female" if n % 2 else "male", 20 + n % 40)
        for n in range(count)
    ]


def test_the_same_seed_draws_the_same_people_whatever_their_order() -> None:
    quotas = [Quota(5, sex="female"), Quota(5)]
    first = sampling.drawn(people(60), quotas, "a1")
    assert sampling.drawn(list(reversed(people(60))), quotas, "a1") == first
    assert sampling.drawn(people(60), quotas, "a2") != first
    keys = [one.key for line in first for one in line]
    assert len(set(keys)) == 10
    assert all(one.sex == "female" for one in first[0])


def test_everybody_has_the_same_chance() -> None:
    drawn = Counter(
        one.key
        for seed in range(400)
        for one in sampling.drawn(people(20), [Quota(5)], str(seed))[0]
    )
    assert set(drawn) == set(range(20))
    assert max(drawn.values()) < 2 * min(drawn.values())


def test_a_line_that_finds_too_few_is_told() -> None:
    quotas, verdict = sampling.read_quotas(
        "职工医院工会，女，36-45，50", {"职工医院工会": "00010002"}
    )
    assert verdict
    found = sampling.drawn(people(60), quotas, "a1")
    assert "可抽" in sampling.enough_people(found, quotas).reason


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("某某工会，女，不限，5", "没有“某某工会”这个单位"),
        ("YY，女，5", "单位，性别，年龄，人数"),
        ("YY，她，不限，5", "性别"),
        ("YY，女，老，5", "年龄"),
        ("YY，女，不限，零", "人数"),
        ("", "请填写配额"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line: str, words: str) -> None:
    quotas, verdict = sampling.read_quotas(line, {"YY": "00010002"})
    assert not quotas
    assert words in verdict.reason


def test_ages_are_read_with_both_ends() -> None:
    quotas, _ = sampling.read_quotas(
        "YY，女，36-45，5\n不限，男，35岁以下，2\n*，不限，46岁以上，1人", {"YY": "00010002"}
    )
    assert [(q.low, q.high) for q in quotas] == [(36, 45), (None, 35), (46, None)]
    assert quotas[1].fits(Person(1, "a", "YY", "0001", "male", 35))
    assert not quotas[1].fits(Person(1, "a", "YY", "0001", "male", 36))
    assert not quotas[1].fits(Person(1, "a", "YY", "0001", "male", None))


@given(st.dictionaries(st.text("abc", min_size=1), st.integers(1, 500), min_size=1), st.data())
def test_a_sample_is_shared_out_whole(heads: dict[str, int], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, sum(heads.values())))
    parts = sampling.shared(heads, size)
    assert sum(parts.values()) == size
    assert all(part <= heads[path] for path, part in parts.items())


@given(st.dictionaries(st.text("0123", min_size=4, max_size=4), st.integers(1, 40), min_size=1))
def test_groups_are_large_or_the_only_one(heads: dict[str, int]) -> None:
    found = sampling.groups(heads, {path: path for path in heads})
    assert sorted(path for group in found for path in group.paths) == sorted(heads)
    assert sum(group.size for group in found) == sum(heads.values())
    assert len(found) == 1 or all(group.size >= sampling.LEAST_IN_GROUP for group in found)


def test_age_counts_the_birthday() -> None:
    assert sampling.age_on("1990-11-27", TODAY) == 36
    assert sampling.age_on("1990-11-28", TODAY) == 35
    assert sampling.age_on("1990", TODAY) == 36
    assert sampling.age_on("", TODAY) is None


# Rounds


def opening(**more: object) -> object:
    facts: dict[str, object] = {
        "from_on": TODAY,
        "until_on": TODAY + timedelta(days=14),
        "roll_on": TODAY,
        "today": TODAY,
        "asked": 30,
        "is_anonymous": True,
        "is_outside": False,
        "items": [single("q1")],
    }
    return rules.may_open(**(facts | more))  # type: ignore[arg-type]


def test_a_round_is_opened_for_days_to_come_and_people_on_the_roll() -> None:
    assert opening()
    assert not opening(from_on=TODAY - timedelta(days=1))
    assert not opening(until_on=TODAY - timedelta(days=1))
    assert not opening(until_on=TODAY + timedelta(days=91))
    assert not opening(roll_on=TODAY + timedelta(days=1))
    assert not opening(asked=0)
    assert not opening(items=[Item("q1", "file", "照片")])
    assert opening(items=[Item("q1", "file", "照片")], is_anonymous=False)


def test_nobody_is_asked_anonymously_among_four() -> None:
    assert not rules.may_ask_anonymously(4, is_outside=False)
    assert rules.may_ask_anonymously(5, is_outside=False)


def test_the_last_day_belongs_to_those_who_are_asked() -> None:
    days = {"until_on": TODAY, "closed_on": None}
    assert not rules.may_close(**days, today=TODAY)
    assert rules.may_close(**days, today=TODAY + timedelta(days=1))
    late = rules.closes_on(until_on=TODAY, has_paper_left=True)
    assert late == TODAY + timedelta(days=8)


def test_a_decline_says_why() -> None:
    said = {"finding": "食堂太贵", "adoption": "declined"}
    assert not rules.outcome_stands(**said, answer=" ")
    assert rules.outcome_stands(**said, answer="今年已经补贴，先看效果。")


def test_two_keyings_must_be_the_same() -> None:
    items = [single("q1"), single("q2")]
    assert rules.is_same({"q1": "A", "q2": "B"}, {"q1": "A", "q2": "B"}, items)
    assert "第 2 题" in rules.is_same({"q1": "A", "q2": "B"}, {"q1": "A"}, items).reason
