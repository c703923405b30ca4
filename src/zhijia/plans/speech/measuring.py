"""Which figure could measure a task and how much of it is asked: none rather than a wrong one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

AMOUNT = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)(?P<ten>万)?(?P<unit>%|％|‰|人次|项次|[\u4e00-\u9fff])?"
)
PERCENT = ("%", "％")
# People are counted in any of these, and one who counts visits may say 人 for 人次.
SAME_UNIT = ({"人", "名", "位", "个"}, {"项", "件", "条", "个"}, {"个", "家"}, {"人次", "人", "次"})
CUE = "「{}」说的是“{}”，可以用这项数据计进度"


@dataclass(frozen=True, slots=True)
class Offer:
    """A figure that is there: its name, label and unit, and words of tasks it could measure."""

    name: str
    label: str
    unit: str
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The figure that could measure a task, and why."""

    name: str
    label: str
    cue: str


def suggest(words: str, figures: Sequence[str], offers: Iterable[Offer]) -> Suggestion | None:
    """Return the figure that a task's words name, if they name one and no second.

    `figures` are the amounts that the task asks for, verbatim; where there are any, one of them
    must be counted as the figure is. Of cues the longest wins; two that are as long leave it open.
    """
    plain = re.sub(r"\s", "", words)
    found = [
        (len(cue), offer, cue)
        for offer in offers
        for cue in (*offer.cues, offer.label)
        if cue in plain and _fits(offer, figures)
    ]
    longest = max((length for length, _, _ in found), default=0)
    best = {offer.name: (offer, cue) for length, offer, cue in found if length == longest}
    if len(best) != 1:
        return None
    [(offer, cue)] = best.values()
    return Suggestion(offer.name, offer.label, CUE.format(cue, offer.label))


def _fits(offer: Offer, figures: Sequence[str]) -> bool:
    """Say whether the task asks for no amount, or for one that is counted as the figure is."""
    amounts = [found for figure in figures if (found := AMOUNT.search(figure))]
    return not amounts or any(_is_unit(found["unit"] or "", offer.unit) for found in amounts)


def _is_unit(said: str, unit: str) -> bool:
    """Say whether an amount in words is counted in this unit."""
    if unit in PERCENT or said in PERCENT:
        return unit in PERCENT and said in PERCENT
    return said == unit or any({said, unit} <= group for group in SAME_UNIT)


def amount_of(figures: Sequence[str], unit: str) -> Decimal | None:
    """Return how much of a figure the words ask for; None unless just one amount is meant."""
    found = {
        Decimal(one["number"]) * (10_000 if one["ten"] else 1)
        for figure in figures
        for one in AMOUNT.finditer(figure)
        if _is_unit(one["unit"] or "", unit)
    }
    return found.pop() if len(found) == 1 else None
