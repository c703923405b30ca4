"""罢免: who proposes it, what lies before it, when it takes effect. Pure."""

from zhijia.law import ALLOWED, LAW, Verdict, refused

from .yearly import may_propose_recall

EXAMINED_FIRST = LAW["XJ-28"].sets("经民主测评和上级工会、同级党组织考察")


def may_propose(*, by_committee: bool, asking: int, of: int) -> Verdict:
    """The committee, or a third of members or delegates, proposes."""
    return may_propose_recall(by_committee=by_committee, asking=asking, of=of)


def is_grounded(*, reason: str, examined: str) -> Verdict:
    """A recall says why, and that it was looked into before the meeting votes."""
    if not reason.strip():
        return refused("请写明罢免的事由", LAW["DD-24"])
    if not examined.strip():
        return refused(f"罢免须先{EXAMINED_FIRST}，请写明考察情况", LAW["XJ-28"])
    return ALLOWED


def may_take_effect(result: str, *, document: str) -> Verdict:
    """The meeting agreed, and the union above approved in writing."""
    if result != "adopted":
        return refused("会议没有通过罢免", LAW["GHF-10"])
    if not document.strip():
        return refused("罢免报上一级工会批准后生效，请填写批准文号", LAW["DD-24"])
    return ALLOWED
