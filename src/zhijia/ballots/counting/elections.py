"""当选: who is elected, by which steps, and what follows where seats stay open (选举条例 §26).

Pure. Every step is said as a scrutineer reads it out.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from zhijia.law import LAW, Clause, Verdict, granted, refused
from zhijia.law.words import HALF, least_exceeding, more_than_half

from .facts import Candidate, Contest, Line, Outcome, Said, Tally, Turnout
from .papers import adds_up
from .rounds import is_issued_right, is_quorate, is_returned_right

ELECTED, SHORT = LAW["XJ-23"], LAW["XJ-24"]


def decide(contest: Contest, turnout: Turnout, tally: Tally) -> Outcome:
    """Say who is elected: more than half of those due, of several the ones with more votes.

    Preliminary rounds are decided by `select`. ValueError for a contest without seats.
    """
    if contest.seats < 1:
        raise ValueError("an election fills at least one seat")
    opening, is_valid = opened(turnout, tally)
    if not is_valid:
        return Outcome(False, (), tuple(opening), "anew", open_seats=contest.seats)
    enough = [line for line in by_votes(tally.lines) if more_than_half(line.yes, turnout.due)]
    least = least_exceeding(turnout.due, HALF)
    words = (
        f"应到会 {turnout.due} 人，过半数为 {least} 票；应选 {contest.seats} 人，"
        f"得赞成票过半数的 {len(enough)} 人"
    )
    steps = [*opening, *votes(tally), Said(words, ELECTED)]
    return _filled(contest.seats, enough, steps)


def decide_again(seats: int, among: Sequence[Candidate], turnout: Turnout, tally: Tally) -> Outcome:
    """Decide a second vote among those who tied: more votes win, no majority is asked for."""
    opening, is_valid = opened(turnout, tally)
    if not is_valid:
        return Outcome(False, (), tuple(opening), "runoff", tuple(among), seats)
    ids = {one.id for one in among}
    lines = [line for line in by_votes(tally.lines) if line.who.id in ids]
    names = named(among)
    words = f"得票相同的{names}再次投票，以得赞成票多的当选，不再要求过半数"
    return _filled(seats, lines, [*opening, *votes(tally), Said(words, ELECTED)])


def select(keep: int, turnout: Turnout, tally: Tally) -> Outcome:
    """Decide a preliminary round: those with the most votes become candidates of the formal one.

    The adopted method says how many are kept; no majority is asked for (差额 holds in one round).
    """
    opening, is_valid = opened(turnout, tally)
    if not is_valid:
        return Outcome(False, (), tuple(opening), "anew", open_seats=keep)
    words = f"差额预选，以得赞成票多少为序取前 {keep} 人为正式候选人"
    lines = by_votes(tally.lines)
    return _filled(keep, lines, [*opening, *votes(tally), Said(words, LAW["XJ-15"])])


def opened(turnout: Turnout, tally: Tally) -> tuple[list[Said], bool]:
    """Return the steps before the votes, and whether the vote holds."""
    verdicts = [
        is_quorate(turnout.due, turnout.issued),
        is_issued_right(turnout),
        is_returned_right(turnout),
        _sorted_out(turnout, tally),
        adds_up(tally),
    ]
    steps = []
    for verdict in verdicts:
        if verdict.reason:
            steps.append(Said(verdict.reason, verdict.clause))
        if not verdict:
            return steps, False
    return steps, True


def _sorted_out(turnout: Turnout, tally: Tally) -> Verdict:
    """Every paper that came back is valid or void."""
    words = f"有效票 {tally.valid} 张，无效票 {tally.void} 张"
    if tally.valid + tally.void != turnout.returned:
        return refused(f"{words}，合计与收回的 {turnout.returned} 张不符，请重新清点")
    return granted(words)


def by_votes(lines: Sequence[Line]) -> list[Line]:
    """Return lines by votes for, the most first; who is alike stays in the paper's order."""
    return sorted(lines, key=lambda line: -line.yes)


def votes(tally: Tally) -> Iterator[Said]:
    """Read out what everybody got, by votes for."""
    for line in by_votes(tally.lines):
        if line.is_written_in:
            yield Said(f"另选人 {line.who.name}：{line.yes} 票")
        else:
            each = f"赞成 {line.yes} 票，不赞成 {line.no} 票，弃权 {line.abstain} 票"
            yield Said(f"{line.who.name}：{each}")


def _filled(seats: int, enough: Sequence[Line], steps: list[Said]) -> Outcome:
    """Fill the seats from lines that are enough, in the order of their votes."""
    elected: list[Candidate] = []
    for _, group in groupby(enough, key=lambda line: line.yes):
        alike = [line.who for line in group]
        left = seats - len(elected)
        if not left:
            break
        if len(alike) > left:
            return _tied(tuple(elected), tuple(alike), left, steps)
        elected += alike
    return _closed(tuple(elected), seats - len(elected), steps)


def _tied(
    elected: tuple[Candidate, ...], tied: tuple[Candidate, ...], left: int, steps: list[Said]
) -> Outcome:
    words = f"{named(tied)}得票相同，还有 {left} 个名额，只就得票相同的人再次投票"
    steps = [*steps, *_won(elected), Said(words, ELECTED)]
    return Outcome(True, elected, tuple(steps), "runoff", tied, left)


def _closed(elected: tuple[Candidate, ...], left: int, steps: list[Said]) -> Outcome:
    steps = [*steps, *_won(elected)]
    if not left:
        return Outcome(True, elected, tuple(steps))
    words = f"还有 {left} 个名额没有选出，不足的名额另行选举"
    return Outcome(True, elected, (*steps, Said(words, SHORT)), "fill", (), left)


def _won(elected: Sequence[Candidate]) -> list[Said]:
    return [Said(f"{named(elected)}当选", ELECTED)] if elected else [Said("无人当选", ELECTED)]


def named(people: Sequence[Candidate]) -> str:
    """Return people's names in a row."""
    return "、".join(one.name for one in people)


def may_leave_open(
    *, elected: int, seats: int, least: int, most: int, agreed: int, present: int
) -> Verdict:
    """Judge whether a committee may stay smaller: near its size, within its band, agreed to.

    `least` and `most` are the seats that the number of members allows. What is near is for people
    to say: the source gives no number.
    """
    if elected >= seats:
        return refused("名额已经选满，不必减少名额", SHORT)
    if not least <= elected <= most:
        words = f"已选出 {elected} 人，不在应有的 {least} 至 {most} 人之内，应当另行选举"
        return refused(words, SHORT)
    if not more_than_half(agreed, present):
        words = f"到会 {present} 人，同意减少名额的 {agreed} 人，没有超过半数"
        return refused(words, SHORT)
    words = f"已选出 {elected} 人，接近应选 {seats} 人，到会 {present} 人中 {agreed} 人同意不再选举"
    return granted(words, SHORT)


def is_recalled(*, yes: int, everybody: int, clause: Clause = LAW["XJ-28"]) -> Verdict:
    """Judge a recall: more than half of all members, or of all delegates, are for it."""
    words = f"全体 {everybody} 人，赞成罢免 {yes} 票"
    if more_than_half(yes, everybody):
        return granted(f"{words}，过半数，罢免有效", clause)
    return refused(f"{words}，没有过半数，罢免不成立", clause)
