"""规章制度: competence by kind of unit, missing steps as risks, texts compared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.disclosure.rules import comparing, regulations
from zhijia.disclosure.rules.competence import SUBJECTS, competence
from zhijia.disclosure.rules.regulations import STEPS, Done
from zhijia.law import HOUSE, LAW

ON = date(2026, 3, 2)
ALL = [Done(step, ON, "passed") for step in STEPS]


@pytest.mark.parametrize(
    ("subject", "kind", "registration", "label", "clause"),
    [
        ("labour", "company", "private", "审议建议", "ZD-05"),
        ("welfare", "company", "company", "审议通过", "ZD-05"),
        ("settlement", "company", "company", "审议通过", "ZD-06"),
        ("settlement", "company", "private", "审议建议", "ZD-05"),
        ("pay", "company", "unconverted", "审查同意或者否决", "QM-03"),
        ("welfare", "company", "unconverted", "审议决定", "QM-03"),
        ("hours", "company", "unconverted", "审议建议", "ZD-21"),
        ("pay", "school", "institution", "审议通过", "JD-02"),
        ("charter", "school", "institution", "审议建议", "JD-02"),
        ("hours", "school", "institution", "审议建议", "ZD-21"),
        ("pay", "hospital", "institution", "审议通过", "HOUSE-168"),
        ("pay", "hospital", "businesslike", "审议建议", "ZD-05"),
        ("pay", "bureau", "organ", "听取", "HOUSE-168"),
        ("pay", "workshop", "", "审议建议", "ZD-21"),
    ],
)
def test_what_a_congress_does_depends_on_the_subject_and_the_kind_of_unit(
    subject: str, kind: str, registration: str, label: str, clause: str
) -> None:
    found = competence(subject, kind, registration)
    assert found
    assert (found.label, found.clause) == (label, {**LAW, **HOUSE}[clause])


def test_what_touches_nobodys_vital_interests_asks_for_nothing() -> None:
    assert competence("management", "company", "company") is None
    assert regulations.risks("management", [], asks=None, from_on=ON) == []


def test_each_missing_step_is_a_risk_and_never_a_judgement() -> None:
    found = regulations.risks("labour", [], asks=competence("labour", "company"), from_on=ON)
    assert len(found) == 3
    for one in found:
        assert one.clause == LAW["ZD-21"]
        assert one.reason.startswith("未履行")
        assert "存在不具效力风险" in one.reason
        assert "无效" not in str(one)


def test_all_three_steps_leave_no_risk_and_a_vote_is_asked_where_it_binds() -> None:
    binding = competence("welfare", "company", "company")
    assert regulations.risks("welfare", ALL, asks=binding, from_on=ON) == []
    unvoted = [one._replace(outcome="") for one in ALL]
    (risk,) = regulations.risks("welfare", unvoted, asks=binding, from_on=ON)
    assert "审议通过的决议" in risk.reason
    advice = competence("labour", "company", "company")
    assert regulations.risks("labour", unvoted, asks=advice, from_on=ON) == []


def test_steps_taken_afterwards_leave_a_risk_for_the_time_before() -> None:
    late = [one._replace(on=date(2026, 4, 1)) if one.step == "tell" else one for one in ALL]
    (risk,) = regulations.risks("labour", late, asks=None, from_on=ON)
    assert "公示告知在施行之后补办" in risk.reason


def test_a_discussion_names_its_meeting_and_what_came_of_it() -> None:
    said = {"on": ON, "today": ON, "words": "提出意见 12 条"}
    assert not regulations.may_note("discuss", meeting="", **said)  # type: ignore[arg-type]
    assert regulations.may_note("discuss", meeting="三届五次职代会", **said)  # type: ignore[arg-type]
    assert not regulations.may_note("tell", on=ON, today=ON, meeting="", words=" ")


def test_a_regulation_is_looked_at_again_within_three_years() -> None:
    assert regulations.review_due(date(2024, 2, 29)) == date(2027, 2, 28)
    assert not regulations.may_review(date(2029, 3, 3), on=ON, words="继续施行")
    assert regulations.may_review(date(2029, 3, 2), on=ON, words="继续施行")


def test_no_subject_is_forgotten_by_any_kind_of_unit() -> None:
    for subject, one in SUBJECTS.items():
        for kind in ("group", "company", "hospital", "school", "bureau", "branch"):
            assert bool(competence(subject, kind)) >= one.is_vital


def test_what_differs_is_marked_and_nothing_else() -> None:
    (first, second) = comparing.compared(
        "第一条 甲。\n第二条 每月五日发放。", "第一条 甲。\n第二条 每月十日发放。"
    )
    assert first.is_same
    assert [p.text for p in second.old if p.is_marked] == ["五"]
    assert [p.text for p in second.new if p.is_marked] == ["十"]


@given(st.text(), st.text())
def test_both_texts_are_whole_side_by_side(old: str, new: str) -> None:
    rows = comparing.compared(old, new)
    assert ["".join(p.text for p in row.old) for row in rows if row.old] == comparing.paragraphs(
        old
    )
    assert ["".join(p.text for p in row.new) for row in rows if row.new] == comparing.paragraphs(
        new
    )


def test_a_new_paragraph_in_between_leaves_the_others_beside_each_other() -> None:
    old = "第四条 考勤结果每月五日公布。\n第五条 本办法由人力资源部负责解释。"
    new = (
        "第四条 考勤结果每月三日公布。\n第五条 加班应当协商。\n第六条 本办法由人力资源部负责解释。"
    )
    rows = comparing.compared(old, new)
    sides = [("".join(p.text for p in r.old), "".join(p.text for p in r.new)) for r in rows]
    assert sides[1] == ("", "第五条 加班应当协商。")
    assert sides[2][0].startswith("第五条 本办法")
    assert sides[2][1].startswith("第六条 本办法")


def test_our_own_choice_is_told_as_such_and_not_as_law() -> None:
    asks = competence("pay", "hospital", "institution")
    done = [one._replace(outcome="") for one in ALL]
    (risk,) = regulations.risks("pay", done, asks=asks, from_on=ON)
    assert "全国没有统一规定" in risk.reason
    assert "约定" not in risk.reason
