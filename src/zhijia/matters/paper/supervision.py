"""一函两书: 提示函、监督意见书、监督建议书. Pure."""

from dataclasses import dataclass
from datetime import date

from zhijia.platform.papers import Paper
from zhijia.platform.wording import written

TITLES = {
    "hint": "劳动法律监督提示函",
    "opinion": "劳动法律监督意见书",
    "advice": "劳动法律监督建议书",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: whom it goes to, what was seen and when, what it breaks, what is asked by when.

    `before` tells of the letter that went before, "" for the first.
    """

    kind: str
    number: str
    unit: str
    addressee: str
    employer: str
    seen: str
    broke: str
    asks: str
    sent_on: date
    reply_by: date
    before: str = ""


def _ended(words: str) -> str:
    """Return words that end as a sentence does, however they were typed."""
    text = words.strip()
    return text if text.endswith(("。", "！", "？", "；", "”")) else f"{text}。"


def letter(one: Letter) -> bytes:
    """Return a letter as a .docx file."""
    paper = Paper(TITLES[one.kind], subtitle=one.number)
    paper.recipient(f"{one.addressee}：")
    whose = "你单位" if one.kind != "advice" else one.employer
    if one.before:
        paper.paragraph(one.before)
    paper.paragraph(f"我会在劳动法律监督中了解到，{whose}存在下列情况：{_ended(one.seen)}")
    paper.paragraph(f"上述情况不符合下列规定：{_ended(one.broke)}")
    if one.kind == "advice":
        paper.paragraph(f"现建议贵单位依法处理：{_ended(one.asks)}")
        paper.paragraph(f"请于{written(one.reply_by)}前将处理情况函告我会。")
    else:
        paper.paragraph(f"请予改正：{_ended(one.asks)}")
        paper.paragraph(f"请于{written(one.reply_by)}前将改正情况书面答复我会。")
    paper.signature(one.unit, one.sent_on)
    return paper.to_bytes()
