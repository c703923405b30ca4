"""The workbench leaves out no word of the speech, and knows what is still open."""

from collections.abc import Callable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zhijia.org.models import Unit
from zhijia.plans import actions, queries, speech
from zhijia.plans.models import Piece, Point, Source, Speech
from zhijia.plans.queries import bench
from zhijia.plans.queries.bench import Row, _paragraphs, _rows, _with_tasks
from zhijia.plans.speech import take_apart
from zhijia.platform.actor import Actor

Find = Callable[[str], Piece]
WORDS = st.text(
    alphabet="各单位要开展检查同志们好，。；、：！ \n一二三年月日", min_size=1, max_size=200
)


def laid_out(text: str) -> list[Row]:
    """Lay out the first speech of a text without keeping it."""
    read = speech.read_text(text)
    found = take_apart(read)[0]
    source = Source(text=read.text, breaks=list(read.breaks))
    entered = Speech(source=source, start=found.start, end=found.end)
    points = [Point(speech=entered, level=p.level, start=p.start, end=p.end) for p in found.points]
    pieces = [
        Piece(
            pk=pk,
            speech=entered,
            start=p.start,
            end=p.end,
            kind=p.kind.value,
            point=None if p.point is None else points[p.point],
        )
        for pk, p in enumerate(found.pieces)
    ]
    return list(_rows(entered, pieces))


def joined(rows: list[Row]) -> str:
    return "".join(row.before + row.words + row.after for row in rows)


@given(WORDS.filter(str.strip))
def test_every_character_of_a_speech_stands_on_its_page_once_and_in_order(text: str) -> None:
    rows = laid_out(text)
    if not rows:
        return
    first = take_apart(speech.read_text(text))[0]
    assert joined(rows) == speech.read_text(text).text[first.start : first.end]
    assert joined([row for part in _paragraphs(rows) for row in part.rows]) == joined(rows)


def test_a_new_line_begins_a_paragraph_only_after_a_closed_sentence() -> None:
    rows = laid_out("各单位要认真开展检查，发现问题要及时\n整改。\n各单位要组织培训。")
    assert [part.rows[0].words[:6] for part in _paragraphs(rows)] == [
        "各单位要认真",
        "各单位要组织",
    ]


def test_headings_stand_alone_and_the_marks_that_close_a_piece_stay_with_it(text: str) -> None:
    parts = _paragraphs(laid_out(text))
    headings = [part.rows[0].words for part in parts if part.level]
    assert headings == ["一、抓好安全", "二、做好服务"]
    closing = next(row for part in parts for row in part.rows if "体检" in row.words)
    assert (closing.before, closing.after) == ("", "。")


def test_tasks_alone_keep_the_heading_they_stand_under(text: str) -> None:
    rows = laid_out(text)
    for row in rows:
        if "困难职工" in row.words:
            row.piece.kind = "other"
    kept = list(_with_tasks(_paragraphs(rows)))
    assert [part.rows[0].words for part in kept if part.level] == ["一、抓好安全"]
    assert all(row.is_task for part in kept if not part.level for row in part.rows)
    assert any("体检" in row.words for part in kept for row in part.rows)


def test_what_is_open_is_counted(
    entered: Speech, piece: Find, group_desk: Actor, today: date
) -> None:
    entered.pieces.update(due_on=today, responsible="各单位")
    undated, unasked = piece("体检"), piece("困难职工档案")
    Piece.objects.filter(pk=undated.pk).update(due_on=None)
    Piece.objects.filter(pk=unasked.pk).update(responsible="")

    shown = bench(group_desk, entered)
    n_tasks = queries.task_pieces(entered).count()
    assert (shown.n_tasks, shown.undated, shown.unasked) == (n_tasks, 1, 1)
    assert [row.piece for row in shown.lacking()] == [undated, unasked]


def test_a_confirmed_speech_knows_its_tasks_and_how_they_stand(
    confirmed: Speech,
    piece: Find,
    group_desk: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    today: date,
) -> None:
    task = piece("体检").task
    given = {"actor": group_desk, "task": task, "units": [hospital], "due_on": today}
    actions.assign(today=today, **given)
    shown = {row.piece.pk: row for row in bench(group_desk, confirmed).rows}

    assert (shown[piece("体检").pk].task, shown[piece("体检").pk].stands) == (task, "在办")
    assert shown[piece("隐患排查").pk].stands == "未交办"
    assert shown[piece("很好的成绩").pk].task is None


def test_a_reader_from_below_sees_confirmed_speeches_but_no_drafts(
    entered: Speech, group_desk: Actor, hospital_desk: Actor, today: date
) -> None:
    assert not queries.speeches(hospital_desk).exists()
    assert not queries.pieces(hospital_desk).exists()
    actions.confirm(actor=group_desk, speech=entered, today=today)
    assert queries.speeches(hospital_desk).get() == entered
    assert queries.pieces(hospital_desk).count() == entered.pieces.count()
