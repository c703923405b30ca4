"""How often a demand is to be met, told by its words; and the figure that could measure it."""

from decimal import Decimal

import pytest

from zhijia.plans.speech.measuring import Offer, amount_of, suggest
from zhijia.plans.speech.nature import NATURES, nature_of

JOINED = Offer("org.joined", "新入会", "人", ("发展会员", "新发展会员"))
MEMBERS = Offer("org.members", "会员人数", "人", ("会员达到",))
RATE = Offer("plans.rate", "办结率", "%", ("任务办结率",))
OFFERS = [JOINED, MEMBERS, RATE]


@pytest.mark.parametrize(
    ("words", "every", "cue"),
    [
        ("细化公开目录，每季度公示一次", "quarter", "每季度"),
        ("每月至少参加一次现场检查", "month", "每月"),
        ("每周召开一次调度会", "week", "每周"),
        ("每半年开展一次集中走访", "half", "每半年"),
        ("每年不少于两次听取意见", "half", "每年不少于两次"),
        ("每年组织一次体检", "year", "每年"),
        ("按月报送进展情况", "month", "按月"),
        ("做到一季度一通报", "quarter", "一季度一通报"),
        ("每个 季度 通报一次", "quarter", "每个季度"),
    ],
)
def test_a_demand_that_names_its_period_recurs(words: str, every: str, cue: str) -> None:
    told = nature_of(words)
    assert (told.kind, told.every) == ("recurring", every)
    assert cue in told.cue


@pytest.mark.parametrize("words", ["要定期开展安全检查", "按期报送有关材料"])
def test_how_often_is_left_open_where_the_words_leave_it_open(words: str) -> None:
    told = nature_of(words)
    assert (told.kind, told.every) == ("recurring", "")
    assert "没有说多久一次" in told.cue


@pytest.mark.parametrize(
    "words",
    ["要常态化开展送温暖活动", "全年走访困难职工不少于200人次", "每天召开碰头会", "持续推进产改"],
)
def test_what_never_ends_is_standing(words: str) -> None:
    assert nature_of(words).kind == "standing"


@pytest.mark.parametrize(
    "words",
    [
        "一季度前完成换届",
        "年底前建立长效机制",
        "三个月内完成摸底",
        "11月底前完成竞赛方案",
        "让每名职工都知道",
        "发现违章指挥要当场提出意见",
        "",
    ],
)
def test_everything_else_is_done_once_and_names_no_cue(words: str) -> None:
    told = nature_of(words)
    assert (told.kind, told.every, told.cue) == ("once", "", "")


def test_every_nature_has_a_word() -> None:
    assert set(NATURES) == {"once", "recurring", "standing"}


def test_a_figure_is_suggested_where_a_task_says_its_words_and_the_cue_is_named() -> None:
    found = suggest("年底前发展会员200人", ["200人"], OFFERS)
    assert found is not None
    assert found.name == "org.joined"
    assert "「发展会员」" in found.cue
    assert "新入会" in found.cue


def test_no_figure_is_suggested_for_other_words() -> None:
    assert suggest("开展一次隐患排查", [], OFFERS) is None
    assert suggest("加强会员教育", [], OFFERS) is None


def test_no_figure_is_suggested_where_the_amount_is_counted_otherwise() -> None:
    assert suggest("发展会员，入会率达到90%", ["达到90%"], OFFERS) is None
    assert suggest("任务办结率达到95%", ["95%"], OFFERS) is not None
    assert suggest("任务办结率要通报3次", ["3次"], OFFERS) is None


def test_two_figures_that_fit_as_well_leave_it_open() -> None:
    other = Offer("welfare.joined", "入会帮扶", "人", ("发展会员",))
    assert suggest("发展会员200人", ["200人"], [*OFFERS, other]) is None


def test_of_two_cues_the_longer_wins() -> None:
    shorter = Offer("other.joined", "会员", "人")
    found = suggest("新发展会员200人", ["200人"], [shorter, *OFFERS])
    assert found is not None
    assert found.name == "org.joined"


@pytest.mark.parametrize(
    ("figures", "unit", "amount"),
    [
        (["不少于200人次"], "人次", Decimal(200)),
        (["200名"], "人", Decimal(200)),
        (["1.5万人"], "人", Decimal(15000)),
        (["95%以上"], "%", Decimal(95)),
        (["200人", "300人"], "人", None),
        (["90%"], "人", None),
        ([], "人", None),
        (["两百人"], "人", None),
    ],
)
def test_the_amount_is_taken_only_where_one_is_meant(
    figures: list[str], unit: str, amount: Decimal | None
) -> None:
    assert amount_of(figures, unit) == amount
