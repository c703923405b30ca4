"""How the clauses of a sentence hang together: means, scenes, restatements, aims that close."""

from itertools import pairwise

from .binding import goes_on, only_dated, too_short
from .grammar import FRAME, is_name
from .judging import NO_DEMAND, Bond, Judged
from .nouns import Kind
from .times import binds
from .weighing import Setting, is_short, weigh_demands
from .words import lexicon

_verbs = lexicon("verbs")
SOFT, CLOSING = frozenset(_verbs["soft"].split()), frozenset(_verbs["closing"].split())
DANGLING = (Kind.AIM, Kind.ATTITUDE, Kind.SLOGAN)
SHORT, SHORTEST, LONGEST_TOPIC, LONGEST_NAMED = 6, 4, 24, 18


def chain(judged: list[Judged], setting: Setting) -> None:
    """Settle the kinds and bonds that depend on neighbours."""
    for place, (clause, after) in enumerate(pairwise(judged)):
        _withdraw(clause, judged[place + 1 :])
        _back_with_means(clause, after)
    _see_topics(judged)
    _see_closing_aims(judged)
    _tie_scenes(judged)
    _tie_last_scene(judged)
    weigh_demands(judged, setting)
    task: list[Judged] = []
    for clause in judged:
        _tie_back(clause, task, setting)
        joins = clause.bond is Bond.JOINS or (bool(task) and task[-1].bond is Bond.MEANS)
        task = ([*task, clause] if joins else [clause]) if clause.tasked else []


def _withdraw(clause: Judged, rest: list[Judged]) -> None:
    """Take back a task that the clauses after it show to be a purpose or a subject."""
    after = rest[0]
    opens = not clause.reading.verb and FRAME["spread"].match(clause.own)
    spread = opens and any(FRAME["spread_ends"].search(later.part) for later in rest)
    purpose = FRAME["purpose"].match(clause.part) and after.reading.asks and "必须" in after.part
    ends = FRAME["concludes"].match(after.part) or FRAME["is_duty"].match(after.part)
    concluded = not clause.reading.asks and ends
    if clause.tasked and (spread or purpose or concluded):
        clause.becomes(Kind.BACKGROUND, "后半句要求的前提或道理")
    if clause.tasked and after.tasked and FRAME["pays"].fullmatch(clause.part):
        clause.bond = Bond.MEANS


def _back_with_means(clause: Judged, after: Judged) -> None:
    """An attitude with its own stated means is a task: 通过学习培训,把思想统一到…."""
    means = clause.bond is Bond.SCENE and FRAME["means"].match(clause.part)
    unites = clause.tasked and after.part.startswith("统一到")
    if after.kind is Kind.ATTITUDE and (means or unites):
        after.becomes(Kind.TASK, "有具体办法的思想工作")


def _see_topics(judged: list[Judged]) -> None:
    """What a clause without a verb names, the demand after it is about: 28件提案,件件要有回音."""
    if len(judged) < 2:
        return
    clause, after = judged[:2]
    if after.tasked and after.bond is Bond.ITSELF and _only_names(clause):
        clause.becomes(Kind.TASK, after.cue, Bond.MEANS)


def _only_names(clause: Judged) -> bool:
    """Say whether a clause names a thing and says nothing of it, neither a doer nor a day."""
    own, reading = clause.own, clause.reading
    if clause.cue != NO_DEMAND or reading.role or reading.asks:
        return False
    if not SHORTEST <= len(own) <= LONGEST_TOPIC or not FRAME["topic_noun"].search(own):
        return False
    return not (is_name(own) or FRAME["no_topic"].search(own) or only_dated(own))


def _see_closing_aims(judged: list[Judged]) -> None:
    """See the aims that close a sentence: 不断…, and soft verbs that go on with an aim."""
    has_task = False
    for place, clause in enumerate(judged):
        bare = clause.tasked and not clause.reading.asks and not binds(clause.part)
        after_aim = place > 0 and judged[place - 1].kind is Kind.AIM
        closes = clause.part.startswith("不断") or _is_state(clause)
        last = closes and all(not later.tasked for later in judged[place + 1 :])
        if bare and has_task and ((after_aim and clause.reading.verb in SOFT) or last):
            clause.becomes(Kind.AIM, "说的是前面工作的效果")
        has_task = has_task or clause.tasked


def _is_state(clause: Judged) -> bool:
    """维护企业稳定 is a state of things, 构建长效机制 a thing to be made."""
    return clause.reading.verb in CLOSING and not FRAME["made"].search(clause.act)


def _tie_scenes(judged: list[Judged]) -> None:
    """Tie means to the task they serve, over short words like 开拓进取 in between."""
    target = len(judged)
    for place in range(len(judged) - 1, -1, -1):
        clause = judged[place]
        if clause.bond is Bond.SCENE:
            if target < len(judged) and judged[target].tasked and _goes_along(clause):
                for between in judged[place:target]:
                    between.becomes(Kind.TASK, judged[target].cue, Bond.MEANS)
        elif clause.kind is not Kind.ATTITUDE or len(clause.part) > SHORT:
            target = place


def _tie_last_scene(judged: list[Judged]) -> None:
    """对…, with nothing behind it that it could introduce, goes on with the task before it."""
    if len(judged) < 2:
        return
    last, before = judged[-1], judged[-2]
    gathered = before.bond is not Bond.ITSELF and FRAME["gathers"].match(before.act)
    if gathered and last.bond is Bond.SCENE and last.own.startswith("对"):
        before.becomes(Kind.TASK, "会同有关方面要做的事", Bond.MEANS)
        last.becomes(Kind.TASK, before.cue, Bond.JOINS)


def _goes_along(clause: Judged) -> bool:
    """Means belong to the task they serve, and so does a clause that names who is asked."""
    if FRAME["means"].match(clause.own) or FRAME["means"].match(clause.act):
        return True
    if FRAME["gathers"].match(clause.act) or clause.own.startswith(
        ("从", "凡", "特别", "尤其", "由", "对")
    ):
        return True
    named = clause.reading.who is not None and clause.reading.asks
    return named and len(clause.own) <= LONGEST_NAMED


def _tie_back(clause: Judged, task: list[Judged], setting: Setting) -> None:
    """Tie a clause to the task before it where it goes on with that task."""
    if not task:
        return
    before = task[-1]
    if clause.bond is Bond.LOOSE:
        if binds(clause.part) and FRAME["when"].match(clause.part):
            clause.becomes(Kind.TASK, "有时限、有数量的要求")
        elif is_short(clause):
            clause.becomes(Kind.TASK, before.cue, Bond.JOINS)
    elif clause.tasked and clause.bond is Bond.ITSELF:
        if before.bond is Bond.MEANS:
            clause.bond = Bond.JOINS
        elif tied := goes_on(task, clause, concrete=setting.concrete):
            clause.bond, clause.tied = Bond.JOINS, tied
    elif clause.kind in DANGLING and (too_short(before) or clause.part.startswith("做到")):
        clause.becomes(Kind.TASK, before.cue, Bond.JOINS)
