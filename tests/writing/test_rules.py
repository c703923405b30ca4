"""The sentences of a report, from any numbers and any words."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.writing import rules
from zhijia.writing.rules import (
    Area,
    Count,
    Facts,
    Item,
    Period,
    Work,
    compose,
    quoted,
    shown,
)

LAST_DAY = date(2026, 12, 31)
NAMES = st.text("职工医院学校供电车间会堃<&", min_size=2, max_size=6)
WORDS = st.text("要必须做好检查台账0123456789“”。，；<&堃\n 年月日", min_size=1, max_size=40)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
STANDINGS: dict[str, Any] = {
    "holder": NAMES,
    "due_on": DAYS,
    "is_done": st.booleans(),
    "is_late": st.booleans(),
    "is_sent": st.booleans(),
    "is_signed": st.booleans(),
    "words": st.just("") | WORDS,
    "problems": st.just("") | WORDS,
    "measures": st.just("") | WORDS,
    "key": st.text("123456789", min_size=1, max_size=3),
    "later_on": st.none() | DAYS,
}
PARTS = st.builds(Work, **STANDINGS)
WORKS = st.builds(Work, **STANDINGS, parts=st.lists(PARTS, max_size=2).map(tuple))
ITEMS = st.builds(
    Item, wording=WORDS, works=st.lists(WORKS, max_size=7).map(tuple), issuer=st.just("") | NAMES
)
YEAR = Period(date(2026, 1, 1), LAST_DAY)
UNITS = {
    "units": "个",
    "members": "人",
    "joined": "人",
    "speeches": "篇",
    "tasks": "项",
    "closed": "项",
    "given": "项次",
    "done": "项次",
    "open": "项次",
    "overdue": "项次",
    "filed": "项",
}
COUNTS = ("units", "members", "joined", "speeches", "tasks")
COUNTS += ("closed", "given", "done", "open", "overdue")
Find = Callable[[str], Iterator[str]]


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Draw a unit's year; each number has a line of its own."""
    places, numbers = count(), st.integers(0, 3) | st.integers(0, 10**6)

    def number(name: str) -> Count:
        return Count(next(places), draw(numbers), UNITS[name])

    def area() -> Area:
        items = tuple(draw(st.lists(ITEMS, max_size=4)))
        four = (number(name) for name in ("filed", "closed", "given", "done"))
        return Area(draw(NAMES), *four, items)

    rate = draw(st.none() | st.integers(0, 1000))
    return Facts(
        unit=draw(NAMES),
        period=draw(st.sampled_from([YEAR, Period(date(2026, 3, 5), LAST_DAY)])),
        until=draw(DAYS),
        has_units_below=draw(st.booleans()),
        rate=None if rate is None else Count(next(places), Decimal(rate) / 10, "%"),
        areas=tuple(area() for _ in range(draw(st.integers(0, 3)))),
        others=draw(st.booleans()),
        **{name: number(name) for name in COUNTS},
    )


def a_year(**known: Any) -> Facts:
    """Return a year in which nothing happened but this."""
    nothing = {name: Count(n, 0, UNITS[name]) for n, name in enumerate(COUNTS)}
    plain = {"unit": "职工医院工会", "period": YEAR, "until": LAST_DAY, "has_units_below": False}
    return Facts(**{**plain, **nothing, "rate": None, "areas": (), **known})


def an_area(*items: Item, label: str = "劳动保护", **numbers: int) -> Area:
    """Return an area with these tasks."""
    names = ("filed", "closed", "given", "done")
    counts = {
        name: Count(n, numbers.get(name, 0), UNITS[name]) for n, name in enumerate(names, 100)
    }
    return Area(label, items=items, **counts)


def told(year: Facts) -> str:
    return "\n".join(map(str, compose(year)))


@given(facts())
def test_every_number_in_the_text_is_a_count(stray_digits: Find, year: Facts) -> None:
    for block in compose(year):
        for run in block.runs:
            if isinstance(run, str):
                assert not list(stray_digits(run)), run


@given(facts())
def test_nought_is_said_in_words(year: Facts) -> None:
    counts = [run for block in compose(year) for run in block.runs if isinstance(run, Count)]
    assert all(counts)


@given(facts())
def test_sentences_end_once(year: Facts) -> None:
    for block in compose(year):
        rest = re.sub("“[^”]*”", "“”", str(block))
        assert not re.search("[。；，：][。；，]", rest), rest


def test_a_year_of_which_nothing_is_known_is_told_without_a_single_number() -> None:
    words = told(a_year())

    assert "没有登记的会员；本年度没有新入会会员。" in words
    assert "本年度没有登记的工作任务。（请补充）" in words
    assert "逾期" not in words
    assert "0" not in words.replace("2026", "")


def test_a_unit_alone_speaks_of_nobody_below() -> None:
    one, two = Count(1, 7, "人"), Count(2, 2, "个")
    alone = told(a_year(members=one, given=two, open=two))
    assert "共有会员7人" in alone
    assert "所辖" not in alone

    given = Count(3, 2, "项次")
    above = told(a_year(units=two, members=one, given=given, open=given, has_units_below=True))
    assert "本级和所辖工会组织共2个，会员7人" in above
    assert "本级和所辖单位本年度新承办任务2项次" in above


def test_work_left_from_an_earlier_year_is_told_though_nothing_new_was_given() -> None:
    words = told(a_year(done=Count(1, 2, "项次"), closed=Count(2, 1, "项")))

    assert "本年度没有新立项的任务，年内办结立项任务1项。" in words
    assert "本年度没有新承办的任务；年内办结任务2项次；期末没有在办任务。" in words


def test_an_area_says_only_the_numbers_it_has() -> None:
    both = told(a_year(areas=(an_area(filed=4, closed=1, given=6),)))
    assert "本年度立项4项、办结1项；承办6项次。" in both

    late = told(a_year(areas=(an_area(closed=1),)))
    assert "本年度立项任务办结1项。" in late


@pytest.mark.parametrize(
    ("wording", "topic"),
    [
        ("要组织职工代表培训。", "“组织职工代表培训”"),
        ("必须持证上岗", "“持证上岗”"),
        ("还要管好用好经费", "“管好用好经费”"),
        ("务必要按时上报", "“按时上报”"),
        ("要求各车间按月公示", "“要求各车间按月公示”"),
        ("要点要上墙", "“要点要上墙”"),
        ("供电公司工会要牵头组织一次技能比武", "“供电公司工会要牵头组织一次技能比武”"),
        ("开展“百日攻坚”劳动竞赛", "“开展‘百日攻坚’劳动竞赛”"),
        ("要", "“要”"),
    ],
)
def test_a_task_is_quoted_without_the_tone_of_a_demand(wording: str, topic: str) -> None:
    assert Item(wording).topic == topic


def test_what_was_reported_is_quoted_on_one_line_and_cut_where_it_is_long() -> None:
    assert quoted("已查完。\n共 3 处。") == "“已查完。 共 3 处”"
    assert quoted("好" * 201) == f"“{'好' * 200}……”"


def test_units_of_one_standing_are_named_together_and_their_words_follow() -> None:
    works = (
        Work("职工医院工会", LAST_DAY, is_done=True, words="已全部排查。"),
        Work("供电公司工会", LAST_DAY, is_done=True),
        Work("子弟学校工会", date(2026, 11, 1), is_late=True),
    )
    words = told(a_year(areas=(an_area(Item("排查隐患", works)),)))

    assert "关于“排查隐患”：职工医院工会、供电公司工会已办结；子弟学校工会逾期未办结" in words
    assert "职工医院工会报告：“已全部排查”。" in words
    assert "期末逾期未办结的任务：子弟学校工会承办的“排查隐患”（期限2026年11月1日）。" in words


def test_what_is_done_comes_first_and_what_nobody_has_last() -> None:
    area = an_area(
        Item("无人承办"),
        Item("正在办理", (Work("甲", LAST_DAY),)),
        Item("已经办结", (Work("乙", LAST_DAY, is_done=True),)),
    )
    words = told(a_year(areas=(area,)))

    assert words.index("已经办结") < words.index("正在办理") < words.index("无人承办")
    assert "劳动保护方面有任务尚未落实承办单位。" in words


def test_the_next_steps_begin_with_what_is_due_first() -> None:
    later = Item("迟些到期", (Work("甲", date(2027, 3, 1)),))
    sooner = Item("早些到期", (Work("乙", date(2027, 1, 5), is_sent=True),))
    done = Item("已经办结", (Work("丙", LAST_DAY, is_done=True),))
    words = told(a_year(areas=(an_area(later, sooner, done, Item("无人承办")),)))

    steps = words[words.index("下一步工作安排") :].splitlines()[1:]
    assert steps == [
        "继续抓好“早些到期”：乙已报办结，做好审核结案。",
        "继续抓好“迟些到期”：甲于2027年3月1日前办结。",
        "前列尚未交办的任务，逐项落实承办单位和完成期限。",
        "下一年度重点工作：（请补充）",
    ]


def test_who_gave_all_tasks_is_said_once_and_otherwise_at_each() -> None:
    one, two = Item("甲事", (Work("本单位", LAST_DAY),), "集团工会"), Item("乙事", (), "")
    assert told(a_year(areas=(an_area(one),))).count("集团工会") == 1
    both = told(a_year(areas=(an_area(one, two),)))
    assert "关于“甲事”（集团工会交办）" in both


def test_a_long_list_of_units_and_of_reports_is_cut() -> None:
    works = tuple(Work(f"第{'一' * n}分工会", LAST_DAY, words="完成") for n in range(1, 13))
    words = told(a_year(areas=(an_area(Item("排查隐患", works)),)))

    assert "等单位正在办理" in words
    assert words.count("报告：“完成”") == rules.MOST_QUOTES
    assert "其余报告见任务办理记录。" in words


def test_a_year_to_come_and_a_year_before_the_union_are_refused() -> None:
    today, founded_on = date(2026, 7, 1), date(2020, 5, 4)
    whole = [rules.period(year, "year") for year in (2019, 2020, 2026, 2027)]
    judged = [rules.may_draft(period=p, founded_on=founded_on, today=today) for p in whole]

    assert [bool(verdict) for verdict in judged] == [False, True, True, False]
    assert "建会于 2020 年，没有 2019年 的记录" in str(judged[0])
    assert "2027年还没有开始" in str(judged[3])


@pytest.mark.parametrize(
    ("value", "words"), [(3, "3"), (Decimal("15.40"), "15.4"), (Decimal("100.00"), "100"), (0, "0")]
)
def test_a_number_reads_alike_wherever_it_stands(value: int | Decimal, words: str) -> None:
    assert shown(value) == words


def test_problems_that_were_reported_are_quoted_while_the_work_is_not_done() -> None:
    works = (
        Work("甲", LAST_DAY, problems="经费不够。", measures="先办两场。", key="1"),
        Work("乙", LAST_DAY, is_done=True, problems="已经解决", key="2"),
        Work("丙（配合）", LAST_DAY, is_done=True, ended="已会签"),
    )
    words = told(a_year(areas=(an_area(Item("技能比赛", works)),)))

    assert "甲办理“技能比赛”时反映的问题：“经费不够”。" in words
    assert "已经解决" not in words
    assert "继续抓好“技能比赛”：甲于2026年12月31日前办结。甲的措施：“先办两场”。" in words
    assert "丙（配合）已会签" in words


def test_many_problems_are_cut() -> None:
    items = [Item("事", (Work("甲", LAST_DAY, problems="难", key=str(n)),)) for n in range(25)]
    words = told(a_year(areas=(an_area(*items),)))

    assert words.count("反映的问题：“难”") == 20
    assert "其余反映的问题见任务办理记录。" in words


def test_what_is_too_much_to_read_is_cut_and_the_text_says_where_the_rest_stands() -> None:
    late = Work("甲", date(2026, 11, 1), is_late=True)
    items = [Item(f"事项{'一' * n}", (late,), key=str(n)) for n in range(1, 61)]
    lonely = [Item("无人承办", key=f"x{n}") for n in range(30)]
    blocks = compose(a_year(areas=(an_area(*items, *lonely),)))
    by_key = {block.key: str(block) for block in blocks}

    assert by_key["problems:late"].count("承办的") == 20
    assert by_key["problems:late"].endswith("其余见任务清单。")
    assert by_key["area::lonely"].endswith("“无人承办”、其余见任务清单。")
    assert sum(block.key.startswith("next:") for block in blocks) == 50 + 3
    assert by_key["next:more"] == "继续抓好其他在办任务，其余见任务清单。"
    assert all(len(words) <= 3000 for words in by_key.values())


def test_a_speech_names_ten_tasks_at_most() -> None:
    items = [Item("事", (Work("甲", LAST_DAY),), key=str(n)) for n in range(30)]
    blocks = compose(a_year(areas=(an_area(*items),)), rules.FORMS["talk"].slots)

    assert sum(str(block).startswith("继续抓好“") for block in blocks) == 10


def test_what_was_drawn_long_may_be_saved_while_it_grows_no_longer() -> None:
    long = "长" * 3500

    assert rules.may_write(long[:-1], "text", long)
    assert not rules.may_write(f"{long}长", "text", long)
    assert not rules.may_write(long, "text")
