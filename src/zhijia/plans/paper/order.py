"""督办单: one task with all that practice writes on its form, to be printed, signed and sent. Pure.

The fields are those of a real form. What nobody has said is 待定; the leaders' words and the
receipt are left open for a hand where they were not given here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docx.shared import Mm

from zhijia.platform.papers import Blank, Paper

from .table import OPEN_END

SIGNED = "\n签字：　　　　　　　　　　　　年　　月　　日"
ROOM = Mm(16)


@dataclass(frozen=True, slots=True)
class Given:
    """A unit that has the task: in what role, by when, how far, and what it reported."""

    unit: str
    role: str
    due_on: date
    stands: str
    percent: int
    reports: tuple[str, ...] = ()
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """Who approved the task, when, and with what words."""

    by: str
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Order:
    """A task as its form tells it, on one day."""

    number: str
    unit: str
    wording: str
    origin: str
    area: str
    basis: str
    original: str
    standard: str
    urgency: str
    frequency: str
    due_on: date | None
    filed_on: date | None
    stands: str
    leader: str
    lead: str
    assist: str
    supervisor: str
    phone: str
    words: str
    attachment: str
    approved: Asked | None
    given: Sequence[Given]
    instructions: Sequence[str] = ()


def order_paper(order: Order, *, day: date) -> bytes:
    """Return the form as a .docx file."""
    paper = Paper("督办单", subtitle=f"（{order.unit}　{order.number} 号）")
    paper.form(
        [
            [Blank("督办事项", order.wording)],
            [Blank("督办类别", order.area), Blank("事项来源", order.origin)],
            [Blank("督办依据", order.basis or OPEN_END)],
            *([[Blank("原文要求", order.original)]] if order.original else []),
            [Blank("考核标准", order.standard or OPEN_END)],
            [Blank("紧急程度", order.urgency), Blank("完成期限", _day(order.due_on))],
            [Blank("立项日期", _day(order.filed_on)), Blank("汇报频次", order.frequency)],
            [Blank("牵头领导", order.leader or OPEN_END), Blank("督办人", _supervisor(order))],
            [Blank("牵头单位", order.lead or OPEN_END)],
            [Blank("配合单位", order.assist or OPEN_END)],
            *([[Blank("交办要求", order.words)]] if order.words else []),
            [Blank("状态", order.stands), Blank("期限情况", _left(order, day))],
            [_approval(order.approved)],
            [_instructions(order.instructions)],
            *([[Blank("附件", order.attachment)]] if order.attachment else []),
            [Blank("承办单位\n签收", SIGNED, ROOM)],
            [Blank("承办情况", "\n".join(map(_work, order.given)), None if order.given else ROOM)],
        ]
    )
    return paper.to_bytes()


def _supervisor(order: Order) -> str:
    """Return who supervises, with the telephone of their union's office."""
    return "\n".join(filter(None, [order.supervisor or OPEN_END, order.phone]))


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else OPEN_END


def _left(order: Order, day: date) -> str:
    """Say whether the task is late, and how many days are left or gone."""
    days = [given.due_on for given in order.given if given.is_open]
    if not days:
        return "—"
    left = (min(days) - day).days
    return f"逾期 {-left} 天" if left < 0 else f"剩 {left} 天"


def _approval(approved: Asked | None) -> Blank:
    """Return who approved it; where nobody did here, room to sign."""
    if approved is None:
        return Blank("领导审定", SIGNED, ROOM)
    return Blank("领导审定", f"{approved.words or '同意。'}\n{approved.by}　{approved.on:%Y-%m-%d}")


def _instructions(said: Sequence[str]) -> Blank:
    """Return what leaders wrote on it, or room for it."""
    return Blank("领导批示", "\n".join(said)) if said else Blank("领导批示", SIGNED, ROOM)


def _work(given: Given) -> str:
    """Tell one unit's work: its role, how it stands, and each of its reports."""
    head = f"{given.unit}（{given.role}）：{given.stands}，{given.percent}%，"
    return "\n".join([f"{head}期限 {given.due_on:%Y-%m-%d}", *given.reports])
