"""消息规则: what fits a line of an inbox, when a letter may go, how long things are kept. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from zhijia.law import ALLOWED, HOUSE, Verdict, refused

TITLE, WORDS = 120, 300
LETTER_EVERY, GROUP_EVERY, MOST_TITLES = HOUSE["HOUSE-27"].sets(
    (timedelta(hours=1), timedelta(minutes=1), 10)
)
KEPT = HOUSE["HOUSE-28"].sets(timedelta(days=365))
MOST_TRIES = 12  # half a minute after the first, an hour after the last: some six hours in all
LONGEST_SENDING = timedelta(minutes=10)  # whoever has been sending for longer is dead


def cut(words: str, most: int) -> str:
    """Return words as one line of at most so many characters, an ellipsis where more was said."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def leads_inside(url: str) -> bool:
    """Say whether an address is one of this house: a path, not a name of another host."""
    return url.startswith("/") and not url.startswith(("//", "/\\"))


def may_switch_off(must: str) -> Verdict:
    """What concerns the work of one's unit stays in the inbox; `must` says why it does."""
    return refused(must, HOUSE["HOUSE-29"]) if must else ALLOWED


def quiet_until(last: datetime | None, pause: timedelta) -> datetime | None:
    """Return when the next one may go, after one that went at `last`; None: at once."""
    return last + pause if last else None


class Kind(Protocol):
    """What of a kind of message these rules ask for."""

    @property
    def label(self) -> str: ...
    @property
    def is_open(self) -> bool: ...


def outside(title: str, kind: Kind | None) -> str:
    """Return what may be told of a message outside the house: its title, or its kind alone."""
    if kind is None:
        return "新消息"
    return title if kind.is_open else kind.label


def listed(titles: Sequence[str]) -> str:
    """Return titles as lines, ten at most, and how many more there are."""
    lines = [f"· {title}" for title in titles[:MOST_TITLES]]
    if len(titles) > MOST_TITLES:
        lines.append(f"另有 {len(titles) - MOST_TITLES} 条")
    return "\n".join(lines)


def subject(titles: Sequence[str]) -> str:
    """Return the subject of a letter: its one title, or how many there are."""
    return f"【职家】{titles[0]}" if len(titles) == 1 else f"【职家】{len(titles)} 条新消息"


def body(titles: Sequence[str], site: str) -> str:
    """Return what a letter or a group's message says: titles, and where to read the rest."""
    where = f"查看：{site}/inbox/" if site else "请登录职家，在“消息”里查看。"
    return f"{listed(titles)}\n\n{where}"


TRIAL = "notices.trial"  # the kind of message that only tries a robot out
MOST_ROBOTS = 20  # of one unit: more groups than that is a mistake


def may_add(*, others: int, is_known: bool) -> Verdict:
    """A robot is registered once in a unit, and a unit has only so many."""
    if is_known:
        return refused("这个机器人已经登记过，不必重复登记")
    if others >= MOST_ROBOTS:
        return refused(f"一个单位最多登记 {MOST_ROBOTS} 个群机器人，请先移除不用的")
    return ALLOWED
