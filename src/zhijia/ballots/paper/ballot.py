"""选票、表决票、测评票: a leaf from what is asked, and the notes on how it is filled in."""

from collections.abc import Iterator

from zhijia.law import Verdict
from zhijia.platform.papers import chinese

from ..rules.printing import BY_STROKES, blanks_for, fits
from . import elections, questions
from .asked import Asked, Ballot, Election, Evaluation, Place, Resolution
from .leaf import Block, Leaf, Sheet, Words, needed

ORDERED = BY_STROKES.sets("候选人按姓氏笔画为序")
SIDES: dict[Place, str] = {
    "above": "姓名上方",
    "right": "姓名右侧",
    "left": "姓名左侧",
    "columns": "",
}
ITEMWISE = (
    "逐项表决，每项在“赞成”“不赞成”“弃权”中选一栏画“○”；不画的按弃权计，选了两栏以上的按弃权计。"
)
PEN = "用蓝色或者黑色的钢笔、签字笔填写，字迹或者符号无法辨认的无效。"


def ballot_leaf(ballot: Ballot, sheet: Sheet) -> Leaf:
    """Return a ballot paper as it is drawn on one of the leaves of a sheet.

    ValueError for a paper that asks nothing, or an election without candidates or seats.
    """
    if not ballot.asks:
        raise ValueError("a ballot paper asks something")
    blocks: list[Block] = []
    for n, asked in enumerate(ballot.asks, 1):
        blocks += _part(ballot, asked, n, sheet)
    notes = list(_notes(ballot))
    if len(notes) > 1:
        notes = [f"{n}. {note}" for n, note in enumerate(notes, 1)]
    tint = ballot.tint
    band = f"{tint.name}票" if tint.rgb else ""
    return Leaf(ballot.title, tuple(blocks), ("填写说明：", *notes), ballot.seal, tint.rgb, band)


def has_room(ballot: Ballot, sheet: Sheet) -> Verdict:
    """Judge whether so many of these papers fit on one sheet."""
    leaf = ballot_leaf(ballot, sheet)
    title = Leaf("", (Words(leaf.title, "title"), *leaf.blocks), leaf.notes, leaf.seal, leaf.tint)
    return fits(needed(title, sheet), sheet.room[1], sheet.per_sheet)


def _part(ballot: Ballot, asked: Asked, n: int, sheet: Sheet) -> Iterator[Block]:
    """Draw one thing that is asked, under its number where there are several."""
    width, scale = sheet.room[0], sheet.scale
    order = _order(asked)
    if not ballot.is_single:
        yield Words(f"{chinese(n)}、{_titled(asked)}" + (f"（{order}）" if order else ""), "part")
    elif order:
        yield Words(f"（{order}）", "subtitle")
    if isinstance(asked, Election):
        if asked.contest.seats < 1 or not asked.contest.candidates:
            raise ValueError("an election has seats and candidates")
        yield from elections.grids(asked, ballot.place, width, scale)
    elif isinstance(asked, Resolution):
        yield questions.items_grid(asked, width, scale)
    else:
        yield from questions.grades_grids(asked, width, scale)


def _titled(asked: Asked) -> str:
    if isinstance(asked, Election):
        return f"{asked.contest.title}（应选 {asked.contest.seats} 名）"
    return asked.title


def _order(asked: Asked) -> str:
    """Say the order of the candidates; one alone has none."""
    if isinstance(asked, Election) and asked.is_by_strokes and len(asked.contest.candidates) > 1:
        return ORDERED
    return ""


def _notes(ballot: Ballot) -> Iterator[str]:
    """Tell how the paper is filled in: each thing once, however many contests there are."""
    held = [one for one in ballot.asks if isinstance(one, Election)]
    told = [note for one in held for note in _signs(one, ballot.place)]
    yield from dict.fromkeys(told)
    for one in held:
        contest = one.contest
        what = "" if ballot.is_single else f"{contest.title}"
        others = "（含另选人）" if blanks_for(contest) else ""
        words = (
            f"{what}应选 {contest.seats} 名，所选人数{others}等于或者少于应选名额的有效，多于的无效"
        )
        yield f"{words}。"
    if any(isinstance(one, Resolution) for one in ballot.asks):
        yield ITEMWISE
    graded = [one for one in ballot.asks if isinstance(one, Evaluation)]
    if graded:
        lines = "每项内容和综合评价" if any(one.lines for one in graded) else "每位对象"
        yield f"{lines}只选一个等次，在相应的空格内画“○”；选了两个以上的该项无效，不选的不计入。"
    yield from ballot.notes
    yield PEN


def _signs(asked: Election, place: Place) -> Iterator[str]:
    """Tell which signs stand for what, and who may name others."""
    contest = asked.contest
    if place == "columns":
        yield "在“赞成”“不赞成”“弃权”中选一栏画“○”；三栏都不画的按弃权计，画了两栏以上的按弃权计。"
    elif contest.by_marks:
        yield f"赞成的在{SIDES[place]}的空格内画“○”；不赞成或者弃权的不画任何符号。"
    else:
        signs = "赞成的画“○”，不赞成的画“×”，弃权的不画任何符号"
        yield f"在{SIDES[place]}的空格内{signs}。"
    if not blanks_for(contest):
        return
    where = "“赞成”栏" if place == "columns" else f"其{SIDES[place]}"
    how = f"在空栏内写上另选人的姓名，并在{where}画“○”"
    if contest.by_marks:
        yield f"可以另选他人：{how}。"
    else:
        yield f"投不赞成票的可以另选他人：{how}；另选的人数不多于不赞成的人数，弃权的不可以另选。"
