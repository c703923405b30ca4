"""A report drawn again, its places moved, its gaps: what the rules say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.writing import rules
from zhijia.writing.rules import Drawn, Present, Written, merged

KIND = st.sampled_from(["text", "item", "head1", "head2"])


def old(pk: int, key: str, words: str, drawn: str | None = None, **more: object) -> Present:
    base = None if drawn is None else [drawn]
    return Present(pk, key, [words], base, **more)  # type: ignore[arg-type]  # flags by name


def new(key: str, words: str) -> Drawn:
    return Drawn(key, "text", [words])


def test_what_nobody_touched_follows_and_what_somebody_wrote_stays() -> None:
    present = [
        old(1, "a", "旧", "旧"),
        old(2, "b", "改过", "旧"),
        old(3, "c", "新", "旧"),
        old(4, "d", "同", "同"),
        old(5, "", "自己写的"),
    ]
    merge = merged(present, [new("a", "新"), new("b", "新"), new("c", "新"), new("d", "同")])

    assert set(merge.renewed) == {1}
    assert set(merge.offered) == {2}
    assert set(merge.settled) == {3}
    assert not merge.gone
    assert not merge.added


def test_what_is_drawn_no_more_is_flagged_and_never_dropped() -> None:
    merge = merged([old(1, "a", "旧", "旧"), old(2, "b", "改过", "旧"), old(3, "", "自己写的")], [])

    assert merge.gone == [1, 2]
    assert not merge.renewed


def test_what_was_dropped_stays_dropped_and_flags_are_raised_once() -> None:
    present = [
        old(1, "a", "旧", "旧", is_dropped=True),
        old(2, "b", "旧", "旧", is_gone=True),
        old(3, "c", "改过", "旧", offered=["新"]),
    ]
    merge = merged(present, [new("a", "新"), new("c", "新")])

    assert not merge
    assert not merge.added


def test_what_is_new_stands_behind_what_goes_before_it() -> None:
    present = [old(1, "a", "甲", "甲"), old(9, "", "自己写的"), old(2, "b", "乙", "乙")]
    drawn = [new("z", "零"), new("a", "甲"), new("x", "新一"), new("y", "新二"), new("b", "乙")]
    merge = merged(present, drawn)

    assert [(after, one.key) for after, one in merge.added] == [(0, "z"), (1, "x"), (1, "y")]


@given(st.lists(KIND, min_size=1, max_size=9), st.data())
def test_moving_loses_nothing_and_down_undoes_up(kinds: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(kinds) - 1))
    order = rules.moved(kinds, at, up=True)
    if order is None:
        return
    assert sorted(order) == list(range(len(kinds)))
    after = [kinds[n] for n in order]
    back = rules.moved(after, order.index(at), up=False)
    assert back is not None
    assert [order[n] for n in back] == list(range(len(kinds)))


def test_a_heading_takes_its_section_along_and_stays_in_its_chapter() -> None:
    kinds = ["text", "head1", "text", "head2", "text", "head1", "text"]

    assert rules.moved(kinds, 5, up=True) == [0, 5, 6, 1, 2, 3, 4]
    assert rules.moved(kinds, 1, up=True) is None
    assert rules.moved(kinds, 3, up=True) is None
    assert rules.moved(kinds, 3, up=False) is None
    assert list(rules.section(kinds, 1)) == [1, 2, 3, 4]
    assert rules.moved(kinds, 0, up=True) is None
    assert rules.moved(kinds, 6, up=False) is None


def test_headings_and_lists_count_by_themselves() -> None:
    kinds = ["head1", "item", "item", "text", "item", "head2", "head2", "head1", "head2"]
    plain = ["一、", "1. ", "2. ", "", "", "（一）", "（二）", "二、", "（一）"]

    assert rules.numbered(kinds) == plain
    assert rules.numbered(["item", "item"], spoken=True) == ["一是", "二是"]


def lacks(*passages: Written, gone: tuple[int, ...] = ()) -> list[str]:
    return [lack.words for lack in rules.lacks(passages, gone)]


def test_a_report_says_each_thing_it_lacks() -> None:
    found = lacks(
        Written(1, "head1", "存在的问题", ["存在的问题"]),
        Written(2, "text", "其他问题：（请补充）", ["其他问题：（请补充）"]),
        Written(3, "text", "共有会员", ["共有会员", 7]),
        Written(4, "text", "改过", ["改过"], is_offered=True),
        Written(5, "text", "没有了", ["没有了"], is_gone=True),
        gone=(7,),
    )

    assert [words.split("：")[0] for words in found] == [
        "请补充",
        "有数字已经没有来源，请改写",
        "新的记录与改过的文字不同，请选定",
        "重新起草时没有这一段了，请改写、留下或者删去",
    ]
    assert lacks(Written(1, "head1", "只有标题", ["只有标题"])) == ["报告还没有正文"]
    assert not lacks(Written(1, "text", "好", ["好"]))


def test_only_a_whole_report_is_signed_and_only_once() -> None:
    lack = [rules.Lack("请补充：总体情况", 3)]

    assert rules.may_sign([], is_signed=False)
    assert "还有 1 处没有处理" in str(rules.may_sign(lack, is_signed=False))
    assert "已经定稿" in str(rules.may_sign([], is_signed=True))


@pytest.mark.parametrize(
    ("year", "part", "name"),
    [
        (2026, "year", "2026年度"),
        (2026, "first", "2026年上半年"),
        (2026, "second", "2026年下半年"),
        (2026, "q1", "2026年第一季度"),
        (2026, "q4", "2026年第四季度"),
    ],
)
def test_a_period_is_named_as_a_title_names_it(year: int, part: str, name: str) -> None:
    assert rules.period(year, part).name == name


def test_a_period_of_ones_own_is_named_by_its_days() -> None:
    first = rules.period(2026, "q1").start

    assert rules.Period(first, first.replace(month=3, day=5)).name == "2026年1月1日至3月5日"
    assert rules.Period(first, first.replace(day=31)).name == "2026年1月"
    assert rules.Period(first, first.replace(year=2027)).name == "2026年1月1日至2027年1月1日"


@pytest.mark.parametrize("form", rules.FORMS)
def test_every_form_is_an_outline_that_may_be_kept(form: str) -> None:
    assert rules.may_keep_slots(rules.FORMS[form].slots, form)


@pytest.mark.parametrize(
    ("slots", "why"),
    [
        ([], "至少要保留一节"),
        ([rules.Slot("people"), rules.Slot("people")], "出现了两次"),
        ([rules.Slot("own")], "要有标题"),
        ([rules.Slot("own", "甲"), rules.Slot("own", "甲")], "“甲”一节出现了两次"),
        ([rules.Slot("gathered")], "没有的一节"),
        ([rules.Slot("people", words="长" * 2001)], "最多 2000 字"),
        ([rules.Slot("own", f"第{n}节") for n in range(21)], "最多 20 节"),
    ],
)
def test_an_outline_that_makes_no_report_is_refused(slots: list[rules.Slot], why: str) -> None:
    assert why in str(rules.may_keep_slots(slots, "summary"))
