"""机构: which bodies and officers a union needs by its numbers. Pure."""

from zhijia.law import LAW, LawInForce, granted, refused
from zhijia.law.words import at_least, at_most

from .findings import Finding, Tone

# The Charter's 一百人以下 includes the hundred that the Regulations' 不足一百人 leaves out.
AT_THE_LINE = LAW["ZC-08"].sets(100)
FULL_TIME_FROM = LAW["GHF-05"].sets(200)
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


def full_time_chair(staff: int | None, *, law: LawInForce) -> Finding | None:
    """Say from how many staff on a chair may be, or shall be, full-time (C7)."""
    if law.full_time_chair == "off" or staff is None or not at_least(staff, FULL_TIME_FROM):
        return None
    words = "应当设专职工会主席" if law.full_time_chair == "strict" else "可以设专职工会主席"
    said = granted(f"职工 {staff} 人，{words}", LAW["GHF-05"])
    return Finding("专职主席", said)


def women_body(women: int, *, law: LawInForce) -> Finding | None:
    """Say which body speaks for the women of a union (C8); without women there is none."""
    if not women:
        return None
    body = "建立女职工委员会" if needs_women_committee(women, law=law) else "设女职工委员"
    return Finding("女职工", granted(f"女会员 {women} 人，应当{body}", LAW["XJ-27"]))


def needs_women_committee(women: int, *, law: LawInForce) -> bool:
    """Say whether a women's committee is due, not only a commissioner (工会法 §11)."""
    asked: bool = LAW["GHF-02"].sets(at_least(women, law.women_committee_from))
    return asked


def staff_reps(staff: int | None, *, law: LawInForce) -> Finding | None:
    """Say how many staff representatives are due at least; of unknown staff nothing."""
    if not staff:
        return None
    least = staff_reps_due(staff, law=law)
    said = granted(f"职工 {staff} 人，职工代表不少于 {least} 名", law.clause("staff_reps"))
    return Finding("职工代表", said)


def staff_reps_due(staff: int, *, law: LawInForce) -> int:
    """Return the fewest staff representatives (企业民主管理规定 §8 or a local text)."""
    steps = LAW["ZD-01"].sets(law.staff_reps)
    for band in steps:
        if band.upto is None or at_most(staff, band.upto):
            return band.least(staff)
    raise AssertionError("the last band has no end")
