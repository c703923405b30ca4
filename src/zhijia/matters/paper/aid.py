"""法律援助申请表、决定书、转介函. Pure."""

from dataclasses import dataclass
from datetime import date

from docx.shared import Mm

from zhijia.platform.papers import Blank, Paper
from zhijia.platform.wording import written

SIGNED, WORDS = Mm(24), Mm(60)


@dataclass(frozen=True, slots=True)
class Aid:
    """An application for legal aid as its papers tell it; what was not said is ""."""

    number: str
    unit: str
    title: str
    cause: str
    wanted: str
    applicant: str
    phone: str
    opponent: str
    request: str
    facts: str
    applied_on: date
    has_papers: bool


def application(one: Aid) -> bytes:
    """Return the application as a form to be signed."""
    paper = Paper("工会法律援助申请表", subtitle=one.number)
    papers = "身份证明和有关材料已经提交" if one.has_papers else ""
    paper.form(
        [
            [Blank("申请人", one.applicant), Blank("联系电话", one.phone)],
            [Blank("对方单位", one.opponent), Blank("争议类型", one.cause)],
            [Blank("需要的帮助", one.wanted), Blank("申请日期", written(one.applied_on))],
            [Blank("申请事项", one.title)],
            [Blank("请求", one.request)],
            [Blank("事实和理由", one.facts, WORDS)],
            [Blank("材料", papers)],
            [Blank("申请人签名", "", SIGNED), Blank("经办人签名", "", SIGNED)],
        ]
    )
    return paper.to_bytes()


def decision(one: Aid, on: date, *, is_given: bool, why: str, form: str) -> bytes:
    """Return the decision: aid is given in which form and on which ground, or refused and why."""
    paper = Paper("工会法律援助决定书", subtitle=one.number)
    paper.recipient(f"{one.applicant}：")
    paper.paragraph(f"您于{written(one.applied_on)}就“{one.title}”提出的法律援助申请收悉。")
    if is_given:
        paper.paragraph(f"经审查，您的申请符合援助条件（{why}），决定给予法律援助，形式为{form}。")
        paper.paragraph("工会法律援助不收取费用。请如实陈述事实，及时提交材料，配合承办人办理。")
    else:
        paper.paragraph(f"经审查，决定不予援助。理由：{why}")
        paper.paragraph("您可以自收到本决定之日起十五日以内要求复核一次。")
    paper.signature(one.unit, on)
    return paper.to_bytes()


def referral(one: Aid, on: date, *, office: str, lawyer: str, form: str, words: str) -> bytes:
    """Return the letter with which a case goes to who gives the aid."""
    paper = Paper("法律援助转介函", subtitle=one.number)
    paper.recipient(f"{office}：")
    whom = f"，请由{lawyer}承办" if lawyer else ""
    paper.paragraph(
        f"{one.applicant}因与{one.opponent}发生{one.cause}争议，向我会申请法律援助。"
        f"经审查决定给予援助，形式为{form}，现转介你处办理{whom}。"
    )
    paper.paragraph(f"请求：{one.request}")
    if words:
        paper.paragraph(f"委托事项和说明：{words}")
    paper.paragraph(f"申请人联系电话：{one.phone}。办理结果请函告我会。")
    paper.signature(one.unit, on)
    return paper.to_bytes()
