"""What each clause of a sentence is: a task, part of one, or something to leave readable.

Signals are weighed, not trusted: a modal or a verb proposes, a cue from the lexicon disposes.
"""

import re
from dataclasses import dataclass

from .clauses import Span
from .grammar import Reading, is_only_people, read_clause
from .nouns import Kind
from .times import binds, figures
from .words import cues, first_cue, lexicon

_cues = lexicon("cues")
SENTENCE, STATEMENT, CLAUSE = (cues(_cues[name]) for name in ("sentence", "statement", "clause"))
LEAD = r"^(?:要|必须|应当?|紧紧|始终|牢牢|主动|积极|自觉|进一步|更加|切实|特别是|严格|认真|密切|坚决|深入|全面)*"
MEANS = re.compile(
    LEAD
    + r"(?:通过|借助|依托|利用|借|坚持[^,]{2,30}(?:相结合|并重|并举)$|以[^,]{2,24}为(?:关键|重点"
    r"|突破口|抓手|载体|契机|切入点|主线|主|主题|核心|基础|支撑|引擎|主要内容))"
)
SCENE = re.compile(
    LEAD
    + r"(?:按照|按|根据|围绕|针对|立足|结合|依据|遵循|本着|面对|随着|鉴于|对照|聚焦|着眼|紧扣|锚定"
    r"|在[^,]{2,40}(?:下|上|中|时|后|前|基础上|过程中|方面|期间|的同时)$|抓住[^,]{2,20}(?:环节|关键|机遇|重点|契机|主线)$"
    r"|从[^,]{2,30}(?:出发|入手|做起|抓起|着手)|以[^,]{2,40}(?:为|的))"
)
CLOSES_SCENE = re.compile(
    r"(?:下|上|中|时|后|前|的|出发|方针|要求|部署|原则|精神|思路|目标|安排|规定|情况|实际|形式|方式|培训|活动|契机|载体"
    r"|主线|抓手|指导|引领|统领|宗旨|基础|主题|重点|关键|核心|突破口|组织|机会|平台|切入点|目的|中心|大局|任务|问题|特点|需求"
    r"|需要|条件|作用|渠道|手段|措施|制度|机制|态度|同时|期间|发展|全局|标准|职能|职责|意见|方案|办法|工作|环节|机遇|相结合"
    r"|相统一|并重|并举|体系|力量|优势|资源)$"
)
TOPIC = re.compile(
    r"^(?:要)?(?:聚焦|紧扣|锚定|突出|着眼)[^,]{2,13}$|^从[^,]{2,}、[^,]+$|^凡是?[^,要]+$"
    r"|^(?:特别|尤其是?)?(?:对|对于|关于|至于)[^,]{2,18}的[^,的]{2,3}$"
)
GATHERS = re.compile(r"^(?:动员|团结|带领|引导|发动|组织|组织动员|团结动员|团结引领|鼓励|教育引导)")
RESTATES = re.compile(
    r"^(?:即|也就是|包括|特别是|尤其是|并|做到|着重|掌握|了解|摸清|切实做到|把工作重心|帮助|落实到|覆盖到|延伸到|细化到"
    r"|统一到|杜绝|防止|避免|克服|防范|推动(?:有关|相关)|切实推动有关"
    r"|实现[^,]*(?:目标|任务)$|坚持[^,]{2,30}相统一$"
    r"|为职工|为会员|为教职工|为员工|按照?[^,]{2,16}(?:进行|实施|推进|落实|操作|办理|执行)$)"
)
SPREAD = re.compile(r"[^,在]{0,16}(?:应当|应|要|必须)在[^,上中下里内前后时面间]+$")
PURPOSE = re.compile(r"^要(?:想|使|搞好|做好|完成好?|实现|达到|办好|取得|抓好|保证)")
CONCLUDES = re.compile(r"^(?:会|就|必将|必然|才能|方能|方可|能够?|可以|有利于|既是|即是|也是|是)(?!要)")
HOLLOW = re.compile(
    r"(?:落实|实施|管理|检查|重视|到位|推进|安排|部署|把关|协调|配合|沟通|协作|担当|作为|起来)?(?:、[^、,]{4})*"
)
LOOSE = (Kind.AIM, Kind.ATTITUDE, Kind.SLOGAN)
SPOKEN = (Kind.GREETING, Kind.PROMISE, Kind.QUOTE)
OPENS = re.compile(r"(?:强调|要求|希望|号召)$")
SOFT = ("构建", "打造", "建设", "推进", "推动", "巩固", "服务", "维护", "培养", "培育", "加快")
FORBIDS = re.compile(r"(?:绝|决|坚决)?不(?:能|得|准|允许)|严禁|坚决不|决不|绝不")
RATE = re.compile(r"率[^,]{0,8}\d")
LABELLED = re.compile(
    r"^\(?(?:牵头|责任|配合|负责|主办|承办|协办|完成|办理)(?:单位|部门|科室|处室|领导|人|时限|时间|期限)[::]?"
)
REPEATED = ("把", "将", "对", "加强", "开展", "建立", "完善", "组织", "做好", "抓好", "落实", "学习", "坚持", "")
SHORT, BRIEF, SHORTEST = 6, 6, 4


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
        opened = number > 0 and bool(OPENS.search(parts[number - 1]))
        first = min(first, number) if opened else first
        demanded = number >= first or (demanding and not whole and mood is None)
        kind, cue = _kind(part, reading, demanded, judged)
        own = reading.asks and reading.who is not None and "要求" not in part[: reading.start]
        if whole or (judged and judged[-1].kind in (Kind.QUOTE, Kind.PROMISE) and not own):
            kind = whole.kind if whole else judged[-1].kind
            cue = whole.reason if whole else judged[-1].cue
        judged.append(Judged(*span, kind, cue, reading))
    _withdraw(judged, parts)
    _close(judged, parts)
    _carry(judged, parts)
    _join(judged, parts)
    return judged


def _kind(part: str, reading: Reading, demanded: bool, before: list[Judged]) -> tuple[Kind, str]:
    """Judge one clause by itself and by whether its sentence already has a task."""
    if LABELLED.search(part):
        return Kind.OTHER, "牵头单位、完成时限等标注"
    quoted = first_cue(SENTENCE, part)
    if quoted and (quoted.kind is Kind.LEAD_IN or (not (reading.asks or reading.verb) and quoted.kind in SPOKEN)):
        return quoted.kind, quoted.reason
    found = first_cue(CLAUSE, part[reading.start :]) or first_cue(CLAUSE, part[reading.act :])
    if found and not (reading.asks and found.kind is Kind.AIM):
        return found.kind, found.reason
    if _is_scene(part, reading):
        return Kind.OTHER, "scene"
    has_task = any(earlier.kind is Kind.TASK for earlier in before)
    if demanded and has_task and not reading.asks and "了" not in part and figures(part):
        return _demand(part, reading, has_task)
    if not reading.asks and (stated := first_cue(STATEMENT, part)):
        return stated.kind, stated.reason
    if not demanded:
        return Kind.BACKGROUND, "没有提出要求"
    if _is_hollow(part, reading):
        return Kind.ATTITUDE, "只有动作,没有具体的事"
    return _demand(part, reading, has_task)


def _is_hollow(part: str, reading: Reading) -> bool:
    """精心组织,从严管理: verbs without an object; or a modal with a few words and no known verb."""
    if figures(part) or reading.fronted or part[reading.start :].startswith(("对", "把", "将")):
        return False
    rest = part[reading.act :]
    if not reading.verb:
        return reading.asks and reading.who is None and len(rest) <= 9 and "要" in part[:3]
    if reading.who or len(rest) > len(reading.verb) + 6:
        return False
    return bool(HOLLOW.fullmatch(rest.removeprefix(reading.verb)))


def _is_scene(part: str, reading: Reading) -> bool:
    own, act = part[reading.start :], part[reading.act :]
    if (TOPIC.match(own) and not (reading.asks and own.startswith(("对", "特别", "尤其")))) or (
        GATHERS.match(act) and is_only_people(act)
    ):
        return True
    opened = SCENE.match(own) or MEANS.match(own) or SCENE.match(act) or MEANS.match(act)
    inner = reading.role == "task" and reading.act > reading.start and not reading.asks
    return bool(opened and not inner and CLOSES_SCENE.search(part))


def _demand(part: str, reading: Reading, has_task: bool) -> tuple[Kind, str]:
    if (
        reading.role == "result"
        and has_task
        and not (reading.asks or binds(part))
    ):
        return Kind.AIM, f"「{reading.verb}…」说的是前面工作的效果"
    if reading.asks:
        return Kind.TASK, f"「{_modal_of(part, reading)}」引出的要求"
    if reading.verb:
        return Kind.TASK, f"「{reading.verb}」引出的要求"
    return (Kind.OTHER, "joins") if has_task else (Kind.BACKGROUND, "没有提出要求")


def _modal_of(part: str, reading: Reading) -> str:
    found = re.search(r"必须|应当|应该|务必|不得|严禁|切忌|希望|要求|号召|须|应|要|请", part)
    return f"{found[0]}…{reading.verb}" if found else reading.verb


def _withdraw(judged: list[Judged], parts: list[str]) -> None:
    """Take back a task that the next clause shows to be a purpose or a subject."""
    for clause, after, part, following in zip(judged, judged[1:], parts, parts[1:], strict=False):
        spread = SPREAD.match(part[clause.reading.start :]) and not clause.reading.verb
        purpose = spread or PURPOSE.match(part) and after.reading.asks and "必须" in following
        concluded = not clause.reading.asks and CONCLUDES.match(following)
        if clause.kind is Kind.TASK and (purpose or concluded):
            clause.kind, clause.cue = Kind.BACKGROUND, "后半句要求的前提或道理"
        means = clause.kind is Kind.OTHER and MEANS.match(part)
        same = clause.kind is Kind.TASK and following.startswith("统一到")
        if after.kind is Kind.ATTITUDE and (means or same):
            after.kind, after.cue = Kind.TASK, "有具体办法的思想工作"


def _close(judged: list[Judged], parts: list[str]) -> None:
    """See the aims that close a sentence: 不断…, and soft verbs that go on with an aim."""
    tasked = False
    for place, (clause, part) in enumerate(zip(judged, parts, strict=True)):
        bare = clause.kind is Kind.TASK and not clause.reading.asks and not binds(part)
        chained = place > 0 and judged[place - 1].kind is Kind.AIM and clause.reading.verb in SOFT
        last = place == len(judged) - 1 and part.startswith("不断")
        if bare and tasked and (chained or last):
            clause.kind, clause.cue = Kind.AIM, "说的是前面工作的效果"
        tasked = tasked or clause.kind is Kind.TASK


def _carry(judged: list[Judged], parts: list[str]) -> None:
    """Let scenes follow what they introduce, over short words like 开拓进取 in between."""
    target = len(judged)
    for place in range(len(judged) - 1, -1, -1):
        clause = judged[place]
        if clause.cue == "scene":
            follows = target < len(judged) and judged[target].kind is Kind.TASK
            if follows and _goes_along(clause, parts[place]):
                for between in judged[place:target]:
                    between.kind, between.cue, between.means = Kind.TASK, judged[target].cue, True
            else:
                clause.kind, clause.cue = Kind.BACKGROUND, "交代依据、范围或场合"
        elif clause.kind is not Kind.ATTITUDE or len(parts[place]) > SHORT:
            target = place


def _goes_along(clause: Judged, part: str) -> bool:
    """Means belong to the task they serve, and so does a clause that names who is asked."""
    own, act = part[clause.reading.start :], part[clause.reading.act :]
    if (
        MEANS.match(own)
        or MEANS.match(act)
        or own.startswith(("从", "凡"))
        or GATHERS.match(act)
        or own.startswith(("特别", "尤其"))
    ):
        return True
    return bool(clause.reading.who and clause.reading.asks and len(own) <= 24)


def _join(judged: list[Judged], parts: list[str]) -> None:
    """Mark the clauses that go on with the task before them."""
    before: Judged | None = None
    for clause, part, earlier in zip(judged, parts, ["", *parts], strict=False):
        tasked = before if before and before.kind is Kind.TASK else None
        if clause.cue == "joins":
            clause.joins = tasked is not None and len(part) <= (30 if figures(part) or RESTATES.match(part) else 12)
            clause.kind = Kind.TASK if clause.joins else Kind.BACKGROUND
            clause.cue = tasked.cue if clause.joins and tasked else "没有提出要求"
        elif tasked and clause.kind is Kind.TASK:
            clause.joins = tasked.means or _goes_on(tasked, clause, part, earlier)
        elif tasked and _too_short(tasked) and clause.kind in LOOSE:
            clause.joins, clause.kind, clause.cue = True, Kind.TASK, tasked.cue
        before = clause


def _too_short(before: Judged) -> bool:
    own = before.end - before.start - before.reading.start
    return own < SHORT and not before.joins and not before.means


def _goes_on(before: Judged, clause: Judged, part: str, earlier: str) -> bool:
    own, last = clause.end - clause.start, before.end - before.start - before.reading.start
    if FORBIDS.match(part) or _parallel(earlier, part):
        return True
    if RESTATES.match(part) or RATE.search(part):
        return not clause.reading.asks
    if clause.reading.asks:
        return _too_short(before) and clause.reading.who is None
    if _too_short(before) or own <= SHORTEST or (own <= BRIEF and last <= BRIEF):
        return True
    if clause.reading.verb == before.reading.verb and clause.reading.verb not in REPEATED:
        return True
    return clause.reading.role == "result" and binds(part)


def _parallel(one: str, other: str) -> bool:
    """倾听职工群众呼声,反映职工群众意愿: two clauses of one shape about one thing."""
    if abs(len(one) - len(other)) > 3 or other.startswith(("把", "将")):
        return False
    return bool({one[n : n + 4] for n in range(len(one) - 3)} & {
        other[n : n + 4] for n in range(len(other) - 3)
    })
