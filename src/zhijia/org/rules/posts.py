"""职务: which posts there are, whom they reach, how they are obtained and how they end. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zhijia.law import ALLOWED, HOUSE, LAW, Clause, Verdict, refused
from zhijia.law.words import more_than_half

WAYS = {
    "elected": "选举",
    "by_elected": "补选",
    "nominated": "协商提名（推举）",
    "assigned": "委员会推举（分工）",
    "appointed": "任命（指派）",
}
BY_VOTE = ("elected", "by_elected")


@dataclass(frozen=True, slots=True)
class PostKind:
    """A kind of post: its word on screen, whether it reaches below, and how it may be obtained.

    `body` is what it has a seat on; `group` the heading it stands under.
    """

    label: str
    group: str
    ways: tuple[str, ...]
    below: bool = False
    body: str = ""

    @property
    def committee(self) -> bool:
        """Say whether it is a seat of the committee."""
        return self.body == "committee"

    @property
    def is_elected(self) -> bool:
        """Say whether a meeting must have chosen its holder."""
        return self.ways[0] in {*BY_VOTE, "nominated"} and "appointed" not in self.ways


UNION, AUDIT, WOMEN, WORK = "工会委员会", "经费审查委员会", "女职工委员会", "工会工作"
DUTY, REPS, OTHER = "委员分工", "代表", "其他"
POST_KINDS = {
    "chair": PostKind("工会主席", UNION, BY_VOTE, below=True, body="committee"),
    "vice_chair": PostKind("工会副主席", UNION, BY_VOTE, below=True, body="committee"),
    "vice_finance": PostKind(
        "工会副主席（分管财务）", UNION, BY_VOTE, below=True, body="committee"
    ),
    "acting": PostKind("临时主持工作", UNION, ("assigned",), below=True),
    "desk": PostKind("工会干事", WORK, ("appointed",), below=True),
    "standing": PostKind("常务委员", UNION, BY_VOTE, body="committee"),
    "committee": PostKind("工会委员", UNION, BY_VOTE, body="committee"),
    "audit_head": PostKind("经审会主任", AUDIT, BY_VOTE, body="audit"),
    "auditor": PostKind("经费审查委员", AUDIT, BY_VOTE, body="audit"),
    "women_head": PostKind("女职工委员会主任", WOMEN, ("nominated", *BY_VOTE), body="women"),
    "women": PostKind("女职工委员", WOMEN, ("nominated", *BY_VOTE), body="women"),
    "organising": PostKind("组织委员", DUTY, ("assigned",)),
    "publicity": PostKind("宣传委员", DUTY, ("assigned",)),
    "culture": PostKind("文体委员", DUTY, ("assigned",)),
    "living": PostKind("生活委员", DUTY, ("assigned",)),
    "protection": PostKind("劳动保护委员", DUTY, ("assigned",)),
    "treasurer": PostKind("财务委员", DUTY, ("assigned",)),
    "women_duty": PostKind("女工委员", DUTY, ("assigned",)),
    "participation": PostKind("民主管理委员", DUTY, ("assigned",)),
    "organiser": PostKind("工会小组长", WORK, BY_VOTE),
    "inspector": PostKind("劳动保护监督检查员", WORK, ("appointed",)),
    "mediator": PostKind("劳动争议调解员", WORK, ("nominated", "elected", "appointed")),
    "member_rep": PostKind("会员代表", REPS, BY_VOTE, body="members"),
    "staff_rep": PostKind("职工代表", REPS, BY_VOTE, body="staff"),
    "delegation": PostKind("代表团团长", REPS, ("nominated", *BY_VOTE)),
    "proposals": PostKind("提案委员会委员", REPS, ("nominated", *BY_VOTE), body="special"),
    "reserve": PostKind("后备干部", OTHER, ("nominated", "appointed")),
    "officer": PostKind("岗位责任人", OTHER, ("appointed",)),
    "leader": PostKind("党政领导", OTHER, ("appointed",), below=True),
}
# Who handles money, ballots or hardship files signs in with a second step.
GUARDED = HOUSE["HOUSE-22"].sets(frozenset({"auditor", "audit_head", "vice_finance", "treasurer"}))
HEADS = ("chair", "acting", "vice_chair", "vice_finance")
DESKS = (*HEADS, "desk")
NOT_BY_ONESELF = HOUSE["HOUSE-49"].sets(GUARDED | {*HEADS})
CADRES = frozenset(k for k, kind in POST_KINDS.items() if kind.group not in {REPS, OTHER})
# Who leads a union is trained within a year; who only acts in between is not.
TRAINED = ("chair", "vice_chair", "vice_finance")
BODIES = frozenset({"committee", "audit", "women"})
DUTIES = tuple(code for code, kind in POST_KINDS.items() if kind.group == DUTY)
COMMITTEE = tuple(code for code, kind in POST_KINDS.items() if kind.committee)
ELECTED = tuple(code for code, kind in POST_KINDS.items() if kind.is_elected)
# Whose seats end with the term that a meeting gave them.
OF_TERM = tuple(code for code, kind in POST_KINDS.items() if kind.body in BODIES)

ENDINGS = {
    "relieved": "免去",
    "term_ended": "任期届满",
    "resigned": "辞职",
    "recalled": "罢免",
    "transferred": "工作调动",
    "retired": "退休",
    "died": "离世",
    "left": "离会",
    "dissolved": "单位撤销",
    "annulled": "选举无效",
}
# What a person may choose; the last three come about by themselves.
BY_THEMSELVES = frozenset({"left", "dissolved", "annulled"})
OWN_ENDINGS = tuple(code for code in ENDINGS if code not in BY_THEMSELVES)


class Basis(NamedTuple):
    """How a post was obtained: the way, the meeting and its day, the document."""

    way: str = ""
    meeting: str = ""
    met_on: date | None = None
    document: str = ""


class Ending(NamedTuple):
    """Why a post ends: the reason, the meeting that agreed, its votes, the document."""

    reason: str = "relieved"
    meeting: str = ""
    yes: int | None = None
    of: int | None = None
    document: str = ""


NO_BASIS, RELIEVED = Basis(), Ending()


def settled(kind: str, basis: Basis) -> Basis:
    """Fill in the way where a post has only one."""
    ways = POST_KINDS[kind].ways
    return basis if basis.way or len(ways) > 1 else basis._replace(way=ways[0])


def may_obtain(kind: str, basis: Basis, *, from_on: date) -> Verdict:
    """Judge how a post was obtained; nobody is put on an elected body (工会法 §10)."""
    post, clause = POST_KINDS[kind], clause_of(kind)
    if basis.way not in post.ways:
        ways = "、".join(WAYS[way] for way in post.ways)
        return refused(f"{post.label}的产生方式是{ways}，请选择", clause)
    if post.is_elected and not (basis.meeting and basis.met_on):
        return refused(f"{post.label}须写明由哪次会议产生和会议日期", clause)
    if basis.met_on and basis.met_on > from_on:
        return refused("会议日期不能晚于任职日期")
    if kind == "inspector" and not basis.document:
        return refused("监督检查员由上级工会任命，请填写任命文号或者证号", LAW["LB-08"])
    return ALLOWED


def by_another(kind: str, *, is_own: bool) -> Verdict:
    """Nobody gives himself a post that leads the union or keeps watch over its money."""
    if is_own and kind in NOT_BY_ONESELF:
        words = f"本人担任{POST_KINDS[kind].label}，请由本单位其他工会负责人、干事或者上级工会登记"
        return refused(words, HOUSE["HOUSE-49"])
    return ALLOWED


def clause_of(kind: str) -> Clause | None:
    """Return the article that says how a post is obtained; None where none does."""
    clauses = {
        "committee": LAW["GHF-08"],
        "audit": LAW["XJ-30"],
        "women": LAW["XJ-27"],
        "members": LAW["DD-06"],
        "staff": LAW["ZD-13"],
        "special": LAW["ZD-04"],
    }
    return clauses.get(POST_KINDS[kind].body)


def may_end_so(kind: str, ending: Ending) -> Verdict:
    """Judge how a post ends: who was elected is not simply relieved (工会法 §18)."""
    post = POST_KINDS[kind]
    if ending.reason not in ENDINGS:
        return refused("请选择终止任职的原因")
    if not post.is_elected:
        return ALLOWED
    if ending.reason == "relieved":
        return refused(
            f"{post.label}由选举产生，不能直接免去，请选择终止任职的原因", clause_of(kind)
        )
    if ending.reason == "recalled":
        return is_recalled(kind, ending)
    if ending.reason == "transferred" and kind in HEADS:
        return may_be_moved(ending)
    return ALLOWED


def is_recalled(kind: str, ending: Ending) -> Verdict:
    """A recall needs more than half of all members or of all representatives (工会法 §18)."""
    clause = LAW["GHF-10"] if kind in HEADS else LAW["XJ-28"]
    if not ending.meeting or ending.yes is None or ending.of is None:
        return refused("罢免须写明会议、赞成票数和全体会员（代表）人数", clause)
    if not 0 <= ending.yes <= ending.of:
        return refused("赞成票数不能超过全体会员（代表）人数", clause)
    if not more_than_half(ending.yes, ending.of):
        found = f"全体 {ending.of} 人，赞成 {ending.yes} 票，没有过半数，罢免不成立"
        return refused(found, clause)
    return ALLOWED


def may_be_moved(ending: Ending) -> Verdict:
    """A chair or vice-chair is moved with two consents: the committee's and that from above."""
    if ending.meeting and ending.document:
        return ALLOWED
    words = "任期内调动主席、副主席，须写明本级工会委员会同意的会议和上一级工会同意的文号"
    return refused(words, LAW["GHF-09"])


def may_leave_with(kinds: list[str], state: str) -> Verdict:
    """Who leads a union first ends that post, with its reason; then they may leave.

    `state` is what the membership becomes: a death or an expulsion waits for nobody.
    """
    if state in {"dead", "expelled"}:
        return ALLOWED
    for kind in HEADS:
        if kind in kinds and POST_KINDS[kind].is_elected:
            label = POST_KINDS[kind].label
            return refused(f"还担任{label}，请先按辞职、调动、退休等终止任职", LAW["GHF-09"])
    return ALLOWED


def keeps_a_desk(others: int) -> Verdict:
    """Somebody must be left to keep the organisation: `others` hold such a post and sign in."""
    if not others:
        return refused(
            "最上级单位至少要有一名工会主席、副主席或者干事，请先任命接任的人并为其开通账号"
        )
    return ALLOWED
