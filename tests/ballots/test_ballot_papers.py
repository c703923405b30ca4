"""Ballot papers: what stands on them in Word and PDF, how they lie on a sheet, all alike."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from docx import Document
from docx.table import Table, _Cell
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from zhijia.ballots import counting, paper
from zhijia.ballots.paper import Ballot, Election, Evaluation, Resolution, Sheet, Subject
from zhijia.ballots.paper.as_pdf import fonts
from zhijia.ballots.paper.leaf import Grid, needed
from zhijia.ballots.rules import printing

NAMES = ["王二三", "丁一", "欧阳建国", "李四", "阿卜杜拉·买买提", "周𬍛"]
BY_STROKES = ["丁一", "王二三", "李四", "阿卜杜拉·买买提", "欧阳建国", "周𬍛"]


def contest(*names: str, seats: int = 3, **more: bool) -> counting.Contest:
    people = tuple(counting.Candidate(str(n), name) for n, name in enumerate(names))
    return counting.Contest("委员", seats, people, **more)


def ballot(*names: str, seats: int = 3, **more: object) -> Ballot:
    asks = [Election(contest(*names, seats=seats))]
    return Ballot("工会委员会委员选票", asks, **more)  # type: ignore[arg-type]  # facts by name


def cells(data: bytes) -> Iterator[_Cell]:
    """Yield each cell of a Word file once, those of tables in tables too."""

    def walk(tables: list[Table]) -> Iterator[_Cell]:
        for table in tables:
            for row in table.rows:
                for cell in {id(one._tc): one for one in row.cells}.values():
                    yield cell
                    yield from walk(cell.tables)

    yield from walk(Document(BytesIO(data)).tables)


def word_text(data: bytes) -> str:
    """Return all words of a Word file without blanks: upright names have a line a character."""
    document = Document(BytesIO(data))
    told = [paragraph.text for paragraph in document.paragraphs]
    told += [paragraph.text for cell in cells(data) for paragraph in cell.paragraphs]
    return "".join("".join(told).split())


def pdf_text(data: bytes) -> str:
    reader = PdfReader(BytesIO(data))
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def made(one: Ballot, sheet: Sheet, copies: int = 1) -> tuple[str, str]:
    """Return what a paper says in Word and in PDF."""
    leaf = paper.ballot_leaf(one, sheet)
    return word_text(paper.word(leaf, sheet)), pdf_text(paper.pdf(leaf, sheet, copies))


@pytest.mark.parametrize("place", paper.PLACES)
@pytest.mark.parametrize("per_sheet", [1, 2])
def test_the_names_stand_by_strokes_in_word_and_pdf(
    place: paper.asked.Place, per_sheet: int
) -> None:
    for text in made(ballot(*NAMES, place=place), Sheet(per_sheet=per_sheet)):
        at = [text.index(name) for name in BY_STROKES]
        if place in {"above", "right", "left"}:
            assert at == sorted(at)
        assert "候选人按姓氏笔画为序" in text
        assert text.count("另选他人") >= per_sheet


def test_an_order_that_the_meeting_adopted_is_kept() -> None:
    one = Ballot("选票", [Election(contest("钱多", "丁一", "李四"), is_by_strokes=False)], "right")
    for text in made(one, Sheet()):
        assert text.index("钱多") < text.index("丁一") < text.index("李四")
        assert "姓氏笔画" not in text


def test_candidates_that_are_handed_over_in_their_order_keep_it() -> None:
    people = contest("单一", "丁一")
    asked = Election(people, is_placed=True)
    assert [one.name for one in asked.candidates] == ["单一", "丁一"]


def test_names_of_two_characters_are_spaced_out_and_those_of_three_are_not() -> None:
    leaf = paper.ballot_leaf(ballot("丁一", "王二三", place="right"), Sheet())
    told = {
        cell.text
        for block in leaf.blocks
        if isinstance(block, Grid)
        for row in block.rows
        for cell in row.cells
    }
    assert {"丁\u3000一", "王二三"} <= told


@pytest.mark.parametrize("place", paper.PLACES)
def test_there_are_as_many_blank_places_for_others_as_seats(place: paper.asked.Place) -> None:
    def blanks(one: Ballot) -> int:
        leaf = paper.ballot_leaf(one, Sheet())
        grids = [block for block in leaf.blocks if isinstance(block, Grid)]
        if place == "above":
            return sum(cell.text == "" for grid in grids for cell in grid.rows[2].cells)
        has_others = [grid for grid in grids if any("另选" in c.text for c in grid.rows[0].cells)]
        rows = [row for grid in has_others for row in grid.rows[1:]]
        return sum(cell.text == "" and not cell.is_shut for row in rows for cell in row.cells) // 2

    assert blanks(ballot(*NAMES, seats=5, place=place)) == 5
    shut = Ballot("选票", [Election(contest(*NAMES, write_ins=False))], place)
    assert blanks(shut) == 0
    assert "另选" not in made(shut, Sheet())[0]


def test_only_who_does_not_agree_names_another_and_the_paper_says_so() -> None:
    for text in made(ballot("丁一", "李四"), Sheet()):
        assert "投不赞成票的可以另选他人" in text
        assert "弃权的不可以另选" in text
        assert "应选3名，所选人数（含另选人）等于或者少于应选名额的有效，多于的无效" in text
    marked = Ballot("选票", [Election(contest("丁一", by_marks=True, seats=1))])
    assert "不赞成或者弃权的不画任何符号" in made(marked, Sheet())[0]


def test_one_candidate_alone_has_no_order() -> None:
    assert "姓氏笔画" not in made(ballot("丁一", seats=1), Sheet())[0]


def test_one_paper_holds_several_contests_each_with_its_seats() -> None:
    audit = counting.Contest("经审委员", 1, (counting.Candidate("9", "孙大力"),))
    one = Ballot(
        "选票", [Election(contest(*NAMES)), Election(audit), Resolution("决议", ["甲", "乙"])]
    )
    for text in made(one, Sheet()):
        assert "一、委员（应选3名）" in text
        assert "二、经审委员（应选1名）" in text
        assert "三、决议" in text
        assert "委员应选3名" in text
        assert "逐项表决" in text


def test_a_resolution_is_voted_on_item_by_item() -> None:
    one = Ballot("表决票", [Resolution("决议", ["关于<甲>的决议", "关于#乙 *的*决议"])])
    for text in made(one, Sheet(per_sheet=2)):
        assert text.count("关于<甲>的决议") == 2
        assert text.count("关于#乙*的*决议") == 2  # typst reads nothing in data as markup
        assert "不赞成" in text


def test_an_evaluation_asks_for_grades_or_for_weighted_lines() -> None:
    people = [Subject("丁一", "总经理"), Subject("李四", "副总经理")]
    plain = Ballot("测评票", [Evaluation("测评", people, counting.COMPETENCE)])
    lines = [counting.Weighted("德", 60), counting.Weighted("廉", 40)]
    weighed = Ballot("测评票", [Evaluation("测评", people, ("优", "差"), lines)])
    for text in made(plain, Sheet()):
        assert all(grade in text for grade in counting.COMPETENCE)
        assert "总经理" in text
    for text in made(weighed, Sheet()):
        assert text.count("德（60%）") == text.count("综合评价") - 1 == 2


@pytest.mark.parametrize(
    ("copies", "per_sheet", "pages"),
    [(1, 1, 1), (60, 2, 30), (61, 2, 31), (61, 4, 16), (1000, 4, 250)],
)
def test_a_pdf_has_as_many_sheets_as_the_papers_need(
    copies: int, per_sheet: int, pages: int
) -> None:
    sheet = Sheet(per_sheet=per_sheet)
    data = paper.pdf(paper.ballot_leaf(ballot("丁一", "李四"), sheet), sheet, copies)
    assert paper.pages_of(data) == pages == printing.sheets_for(copies, per_sheet)


def test_nothing_tells_one_paper_from_another() -> None:
    sheet = Sheet(per_sheet=2)
    leaf = paper.ballot_leaf(ballot("丁一", "李四"), sheet)
    reader = PdfReader(BytesIO(paper.pdf(leaf, sheet, 40)))
    assert (
        len({page.indirect_reference.idnum for page in reader.pages if page.indirect_reference})
        == 20
    )
    assert len({page.raw_get("/Contents").idnum for page in reader.pages}) == 1
    assert paper.pdf(leaf, sheet, 40) == paper.pdf(leaf, sheet, 40)
    halves = [cell.text for cell in cells(paper.word(leaf, sheet)) if cell.tables]
    assert len(halves) == 2
    assert halves[0] == halves[1]


def test_a_sheet_has_cutting_lines_only_where_it_is_cut() -> None:
    for per_sheet, times in ((1, 1), (2, 2), (4, 4)):
        sheet = Sheet(per_sheet=per_sheet)
        word, pdf = made(ballot("丁一", seats=1, seal="盖章处"), sheet)
        assert word.count("盖章处") == pdf.count("盖章处") == times


def test_each_body_has_its_colour_and_papers_for_resolutions_are_white() -> None:
    tints = [
        printing.tint_for(body) for body in ("committee", "audit", "chair", "women", "delegates")
    ]
    assert len({tint.rgb for tint in tints}) == 5
    assert printing.tint_for("resolution").rgb == ""
    one = ballot("丁一", tint=printing.tint_for("committee"))
    for text in made(one, Sheet()):
        assert text.startswith("粉红色票") or "粉红色票" in text
    assert b'w:fill="F9D5DC"' in _body(paper.word(paper.ballot_leaf(one, Sheet()), Sheet()))


def _body(data: bytes) -> bytes:
    from zipfile import ZipFile

    return ZipFile(BytesIO(data)).read("word/document.xml")


def test_a_paper_too_large_for_a_part_of_a_sheet_is_refused_with_what_would_do() -> None:
    names = [f"候选{n:02}" for n in range(20)]
    verdict = paper.has_room(ballot(*names, seats=19, place="columns"), Sheet(per_sheet=4))
    assert not verdict
    assert "排不下 4 份，请改为每张纸 2 份" in verdict.reason
    assert paper.has_room(ballot(*names, seats=19, place="columns"), Sheet())


@settings(max_examples=12, deadline=None)
@given(
    st.integers(1, 24),
    st.integers(1, 20),
    st.sampled_from(list(paper.PLACES)),
    st.sampled_from([2, 4]),
    st.integers(2, 9),
)
def test_what_is_said_to_fit_stays_within_its_sheet(
    candidates: int, seats: int, place: paper.asked.Place, per_sheet: int, length: int
) -> None:
    names = [f"{'赵钱孙李周吴郑王'[n % 8]}{'长' * (length - 1)}" for n in range(candidates)]
    one = ballot(*names, seats=seats, place=place, seal="盖章处")
    sheet = Sheet(per_sheet=per_sheet)
    if paper.has_room(one, sheet):
        leaf = paper.ballot_leaf(one, sheet)
        assert needed(leaf, sheet) <= sheet.room[1]
        assert paper.pages_of(paper.pdf(leaf, sheet)) == 1


def test_two_papers_a_sheet_are_not_zero_and_a_paper_asks_something() -> None:
    with pytest.raises(ValueError, match="asks something"):
        paper.ballot_leaf(Ballot("选票", []), Sheet())
    with pytest.raises(ValueError, match="seats and candidates"):
        paper.ballot_leaf(ballot("丁一", seats=0), Sheet())
    with pytest.raises(ValueError, match="one, two or four"):
        printing.sheets_for(0, 2)


def test_a_machine_without_chinese_fonts_says_so_and_offers_word() -> None:
    with pytest.raises(paper.NoChineseFont) as told:
        fonts(frozenset({"DejaVu Sans"}))
    assert "没有中文字体" in str(told.value)
    assert "Word" in str(told.value)
    assert fonts(frozenset({"SimSun"}))["name"] == ["SimSun"]


def test_the_file_tells_neither_who_made_it_nor_when() -> None:
    sheet = Sheet(per_sheet=2)
    leaf = paper.ballot_leaf(ballot("丁一"), sheet)
    about = PdfReader(BytesIO(paper.pdf(leaf, sheet))).metadata
    assert about is not None
    assert about.author is None
    assert about.creation_date is None
    assert Document(BytesIO(paper.word(leaf, sheet))).core_properties.author == ""
