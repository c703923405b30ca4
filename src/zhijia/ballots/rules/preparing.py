"""定稿: everything that must be there before a ballot is set, and what is still missing. Pure."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from zhijia.law import ALLOWED, HOUSE, LAW, Verdict, granted, refused
from zhijia.law.words import at_most
from zhijia.org.rules import Finding, Tone

from ..counting import Contest, has_spread, may_watch
from .asking import Asked, sound
from .words import OF_MEETING, WATCHERS

HOLDERS = HOUSE["HOUSE-243"].sets(3)
SCRUTINEERS = HOUSE["HOUSE-243"].sets(2)
# Elections that a meeting of all members must hold while they are few.
BY_ASSEMBLY = ("committee", "audit")


def may_serve(role: str, *, is_member: bool, stands: bool) -> Verdict:
    """Judge whether somebody may watch: none who stands; an outsider holds a key at most."""
    if role not in OF_MEETING:
        return ALLOWED
    if stands:
        return may_watch("", [""])
    if not is_member:
        words = f"{WATCHERS[role]}从本单位不是候选人的会员中推选；单位以外的人只能担任密钥保管人"
        return refused(words, LAW["XJ-18"])
    return ALLOWED


@dataclass(frozen=True, slots=True)
class Standing:
    """One choice as it stands: a key that tells people apart, its name, what speaks against."""

    key: str
    name: str
    bars: tuple[Verdict, ...] = ()
    warnings: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Watching:
    """Somebody who watches: as what, a key that tells people apart, whether sent from above."""

    role: str
    key: str
    name: str
    is_member: bool = True
    is_from_above: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A contest with who or what stands in it, and its facts for the rules of counting."""

    asked: Asked
    choices: tuple[Standing, ...]
    contest: Contest


@dataclass(frozen=True, slots=True)
class Prepared:
    """All of a draft. `members` is how many vote in the whole unit, `doubles` whom the roll
    seems to name twice."""

    body: str
    way: str
    way_verdict: Verdict
    is_rehearsal: bool
    due: int
    doubles: tuple[str, ...]
    strangers: int
    questions: tuple[Question, ...]
    watching: tuple[Watching, ...]
    has_end: bool
    m: int
    members: int
    assembly_upto: int

    @property
    def is_electronic(self) -> bool:
        """Say whether anybody votes electronically."""
        return self.way != "paper"


def lacks(found: Prepared) -> list[Finding]:
    """Return what the rules say of a draft, what breaks one first; only a breach blocks."""
    said = [
        *_roll(found),
        *_questions(found),
        *_watching(found),
        *_electronic(found),
        Finding("投票方式", found.way_verdict),
    ]
    return sorted(said, key=lambda one: one.weight)


def may_set(found: Prepared) -> Verdict:
    """Judge whether a draft may be set: nothing is missing that a rule asks for."""
    missing = [one for one in lacks(found) if not one.verdict and one.tone == Tone.BREACH]
    if not missing:
        return ALLOWED
    first = missing[0].verdict
    if len(missing) == 1:
        return first
    words = "；".join(one.verdict.reason for one in missing)
    return refused(f"还有 {len(missing)} 项不符合：{words}", first.clause)


def _roll(found: Prepared) -> Iterator[Finding]:
    if not found.due:
        yield Finding("选举人名册", refused("名册上还没有人", HOUSE["HOUSE-244"]))
        return
    yield Finding("选举人名册", granted(f"应到 {found.due} 人", HOUSE["HOUSE-244"]))
    if found.doubles:
        names = "、".join(found.doubles[:5])
        yield Finding("选举人名册", refused(f"疑似重复：{names}，请核对"))
    if found.strangers and found.body in BY_ASSEMBLY and not found.is_rehearsal:
        words = f"名册上有 {found.strangers} 人不是有表决权的会员"
        yield Finding("选举人名册", refused(words, LAW["XJ-02"]))
    if found.body in BY_ASSEMBLY and not found.is_rehearsal:
        yield Finding("会员大会", _by_assembly(found))


def _by_assembly(found: Prepared) -> Verdict:
    """While members are few all of them elect, not their representatives (条例 §16)."""
    if at_most(found.members, found.assembly_upto) and found.due < found.members:
        words = f"有表决权的会员 {found.members} 人，应当召开会员大会，名册上只有 {found.due} 人"
        return refused(words, LAW["XJ-13"])
    return ALLOWED


def _questions(found: Prepared) -> Iterator[Finding]:
    if not found.questions:
        yield Finding("表决内容", refused("还没有表决内容"))
    for one in found.questions:
        yield from (said.about(one.asked.title) for said in _question(one))


def _question(one: Question) -> Iterator[Finding]:
    if not (verdict := sound(one.asked)):
        yield Finding("表决内容", verdict)
    if not one.choices:
        missing = {"election": "候选人", "resolution": "决议事项", "evaluation": "评议对象"}
        yield Finding("表决内容", refused(f"还没有{missing[one.asked.kind]}"))
        return
    if one.asked.kind == "election":
        yield from _candidates(one)


def _candidates(one: Question) -> Iterator[Finding]:
    if one.asked.is_runoff:
        return
    spread = has_spread(one.contest, had_preliminary=one.asked.had_preliminary)
    if one.asked.round == "formal" or spread:
        yield Finding("差额", spread)
    else:
        yield Finding("差额", spread, Tone.WARN)
    if len(one.choices) < one.asked.seats:
        words = f"应选 {one.asked.seats} 人，候选人只有 {len(one.choices)} 人"
        yield Finding("候选人", refused(words, LAW["XJ-15"]))
    for each in one.choices:
        for bar in each.bars:
            yield Finding("候选人", bar).about(each.name)
        for warning in each.warnings:
            yield Finding("候选人", warning, Tone.WARN).about(each.name)


def _watching(found: Prepared) -> Iterator[Finding]:
    roles = Counter(one.role for one in found.watching)
    for role in _needed(found):
        if not roles[role]:
            clause = LAW["XJ-18"] if role in OF_MEETING else HOUSE["HOUSE-243"]
            yield Finding("监票计票", refused(f"还没有{WATCHERS[role]}", clause))
    yield from _conflicts(found)


def _needed(found: Prepared) -> Iterator[str]:
    """Yield the roles without which nobody can vote."""
    yield "chief_scrutineer"
    if found.way in {"paper", "mixed"}:
        yield from ("teller_a", "teller_b")
    if found.is_electronic:
        yield "registrar"


def _conflicts(found: Prepared) -> Iterator[Finding]:
    candidates = {
        choice.key
        for one in found.questions
        if one.asked.kind != "resolution"
        for choice in one.choices
    }
    for one in found.watching:
        if one.role in OF_MEETING:
            verdict = may_watch(one.key, candidates)
            if not verdict:
                yield Finding("监票计票", verdict).about(one.name)
            if not one.is_member:
                words = f"{WATCHERS[one.role]}从本单位不是候选人的人中推选"
                yield Finding("监票计票", refused(words, LAW["XJ-18"])).about(one.name)
    yield from _twice(found.watching)


def _twice(watching: Collection[Watching]) -> Iterator[Finding]:
    """Two tellers are two people, and who watches does not count."""
    by_role: dict[str, set[str]] = {}
    for one in watching:
        by_role.setdefault(one.role, set()).add(one.key)
    tellers = by_role.get("teller_a", set()), by_role.get("teller_b", set())
    if tellers[0] & tellers[1]:
        yield Finding("监票计票", refused("计票人甲、乙不能是同一人"))
    scrutineers = by_role.get("chief_scrutineer", set()) | by_role.get("scrutineer", set())
    if scrutineers & (tellers[0] | tellers[1]):
        words = "监票人同时担任计票人，宜分开"
        yield Finding("监票计票", refused(words, LAW["XJ-18"]), Tone.WARN)


def _electronic(found: Prepared) -> Iterator[Finding]:
    if not found.is_electronic:
        return
    clause = HOUSE["HOUSE-243"]
    holders = [one for one in found.watching if one.role == "holder"]
    if len(holders) < HOLDERS:
        words = f"密钥保管人 {len(holders)} 人，至少 {HOLDERS} 人"
        yield Finding("密钥保管人", refused(words, clause))
    elif not any(one.is_from_above for one in holders):
        words = "密钥保管人中宜有上级工会派出的一人"
        yield Finding("密钥保管人", refused(words, clause), Tone.WARN)
    watch = sum(one.role in {"chief_scrutineer", "scrutineer"} for one in found.watching)
    if watch < SCRUTINEERS:
        words = f"监票人（含总监票人）{watch} 人，电子投票的结束由两名监票人签署"
        yield Finding("监票计票", refused(words, clause))
    if found.way == "remote" and not found.has_end:
        yield Finding("投票方式", refused("远程投票须写明截止时间"))
    if found.m < 5 and not found.is_rehearsal:
        yield Finding("投票方式", refused("最少计票数不能少于五", HOUSE["HOUSE-242"]))
