"""Whether a demand is met once, again and again, or always, as its own words tell."""

import re
from dataclasses import dataclass

from .words import lexicon

NATURES = {"once": "一次性", "recurring": "定期", "standing": "经常性"}
EVERY = {
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half": "每半年",
    "year": "每年",
}

_entries = lexicon("nature")
_every = {name: re.compile(_entries["every"][name]) for name in EVERY}
_often = re.compile(_entries["often"]["words"])
_standing = re.compile(_entries["standing"]["words"])


@dataclass(frozen=True, slots=True)
class Nature:
    """A key of NATURES, a key of EVERY or "" where that is left open, and the words that told."""

    kind: str = "once"
    every: str = ""
    cue: str = ""


ONCE = Nature()


def nature_of(words: str) -> Nature:
    """Return how often what these words demand is to be met; once where they do not say."""
    plain = re.sub(r"\s", "", words)
    for every, pattern in _every.items():
        if found := pattern.search(plain):
            return Nature("recurring", every, f"「{found[0]}」")
    if found := _often.search(plain):
        return Nature("recurring", "", f"「{found[0]}」，没有说多久一次")
    if found := _standing.search(plain):
        return Nature("standing", "", f"「{found[0]}」")
    return ONCE
