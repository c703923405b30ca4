"""公开: who reviews what, which step may follow which, and what changed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

TWO_PEOPLE = HOUSE["HOUSE-150"].sets(True)
POSTED_FOR = HOUSE["HOUSE-156"].sets(timedelta(days=15))
STATES = {"draft": "拟稿", "waiting": "待审核", "issued": "已公开", "dropped": "已放弃"}
MOST_FILES = 9
TITLE, TEXT = 100, 20_000


def is_clear(labels: Sequence[str]) -> Verdict:
    """Judge whether it is clear which of the periods or events of an item a text is for."""
    if len(labels) > 1:
        said = f"这一项有 {len(labels)} 期待公开（{'、'.join(labels[:5])}）"
        return refused(f"{said}，请到“应公开事项”里选定一期再拟稿")
    return ALLOWED


def may_write(*, state: str) -> Verdict:
    """Only a draft is written on."""
    if state != "draft":
        return refused("这一稿已经提交审核，退回以后才能修改")
    return ALLOWED


def may_submit(*, state: str, text: str, files: int) -> Verdict:
    """Judge a draft that is handed in for review."""
    if state != "draft":
        return refused("这一稿已经提交审核")
    if not text.strip() and not files:
        return refused("请写公开内容，或者上传附件")
    return ALLOWED


def may_approve(*, state: str, is_own: bool, two_people: bool) -> Verdict:
    """Who wrote it does not pass it, unless the unit has only one to do so (HOUSE-150)."""
    if state != "waiting":
        return refused("这一稿不在待审核的状态")
    if is_own and two_people:
        return refused("拟稿人不审核自己的稿件，请另一名负责人审核", HOUSE["HOUSE-150"])
    return ALLOWED


def may_be_alone(*, heads: int) -> Verdict:
    """Only where one person leads the unit may the same person write and let out (HOUSE-150)."""
    if heads > 1:
        words = f"本单位有 {heads} 名工会负责人，拟稿和审核由两人办理"
        return refused(words, HOUSE["HOUSE-150"])
    return ALLOWED


def may_send_back(*, state: str, why: str) -> Verdict:
    """A draft goes back with words."""
    if state != "waiting":
        return refused("这一稿不在待审核的状态")
    if not why.strip():
        return refused("请写明退回的原因")
    return ALLOWED


def may_revise(*, is_out: bool, is_under_way: bool, why: str) -> Verdict:
    """What is out is changed by a new edition, with its reason; one at a time (HOUSE-156)."""
    if not is_out:
        return refused("还没有公开或者已经撤下，不能更正")
    if is_under_way:
        return refused("已有一稿在办，请先办完")
    if not why.strip():
        return refused("请写明更正的原因", HOUSE["HOUSE-156"])
    return ALLOWED


def may_withdraw(*, is_out: bool, why: str) -> Verdict:
    """What is out is taken down with its reason, and a line of it stays (HOUSE-156)."""
    if not is_out:
        return refused("还没有公开或者已经撤下")
    if not why.strip():
        return refused("请写明撤下的原因", HOUSE["HOUSE-156"])
    return ALLOWED


def may_post(*, is_out: bool, posted_on: date, issued_on: date | None, today: date) -> Verdict:
    """A sheet on the board is put on record once the text is out."""
    if not is_out or issued_on is None:
        return refused("公开以后再登记张贴")
    if not issued_on <= posted_on <= today:
        return refused("张贴日期应当在公开之日以后、今天以前")
    return ALLOWED


def takes_files(count: int, more: int) -> Verdict:
    """Judge how many files stand beside a text."""
    if count + more > MOST_FILES:
        return refused(f"附件最多 {MOST_FILES} 个，请合并后再上传")
    return ALLOWED


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a text as it was, or is: `same`, `gone` or `new`."""

    how: str
    text: str


def changes(before: str, after: str) -> list[Piece]:
    """Return the lines of two texts, told apart by what became of them."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Piece] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            found += _pieces("same", old[a:b])
        else:
            found += [*_pieces("gone", old[a:b]), *_pieces("new", new[c:d])]
    return found


def _pieces(how: str, lines: Sequence[str]) -> list[Piece]:
    return [Piece(how, line) for line in lines if line.strip()]
