"""催办通知: the letter that goes with a reminder. Pure."""

from dataclasses import dataclass
from datetime import date

from zhijia.platform.papers import Paper
from zhijia.platform.wording import written


@dataclass(frozen=True, slots=True)
class Urging:
    """A reminder as its letter tells it: whom it goes to, of what, how it stood that day.

    `role` says as what the unit has the task; `above` who else was told, empty for nobody.
    """

    issuer: str
    holder: str
    number: str
    wording: str
    role: str
    assigned_on: date
    due_on: date
    percent: int
    reminded_on: date
    nth: int
    words: str
    above: str


def to_urging(one: Urging) -> bytes:
    """Return the letter as a .docx file."""
    paper = Paper("催办通知")
    paper.recipient(one.holder)
    paper.paragraph(
        f"{written(one.assigned_on)}交办你处{one.role}办理的“{one.wording}”"
        f"（任务编号 {one.number}），"
        f"完成期限为{written(one.due_on)}，{_standing(one)}，目前进度 {one.percent}%。"
        f"现予第 {one.nth} 次催办。"
    )
    if one.words:
        paper.paragraph(one.words)
    paper.paragraph(
        "请抓紧办理，及时填报进展；确有困难的，说明存在问题和需要协调的事项；办完以后报请审核。"
    )
    if one.above:
        paper.paragraph(f"本通知同时报送{one.above}。")
    paper.signature(one.issuer, one.reminded_on)
    return paper.to_bytes()


def _standing(one: Urging) -> str:
    """Say how many days are left, or how many it is late."""
    left = (one.due_on - one.reminded_on).days
    if left < 0:
        return f"已逾期 {-left} 天"
    return f"还有 {left} 天到期" if left else "今天到期"
