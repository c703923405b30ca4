"""What counts as a hole, in words; when two demands say much the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.plans import rules
from zhijia.plans.rules import HOLES, Demand
from zhijia.plans.rules.likeness import SHARED, is_like

DAY, OTHER = date(2026, 6, 30), date(2026, 9, 30)
HAZARDS = "对检修现场、配电室、危化品库房开展一次隐患排查"
HAZARDS_TOO = "各单位要组织开展危化品库房、配电室隐患排查"
SURVEY = "围绕医德医风开展一次职工满意度问卷调查"
WORDS = st.sampled_from("隐患 排查 配电室 库房 检修 竞赛 问卷 档案 培训 公开".split())


def test_the_same_search_for_hazards_in_other_words_is_alike() -> None:
    found = list(rules.likes({1: HAZARDS, 2: SURVEY, 3: HAZARDS_TOO}))

    assert [(one, other) for one, other, _ in found] == [(1, 3)]
    assert {"隐患", "排查", "配电室"} <= set(found[0][2])


def test_stock_phrases_make_nothing_alike() -> None:
    one = "各单位要进一步加强组织领导，认真抓好落实，积极推进各项工作"
    other = "各单位要切实加强组织领导，扎实推进各项工作，确保落实"
    assert not list(rules.likes({1: one, 2: other}))


def test_two_shared_words_are_too_few() -> None:
    assert SHARED == 3
    assert not is_like(frozenset({"隐患", "排查"}), frozenset({"隐患", "排查"}))


@given(st.lists(st.lists(WORDS, min_size=1, max_size=6).map("，".join), max_size=12))
def test_the_quick_way_finds_what_comparing_each_with_each_finds(texts: list[str]) -> None:
    said = dict(enumerate(texts))
    sets = {key: frozenset(rules.content(text)) for key, text in said.items()}
    slowly = {(a, b) for a in said for b in said if a < b and is_like(sets[a], sets[b])}

    assert {(one, other) for one, other, _ in rules.likes(said)} == slowly


def test_what_differs_between_two_like_demands_is_said() -> None:
    here = Demand("2026-001", DAY, frozenset({"供电公司工会"}))
    shared = ["隐患", "排查", "配电室"]

    days = rules.alike_words(here, Demand("2026-002", OTHER, frozenset()), shared)
    assert days.endswith("一个期限 2026-06-30，一个期限 2026-09-30")
    who = rules.alike_words(here, Demand("2026-002", DAY, frozenset({"学校"})), shared)
    assert who.endswith("一个由供电公司工会承办，一个由学校承办")
    same = rules.alike_words(here, Demand("2026-002", DAY, here.holders), shared)
    assert same.endswith("期限相同，疑为重复")
    assert "隐患、排查、配电室" in same


def test_a_deadline_left_open_differs_from_one_that_is_set() -> None:
    open_end = Demand("2026-002", None, frozenset())
    words = rules.alike_words(Demand("2026-001", DAY, frozenset()), open_end, ["隐患"])
    assert words.endswith("一个期限 2026-06-30，一个期限 待定")


def test_many_units_are_named_by_the_first_five_and_their_number() -> None:
    assert rules.not_reached_words("隐患排查", list("甲乙")) == (
        "“隐患排查”要求各单位落实，没有交办到甲、乙"
    )
    words = rules.not_reached_words("隐患排查", list("甲乙丙丁戊己"))
    assert words.endswith("甲、乙、丙、丁、戊等 6 个单位")


@pytest.mark.parametrize(
    ("words", "all_"),
    [
        ("各单位要开展一次隐患排查", True),
        ("基层工会每月走访一次", True),
        ("职工医院要开展问卷调查", False),
    ],
)
def test_whom_words_ask(words: str, all_: bool) -> None:
    assert rules.asks_all(words) is all_


def test_every_kind_rests_on_a_clause_and_says_how_it_is_mended() -> None:
    for kind in HOLES:
        verdict = rules.hole_verdict(kind, "无人承办")
        assert not verdict
        assert verdict.clause
        assert HOLES[kind].mend


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"is_same": True}, "不能并入它自己"),
        ({"same_unit": False}, "只能并入本单位立项的任务"),
        ({"into_open": False}, "要并入的任务已结束"),
        ({"open_assignments": 2}, "请先撤回交办"),
    ],
)
def test_what_keeps_a_task_from_being_folded(facts: dict[str, object], said: str) -> None:
    good = {"is_same": False, "same_unit": True, "into_open": True, "open_assignments": 0}
    assert rules.may_fold(**good)  # type: ignore[arg-type]  # facts by their names
    assert said in rules.may_fold(**{**good, **facts}).reason  # type: ignore[arg-type]


def test_a_hole_is_explained_in_words_and_once() -> None:
    assert rules.may_explain(is_open=True, reason="由本级自己办理")
    assert not rules.may_explain(is_open=True, reason="  无  ")
    assert not rules.may_explain(is_open=False, reason="由本级自己办理")
