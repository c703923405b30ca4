"""轮次: what the ballots of one election came to together, and what must still follow. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhijia.ballots.rules.asking import Asked
from zhijia.ballots.rules.following import Next
from zhijia.law import ALLOWED, HOUSE, LAW, Clause, Verdict, refused


@dataclass(frozen=True, slots=True)
class Round:
    """One ballot of an election: `outcome` and `tally` as `ballots` keeps them."""

    is_preliminary: bool
    outcome: Mapping[str, Any]
    tally: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Concluded:
    """What all rounds of an election came to: who was elected with how many votes, what is left.

    `then` is "", or what must follow: runoff, fill, anew, formal.
    """

    elected: tuple[tuple[str, int], ...]
    then: str
    steps: tuple[tuple[str, str], ...] = field(default=())


THEN = {
    "runoff": "得票相同，须就得票相同的候选人再次投票",
    "fill": "当选人数少于应选名额，不足的名额另行选举，或者经多数同意减少名额",
    "anew": "选举无效，应当重新选举",
    "formal": "预选已经完成，须进行正式选举",
}


def then_clause(then: str) -> Clause:
    """Return the article that says what follows."""
    return LAW[{"runoff": "XJ-23", "fill": "XJ-24", "anew": "XJ-22"}.get(then, "XJ-15")]


def follows(then: str) -> Verdict:
    """Say what must still follow, if anything."""
    return refused(THEN[then], then_clause(then)) if then else ALLOWED


def may_retract(
    *, is_reported: bool, is_written: bool, is_followed: bool, is_source: bool
) -> Verdict:
    """Papers are taken back until something rests on what they came to."""
    if is_written or is_reported:
        return refused("选举结果已经上报或者写入任职，选票不能取消")
    if is_followed:
        return refused("还有承接的投票，请先到它的选票页删除草稿或者作废")
    if is_source:
        return refused("已经从当选人中选出主席等职务，请先取消那一项的选票")
    return ALLOWED


def is_whole(*, stands: bool) -> Verdict:
    """What was taken over is what the ballots that stand came to."""
    if stands:
        return ALLOWED
    words = (
        "选票已经作废，或者采用结果以后有变动：作废的请取消选票、重新投票，其余请重新采用计票结果"
    )
    return refused(words, LAW["XJ-22"])


def is_as_listed(
    *,
    same_list: bool,
    same_office: bool,
    same_round: bool,
    seats: tuple[int, int],
    percent: tuple[int, int],
) -> Verdict:
    """The papers name whom the list names, for as many seats, with no smaller rate of 差额.

    `seats` and `percent` are (as on the papers, as planned).
    """
    anew = "请撤回定稿（已经投票的，请作废），取消选票以后重新生成"
    if not same_office:
        return refused(f"选票的类别与这项选举不一致；{anew}", LAW["XJ-09"])
    if not same_round:
        return refused(
            f"选票是预选还是正式选举、预选取几名，与选举的设定不一致；{anew}", LAW["XJ-09"]
        )
    if not same_list:
        return refused(f"选票上的候选人与建议名单不一致；{anew}", HOUSE["HOUSE-272"])
    if seats[0] != seats[1] or percent[0] < percent[1]:
        return refused(f"选票上的应选名额、差额率与选举的不一致；{anew}", LAW["XJ-09"])
    return ALLOWED


ANEW = "请到它的选票页改回；已经定稿的，先撤回定稿；已经投票的，请作废后另行投票"
AS_LEFT = HOUSE["HOUSE-276"].sets(ANEW)


def is_as_left(asked: Next | None, was: Asked, now: Asked) -> Verdict:
    """The papers of a further round ask what the round before left open, and nothing else."""
    clause = HOUSE["HOUSE-276"]
    if asked is None:
        return refused(f"上一轮已经选出，不需要再投票；{AS_LEFT}", clause)
    if (now.kind, now.body) != ("election", was.body):
        return refused(f"另行投票的类别与这项选举不一致；{AS_LEFT}", clause)
    round_ = "formal" if asked.is_formal else was.round
    if (now.is_runoff, now.round) != (asked.is_runoff, round_):
        return refused(f"另行投票的轮次与上一轮的结果不一致；{AS_LEFT}", clause)
    if now.seats != asked.seats:
        words = f"另行投票应选 {asked.seats} 人，选票上是 {now.seats} 人"
        return refused(f"{words}；{AS_LEFT}", clause)
    if not asked.is_runoff and now.percent < was.percent:
        return refused(f"另行投票的差额率低于这项选举的；{AS_LEFT}", clause)
    return ALLOWED


def stand_again(asked: Next, keys: Collection[str], names: str) -> Verdict:
    """Those stand in a further round whom the round before left; `names` are who stands otherwise.

    In a second vote after a tie nobody else may. Where seats stayed open somebody else may be put
    up, but not without a word of who leads the unit.
    """
    if {*keys} == {*asked.keys}:
        return ALLOWED
    words = f"另行投票的候选人与上一轮留下的不一致（{names}）"
    return refused(words if may_differ(asked) else f"{words}；{AS_LEFT}", HOUSE["HOUSE-276"])


def may_differ(asked: Next) -> bool:
    """Say whether a further round may have other candidates, answered for: only for open seats."""
    return not asked.is_runoff and asked.word == "（另行选举）"


def conclude(rounds: Sequence[Round]) -> Concluded:
    """Put the rounds of an election together; a later one adds to who was elected before."""
    elected: list[tuple[str, int]] = []
    steps: list[tuple[str, str]] = []
    then = "anew"
    for one in rounds:
        steps += [(str(words), str(clause)) for words, clause in one.outcome.get("steps", [])]
        then = str(one.outcome.get("then", ""))
        if one.is_preliminary:
            then = then or "formal"
            continue
        elected += [(str(key), _votes(one, str(key))) for key in one.outcome.get("elected", [])]
    return Concluded(tuple(elected), then, tuple(steps))


def _votes(one: Round, key: str) -> int:
    line = one.tally.get("lines", {}).get(key)
    if line is not None:
        return int(line.get("yes", 0))
    return int(one.tally.get("others", {}).get(key, 0))
