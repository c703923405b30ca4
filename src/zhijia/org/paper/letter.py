"""转会介绍信: the letter that a member takes along to a union outside. Pure."""

from dataclasses import dataclass
from datetime import date

from zhijia.platform.papers import Paper
from zhijia.platform.wording import written


@dataclass(frozen=True, slots=True)
class Letter:
    """Who goes, from which union, why and since when they were a member there."""

    unit: str
    name: str
    gender: str
    member_no: str
    joined_on: date
    left_on: date
    reason: str


def to_letter(letter: Letter) -> bytes:
    """Return the letter as a .docx file; where to, and until when dues were paid, is left open."""
    paper = Paper("工会会员关系介绍信")
    paper.recipient("＿＿＿＿＿＿＿＿工会")
    number = f"，会员证号 {letter.member_no}" if letter.member_no else ""
    gender = f"，{letter.gender}" if letter.gender else ""
    paper.paragraph(
        f"兹有{letter.unit}会员{letter.name}{gender}{number}，{written(letter.joined_on)}入会，"
        f"因{letter.reason}，自{written(letter.left_on)}起转出，现将其会员关系转至你会，请予接洽。"
    )
    paper.paragraph("会费已交至＿＿＿＿年＿＿月。")
    paper.signature(letter.unit, letter.left_on)
    return paper.to_bytes()
