"""会场: the roll that stands still, who signs in, who may vote, whether enough are there. Pure."""

from datetime import date, datetime
from typing import Literal

from zhijia.law import ALLOWED, HOUSE, LAW, Clause, Verdict, granted, refused
from zhijia.law.words import TWO_THIRDS, least_reaching, two_thirds

Seat = Literal["delegate", "observer", "guest", "worker"]
SEATS: dict[Seat, str] = {
    "delegate": "正式代表",
    "observer": "列席",
    "guest": "特邀",
    "worker": "工作人员",
}
COUNTS = HOUSE["HOUSE-263"].sets(frozenset({"delegate"}))
LAPSED = HOUSE["HOUSE-287"]
FIXED = HOUSE["HOUSE-265"].sets("应到名单已经固定")


def may_fix(term: str) -> Verdict:
    """Where a term is entered, by its name, the check on credentials fixes the roll."""
    if term:
        return refused(f"{term}已经登记，应到名单经代表资格审查固定", HOUSE["HOUSE-265"])
    return ALLOWED


def may_change_roll(*, is_fixed: bool) -> Verdict:
    """After the report on credentials nobody is added or taken away; 应到 stays as it is."""
    return refused(f"{FIXED}，不能增减", HOUSE["HOUSE-265"]) if is_fixed else ALLOWED


def may_sign_in(*, seat: Seat, is_there: bool, at: str = "") -> Verdict:
    """Somebody signs in once; `at` is where and by whom the first was done."""
    if is_there:
        return refused(f"已经签到{f'（{at}）' if at else ''}，不必再签", HOUSE["HOUSE-263"])
    return ALLOWED if seat in COUNTS else granted(f"{SEATS[seat]}签到，不计入应到")


def may_strike(name: str, *, has_paper: bool) -> Verdict:
    """A sign-in by mistake is struck; who was handed a paper was there, and leaves instead."""
    if has_paper:
        mend = "确实签错的，先在选票页撤销领票；中途离开的，登记离会"
        return refused(f"{name}已经在表决中领票，不能撤销签到。{mend}", HOUSE["HOUSE-263"])
    return ALLOWED


def still_sits(name: str, *, mandate_ended: date | None, left: bool) -> Verdict:
    """Whose mandate ended, or who left the union that meets, sits here no longer; 应到 stays."""
    if mandate_ended:
        words = f"{name}的代表身份已于 {mandate_ended:%Y-%m-%d} 终止，不能签到"
        return refused(f"{words}、领票", LAPSED)
    return refused(f"{name}已经不是会员，不能签到、领票", LAPSED) if left else ALLOWED


def is_the_day(today: date, *, meets_on: date) -> Verdict:
    """Nobody is there before the day of the meeting; one that lasts is signed in to later, too."""
    if today < meets_on:
        words = f"还没有到开会日（{meets_on:%Y-%m-%d}），不能签到"
        return refused(words)
    return ALLOWED


def is_awaited(at: datetime | None, *, is_there: bool) -> Verdict:
    """Say to somebody who comes by the code whether they are still to sign in, or when they did."""
    if is_there and at:
        return refused(f"您已在 {at:%H:%M} 签到，不必再签", HOUSE["HOUSE-263"])
    return ALLOWED


def may_vote(seat: Seat, *, is_there: bool) -> Verdict:
    """Only delegates who signed in vote; who sits in otherwise does not (条例 §37)."""
    if seat not in COUNTS:
        return refused(f"{SEATS[seat]}没有选举权和表决权", LAW["DD-20"])
    return ALLOWED if is_there else refused("还没有签到")


def have_votes(without: str) -> Verdict:
    """Who has no right to vote (保留会籍) does not count among those due; by their names."""
    if without:
        return refused(f"{without}没有选举权和表决权，可以列席，不能作为正式代表", LAW["DD-20"])
    return ALLOWED


def is_quorate(due: int, present: int, clause: Clause) -> Verdict:
    """Judge whether enough are in the hall now: two thirds of those due."""
    if due == 0:
        return refused("应到人数为 0", clause)
    least = least_reaching(due, TWO_THIRDS)
    words = f"应到 {due} 人，实到 {present} 人，三分之二为 {least} 人"
    if two_thirds(present, due):
        return granted(f"{words}，可以开会", clause)
    return refused(f"{words}，还差 {least - present} 人", clause)


def may_go_on(due: int, present: int, clause: Clause) -> Verdict:
    """Judge a meeting from which people left: without two thirds nothing is voted on."""
    verdict = is_quorate(due, present, clause)
    if verdict:
        return verdict
    return refused(f"{verdict.reason}，可以继续听取和讨论，不能选举和表决", clause)


def in_one_group(groups: list[str], name: str) -> Verdict:
    """A delegate belongs to one delegation."""
    if len({*groups}) > 1:
        words = f"{name}同时在{'、'.join(dict.fromkeys(groups))}，只能属于一个代表团（组）"
        return refused(words, HOUSE["HOUSE-263"])
    return ALLOWED
