"""公示 on paper: the sheet for the board, and the record when it is over. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docx.shared import Mm

from zhijia.platform.papers import Blank, Paper
from zhijia.platform.wording import written

SIGNED = "\n签字：　　　　　　　　　　　　年　　月　　日"
ROOM = Mm(16)


@dataclass(frozen=True, slots=True)
class Posting:
    """A showing as it hangs on the board."""

    unit: str
    title: str
    text: str
    basis: str
    from_on: date
    until_on: date
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph of the board: the picture itself, where and when."""

    data: bytes
    place: str
    on: date


@dataclass(frozen=True, slots=True)
class Record:
    """What is filed of a showing that is over; of objections only how many and what came of it."""

    number: str
    unit: str
    kind: str
    posting: Posting
    period: str
    prolonged: Sequence[str]
    place: str
    n_objections: int
    n_upheld: int
    result: str
    handler: str
    shown_by: str
    closed_on: date | None
    taken_down: int = 0
    photos: Sequence[Photo] = ()


def posting_paper(posting: Posting) -> bytes:
    """Return the sheet for the board as a .docx file."""
    paper = Paper(posting.title)
    _body(paper, posting)
    first, last = written(posting.from_on), written(posting.until_on)
    paper.paragraph(f"公示时间：{first}至{last}。")
    where = f"受理地点和电话：{posting.contact}。" if posting.contact else ""
    paper.paragraph(
        "公示期间，对公示内容有异议的，可以实名或者匿名向本单位工会提出，也可以登录系统提出，"
        f"工会对异议人予以保密。{where}"
    )
    paper.signature(posting.unit, posting.from_on)
    return paper.to_bytes()


def _body(paper: Paper, posting: Posting) -> None:
    paper.lead(posting.text)
    paper.paragraph(f"依据：{posting.basis}。")
    paper.table(posting.heads, posting.rows)


def record_paper(record: Record) -> bytes:
    """Return the record as a .docx file: a form to sign, what was shown, the photographs."""
    paper = Paper("公示情况记录", subtitle=f"（{record.unit}　公示{record.number}）")
    paper.form(
        [
            [Blank("公示标题", record.posting.title)],
            [Blank("公示类别", record.kind), Blank("公示对象", f"{len(record.posting.rows)} 行")],
            [Blank("公示依据", record.posting.basis)],
            [Blank("公示时间", record.period)],
            *([[Blank("延长情况", "\n".join(record.prolonged))]] if record.prolonged else []),
            [Blank("公示地点", record.place)],
            [
                Blank("收到异议", f"{record.n_objections} 件"),
                Blank("其中成立", f"{record.n_upheld} 件"),
            ],
            *(
                [[Blank("中途撤下", f"{record.taken_down} 行（本人撤回同意）")]]
                if record.taken_down
                else []
            ),
            [Blank("公示结果", record.result or "尚未办结")],
            [Blank("经办人", record.shown_by + SIGNED, ROOM)],
            [Blank("异议处理人", record.handler + SIGNED, ROOM)],
            [Blank("工会负责人", SIGNED, ROOM)],
        ]
    )
    paper.attachments(["公示内容", *(["张贴照片"] if record.photos else [])])
    paper.appendix("公示内容")
    _body(paper, record.posting)
    if record.photos:
        paper.appendix("张贴照片")
        for photo in record.photos:
            paper.picture(photo.data, f"{photo.place}，{written(photo.on)}")
    return paper.to_bytes()
