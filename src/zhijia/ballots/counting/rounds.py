"""Before a vote: quorum, more candidates than seats, who may watch (选举条例 §§16–22). Pure."""

from collections.abc import Iterable

from zhijia.law import ALLOWED, LAW, Verdict, granted, refused
from zhijia.law.words import (
    TWO_THIRDS,
    candidates_for,
    least_reaching,
    two_thirds,
)

from .facts import Contest, Turnout

QUORUM = LAW["XJ-14"].sets(TWO_THIRDS)
# 差额 in percent of the seats, by what is elected.
SPREAD = LAW["XJ-15"].sets({"committee": 5, "standing": 10})
DELEGATES_SPREAD = LAW["DD-07"].sets(15)
ONE_FOR_ONE = LAW["XJ-16"].sets(frozenset({"chair", "vice_chair"}))


def is_quorate(due: int, present: int) -> Verdict:
    """Judge whether enough came for an election: two thirds of those due."""
    if due == 0:
        return refused("应到会人数为 0，不能选举", LAW["XJ-14"])
    least = least_reaching(due, QUORUM)
    words = f"应到会 {due} 人，参加选举 {present} 人，三分之二为 {least} 人"
    if two_thirds(present, due):
        return granted(f"{words}，可以进行选举", LAW["XJ-14"])
    return refused(f"{words}，不足三分之二，不能进行选举", LAW["XJ-14"])


def is_issued_right(turnout: Turnout) -> Verdict:
    """Nobody gets two papers: as many in the hall as signed in there, at most."""
    if turnout.handed_out > turnout.present:
        words = f"会场发出 {turnout.handed_out} 张，签到 {turnout.present} 人，多发了选票"
        return refused(words, LAW["XJ-22"])
    if turnout.mobile and turnout.present + turnout.mobile > turnout.due:
        words = f"签到和流动票箱投票共 {turnout.present + turnout.mobile} 人，多于应到会人数"
        return refused(words, LAW["XJ-21"])
    return ALLOWED


def is_returned_right(turnout: Turnout) -> Verdict:
    """An election holds where no more papers came back than were issued."""
    words = f"发出选票 {turnout.issued} 张，收回 {turnout.returned} 张"
    if turnout.returned > turnout.issued:
        return refused(f"{words}，收回的多于发出的，选举无效，应当重新选举", LAW["XJ-22"])
    return granted(f"{words}，收回的不多于发出的，选举有效", LAW["XJ-22"])


def percent_for(body: str) -> int:
    """Return the rate of 差额 for a body, in percent of its seats; 0 where one for one will do."""
    return SPREAD.get(body, 0)


def has_spread(contest: Contest, *, had_preliminary: bool = False) -> Verdict:
    """Judge whether there are more candidates than seats in one of the rounds.

    After a preliminary round with enough candidates the formal one may be one for one.
    """
    if not contest.percent:
        return granted("可以等额选举", LAW["XJ-16"])
    least = candidates_for(contest.seats, contest.percent)
    there = len(contest.candidates)
    words = f"应选 {contest.seats} 人，候选人 {there} 人，差额率 {contest.percent}% 应有 {least} 人"
    if there >= least:
        return granted(words, LAW["XJ-15"])
    if had_preliminary and there >= contest.seats:
        return granted(f"{words}；已经差额预选，可以等额选举", LAW["XJ-15"])
    return refused(f"{words}，差额不够", LAW["XJ-15"])


def may_watch(person: str, candidates: Iterable[str]) -> Verdict:
    """A scrutineer or teller is nobody who stands for election; by the ids of both."""
    if person in {*candidates}:
        return refused("候选人不得担任监票人、计票人", LAW["XJ-18"])
    return ALLOWED


def may_send_instead(*, is_proxy: bool) -> Verdict:
    """Who cannot come does not send another to vote."""
    if is_proxy:
        return refused("不能到会的，不得委托他人代为投票", LAW["XJ-19"])
    return ALLOWED
