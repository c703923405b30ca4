"""Weighing whether a clause is a demand, where no single cue decides it well.

The cues are named as a person says them; what each weighs stands in `lexicon/weights.toml`, a whole
number beside an example. A sum above nothing says yes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .grammar import FRAME, PEOPLE, TASKS
from .judging import Bond, Judged
from .nouns import Kind
from .times import binds, deadlines, figures
from .words import lexicon

_weights = lexicon("weights")
DEMANDED, CALLED, STATED = "demanded", "called", "stated"
# What decides well alone is left alone: slogans, past work, praise, what is quoted or promised.
DOUBTFUL = {
    "只有动作，没有具体的事": CALLED,
    "思想态度方面的号召": CALLED,
    "说明目的或效果": CALLED,
    "说的是前面工作的效果": CALLED,
    "没有提出要求": STATED,
    "交代依据、范围或场合": STATED,
    "接着前面说明情况": STATED,
    "后半句要求的前提或道理": STATED,
}
DEMANDS: dict[str, dict[str, int]] = {
    side: {cue: entry["weight"] for cue, entry in _weights[side].items()}
    for side in (DEMANDED, CALLED, STATED)
}
KINDS = {
    Kind.TASK: "要求",
    Kind.ATTITUDE: "号召",
    Kind.SLOGAN: "号召",
    Kind.AIM: "目的",
    Kind.BACKGROUND: "陈述",
    Kind.PAST: "已做的事",
}
QUOTED = re.compile("「[^」]*」")
DONE, WAS = re.compile("了(?!解)"), re.compile("已|过(?!程)|去年|曾|刚才|以来|前年|上半年以")
DEGREE = re.compile("[很最太较]|非常|十分|更加?(?!换|新|改)")
ASKS_BACK = re.compile("[吗呢吧啊嘛]$|[谁啥怎]|什么|哪")
NOT, HAVE = re.compile("[不未别没]"), re.compile("有(?![关效序力条])|没")
OUTCOME = re.compile("(?:到|好|完|成|出|起来|上|清|掉|满|齐|足|住|开|下去|进|回)(?=[^,]{0,12}$)")
# 3164条 was counted, 3000条 is asked for.
ODD = re.compile(
    r"\d*[1-9]\d*[1-46-9](?:名|人|人次|条|件|户|家|项|场|万元|元|次|个)(?!工作日|月)|\d+\.\d+"
)
# 要硬起来, 要有质量; 干劲, 人心; 修一修, 给我挂个牌子.
STATE = re.compile(
    "^(?:有[^,]{1,3}|[^,把将]{0,3}(?:起来|上去|明白|争气|算数|实打实|当回事|上心|主动|踏实|靠前|细致|到家|有力|跟上))$"
)
SPIRIT = re.compile(
    "人心|干劲|信心|底气|责任|情怀|精神|热情|姿态|本色|良心|初心|样子|榜样|贴心|娘家|朋友|亲人|局面|氛围|环境|合力"
)
SPOKEN = re.compile(
    "(.)一\\1|给(?:我|咱|大家|人家|大伙)|[个场本张条间台批份](?=[^,]{1,8}$)|统统|连夜|马上|赶紧|天天|月月"
)
LIMIT = re.compile("不少于|不低于|不得|不超过|至少|最少|以上|以内|达到|全部|一律|必须")
EACH, SPEAKER = re.compile("[每各]"), re.compile("我(?!们|市|县|区|省|校|院|局|厂|矿|公司|集团)")
MARGIN, LEAST_COUNTED = 0, 0.035
MARK = re.compile("[,。;:!?]")
COUNTED = re.compile(
    r"(?<![年月\d])\d+(?:\.\d+)?[余多]?(?:%|[个项名人次场家条万亿元天户件篇期批间台套日号月]|小时|分钟|学时)(?!代表|全会)"
    r"|百分之|不少于|不低于|至少|每(?:年|月|季|周|天|半年|学期|人)|[年月季]度?[底末]"
    r"|[日号月季周]以?前|(?<![第届])[一二两三四五六七八九十](?:次|天|个月|期|场)(?![代全执])"
)
LONGEST_LOOSE, LONGEST_MEASURED = 12, 30
LENGTHS = (
    (4, "四字以内"),
    (6, "六字以内"),
    (8, "八字以内"),
    (12, "十二字以内"),
    (18, "十八字以内"),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: whether a bare verb demands there, after what, in which item.

    `concrete`: the speech gives days and amounts, so that cues may be added up in it.
    """

    demanding: bool
    mood: Kind | None
    style: str
    concrete: bool = True


def is_concrete(text: str) -> bool:
    """Say whether a speech arranges things by days and amounts, or speaks in general.

    In general speeches what has no day, no amount and no verb is rhetoric: nothing is weighed.
    """
    clauses = MARK.split(text)
    return sum(bool(COUNTED.search(one)) for one in clauses) >= LEAST_COUNTED * len(clauses)


def weigh_demands(judged: list[Judged], setting: Setting) -> None:
    """Turn what the cues together tell otherwise than the one that decided alone."""
    if not setting.concrete:
        return
    for place, clause in enumerate(judged):
        side = side_of(judged, place)
        if not side:
            continue
        told = [(DEMANDS[side].get(cue, 0), cue) for cue in demand_cues(judged, place, setting)]
        said = sum(weight for weight, _ in told)
        if said < -MARGIN if clause.tasked else said > MARGIN:
            _turn(clause, told)


def side_of(judged: list[Judged], place: int) -> str:
    """Return which table a clause is weighed by, or '' where a single cue decides it well."""
    clause = judged[place]
    served = place > 0 and judged[place - 1].bond is Bond.MEANS
    if served or clause.bond in (Bond.MEANS, Bond.JOINS):
        return ""
    if clause.bond is Bond.LOOSE and is_short(clause) and place > 0 and judged[place - 1].tasked:
        return ""
    return DEMANDED if clause.tasked else DOUBTFUL.get(verdict(clause), "")


def is_short(clause: Judged) -> bool:
    """Say whether a clause without a verb is short enough to go on with the task before it."""
    more = figures(clause.part) or FRAME["restates"].match(clause.part)
    return len(clause.part) <= (LONGEST_MEASURED if more else LONGEST_LOOSE)


def _turn(clause: Judged, told: list[tuple[int, str]]) -> None:
    """Turn a clause into what it was not, naming the cues that weighed most."""
    sign = -1 if clause.tasked else 1
    best = sorted((w * sign, cue) for w, cue in told if w * sign > 0)[-3:][::-1]
    said = "、".join(f"{cue}{weight * sign:+d}" for weight, cue in best)
    if clause.tasked:
        clause.becomes(Kind.BACKGROUND, f"像要求，几条线索相抵不是：{said}")
    else:
        clause.becomes(Kind.TASK, f"几条线索合起来是要求：{said}")


def demand_cues(judged: list[Judged], place: int, setting: Setting) -> Iterator[str]:
    """Yield what speaks for or against a demand in a clause."""
    clause = judged[place]
    part, reading = clause.part, clause.reading
    yield "起点"
    bond = {Bond.LOOSE: "，待定", Bond.SCENE: "，引出下文"}.get(clause.bond, "")
    yield f"原判{verdict(clause)}{bond}"
    yield "说要求的地方" if setting.demanding else "没说要求的地方"
    yield from _settings(judged, place, setting)
    yield {"task": "有做事的动词", "result": "有求效果的动词"}.get(reading.role, "没有动词开头")
    yield length_of(part)
    said = {
        "点了人": reading.who is not None,
        "有要、请一类": reading.asks,
        "有时限": bool(deadlines(part)),
        "有数量": bool(figures(part)),
        "有期限或指标": binds(part),
        "数是零碎的": bool(ODD.search(part)),
        "说最少最多": bool(LIMIT.search(part)),
        "带了": bool(DONE.search(part)),
        "说过去": bool(WAS.search(part)),
        "带是": "是" in part,
        "带有、没": bool(HAVE.search(part)),
        "说程度": bool(DEGREE.search(part)),
        "说我": bool(SPEAKER.search(part)),
        "反问": bool(ASKS_BACK.search(part)),
        "带不": bool(NOT.search(part)),
        "带把、将": "把" in part or "将" in part,
        "动作有结果": bool(OUTCOME.search(part)),
        "中间有动词": _verb_inside(part),
        "提到人": any(PEOPLE.at(part, at) for at in range(len(part))),
        "有顿号": "、" in part,
        "对象在前": reading.fronted,
        "带每、各": bool(EACH.search(part)),
        "以让、使开头": part.startswith(("让", "使", "不让", "好让")),
        "说要成什么样": bool(STATE.search(clause.act)),
        "说的是人心干劲": bool(SPIRIT.search(part)),
        "像口语的吩咐": bool(SPOKEN.search(part)),
    }
    yield from (cue for cue, holds in said.items() if holds)


def verdict(clause: Judged) -> str:
    """Return the cue that decided alone, without the words it quotes."""
    return QUOTED.sub("", clause.cue)


def _settings(judged: list[Judged], place: int, setting: Setting) -> Iterator[str]:
    before, after = judged[:place], judged[place + 1 :]
    said = {
        "前文在说情况": setting.mood is not None,
        "不在条目里": not setting.style,
        "句首": not before,
        "句末": not after,
        "独句": len(judged) == 1,
        "前面已有要求": any(clause.tasked for clause in before),
        "后面还有要求": any(clause.tasked for clause in after),
        "句中有要": any(clause.reading.asks for clause in judged),
        "前一分句有要": bool(before) and before[-1].reading.asks,
        "句中说过去": any(clause.kind is Kind.PAST for clause in judged),
    }
    yield from (cue for cue, holds in said.items() if holds)
    if before:
        yield f"前一分句是{_plainly(before[-1])}"
    if after:
        yield f"后一分句是{_plainly(after[0])}"


def _plainly(clause: Judged) -> str:
    return KINDS.get(clause.kind, "套话")


def length_of(part: str) -> str:
    return next((name for most, name in LENGTHS if len(part) <= most), "十八字以上")


def _verb_inside(part: str) -> bool:
    places = range(1, max(1, len(part) - 2))
    return any(len(TASKS.at(part, at)) > 1 and part[at - 1] != "的" for at in places)
