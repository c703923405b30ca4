"""投票方式: which of paper, hall, mixed and remote may be used for a vote, and why. Pure.

The sources say different things of electronic votes (rulebook C16): secret ballots go into boxes,
and only what needs no secret ballot may be voted on over a network. So elections of the union are
on paper unless what allows otherwise is on file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused

from .words import RULE_LEVELS, UNION_BODIES, WAYS

FEWEST = HOUSE["HOUSE-242"].sets(5)
HALL, REMOTE = HOUSE["HOUSE-240"], HOUSE["HOUSE-241"]
BY_BOX = LAW["DD-25"]
# Whose rules may open the remote way for elections of the union.
HIGH_ENOUGH = REMOTE.sets(frozenset({"national", "provincial"}))


class OnFile(NamedTuple):
    """A local written rule on file: what it is for, how high its issuer stands, what it is."""

    subject: str
    level: str
    title: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides which ways are open.

    `due` is how many are on the roll, 0 while nobody is; `method` and `consent` name the adopted
    method and the consent of the union above, "" where none is on file.
    """

    body: str
    is_rehearsal: bool = False
    due: int = 0
    method: str = ""
    consent: str = ""
    on_file: tuple[OnFile, ...] = ()

    @property
    def is_union_election(self) -> bool:
        """Say whether the union's own elections are bound by the election rules here."""
        return self.body in UNION_BODIES and not self.is_rehearsal


class Way(NamedTuple):
    """One way and whether it may be used here."""

    key: str
    label: str
    verdict: Verdict


def ways(found: Circumstances) -> list[Way]:
    """Judge all four ways, in their order."""
    return [Way(key, label, may_use(key, found)) for key, label in WAYS.items()]


def may_use(way: str, found: Circumstances) -> Verdict:
    """Judge one way; ValueError for one there is not."""
    if way not in WAYS:
        raise ValueError(f"no such way: {way}")
    if way == "paper":
        return granted("任何表决都可以使用纸质选票", LAW["XJ-19"])
    if not found.is_rehearsal and 0 < found.due < FEWEST:
        words = f"应到 {found.due} 人，不足 {FEWEST} 人，电子计票会推知个人的选择，请用纸质选票"
        return refused(words, HOUSE["HOUSE-242"])
    return _remote(found) if way == "remote" else _hall(found)


def _hall(found: Circumstances) -> Verdict:
    """Judge a vote by machine in the hall, alone or beside paper."""
    if found.is_rehearsal:
        return granted("演练可以使用", HOUSE["HOUSE-246"])
    if found.is_union_election:
        missing = [
            word
            for word, there in [
                ("大会通过的选举办法", found.method),
                ("上一级工会书面同意的文号", found.consent),
            ]
            if not there
        ]
        if missing:
            return refused(f"用于工会选举，还没有登记{'和'.join(missing)}", HALL)
        return granted(f"依据：{found.method}；上一级工会同意：{found.consent}", HALL)
    if found.body == "staff_congress" and not found.method:
        return refused("用于职工代表大会表决，还没有登记大会通过的表决办法", HALL)
    return granted("签到后在会场当场投票，每人一次", HALL)


def _remote(found: Circumstances) -> Verdict:
    """Judge a vote from anywhere."""
    if found.is_rehearsal:
        return granted("演练可以使用", HOUSE["HOUSE-246"])
    if found.is_union_election:
        rule = next(_for(found, "elections", HIGH_ENOUGH), None)
        if rule is None:
            words = "工会选举须无记名投票、票入票箱；没有登记省级以上允许远程投票的书面规定"
            return refused(words, BY_BOX)
        return granted(f"依据已登记的{rule.title}", REMOTE)
    if found.body == "staff_congress":
        rule = next(_for(found, "staff_congress", RULE_LEVELS), None)
        if rule is None:
            return refused("职工代表大会表决，须先登记允许远程表决的地方书面规定", REMOTE)
        return granted(f"依据已登记的{rule.title}", REMOTE)
    return granted("民主评议、推荐、征求意见可以使用，截止前可以重投", REMOTE)


def _for(found: Circumstances, subject: str, levels: Iterable[str]) -> Iterator[OnFile]:
    """Yield the rules on file for a subject that stand high enough."""
    wanted = {*levels}
    return (one for one in found.on_file if one.subject == subject and one.level in wanted)


def may_revote(way: str) -> Verdict:
    """Voting again until the end is for the remote way alone: it helps against pressure."""
    if way == "remote":
        return ALLOWED
    return refused("会场投票每人一次，不能重投", HALL)
