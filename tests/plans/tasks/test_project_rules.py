"""Stages and gates: what may follow what, what keeps a gate shut, what lines of a template say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.law import Verdict
from zhijia.plans import rules
from zhijia.plans.rules import Check, Neighbour, Span, StagePlan

DAY = date(2026, 3, 1)
PASSED, RUNNING, WAITING = (
    Neighbour("招标", "passed"),
    Neighbour("设计", "underway"),
    Neighbour("施工", "waiting"),
)


def begin(*before: Neighbour, **facts: object) -> Verdict:
    said = {"state": "waiting", "overlaps": False, "has_owner": True, **facts}
    return rules.may_begin(before=before, **said)  # type: ignore[arg-type]  # facts by their names


def test_a_stage_begins_when_all_before_it_are_passed() -> None:
    assert begin()
    assert begin(PASSED)
    assert "前面的环节（设计）还没有过关" in begin(PASSED, RUNNING).reason


def test_one_that_may_overlap_begins_when_the_one_before_it_has() -> None:
    assert begin(PASSED, RUNNING, overlaps=True)
    assert "还没有开始" in begin(PASSED, WAITING, overlaps=True).reason


def test_a_stage_without_an_owner_does_not_begin() -> None:
    assert "责任岗位" in begin(has_owner=False).reason


def test_a_gate_says_everything_that_keeps_it_shut() -> None:
    shut = rules.gate(
        state="submitted", before=[RUNNING], unconfirmed=["图纸会签"], missing=["设计图纸"]
    )
    assert not shut
    assert all(word in shut.reason for word in ("图纸会签", "设计图纸", "设计"))
    assert rules.gate(state="submitted", before=[PASSED], unconfirmed=[], missing=[])
    assert not rules.gate(state="underway", before=[], unconfirmed=[], missing=[])


def test_papers_are_in_before_the_gate_is_asked_for() -> None:
    assert rules.may_ask_for_gate(state="underway", missing=[])
    assert "招标文件" in rules.may_ask_for_gate(state="underway", missing=["招标文件"]).reason


def test_gates_are_opened_again_from_the_last_backwards() -> None:
    assert rules.may_reopen(state="passed", passed_after=[])
    assert "施工" in rules.may_reopen(state="passed", passed_after=["施工"]).reason
    assert not rules.may_reopen(state="underway", passed_after=[])


def test_nobody_confirms_their_own_work() -> None:
    assert not rules.is_not_owner(is_owner=True, what="确认")
    assert rules.is_not_owner(is_owner=False, what="确认")


def span(
    name: str, start: int, end: int, *, overlaps: bool = False, state: str = "waiting"
) -> Span:
    return Span(name, DAY + timedelta(start), DAY + timedelta(end), overlaps, state)


def test_days_that_contradict_each_other_are_told_and_nothing_moves() -> None:
    late = [span("招标", 0, 30), span("设计", 20, 50)]
    assert "招标" in rules.clashes(late, None)[0].reason
    assert not rules.clashes([span("招标", 0, 30), span("设计", 20, 50, overlaps=True)], None)
    assert not rules.clashes([span("招标", 0, 30), span("设计", 31, 50)], None)
    assert "晚于任务期限" in rules.clashes([span("招标", 0, 30)], DAY)[0].reason


@pytest.mark.parametrize(
    ("state", "day", "colour"),
    [
        ("waiting", -1, "grey"),
        ("waiting", 0, "grey"),
        ("waiting", 1, "yellow"),
        ("waiting", 31, "red"),
        ("underway", 1, "green"),
        ("underway", 29, "yellow"),
        ("submitted", 31, "red"),
        ("passed", 31, "done"),
    ],
)
def test_a_stage_is_lit_by_its_days(state: str, day: int, colour: str) -> None:
    lit = rules.stage_light(
        state=state,
        from_on=DAY,
        until_on=DAY + timedelta(30),
        percent=0,
        today=DAY + timedelta(day),
        scheme="gyr",
    )
    assert lit == colour


def test_a_light_says_what_it_means() -> None:
    facts = {"from_on": DAY, "until_on": DAY + timedelta(30)}

    def said(colour: str, state: str, day: int) -> str:
        return rules.stage_words(colour, state=state, today=DAY + timedelta(day), **facts)

    assert said("yellow", "underway", 20) == "进度落后，剩 10 天"
    assert said("yellow", "underway", 29) == "剩 1 天"
    assert said("green", "underway", 30) == "今天截止"
    assert said("red", "submitted", 32) == "逾期 2 天"
    assert said("yellow", "waiting", 3) == "应已开始，晚 3 天"
    assert said("grey", "waiting", -1) == "03-01 开始"
    assert said("done", "passed", 40) == "已过关"


def test_a_stage_is_whole_only_behind_its_gate() -> None:
    assert rules.stage_percent("submitted", 5, 5) == 95
    assert rules.stage_percent("passed", 0, 5) == 100
    assert rules.stage_percent("underway", 0, 0) == 0


def test_every_template_of_the_product_is_understood() -> None:
    names = [one.name for one in rules.templates()]
    assert names == ["基建改造", "采购", "活动", "制度建设"]
    for one in rules.templates():
        outline = rules.read_outline(one.outline)
        assert not outline.faults
        assert all(stage.checks and stage.papers for stage in outline.stages), one.name
        assert rules.written_outline(outline.stages) == one.outline


def test_what_a_renovation_goes_through_is_what_was_asked_for() -> None:
    building = rules.read_outline(rules.templates()[0].outline)
    names = "".join(stage.name for stage in building.stages)
    assert all(w in names for w in "招标 设计 概预算 施工 监督 安全 质量 验收".split())


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("", "至少要有一个环节"),
        ("招标，30天", "第 1 行：请以"),
        ("环节：招标", "第 1 行：环节写成"),
        ("环节：招标，三十天", "第 1 行：环节写成"),
        ("环节：招标，0天", "第 1 行：环节写成"),
        ("环节：招标，30天，随便", "第 1 行：环节写成"),
        ("检查：什么", "第 1 行：“检查”应写在一个环节之下"),
        ("环节：招标，1天\n材料：", "第 2 行：请以"),
        ("环节：招标，1天\n环节：招标，2天", "写了两次"),
        ("环节：招标，1天\n材料：" + "长" * 101, "第 2 行：内容不超过"),
    ],
)
def test_lines_that_are_not_understood_are_named(lines: str, fault: str) -> None:
    assert fault in rules.may_keep_outline(rules.read_outline(lines)).reason


def test_lines_are_read_whatever_width_their_signs_have() -> None:
    found = rules.read_outline("环节:招标, 30天 ,可交叉\n 检查：文件审定; 监督人")
    assert found.stages == (StagePlan("招标", 30, True, (Check("文件审定", "监督人"),)),)


PLAIN = st.text("招标设计施工验收安全质量", min_size=1, max_size=8)
CHECKS = st.builds(Check, PLAIN, PLAIN, PLAIN)


@given(
    st.lists(
        st.builds(
            StagePlan,
            PLAIN,
            st.integers(1, 3650),
            st.booleans(),
            st.lists(CHECKS, max_size=3).map(tuple),
            st.lists(PLAIN, max_size=3).map(tuple),
        ),
        min_size=1,
        max_size=8,
        unique_by=lambda stage: stage.name,
    )
)
def test_what_is_written_is_read_again(stages: list[StagePlan]) -> None:
    assert rules.read_outline(rules.written_outline(stages)).stages == tuple(stages)


def test_stages_are_laid_out_one_after_the_other() -> None:
    plans = [StagePlan("招标", 10), StagePlan("设计", 5, overlaps=True), StagePlan("施工", 20)]
    spans = rules.laid_out(plans, DAY)
    assert spans == [
        (DAY, DAY + timedelta(9)),
        (DAY, DAY + timedelta(4)),
        (DAY + timedelta(10), DAY + timedelta(29)),
    ]
