"""调解申请书、受理和不予受理通知书、笔录、协议书、终结书、仲裁审查申请书. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docx.shared import Mm

from zhijia.platform.papers import Blank, Paper
from zhijia.platform.wording import written

BLANK = "　　　　　　"
SIGNED = Mm(24)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute as its papers tell it; `speakers` and `phone` may be empty."""

    number: str
    unit: str
    title: str
    cause: str
    applicant: str
    applicants: int
    speakers: str
    phone: str
    opponent: str
    request: str
    facts: str
    applied_on: date
    is_oral: bool
    mediators: str = ""

    @property
    def asks(self) -> str:
        """Return who asks, with how many they are."""
        return f"{self.applicant}等 {self.applicants} 人" if self.applicants > 1 else self.applicant


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting of both sides, as its minutes tell it."""

    on: date
    at: str
    attended: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed: words, by when, how; the day it was signed, None before."""

    words: str
    keep_by: date
    keep_how: str
    signed_on: date | None


def application(one: Dispute) -> bytes:
    """Return the application as a form to be signed; of an oral one it is the record."""
    paper = Paper("劳动争议调解申请书", subtitle=one.number)
    how = "口头申请，由调解组织当场记录" if one.is_oral else "书面申请"
    rows = [
        [Blank("申请人", one.asks), Blank("联系电话", one.phone)],
        [Blank("被申请人", one.opponent), Blank("争议类型", one.cause)],
    ]
    if one.speakers:
        rows.append([Blank("推举的代表", one.speakers)])
    rows += [
        [Blank("申请方式", how), Blank("申请日期", written(one.applied_on))],
        [Blank("争议事项", one.title)],
        [Blank("调解请求", one.request)],
        [Blank("事实和理由", one.facts)],
        [Blank("申请人签名", "", SIGNED), Blank("记录人签名", "", SIGNED)],
    ]
    paper.form(rows)
    return paper.to_bytes()


def accepted(one: Dispute, on: date, ends_on: date, meets: str) -> bytes:
    """Return the notice that the dispute was taken up."""
    paper = Paper("劳动争议调解受理通知书", subtitle=one.number)
    paper.recipient(f"{one.asks}、{one.opponent}：")
    paper.paragraph(
        f"{one.asks}与{one.opponent}因{one.cause}发生争议，于{written(one.applied_on)}申请调解。"
        f"双方当事人均同意调解，本会决定自{written(on)}起受理，由{one.mediators}担任调解员。"
    )
    if meets:
        paper.paragraph(f"调解时间和地点：{meets}。请携带有关材料准时到场。")
    paper.paragraph(
        f"调解应当在{written(ends_on)}前结束；期限内没有达成协议的，视为调解不成。"
        "调解员与本争议有利害关系的，当事人可以请求其回避。调解不收取费用。"
    )
    paper.signature(_committee(one), on)
    return paper.to_bytes()


def not_accepted(one: Dispute, on: date, reason: str, way_on: str) -> bytes:
    """Return the notice that the dispute was not taken up, with the reason."""
    paper = Paper("劳动争议调解不予受理通知书", subtitle=one.number)
    paper.recipient(f"{one.asks}：")
    paper.paragraph(f"您于{written(one.applied_on)}就“{one.title}”提出的调解申请，本会不予受理。")
    paper.paragraph(f"理由：{reason}")
    paper.paragraph(f"您{way_on}。")
    paper.signature(_committee(one), on)
    return paper.to_bytes()


def minutes(one: Dispute, sittings: Sequence[Sitting]) -> bytes:
    """Return the minutes of all sittings, each on a page with room for signatures."""
    paper = Paper("调解笔录", subtitle=one.number)
    for n, sitting in enumerate(sittings):
        if n:
            paper.page_break()
        paper.form(
            [
                [Blank("争议事项", one.title)],
                [Blank("时间", written(sitting.on)), Blank("地点", sitting.at)],
                [Blank("到场人", sitting.attended), Blank("记录人", sitting.by)],
                [Blank("笔录", sitting.words)],
                [Blank("申请人签名", "", SIGNED), Blank("被申请人签名", "", SIGNED)],
                [Blank("调解员签名", "", SIGNED)],
            ]
        )
    if not sittings:
        paper.paragraph("还没有登记调解笔录。")
    return paper.to_bytes()


def agreement(one: Dispute, terms: Terms) -> bytes:
    """Return the agreement with its three places to sign."""
    paper = Paper("劳动争议调解协议书", subtitle=one.number)
    paper.paragraph(f"申请人：{one.asks}" + (f"（代表：{one.speakers}）" if one.speakers else ""))
    paper.paragraph(f"被申请人：{one.opponent}")
    paper.paragraph(
        f"双方因{one.cause}发生争议，经本会主持调解，自愿达成如下协议：",
    )
    for line in filter(None, (part.strip() for part in terms.words.splitlines())):
        paper.paragraph(line)
    how = f"，履行方式：{terms.keep_how}" if terms.keep_how else ""
    paper.paragraph(f"以上内容于{written(terms.keep_by)}前履行{how}。")
    paper.paragraph(
        "本协议由双方当事人签名或者盖章，经调解员签名并加盖调解委员会印章后生效。"
        "双方可以自生效之日起十五日内共同向劳动争议仲裁委员会申请审查确认。"
        "本协议一式三份，双方当事人和调解委员会各执一份。"
    )
    day = written(terms.signed_on) if terms.signed_on else f"{BLANK}年　月　日"
    paper.gap()
    paper.form(
        [
            [Blank("申请人", "（签名）", SIGNED), Blank("被申请人", "（签章）", SIGNED)],
            [Blank("调解员", "（签名）", SIGNED), Blank("调解委员会", "（印章）", SIGNED)],
            [Blank("签订日期", day)],
        ]
    )
    return paper.to_bytes()


def confirmation(one: Dispute, terms: Terms, to: str) -> bytes:
    """Return what both sides sign together to have the agreement confirmed."""
    paper = Paper("劳动争议调解协议仲裁审查申请书")
    paper.recipient(f"{to or '劳动人事争议仲裁委员会'}：")
    signed = f"于{written(terms.signed_on)}" if terms.signed_on else ""
    paper.paragraph(
        f"申请人{one.asks}与申请人{one.opponent}因{one.cause}发生争议，经{_committee(one)}调解，"
        f"{signed}达成调解协议（{one.number}）。双方自愿共同申请审查，请求确认其效力。"
    )
    paper.attachments(["劳动争议调解协议书", "双方当事人身份材料"])
    paper.gap()
    paper.form(
        [[Blank("申请人", "（签名）", SIGNED), Blank("申请人", "（签章）", SIGNED)]],
    )
    return paper.to_bytes()


def ended(one: Dispute, on: date, reason: str, way_on: str, clock: str) -> bytes:
    """Return the notice that mediation ended without an agreement, and what is open now."""
    paper = Paper("劳动争议调解终结书", subtitle=one.number)
    paper.recipient(f"{one.asks}、{one.opponent}：")
    paper.paragraph(f"双方因{one.cause}发生的争议，经本会调解没有达成协议，现终结调解。")
    paper.paragraph(f"情况：{reason}")
    paper.paragraph(f"当事人{way_on}。{clock}")
    paper.signature(_committee(one), on)
    return paper.to_bytes()


def _committee(one: Dispute) -> str:
    return f"{one.unit.removesuffix('工会')}劳动争议调解委员会"
