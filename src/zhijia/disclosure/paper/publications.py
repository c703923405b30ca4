"""公开栏张贴稿 and 公开记录表: what hangs on the board, and what is kept of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from docx.shared import Mm

from zhijia.platform.papers import Blank, Paper
from zhijia.platform.wording import written


@dataclass(frozen=True, slots=True)
class Sheet:
    """What hangs on the board: whose it is, its text, until when it hangs."""

    unit: str
    title: str
    item: str
    text: str
    files: Sequence[str]
    on: date
    for_: timedelta


def to_sheet(one: Sheet) -> bytes:
    """Return the sheet for the board as a .docx file."""
    paper = Paper(one.title, subtitle=f"公开事项：{one.item}" if one.item else "")
    paper.paragraph(one.text or "内容见附件。")
    paper.attachments(one.files)
    days = one.for_.days
    paper.paragraph(
        f"张贴不少于 {days} 日（至{written(one.on + one.for_)}）。"
        "对公开内容有疑问的，可以登录系统在本项公开下实名提问，也可以向工会反映。"
    )
    paper.signature(one.unit, one.on)
    return paper.to_bytes()


@dataclass(frozen=True, slots=True)
class Posted:
    """One time it hung or was told: the day, the place, the photo's name, what people said."""

    on: date
    place: str
    photo: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a publication for who inspects it."""

    unit: str
    title: str
    group: str
    item: str
    label: str
    due_on: date | None
    issued_on: date
    forms: str
    scope: str
    prepared: str
    reviewed: str
    owner: str
    readers: int
    text: str
    postings: Sequence[Posted]
    questions: Sequence[tuple[str, str]]


def to_record(one: Record, *, day: date) -> bytes:
    """Return the record as a .docx file, with room to sign."""
    paper = Paper("公开记录表", subtitle=one.unit)
    due = written(one.due_on) if one.due_on else "—"
    paper.form(
        [
            [Blank("标题", one.title)],
            [Blank("公开类别", one.group or "目录以外"), Blank("公开事项", one.item or "—")],
            [Blank("期间、事项", one.label or "—"), Blank("责任部门", one.owner)],
            [Blank("公开期限", due), Blank("公开日期", written(one.issued_on))],
            [Blank("公开形式", one.forms), Blank("公开范围", one.scope)],
            [Blank("拟稿", one.prepared), Blank("审核", one.reviewed)],
            [Blank("公开内容", _short(one.text), Mm(40))],
            [Blank("张贴和反映", "\n".join(map(_posted, one.postings)) or "没有登记", Mm(25))],
            [Blank("提问和答复", _asked(one.questions), Mm(25))],
            [Blank("阅读人数", f"{one.readers} 人"), Blank("制表日期", written(day))],
            [Blank("经办人签名", "", Mm(14)), Blank("监督签名", "", Mm(14))],
        ]
    )
    return paper.to_bytes()


def _short(text: str) -> str:
    return text if len(text) <= 600 else f"{text[:600]}……"


def _posted(one: Posted) -> str:
    said = [f"{written(one.on)}，{one.place}"]
    said += [f"照片 {one.photo}"] if one.photo else []
    said += [f"反映：{one.feedback}"] if one.feedback else []
    return "，".join(said)


def _asked(found: Sequence[tuple[str, str]]) -> str:
    lines = [f"问：{asked}\n答：{answered}" for asked, answered in found]
    return "\n".join(lines) or "没有提问"
