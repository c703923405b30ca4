"""What each clause of a sentence is: a task, part of one, or something to leave readable.

Signals are weighed, not trusted: a modal or a verb proposes, a cue from the lexicon disposes.
"""

import re
from dataclasses import dataclass

from .clauses import Span
from .grammar import Reading, read_clause
from .nouns import Kind
from .times import figures
from .words import cues, first_cue, lexicon

_cues = lexicon("cues")
SENTENCE, STATEMENT, CLAUSE = (cues(_cues[name]) for name in ("sentence", "statement", "clause"))
MEANS = re.compile(
    r"^(?:要|必须|应当?|进一步|切实|特别是)*(?:通过|借助|依托|利用|借|以[^,]{2,24}为(?:关键|重点|突破口|抓手|载体|契机|切入点|主线|主|主题|核心|基础|支撑|引擎|主要内容))"
)
SCENE = re.compile(
    r"^(?:要|必须|应当?|紧紧|始终|牢牢|主动|积极|自觉|进一步|更加)*(?:按照|按|根据|围绕|针对|立足|结合|依据|遵循|本着|面对|随着|鉴于|对照|聚焦|着眼|着眼于"
    r"|在[^,]{2,40}(?:下|上|中|时|后|前|基础上|过程中|方面|期间|的同时)$|从[^,]{2,30}(?:出发|入手|做起|抓起|着手)|以[^,]{2,40}(?:为|的))"
)
CLOSES_SCENE = re.compile(
    r"(?:下|上|中|时|后|前|的|出发|方针|要求|部署|原则|精神|思路|目标|安排|规定|情况|实际|形式|方式|培训|活动|契机|载体|主线|抓手|指导|引领|统领|宗旨"
    r"|基础|主题|重点|关键|核心|突破口|组织|机会|平台|切入点|目的|中心|大局|中心工作|任务|问题|特点|需求|需要|条件|作用|渠道|手段|措施|制度|机制|态度|同时|期间|发展|全局|标准|职能|职责|改革发展|意见|方案|办法|工作)$"
)
RESTATES = re.compile(
    r"^(?:即|也就是|包括|特别是|尤其是|并|做到|使|着重|掌握|了解|摸清|切实做到|把工作重心)"
)
SHORT, BRIEF = 6, 6


@dataclass(slots=True)
class Judged:
    """A clause with its kind. `joins`: it belongs to the task before it; `means`: to the next."""

    start: int
    end: int
    kind: Kind
    cue: str
    reading: Reading
    joins: bool = False
    means: bool = False


def judge(text: str, clauses: list[Span], *, demanding: bool, mood: Kind | None) -> list[Judged]:
    """Judge the clauses of one sentence.

    `demanding`: a verb without a modal is a demand here. `mood`: what sentences around it are.
    """
    parts = [text[a:b] for a, b in clauses]
    readings = [read_clause(part) for part in parts]
    first = next((n for n, reading in enumerate(readings) if reading.asks), len(parts))
    whole = first_cue(SENTENCE, ",".join(parts)) if first == len(parts) else None
    judged: list[Judged] = []
    for number, (span, part, reading) in enumerate(zip(clauses, parts, readings, strict=True)):
        demanded = number >= first or (demanding and not whole and mood is None)
        kind, cue = _kind(part, reading, demanded, judged)
        if whole and kind is not Kind.HEADING:
            kind, cue = whole.kind, whole.reason
        judged.append(Judged(*span, kind, cue, reading))
    _carry(judged, parts)
    _join(judged, parts)
    return judged


def _kind(part: str, reading: Reading, demanded: bool, before: list[Judged]) -> tuple[Kind, str]:
    """Judge one clause by itself and by whether its sentence already has a task."""
    quoted = first_cue(SENTENCE, part)
    if quoted and quoted.kind in (Kind.GREETING, Kind.PROMISE, Kind.QUOTE, Kind.LEAD_IN):
        return quoted.kind, quoted.reason
    found = first_cue(CLAUSE, part[reading.start :]) or first_cue(CLAUSE, part[reading.act :])
    if found and not (reading.asks and found.kind is Kind.AIM):
        return found.kind, found.reason
    if _is_scene(part, reading):
        return Kind.OTHER, "scene"
    if not reading.asks and (stated := first_cue(STATEMENT, part)):
        return stated.kind, stated.reason
    if not demanded:
        return Kind.BACKGROUND, "没有提出要求"
    return _demand(part, reading, any(j.kind is Kind.TASK for j in before))


def _is_scene(part: str, reading: Reading) -> bool:
    return bool(
        SCENE.match(part[reading.start :])
        or MEANS.match(part[reading.start :])
        or SCENE.match(part[reading.act :])
    ) and bool(CLOSES_SCENE.search(part))


def _demand(part: str, reading: Reading, has_task: bool) -> tuple[Kind, str]:
    if reading.role == "result" and has_task and not figures(part):
        return Kind.AIM, f"「{reading.verb}…」说的是前面工作的效果"
    if reading.asks:
        return Kind.TASK, f"「{_modal_of(part, reading)}」引出的要求"
    if reading.verb:
        return Kind.TASK, f"「{reading.verb}」引出的要求"
    return (Kind.OTHER, "joins") if has_task else (Kind.BACKGROUND, "没有提出要求")


def _modal_of(part: str, reading: Reading) -> str:
    found = re.search(r"必须|应当|应该|务必|不得|严禁|切忌|希望|要求|号召|须|应|要|请", part)
    return f"{found[0]}…{reading.verb}" if found else reading.verb


def _carry(judged: list[Judged], parts: list[str]) -> None:
    """Let scenes follow what they introduce, and loose clauses what they follow."""
    after: Judged | None = None
    for clause, part in zip(reversed(judged), reversed(parts), strict=True):
        if clause.cue == "scene":
            clause.means = bool(after and after.kind is Kind.TASK and _goes_along(clause, part))
            clause.kind = Kind.TASK if clause.means else Kind.BACKGROUND
            clause.cue = after.cue if clause.means and after else "交代依据、范围或场合"
        after = clause


def _goes_along(clause: Judged, part: str) -> bool:
    """Means belong to the task they serve, and so does a clause that names who is asked."""
    own = part[clause.reading.start :]
    return bool(MEANS.match(own) or (clause.reading.who and clause.reading.asks and len(own) <= 24))


def _join(judged: list[Judged], parts: list[str]) -> None:
    """Mark the clauses that go on with the task before them."""
    before: Judged | None = None
    for clause, part in zip(judged, parts, strict=True):
        if clause.cue == "joins":
            clause.joins = bool(before and before.kind is Kind.TASK and len(part) <= 12)
            clause.kind = Kind.TASK if clause.joins else Kind.BACKGROUND
            clause.cue = before.cue if clause.joins and before else "没有提出要求"
        elif before and before.kind is Kind.TASK and clause.kind is Kind.TASK and not clause.means:
            clause.joins = before.means or _goes_on(before, clause, part)
        elif before and before.kind is Kind.TASK and not before.means:
            clause.joins = _too_short(before) and clause.kind in (Kind.AIM, Kind.ATTITUDE)
            if clause.joins:
                clause.kind, clause.cue = before.kind, before.cue
        before = clause


def _too_short(before: Judged) -> bool:
    return before.end - before.start - before.reading.start < SHORT and not before.joins


def _goes_on(before: Judged, clause: Judged, part: str) -> bool:
    own, last = clause.end - clause.start, before.end - before.start - before.reading.start
    if last < SHORT or (own <= BRIEF and last <= BRIEF):
        return True
    if clause.reading.asks and clause.reading.who:
        return False
    if clause.reading.role == "result" and figures(part):
        return True
    return bool(RESTATES.match(part)) and not clause.reading.asks
