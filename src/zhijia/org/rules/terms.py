"""届: how large a committee is and how long its term. Pure."""

from datetime import date

from zhijia.law import ALLOWED, LAW, Verdict, granted, refused

TERM_YEARS = LAW["GHF-06"].sets((3, 5))
COMMITTEE_FROM = LAW["GHF-01"].sets(25)
DELAY_MONTHS = LAW["XJ-26"].sets(6)
# (members up to, seats at least, seats at most); the last row has no upper end.
COMMITTEE_SEATS: tuple[tuple[int | None, int, int], ...] = LAW["XJ-05"].sets(
    (
        (24, 3, 5),
        (200, 3, 7),
        (1000, 7, 15),
        (5000, 15, 21),
        (10000, 21, 29),
        (50000, 29, 37),
        (None, 37, 45),
    )
)


def seats_for(members: int) -> tuple[int, int]:
    """Return the fewest and the most committee seats for so many members."""
    for upto, least, most in COMMITTEE_SEATS:
        if upto is None or members <= upto:
            return least, most
    raise AssertionError("the last band has no end")


def committee_size(*, members: int, seats: int) -> Verdict:
    """Judge the number of committee seats by the number of members (选举条例 §8)."""
    clause = LAW["XJ-05"]
    least, most = seats_for(members)
    if members < COMMITTEE_FROM and seats == 1:
        return granted("会员不足 25 人，可以只设主席或者组织员 1 人", clause)
    found = f"会员 {members} 人，委员名额应为 {least} 至 {most} 人，现为 {seats} 人"
    return granted(found, clause) if least <= seats <= most else refused(found, clause)


def vacancies(*, seats: int, sitting: int) -> Verdict:
    """Hold those who sit on the committee against its seats."""
    found = f"委员名额 {seats} 人，在任 {sitting} 人"
    if sitting < seats:
        return refused(f"{found}，缺额 {seats - sitting} 人")
    if sitting > seats:
        return refused(f"{found}，超出 {sitting - seats} 人")
    return granted(found)


def needs_committee(members: int) -> Verdict:
    """Judge whether a unit without a committee may stay so (工会法 §11)."""
    clause = LAW["GHF-01"]
    if members >= COMMITTEE_FROM:
        return refused(f"会员 {members} 人，应当建立基层工会委员会，尚未登记届次", clause)
    return granted(f"会员 {members} 人，可以单独或者联合建立，也可以设组织员 1 人", clause)


def term_length(years: int) -> Verdict:
    """Judge the years of a term (工会法 §16)."""
    if years in TERM_YEARS:
        return granted(f"任期 {years} 年", LAW["GHF-06"])
    return refused("每届任期只能是三年或者五年", LAW["GHF-06"])


def term_ends(from_on: date, years: int) -> date:
    """Return the day a term that begins on the day of election ends: the same date, years on."""
    try:
        return from_on.replace(year=from_on.year + years)
    except ValueError:  # 29 February
        return from_on.replace(year=from_on.year + years, day=28)


def term_runs(*, until_on: date, today: date) -> Verdict:
    """Judge whether the committee's term still runs (选举条例 §29)."""
    clause = LAW["XJ-26"]
    left = (until_on - today).days
    if left < 0:
        late = f"本届已于 {until_on:%Y-%m-%d} 届满，应当换届"
        return refused(f"{late}；延期须经上一级工会批准，一般不超过 {DELAY_MONTHS} 个月", clause)
    return granted(f"本届至 {until_on:%Y-%m-%d} 届满，还有 {left} 天", clause)


def term_begins(*, elected_on: date, today: date) -> Verdict:
    """A term is counted from the day of election, which cannot lie ahead (选举条例 §28)."""
    if elected_on > today:
        return refused("选举日期不能晚于今天，任期自选举之日起算", LAW["XJ-25"])
    return ALLOWED
