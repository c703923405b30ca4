"""Who is asked, by when and how much: verbatim from the speech, or empty."""

import re

from .clauses import Span
from .grammar import NOBODY
from .joining import Draft
from .times import deadlines, figures

STOPS = r"(?=完成|时限|配合|协办|责任|牵头|分管|[,。;:()】]|$)"
LABEL = re.compile(
    r"(?:牵头|责任|负责|主办|承办|实施|主责)(?:单位|部门|科室|处室|领导|人)?:"
    rf"([^,。;:()】]{{2,40}}?){STOPS}"
)
DUE_LABEL = re.compile(rf"(?:完成)?(?:时限|时间|期限):([^,。;:()】]{{2,20}}?){STOPS}")
LED_BY = re.compile(r"由([^,由。;]{2,20}?)(?:牵头|负责|承办|主办|会同)")
EVERYBODY = ("我们", "大家", "咱们")
# 困难职工要逐户摸底: for whom something is done, not who does it.
CARED_FOR = (
    "困难",
    "特困",
    "患病",
    "重病",
    "大病",
    "伤病",
    "单亲",
    "孕期",
    "哺乳",
    "怀孕",
    "离退休",
    "下岗",
)


def apply_labels(text: str, start: int, end: int, found: list[Draft]) -> None:
    """Let labels in a stretch win over what the sentences of its item say.

    The labels are looked for once: an item may be as long as the whole speech.
    """
    doer, due = label_in(text, start, end), due_label_in(text, start, end)
    if not (doer or due):
        return
    for draft in (draft for draft in found if draft.tasked):
        draft.responsible = doer or draft.responsible
        draft.deadline = draft.deadline or due


def label_in(text: str, start: int, end: int) -> Span | None:
    """Return the place of what a 牵头单位 or 责任部门 label names."""
    found = LABEL.search(text, start, end)
    return found.span(1) if found else None


def due_label_in(text: str, start: int, end: int) -> Span | None:
    """Return the place of what a 完成时限 label says."""
    found = DUE_LABEL.search(text, start, end)
    return found.span(1) if found else None


def led_by(text: str, start: int, end: int) -> Span | None:
    """Return the place of the doer in 由…牵头."""
    found = LED_BY.search(text, start, end)
    return found.span(1) if found else None


def is_somebody(text: str) -> bool:
    """Say whether a doer is more than 我们 or 大家."""
    return bool(text) and text not in NOBODY and not text.startswith((*EVERYBODY, *CARED_FOR))


def due_in(text: str, start: int, end: int) -> Span | None:
    """Return the place of the first deadline in a stretch."""
    found = deadlines(text[start:end])
    return (start + found[0][0], start + found[0][1]) if found else None


def figures_in(text: str, start: int, end: int) -> list[Span]:
    """Return the places of the figures in a stretch."""
    return [(start + a, start + b) for a, b in figures(text[start:end])]
