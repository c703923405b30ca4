"""选举人名册: where a roll comes from, pasted lines, who seems to stand on it twice. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused

# What a roll may be filled from, and the posts its people hold.
SOURCES = {
    "members": "本单位和下级单位有表决权的全体会员",
    "own": "本单位（不含下级）有表决权的会员",
    "member_reps": "本单位会员代表",
    "staff_reps": "本单位职工代表",
    "committee": "本单位工会委员会委员",
    "auditors": "本单位经费审查委员",
}
POSTS = {
    "member_reps": ("member_rep",),
    "staff_reps": ("staff_rep",),
    "committee": (
        "chair",
        "vice_chair",
        "vice_finance",
        "standing",
        "committee",
    ),
    "auditors": ("audit_head", "auditor"),
}
CUT = re.compile(r"[\t,，;；、|]+|\s{1,}")
LONGEST_NAME = 50


class NewVoter(NamedTuple):
    """Somebody for the roll: a member by key, or a name without one."""

    name: str
    member_id: int | None = None
    number: str = ""
    group: str = ""
    stroke_key: str = ""


class Pasted(NamedTuple):
    """A pasted line: its number, and the name, staff number and group it holds."""

    line: int
    name: str
    number: str
    group: str


def pasted(text: str) -> list[Pasted]:
    """Read lines of 姓名, 工号, 代表团, cut by tabs, commas or spaces; empty ones are left out.

    A name of two characters may be spaced, as on ballots: 王 芳 is one name.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        parts = [part for part in CUT.split(line.strip()) if part]
        if len(parts) > 1 and len(parts[0]) == len(parts[1]) == 1:
            parts = [parts[0] + parts[1], *parts[2:]]
        if not parts:
            continue
        staff_no = next((one for one in parts[1:] if one.isascii()), "")
        group = next((one for one in parts[1:] if not one.isascii()), "")
        found.append(Pasted(number, parts[0][:LONGEST_NAME], staff_no[:30], group[:60]))
    return found


def doubles(voters: Iterable[NewVoter]) -> list[str]:
    """Return the names that seem to stand on a roll twice: alike, and no number tells them apart.

    Two members of one name are two people; somebody without an account under a member's name may
    be the same.
    """
    rows = list(voters)
    names = Counter(one.name for one in rows)
    unsure = {one.name for one in rows if one.member_id is None and not one.number}
    same = Counter((one.name, one.number) for one in rows if one.number and not one.member_id)
    twice = {name for (name, _), count in same.items() if count > 1}
    return sorted({name for name in unsure if names[name] > 1} | twice)


def may_stand(state: str) -> Verdict:
    """Whose membership is only kept has no vote."""
    if state == "regular":
        return ALLOWED
    return refused("没有表决权（保留会籍或者已离会）", LAW["XJ-02"])


def has_left(name: str) -> Verdict:
    """Who left the union votes no longer, also where the roll still names them."""
    return refused(f"{name}已经离会，没有选举权，不能领票", LAW["XJ-02"])


def may_sign(way: str, *, chosen: str, ballot_way: str) -> Verdict:
    """Judge one sign-in: once, and by a way this vote has.

    `way` is what the roll says so far, `chosen` what the person takes.
    """
    words = {"paper": "纸质选票", "electronic": "电子投票", "mobile": "流动票箱"}
    if way:
        return refused(f"已经签到，参加方式是{words[way]}；一人只签到一次", LAW["XJ-22"])
    has = {
        "paper": ("paper", "mobile"),
        "hall": ("electronic",),
        "mixed": ("paper", "electronic", "mobile"),
        "remote": (),
    }[ballot_way]
    if chosen not in has:
        return refused(f"这次表决没有“{words.get(chosen, chosen)}”")
    return ALLOWED


def may_undo_sign(way: str) -> Verdict:
    """Only who took paper, or was to be visited, signs off again."""
    if not way:
        return refused("还没有签到")
    if way == "electronic":
        words = "已经领取电子投票凭证，由监票人先注销凭证，再改发纸质选票"
        return refused(words, HOUSE["HOUSE-248"])
    return granted("可以撤销签到", HOUSE["HOUSE-248"])


def may_move(way: str, *, ballot_way: str, revoked: int, moved: int) -> Verdict:
    """Judge whether somebody with a code takes paper after all.

    Nobody here knows whose code was struck: so many may move as codes were struck (`revoked`),
    `moved` of them have.
    """
    clause = HOUSE["HOUSE-248"]
    if ballot_way != "mixed":
        return refused("这次表决不发纸质选票")
    if way != "electronic":
        return refused("只有领了电子投票凭证的人才要改领", clause)
    if moved >= revoked:
        words = (
            f"已注销 {revoked} 个投票码，已改领 {moved} 人：先由两名监票人签署注销这个人的投票码"
        )
        return refused(words, clause)
    return granted(f"已注销 {revoked} 个投票码，还可以改领 {revoked - moved} 人", clause)
