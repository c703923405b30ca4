"""Who may stand: what bars a candidate, and what is only to be heeded. Pure.

A bar takes away a member's right to stand, so only what a rule forbids for certain bars; posts
that end with the term warn, for who leaves one may stand (条例 §§4, 11, 18; 工会法 §10).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from zhijia.law import LAW, LawInForce, Verdict, refused
from zhijia.org import rules as org
from zhijia.org.rules import Tone

# The post that a seat of each body comes to.
SEAT = {
    "committee": "committee",
    "audit": "auditor",
    "audit_head": "audit_head",
    "women": "women",
    "standing": "standing",
    "chair": "chair",
    "delegates": "member_rep",
}
# Filled from those who sit on the new committee, or on the new audit committee.
FROM_ELECTED = LAW["XJ-16"].sets(("standing", "chair"))
FROM_AUDITORS = LAW["XJ-30"].sets(("audit_head",))
OUT_OF = dict.fromkeys(FROM_ELECTED, "committee") | dict.fromkeys(FROM_AUDITORS, "audit")
UNKNOWN = refused("不是登记在册的会员，无法核对任职限制", LAW["XJ-08"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """Facts about one candidate: the state of membership, posts held here, facts on record.

    `is_on_committee` says whether they sit on the body that the seat is filled from; None where
    nobody knows yet who was elected, or nobody asks. `also` are
    the bodies that they stand for in other contests of the same ballot.
    """

    state: str
    has_left: bool
    is_here: bool
    held: tuple[str, ...]
    bars: tuple[str, ...]
    is_on_committee: bool | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """What speaks against one candidate: what bars them, and what is to be heeded."""

    bars: tuple[Verdict, ...] = ()
    warnings: tuple[Verdict, ...] = ()


def weigh(body: str, unit_kind: str, who: Candidate, law: LawInForce) -> Weighed:
    """Weigh one candidate for a seat of a body; KeyError for a body without seats."""
    found: list[Verdict] = []
    heeded: list[Verdict] = []
    if who.has_left or not org.may_vote(who.state):
        found.append(refused("没有被选举权（保留会籍或者已离会）", LAW["XJ-02"]))
    lasting = [kind for kind in who.held if kind not in org.OF_TERM]
    besides = [SEAT[one] for one in who.also]
    for kinds, is_sure in ((lasting, True), (who.held, False), ([*who.held, *besides], False)):
        for one in _objections(body, unit_kind, kinds, who.bars, law):
            if one.verdict not in found and one.verdict not in heeded:
                (found if is_sure and one.tone == Tone.BREACH else heeded).append(one.verdict)
    if body in who.also:
        heeded.append(refused("在这张选票上还是另一项同类职务的候选人，只能当选一项，请核对"))
    if not who.is_here:
        heeded.append(refused("不是本单位的会员，由上级工会推荐的除外"))
    if body in FROM_ELECTED and who.is_on_committee is False:
        heeded.append(refused("应当从新当选的委员中产生，请核对", LAW["XJ-16"]))
    if body in FROM_AUDITORS and who.is_on_committee is False:
        heeded.append(refused("应当从新当选的经费审查委员中产生，请核对", LAW["XJ-30"]))
    return Weighed(tuple(found), tuple(heeded))


def _objections(
    body: str, unit_kind: str, held: Sequence[str], bars: Sequence[str], law: LawInForce
) -> list[org.Finding]:
    kinds = [SEAT[body], *held]
    return list(org.objections(kinds, bars, unit_kind=unit_kind, has_vote=True, law=law))
