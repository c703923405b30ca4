"""The tellers' sheets and what is read out and put up: read back from Word and PDF."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from zhijia.ballots import counting, paper
from zhijia.ballots.paper.graded import percent, points
from zhijia.law import LAW

NAMES = ["丁一", "王二三", "李四"]
PEOPLE = tuple(counting.Candidate(str(n), name) for n, name in enumerate(NAMES))
CONTEST = counting.Contest("委员", 2, PEOPLE)
OCCASION = paper.Occasion(
    "甲厂工会", "第三届会员代表大会第一次会议", "委员选举", date(2026, 11, 20)
)
HANDS = paper.Hands("周铁", ["何山"], ["陈东", "许西"])
TURNOUT = counting.Turnout(60, 50, 50, 52, 3)
GRADES = counting.COMPETENCE


def lines(data: bytes) -> Iterator[str]:
    """Yield paragraphs and rows of a Word file from top to bottom."""
    document = Document(BytesIO(data))
    for child in document.element.body.iterchildren():
        if child.tag.endswith("}p"):
            yield Paragraph(child, document).text
        elif child.tag.endswith("}tbl"):
            for row in Table(child, document).rows:
                seen = {id(cell._tc): cell.text for cell in row.cells}
                yield "|".join(text.replace("\u3000", "") for text in seen.values())


def told(data: bytes) -> str:
    return "\n".join(lines(data))


def pdf_text(leaf: paper.Leaf) -> str:
    reader = PdfReader(BytesIO(paper.pdf(leaf, paper.LYING)))
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def counted(*yes: int, void: int = 0, others: int = 0, seats: int = 2) -> paper.Told:
    valid = 52 - void
    marked = [counting.Line(PEOPLE[n], votes, valid - votes) for n, votes in enumerate(yes)]
    if others:
        who = counting.Candidate("x", "吴九")
        marked.append(counting.Line(who, others, is_written_in=True))
    tally = counting.Tally(valid, void, tuple(marked))
    contest = counting.Contest("委员", seats, PEOPLE)
    outcome = counting.decide(contest, TURNOUT, tally)
    return as_told(tally, outcome, seats, {"多选": void} if void else {})


def as_told(
    tally: counting.Tally, outcome: counting.Outcome, seats: int, voids: dict[str, int]
) -> paper.Told:
    return paper.Told(
        "委员",
        seats,
        paper.papers_of(TURNOUT, tally),
        tally.lines,
        steps=[str(step) for step in outcome.steps],
        elected=outcome.elected,
        tied=outcome.tied,
        then=outcome.then,
        voids=voids,
        settled=["第 1 叠　丁一：甲 9、乙 8，以 9 为准；乙漏画（何山）"],
    )


def test_the_issue_sheet_has_each_box_with_its_figures_and_their_sum() -> None:
    hall = paper.Box("主会场", due=57, present=50, issued=50, returned=49)
    mobile = paper.Box("一号岗", is_mobile=True, due=3, issued=3, returned=3)
    kinds = [
        paper.Kind("委员选票", [hall, mobile], "粉红色"),
        paper.Kind("主席选票", [paper.Box("主会场")]),
    ]
    leaf = paper.issue_leaf("第一次会议", kinds)
    text = told(paper.word(leaf, paper.LYING))
    assert "1|主会场|57|50||50|49||||" in text
    assert "2|一号岗（流动票箱）|3|||3|3||||" in text
    assert "合计||60|||53|52||||" in text  # who signed in at the box is not known: no sum
    assert "委员选票（粉红色）" in text
    assert "主席选票" in pdf_text(leaf)
    assert text.count("监票人签名") == pdf_text(leaf).count("监票人签名") == 3


def test_two_tellers_have_sheets_of_their_own_with_a_line_for_each_name() -> None:
    asked = paper.Election(CONTEST)
    for teller in "甲乙":
        leaf = paper.counting_leaf("委员选举", asked, teller, ["吴九"])
        text = told(paper.word(leaf, paper.LYING))
        for words in (text, pdf_text(leaf)):
            assert f"计票表（计票人{teller}）" in words
            assert "互不查看" in words
        rows = [line for line in text.split("\n") if line.startswith(("1|", "2|", "3|", "另选|"))]
        names = [row.split("|")[1] for row in rows]
        assert names == ["丁一", "王二三", "李四", "吴九", "", "", "", ""]
        assert "赞成|票数|不赞成|票数|弃权|票数" in text


def test_items_and_grades_are_counted_on_such_sheets_too() -> None:
    items = paper.Resolution("决议", ["集体合同（草案）"])
    assert "1|集体合同（草案）" in told(
        paper.word(paper.counting_leaf("表决", items, "甲"), paper.LYING)
    )
    lines = [counting.Weighted("德", 100)]
    graded = paper.Evaluation("测评", [paper.Subject("丁一")], GRADES, lines)
    text = told(paper.word(paper.counting_leaf("测评", graded, "甲"), paper.LYING))
    assert "1|丁一·德" in text
    assert "2|丁一·综合" in text
    assert "优秀|票数|称职|票数" in text


def test_the_clearing_report_says_of_each_paper_whether_the_vote_holds_and_why() -> None:
    over = counting.Turnout(60, 50, 50, 54, 3)
    data = paper.clearing_report(OCCASION, [("委员选票", TURNOUT), ("主席选票", over)], HANDS)
    text = told(data)
    assert "会场发出 50 张，流动票箱发出 3 张，共发出选票 53 张，收回 52 张。" in text
    assert f"选举有效（{LAW['XJ-22']}）" in text
    assert "收回的多于发出的，选举无效，应当重新选举" in text
    assert "计票人" not in text
    assert "周铁（签名）" in text


def test_the_result_stands_by_votes_with_its_steps_in_words_and_places_to_sign() -> None:
    data = paper.result_report(OCCASION, [counted(20, 50, 40, void=2, others=3)], HANDS)
    text = told(data)
    assert text.index("1|王二三|50|0|0|当选") < text.index("2|李四|40|10|0|当选")
    assert text.index("2|李四|40") < text.index("3|丁一|20|30|0|")
    assert "1|吴九|3|" in text
    assert "有效票|50|无效票|2" in text
    assert "多选 2 张" in text
    assert "过半数为 31 票" in text
    assert f"王二三、李四当选（{LAW['XJ-23']}）" in text
    for name in ("周铁", "何山", "陈东", "许西"):
        assert f"{name}（签名）" in text


def test_a_tie_at_the_edge_is_told_with_what_follows() -> None:
    text = told(paper.result_report(OCCASION, [counted(50, 40, 40)], HANDS))
    assert "王二三|40|12|0|得票相同" in text
    assert "下一步：得票相同的人再次投票" in text
    assert "当选（以得赞成票多少为序）：丁一。" in text


def test_nobody_is_called_elected_where_the_vote_does_not_hold() -> None:
    tally = counting.Tally(52, 0, tuple(counting.Line(one, 50, 2) for one in PEOPLE))
    void = counting.decide(CONTEST, counting.Turnout(60, 50, 50, 54, 3), tally)
    text = told(paper.result_report(OCCASION, [as_told(tally, void, 2, {})], HANDS))
    assert "|当选" not in text
    assert "下一步：重新选举" in text
    assert "以 9 为准；乙漏画（何山）" in text


def test_a_resolution_is_reported_item_by_item() -> None:
    items = [("集体合同（草案）", (31, 10, 9), "adopted"), ("福利方案", (30, 10, 10), "open")]
    one = paper.Told("决议", 0, [("应到", 60)], items=items, steps=["获得通过"])
    text = told(paper.result_report(OCCASION, [one], HANDS))
    assert "1|集体合同（草案）|31|10|9|通过" in text
    assert "2|福利方案|30|10|10|待请示" in text
    assert "应选名额" not in text


def test_the_announcement_says_the_order_of_its_names() -> None:
    groups = [("委员", [PEOPLE[1], PEOPLE[0], PEOPLE[2]])]
    text = told(paper.announcement(OCCASION, groups))
    assert "按姓氏笔画为序" in text
    assert "丁\u3000一\u3000\u3000王二三\u3000\u3000李\u3000四" in text
    by_votes = told(paper.announcement(OCCASION, groups, is_by_strokes=False))
    assert "以得赞成票多少为序" in by_votes
    assert "王二三\u3000\u3000丁\u3000一" in by_votes
    assert "2026年11月20日" in text


def graded(*counts: int) -> counting.Graded:
    return counting.Graded(sum(counts), dict(zip(GRADES, counts, strict=True)))


def test_an_evaluation_shows_shares_scores_and_earlier_years_of_the_same_grades() -> None:
    one = paper.Result(
        "丁一",
        "经理",
        graded(30, 20, 4, 1),
        Fraction(913, 10),
        {"德": graded(31, 20, 3, 1)},
        {"2025 年": graded(20, 30, 5, 0), "2020 年": counting.Graded(9, {"满意": 9})},
    )
    text = told(paper.evaluation_report(OCCASION, TURNOUT, GRADES, [one], HANDS, method="办法"))
    assert "1|丁一|经理|55|30（54.5%）|20（36.4%）|4（7.3%）|1（1.8%）|91.3" in text
    assert "德|55|31（56.4%）" in text
    assert "2025 年|55|20（36.4%）" in text
    assert "2020 年" not in text
    assert "参加测评 53 人，占 88.3%" in text


def test_grades_of_fewer_than_five_papers_are_not_shown_anywhere() -> None:
    few = graded(3, 1, 0, 0)
    one = paper.Result(
        "丁一", "经理", few, Fraction(95), {"德": few}, {"2025 年": graded(9, 0, 0, 0)}
    )
    text = told(paper.evaluation_report(OCCASION, TURNOUT, GRADES, [one], HANDS))
    assert "票数过少，不公布" in text
    assert "75.0%" not in text
    assert "95.0" not in text
    assert "2025 年" not in text


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Fraction(2, 3), "66.7%"),
        (Fraction(1, 8), "12.5%"),
        (Fraction(1, 2000), "0.1%"),
        (Fraction(1), "100.0%"),
    ],
)
def test_shares_have_one_decimal_half_up(share: Fraction, words: str) -> None:
    assert percent(share) == words


def test_no_score_is_a_dash() -> None:
    assert points(None) == "—"
    assert points(Fraction(181, 2)) == "90.5"
