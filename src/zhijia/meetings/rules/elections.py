"""选举: from nomination to what is written; each step a verdict with its article. Pure.

The count itself is for `ballots`; here is what must come before it and what follows.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zhijia.ballots.counting import percent_for
from zhijia.ballots.counting.rounds import DELEGATES_SPREAD
from zhijia.law import ALLOWED, HOUSE, LAW, Clause, Verdict, granted, refused
from zhijia.law.words import at_least, at_most, candidates_for
from zhijia.org.rules import (
    Finding,
    Tone,
    committee_size,
    delay_is_short,
    early_is_approved,
    term_length,
)
from zhijia.platform.refs.days import Calendar

from . import calling
from .facts import MeetingKind

NOT_FROM_CONGRESS = LAW["XJ-27"].sets("女职工委员会由协商提名或者女职工（代表）大会选举产生")
AUDITORS = LAW["XJ-30"].sets((3, 11))
STANDING = LAW["XJ-06"].sets((9, 11))
SHOWN_BEFORE = LAW["XJ-12"].sets("候选人名单公示期满")
LIST_CLAUSE, BY_THE_LIST, WATCHERS_ADOPTED = HOUSE["HOUSE-272"], LAW["XJ-09"], LAW["XJ-18"]
BY_WOMEN = LAW["XJ-27"]
EARLY_OR_LATE = LAW["XJ-26"]
GRANTED = ALLOWED
LIST_STANDS = HOUSE["HOUSE-272"].sets("重新公示")


@dataclass(frozen=True, slots=True)
class Office:
    """What somebody is elected to.

    `body` is what `ballots` calls it, `post` what it comes to in `org`, "" where no post follows.
    `out_of` are the offices from whose holders candidates come. `asks` are the steps before it.
    """

    label: str
    body: str
    post: str = ""
    out_of: tuple[str, ...] = ()
    asks: frozenset[str] = frozenset()


GROUPS, PARTY, UPPER, SHOWING = "groups", "party", "upper", "showing"
FULL = frozenset({GROUPS, PARTY, UPPER, SHOWING})
CONSENT = frozenset({PARTY, UPPER})
COMMITTEE_FIRST = LAW["XJ-16"].sets(("standing", "committee"))

OFFICES: Mapping[str, Office] = {
    "committee": Office("工会委员会委员", "committee", "committee", asks=FULL),
    "auditor": Office("经费审查委员会委员", "audit", "auditor", asks=FULL),
    "standing": Office("常务委员会委员", "standing", "standing", ("committee",), CONSENT),
    "chair": Office("工会主席", "chair", "chair", COMMITTEE_FIRST, CONSENT | {SHOWING}),
    "vice_chair": Office("工会副主席", "chair", "vice_chair", COMMITTEE_FIRST, CONSENT),
    "vice_finance": Office(
        "工会副主席（分管财务）", "chair", "vice_finance", COMMITTEE_FIRST, CONSENT
    ),
    "audit_head": Office("经费审查委员会主任", "audit_head", "audit_head", ("auditor",)),
    "women": Office("女职工委员会委员", "women", "women", asks=CONSENT),
    "upper": Office("出席上级工会代表大会的代表", "delegates"),
    "directors": Office("职工董事、职工监事", "staff_congress"),
}
HEADS = ("chair", "vice_chair", "vice_finance")
# Which offices an item of business fills.
BY_BUSINESS: Mapping[str, tuple[str, ...]] = {
    "committee": ("committee",),
    "audit_committee": ("auditor",),
    "standing": ("standing",),
    "chair": HEADS,
    "head": ("audit_head",),
    "women": ("women",),
    "by_election": ("committee", "auditor", *HEADS),
    "upper": ("upper",),
    "directors": ("directors",),
}
# The higher post of two that one person was elected to is the one that is written.
RANK = ("chair", "vice_finance", "vice_chair", "standing", "committee", "audit_head", "auditor")


@dataclass(frozen=True, slots=True)
class Reply:
    """What was asked upward and what came back."""

    sent_on: date
    answered_on: date | None = None
    is_agreed: bool = False


@dataclass(frozen=True, slots=True)
class Hung:
    """A 公示: how it stands, until when, whether it shows the list as it is now."""

    state: str
    until_on: date
    is_of_list: bool = True


@dataclass(frozen=True, slots=True)
class Course:
    """All that was done for one election before its vote.

    `groups` proposed somebody; `listed` are on the committee's list. `source` is whether those of
    whom candidates come were elected, None where they come from everybody. `adopted` is the
    business of this meeting that was adopted. `keep` is how many a preliminary round leaves, 0
    where there is none. `ended_on` is when the term before ends, with the
    approved delay beside it; `timing` is the document that allows another day.
    """

    office: str
    kind: MeetingKind
    seats: int
    years: int
    percent: int
    is_first: bool
    members: int
    groups: int = 0
    listed: int = 0
    has_party: bool = True
    party: Reply | None = None
    upper: Reply | None = None
    hung: Hung | None = None
    source: bool | None = None
    outside: tuple[str, ...] = ()
    adopted: frozenset[str] = frozenset()
    is_fixed: bool = False
    watching: frozenset[str] = frozenset()
    is_by_election: bool = False
    meets_on: date | None = None
    ended_on: date | None = None
    delayed_until_on: date | None = None
    timing: str = ""
    keep: int = 0

    @property
    def what(self) -> Office:
        """Return the office as it is declared."""
        return OFFICES[self.office]


def may_fill(kind: MeetingKind, business: str, office: str) -> Verdict:
    """Judge whether this item of business fills this office."""
    if office not in OFFICES or office not in BY_BUSINESS.get(business, ()):
        if office == "women" and kind.side != "organ" and kind.id != "women":
            return refused(f"{NOT_FROM_CONGRESS}，不由{kind.name}选举", LAW["XJ-27"])
        return refused("这项议题不选举这个职务")
    return granted(f"{kind.name}选举{OFFICES[office].label}")


def least_percent(office: str) -> int:
    """Return the lowest rate of 差额 of an office, in percent of its seats."""
    body = OFFICES[office].body
    return DELEGATES_SPREAD if body == "delegates" else percent_for(body)


def spread_clause(office: str) -> Clause:
    """Return the article that says how many more candidates than seats there are."""
    return LAW["DD-07"] if OFFICES[office].body == "delegates" else LAW["XJ-15"]


def size(office: str, *, seats: int, members: int, is_by_election: bool = False) -> Verdict:
    """Judge the seats of a body by its own text; those of a by-election are the open ones."""
    if seats < 1:
        return refused("应选名额至少一人")
    if office == "committee" and not is_by_election:
        return committee_size(members=members, seats=seats)
    if office == "auditor" and not is_by_election:
        return _within(seats, AUDITORS, LAW["XJ-30"], alone=True)
    if office == "standing" and not is_by_election:
        return _within(seats, STANDING, LAW["XJ-06"])
    if office in {"chair", "audit_head"} and seats != 1:
        return refused(f"{OFFICES[office].label}只设一人", LAW["XJ-16"])
    return granted(f"应选 {seats} 人")


def _within(seats: int, band: tuple[int, int], clause: Clause, *, alone: bool = False) -> Verdict:
    least, most = band
    words = f"名额 {seats} 人，应为 {least} 至 {most} 人"
    if at_least(seats, least) and at_most(seats, most):
        return granted(words, clause)
    if alone and seats == 1:
        return granted("会员较少，设经费审查委员一人", clause)
    return refused(words, clause)


def may_keep(office: str, *, seats: int, keep: int) -> Verdict:
    """Judge a preliminary round (差额预选) that leaves `keep` candidates; 0 where there is none."""
    if not keep:
        return ALLOWED
    if not least_percent(office):
        return refused(f"{OFFICES[office].label}可以等额选举，不设预选", LAW["XJ-16"])
    if keep < seats:
        return refused("预选取前几名，不能少于应选名额", spread_clause(office))
    return ALLOWED


def may_list(*, seats: int, percent: int, listed: int, keep: int = 0) -> Verdict:
    """Judge the number on the committee's list: enough for the rate of 差额.

    Of a preliminary round, which leaves `keep` of them, the rate holds there or in the formal one;
    and somebody must be left out by it.
    """
    if keep and listed <= keep:
        words = f"预选取前 {keep} 名，候选人 {listed} 人，预选须有差额"
        return refused(words, LAW["XJ-15"])
    if not percent:
        words = f"应选 {seats} 人，候选人 {listed} 人，可以等额选举"
        return (granted if listed >= seats else refused)(words, LAW["XJ-16"])
    least = candidates_for(seats, percent)
    words = f"应选 {seats} 人，候选人 {listed} 人，差额率 {percent}% 应有 {least} 人"
    return (granted if listed >= least else refused)(words, LAW["XJ-15"])


def before_ballot(it: Course, *, today: date, calendar: Calendar) -> list[Finding]:
    """Return what an election has and lacks before its papers are made, in the order of the law."""
    return [*_settled(it), *_proposed(it), *_agreed(it, today, calendar), *_hung(it, today)]


def in_time(it: Course) -> Finding | None:
    """Judge the day of a renewal by the term before it; None where it has none (条例 §29)."""
    if not it.is_first or it.office != "committee" or it.meets_on is None or it.ended_on is None:
        return None
    if it.meets_on < it.ended_on:
        verdict = early_is_approved(elected_on=it.meets_on, due_on=it.ended_on, document=it.timing)
        return Finding("换届时间", verdict)
    if it.meets_on == it.ended_on:
        return Finding("换届时间", granted("如期换届", EARLY_OR_LATE))
    words = f"上届于 {it.ended_on:%Y-%m-%d} 届满"
    if it.delayed_until_on and it.meets_on <= it.delayed_until_on:
        words = f"{words}，经批准延期至 {it.delayed_until_on:%Y-%m-%d}"
        verdict = delay_is_short(until_on=it.ended_on, delayed_until_on=it.delayed_until_on)
        said = granted(words, EARLY_OR_LATE) if verdict else verdict
        return Finding("换届时间", said, Tone.WARN)
    words = f"{words}，延期没有经上一级工会批准，请在届次中补记；逾期也应尽快换届"
    return Finding("换届时间", refused(words, EARLY_OR_LATE), Tone.WARN)


def _settled(it: Course) -> Iterator[Finding]:
    if timely := in_time(it):
        yield timely
    yield Finding(
        "名额",
        size(it.office, seats=it.seats, members=it.members, is_by_election=it.is_by_election),
    )
    if it.is_first and it.office == "committee":
        yield Finding("任期", term_length(it.years))
    if not it.is_fixed:
        words = "应到名单还没有固定，名册上的选举人还会变"
        yield Finding("应到名单", refused(words, HOUSE["HOUSE-265"]))
    if it.source is False:
        first = "、".join(OFFICES[one].label for one in it.what.out_of[-1:])
        words = f"{it.what.label}从新当选的{first}中产生，{first}还没有选出"
        yield Finding("选举次序", refused(words, HOUSE["HOUSE-270"]))
    elif it.source:
        yield Finding("选举次序", granted("在委员选出之后选举", HOUSE["HOUSE-270"]))
    for name in it.outside:
        verdict = refused("不是新当选的委员", LAW["XJ-16"])
        yield Finding("候选人", verdict).about(name)


def _proposed(it: Course) -> Iterator[Finding]:
    if GROUPS in it.what.asks:
        words = f"有 {it.groups} 个分会（小组）推荐"
        verdict = granted(words, LAW["XJ-09"])
        if not it.groups:
            verdict = refused("还没有分会（小组）推荐候选人", LAW["XJ-09"])
        yield Finding("推荐", verdict)
    if not it.listed:
        yield Finding("建议名单", refused("工会委员会还没有提出候选人建议名单", LAW["XJ-09"]))
    else:
        verdict = may_list(seats=it.seats, percent=it.percent, listed=it.listed, keep=it.keep)
        yield Finding("建议名单", verdict)


def _agreed(it: Course, today: date, calendar: Calendar) -> Iterator[Finding]:
    if PARTY in it.what.asks:
        yield Finding("党组织审查", _party(it))
    if UPPER in it.what.asks:
        verdict = refused("候选人名单还没有报上一级工会审查", LAW["XJ-09"])
        if one := it.upper:
            verdict = calling.is_answered(
                sent_on=one.sent_on,
                answered_on=one.answered_on,
                is_agreed=one.is_agreed,
                today=today,
                calendar=calendar,
            )
        yield Finding("上一级工会审查", verdict)


def _party(it: Course) -> Verdict:
    if not it.has_party:
        return granted("没有建立党组织，在上一级工会领导下进行", LAW["XJ-03"])
    one = it.party
    if one is None:
        return refused("候选人名单还没有报同级党组织审查", LAW["XJ-09"])
    if one.answered_on is None:
        words = f"{one.sent_on:%Y-%m-%d} 报同级党组织，还没有答复；没有答复不等于同意"
        return refused(words, LAW["XJ-09"])
    if not one.is_agreed:
        return refused("同级党组织不同意，请调整名单后再报", LAW["XJ-09"])
    return granted(f"同级党组织于 {one.answered_on:%Y-%m-%d} 审查同意", LAW["XJ-09"])


def refused_since(it: Course) -> list[Finding]:
    """Return the consents that turned out to be noes after the papers were made, as corrected."""
    noes = [one for one in (it.party, it.upper) if one and one.answered_on and not one.is_agreed]
    words = "候选人名单的批复是不同意，请取消选票，调整名单后再报"
    return [Finding("名单审查", refused(words, LAW["XJ-09"]))] if noes else []


def _hung(it: Course, today: date) -> Iterator[Finding]:
    if SHOWING not in it.what.asks:
        return
    tone = Tone.BREACH if it.office != "chair" or it.kind.side == "union" else Tone.WARN
    yield Finding("公示", shown(it.hung, today=today), tone)


def shown(hung: Hung | None, *, today: date) -> Verdict:
    """Judge the 公示 of the list: over, no objection upheld, and of the list as it is now."""
    clause = LAW["XJ-12"]
    if hung is None:
        return refused("候选人名单还没有公示", clause)
    if not hung.is_of_list:
        words = f"公示以后名单有变动，请{LIST_STANDS}"
        return refused(words, HOUSE["HOUSE-272"])
    if hung.state == "closed":
        return granted(f"{SHOWN_BEFORE}，没有成立的异议", clause)
    if hung.state == "upheld":
        return refused("公示期间有异议成立，请调整名单后重新公示", clause)
    if hung.state == "withdrawn":
        return refused("公示已撤下，请重新公示", clause)
    if today <= hung.until_on:
        return refused(f"公示到 {hung.until_on:%Y-%m-%d} 期满", clause)
    return refused("公示期满，请先办结公示", clause)


ADOPTED: Mapping[str, str] = {
    "term": "本届任期",
    "seats": "委员名额",
    "method": "选举办法",
    "watchers": "监票人、计票人名单",
}


def must_adopt(it: Course) -> list[str]:
    """Return what this meeting adopts before it elects, in order, of what its kind deals with."""
    known = {one.id for one in it.kind.business}
    due = ["method", "watchers"]
    if it.is_first and it.office == "committee":
        due = ["term", "seats", *due]
    return [one for one in due if one in known]


def before_vote(it: Course) -> list[Finding]:
    """Return what the meeting has and has not adopted before it votes."""
    found = []
    for key in must_adopt(it):
        clause = _clause(it.kind, key)
        if key in it.adopted:
            found.append(Finding("大会通过", granted(f"“{ADOPTED[key]}”已通过", clause)))
        else:
            words = f"“{ADOPTED[key]}”还没有经本次会议表决通过"
            found.append(Finding("大会通过", refused(words, clause)))
    missing = {"chief_scrutineer", "teller_a", "teller_b"} - it.watching
    if missing:
        words = "监票人、计票人还没有提名齐：总监票人一人、计票人两人"
        found.append(Finding("监票计票", refused(words, LAW["XJ-18"])))
    return found


def _clause(kind: MeetingKind, key: str) -> Clause:
    return kind.deals_with(key).clause


def breaches(findings: Collection[Finding]) -> list[Finding]:
    """Return the noes that block."""
    return [one for one in findings if not one.verdict and one.tone == Tone.BREACH]
