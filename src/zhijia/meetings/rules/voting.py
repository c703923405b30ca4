"""表决: what a meeting may decide, by which share, and what a missed vote means. Pure."""

from zhijia.ballots.counting import Decided, Item, Votes, adopt
from zhijia.law import ALLOWED, LAW, Verdict, granted, refused

from .facts import COMPETENCES, VOTED, Business, Majority, MeetingKind

SECRET = LAW["ZD-10"].sets("重要事项无记名、分项表决")
MISSED = LAW["ZD-11"].sets("存在不具效力风险")


def is_of_this_unit(business: Business, registration: str) -> Verdict:
    """Judge whether a unit of this registration brings the business to this meeting at all."""
    if business.only and registration not in business.only:
        return refused(f"“{business.title}”不适用于本单位的登记类型", business.clause)
    return ALLOWED


def is_voted(business: Business) -> Verdict:
    """Say whether there is a vote: what is heard or discussed is answered, and not put to one."""
    words = f"“{business.title}”属于{COMPETENCES[business.competence]}"
    if business.competence in VOTED:
        return granted(f"{words}，须表决", business.clause)
    return refused(f"{words}，记录意见并答复，不作表决", business.clause)


def way_fits(kind: MeetingKind, business: Business, *, is_secret: bool, by_item: bool) -> Verdict:
    """Judge how something is voted on: secretly where the text asks for it, one item at a time."""
    if not by_item:
        words = "应当逐项表决，不得把几项合在一起表决"
        return refused(words, LAW["ZD-10"] if kind.side == "staff" else business.clause)
    if business.is_secret and not is_secret:
        return refused(f"“{business.title}”应当无记名投票", business.clause)
    return granted(f"{SECRET}" if kind.side == "staff" else "逐项表决", business.clause)


def majority_of(kind: MeetingKind, business: Business) -> Majority:
    """Return what share this business needs; ValueError for a meeting that does not vote."""
    majority = business.majority or kind.majority
    if majority is None:
        raise ValueError(f"{kind.id} does not vote")
    return majority


def as_item(kind: MeetingKind, business: Business, title: str = "") -> Item:
    """Return the business as something to count; `title` is what the agenda calls it."""
    needs = majority_of(kind, business).by
    return Item(
        title or business.title, needs.share, needs.clause, needs.strict, needs.strict_clause
    )


def decide(
    kind: MeetingKind, business: Business, *, due: int, present: int, votes: Votes, title: str = ""
) -> Decided:
    """Decide one piece of business from its votes, of those due; two thirds must be there."""
    item = as_item(kind, business, title)
    quorum = majority_of(kind, business).by.quorum
    return adopt(item, due=due, present=present, votes=votes, quorum=quorum)


def missed(business: Business, *, on_record: bool) -> Verdict:
    """Say what it means that something was carried out without the meeting (Corrections 16).

    Never that it is void: that is for a court to say.
    """
    if on_record:
        return granted(f"“{business.title}”已经会议{COMPETENCES[business.competence]}")
    words = f"“{business.title}”未履行{COMPETENCES[business.competence]}程序"
    return refused(f"{words}，依{business.clause}，{MISSED}，可以补开会议审议", LAW["ZD-11"])
