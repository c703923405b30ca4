"""机构: which bodies and officers a union needs by its numbers. Pure."""

from zhijia.law import LAW, LawInForce, granted, refused
from zhijia.law.words import at_least, at_most

from .findings import Finding, Tone

# The Charter's 一百人以下 includes the hundred that the Regulations' 不足一百人 leaves out.
AT_THE_LINE = LAW["ZC-08"].sets(100)
# How heavy a no weighs under each way of choosing; "off" asks nothing.
WEIGHT = {"strict": Tone.BREACH, "hint": Tone.HINT}


def meeting_form(members: int, *, law: LawInForce) -> Finding:
    """Say whether the members themselves must meet, or whether their representatives may (C1)."""
    if at_most(members, law.assembly_upto):
        clause = LAW["ZC-08"] if members == AT_THE_LINE else LAW["XJ-13"]
        return Finding("会议", granted(f"会员 {members} 人，选举和议事召开会员大会", clause))
    return Finding("会议", granted(f"会员 {members} 人，可以召开会员代表大会", LAW["XJ-13"]))


def odd_seats(seats: int, *, law: LawInForce) -> Finding | None:
    """Ask for an odd number of seats, as far as the union asks for it at all (C6)."""
    if law.odd_seats == "off":
        return None
    if seats % 2:
        return Finding("委员名额", granted(f"委员名额 {seats} 人，为单数", LAW["XJ-05"]))
    said = refused(f"委员名额 {seats} 人为双数，宜为单数，便于表决", LAW["XJ-05"])
    return Finding("委员名额", said, WEIGHT[law.odd_seats])


def needs_women_committee(women: int, *, law: LawInForce) -> bool:
    """Say whether a women's committee is due, not only a commissioner (工会法 §11)."""
    asked: bool = LAW["GHF-02"].sets(at_least(women, law.women_committee_from))
    return asked


def staff_reps_due(staff: int, *, law: LawInForce) -> int:
    """Return the fewest staff representatives (企业民主管理规定 §8 or a local text)."""
    steps = LAW["ZD-01"].sets(law.staff_reps)
    for band in steps:
        if band.upto is None or at_most(staff, band.upto):
            return band.least(staff)
    raise AssertionError("the last band has no end")
