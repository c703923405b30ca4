"""退回交办: who was given work that is not theirs says so before signing, within days."""

from datetime import date

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

from .assignments import in_state

DAYS_TO_DECLINE = HOUSE["HOUSE-61"].sets(3)  # working days from the day it was given


def may_decline(*, state: str, last_on: date, today: date, was_kept: bool) -> Verdict:
    """Work goes back unsigned within three working days, and once: `last_on` is the last of them.

    `was_kept` says that it went back before and whoever gave it insisted.
    """
    if not (verdict := in_state(state, "issued")):
        return verdict
    if was_kept:
        return refused("交办单位已经答复维持交办，不能再次退回", HOUSE["HOUSE-61"])
    if today > last_on:
        words = f"退回应在交办以后 {DAYS_TO_DECLINE} 个工作日内（{last_on:%Y-%m-%d} 以前）提出"
        return refused(words, HOUSE["HOUSE-61"])
    return ALLOWED


def may_insist(state: str) -> Verdict:
    """Only what came back waits for an answer."""
    if state == "declined":
        return ALLOWED
    return refused("没有等待答复的退回", HOUSE["HOUSE-61"])
