from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.checks.rules import mending, radar, rounds, scales, scoring, standards
from zhijia.checks.rules.scales import Said, Unclear, points, read_scale
from zhijia.checks.rules.scoring import Given, Settled, Standing
from zhijia.checks.rules.standards import Line
from zhijia.checks.standards import all_shipped

D = Decimal
TODAY = date(2026, 11, 27)


def test_each_finding_costs_its_points_until_the_item_is_used_up():
    scale = read_scale("deduct", "每处 2", D(5))
    assert [points(scale, Said(count=n)) for n in range(5)] == [D(5), D(3), D(1), D(0), D(0)]
    assert scale.counts == [0, 1, 2, 3]


def test_the_rate_of_a_number_takes_the_first_bound_it_reaches():
    scale = read_scale("figure", "90 以上 10；80 以上 6；其余 0", D(10))
    said = [D("90"), D("89.99"), D("80"), D("79.9")]
    assert [points(scale, Said(number=n)) for n in said] == [10, 6, 6, 0]


@pytest.mark.parametrize(
    ("way", "text", "why"),
    [
        ("deduct", "", "每处 2"),
        ("deduct", "每处 0", "每处 2"),
        ("grades", "好 10", "至少要有两档"),
        ("grades", "好 8；差 0", "满分 10"),
        ("grades", "好 10；差 10", "从高到低"),
        ("grades", "好 10；好 5", "重复"),
        ("figure", "80 以上 10；90 以上 6；其余 0", "从高到低"),
        ("figure", "90 以上 10；80 以上 6", "其余"),
        ("dance", "", "没有"),
    ],
)
def test_a_scale_that_makes_no_sense_says_why(way, text, why):
    with pytest.raises(Unclear, match=why):
        read_scale(way, text, D(10))


@given(st.integers(0, 50), st.integers(1, 20), st.integers(1, 100))
def test_points_never_leave_nought_and_full_marks(count, each, full):
    scale = read_scale("deduct", f"每处 {each}", D(full))
    assert 0 <= points(scale, Said(count=count)) <= full


@pytest.mark.parametrize("one", all_shipped(), ids=lambda one: one.id)
def test_a_shipped_standard_is_whole_and_gives_a_hundred(one):
    assert standards.edition_stands(one.lines)
    assert sum(line.full for line in one.lines) == 100
    assert all(line.source for line in one.lines)


def test_the_safety_standard_has_the_five_stricts_as_its_sections():
    safety = all_shipped()[0]
    assert list(dict.fromkeys(line.section for line in safety.lines)) == [
        "安全思想要严肃",
        "安全管理要严格",
        "安全制度要严谨",
        "安全组织要严密",
        "安全纪律要严明",
    ]


@pytest.mark.parametrize(
    ("kind", "registration", "may"),
    [
        ("company", "", True),
        ("hospital", "institution", False),
        ("hospital", "businesslike", True),
        ("school", "", False),
        ("bureau", "organ", False),
    ],
)
def test_collective_contracts_are_inspected_only_where_their_rules_bind(kind, registration, may):
    verdict = standards.may_use(
        kinds=(), kind=kind, registration=registration, shipped_id="contracts"
    )
    assert bool(verdict) is may
    assert may or "企业化管理" in verdict.reason


def line(**but):
    said = {
        "code": "1.1",
        "section": "一",
        "asks": "要求",
        "full": D(5),
        "way": "yes",
        "scale": "",
    }
    return Line(**{**said, **but})


def test_two_versions_are_compared_item_by_item():
    old = [line(), line(code="1.2"), line(code="1.10")]
    new = [line(full=D(6)), line(code="1.10"), line(code="1.3")]
    found = standards.compared(old, new)
    assert [(one.code, one.what) for one in found] == [
        ("1.1", "修改"),
        ("1.2", "删去"),
        ("1.3", "新增"),
    ]
    assert found[0].fields == (("满分", "5", "6"),)


def test_what_does_not_apply_counts_on_neither_side():
    total = scoring.total(
        [
            (D(50), Settled(D(40), False, False, "one")),
            (D(50), Settled(D(0), True, False, "one")),
        ]
    )
    assert total.score == D("80")


def test_a_mean_is_rounded_half_up_to_cents():
    assert scales.rounded(Fraction(1, 3)) == D("0.33")
    assert scales.rounded(Fraction(1, 200)) == D("0.01")
    settled = scoring.settle([Given(D(4)), Given(D(3)), Given(D(3))], None)
    assert (settled.points, settled.how) == (D("3.33"), "average")


@pytest.mark.parametrize(
    ("mode", "gap", "given", "must"),
    [
        ("average", 20, [Given(D(8)), Given(D(10))], False),
        ("average", 20, [Given(D("7.9")), Given(D(10))], True),
        ("average", 50, [Given(D(10)), Given(D(0), is_na=True)], True),
        ("average", 100, [Given(D(0), is_broken=True), Given(D(0))], True),
        ("agree", 20, [Given(D(9)), Given(D(10))], True),
        ("agree", 20, [Given(D(10)), Given(D(10))], False),
        ("average", 0, [Given(D(10))], False),
    ],
)
def test_a_gap_wider_than_published_must_be_settled_by_talking(mode, gap, given, must):
    assert scoring.needs_agreement(mode, gap, D(10), given) is must


def test_a_broken_veto_leaves_the_lowest_grade_whatever_the_score():
    bands = rounds.read_bands("优秀 90；合格 60；不合格 0")
    assert scoring.grade(bands, D(95), is_vetoed=False) == "优秀"
    assert scoring.grade(bands, D("59.99"), is_vetoed=False) == "不合格"
    assert scoring.grade(bands, D(99), is_vetoed=True) == "不合格"


@pytest.mark.parametrize(
    "text",
    [
        "优秀 90",
        "合格 60；优秀 90；不合格 0",
        "优秀 90；合格 60",
        "好；差 0",
        f"{'优' * 21} 90；不合格 0",
    ],
)
def test_grades_that_make_no_sense_are_refused(text):
    with pytest.raises(ValueError, match=r"等次|看不懂"):
        rounds.read_bands(text)


def test_places_go_by_veto_score_what_is_left_and_faults_and_are_shared():
    found = scoring.places(
        [
            Standing(1, D(90), True, 0, 0),
            Standing(2, D(80), False, 0, 3),
            Standing(3, D(80), False, 0, 3),
            Standing(4, D(80), False, 1, 1),
            Standing(5, D(85), False, 2, 9),
        ]
    )
    assert found == {5: 1, 2: 2, 3: 2, 4: 4, 1: 5}


@pytest.mark.parametrize(
    ("homes", "may"),
    [
        ({"0001"}, True),
        ({"00010002"}, False),
        ({"000100020001"}, False),
        ({"00010003", "00010002"}, False),
    ],
)
def test_nobody_inspects_where_they_belong(homes, may):
    verdict = rounds.may_inspect(name="某某", homes=homes, path="00010002")
    assert bool(verdict) is may
    assert may or "回避" in verdict.reason


def test_the_unit_objects_within_its_time_and_once_an_item():
    asked = {"state": "told", "until_on": TODAY, "today": TODAY, "is_open": False}
    assert mending.may_object(**asked, has_accepted=False)
    assert not mending.may_object(**asked, has_accepted=True)
    assert not mending.may_object(**{**asked, "is_open": True}, has_accepted=False)
    late = {**asked, "until_on": date(2026, 11, 26)}
    assert "已经过了" in mending.may_object(**late, has_accepted=False).reason


def test_a_result_waits_for_objections_and_names_what_is_left():
    asked = {"state": "told", "undecided": 0, "until_on": None, "has_accepted": False}
    asked |= {"today": TODAY, "unmended": (), "words": ""}
    assert mending.may_give_result(**asked)
    assert not mending.may_give_result(**{**asked, "undecided": 1})
    assert not mending.may_give_result(**{**asked, "until_on": TODAY})
    assert mending.may_give_result(**{**asked, "until_on": TODAY, "has_accepted": True})
    assert not mending.may_give_result(**{**asked, "unmended": ("一",)})
    assert mending.may_give_result(**{**asked, "unmended": ("一",), "words": "明年改造。"})


def test_a_radar_needs_three_directions_and_lies_within_its_frame():
    assert radar.radar(["一", "二"], [("本次", [50, 60])]) is None
    drawn = radar.radar(["一", "二", "三"], [("本次", [100, 0, None])])
    assert drawn is not None
    numbers = [float(n) for c in drawn.shapes[0].corners.split() for n in c.split(",")]
    assert all(0 <= n <= radar.WIDTH for n in numbers)
    assert drawn.shapes[0].corners.startswith("250.0,55.0")
