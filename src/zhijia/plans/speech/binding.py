"""Weighing whether a demand goes on with the one before it or begins another task.

What each cue weighs stands in `lexicon/weights.toml`, a whole number beside an example.
"""

import re
from collections.abc import Iterator

from .areas import area_of
from .grammar import FRAME
from .judging import Bond, Judged
from .times import binds, deadlines, figures
from .weighing import length_of
from .words import lexicon

_verbs = lexicon("verbs")
GENERAL, COMMON = frozenset(_verbs["general"].split()), frozenset(_verbs["common"].split())
BONDS: dict[str, int] = {
    cue: entry["weight"] for cue, entry in lexicon("weights")["goes_on"].items()
}
HANDED_ON = re.compile("报|公布|公示|通报|反馈|张榜|备案|汇总|通知")
# 该退的退, 没有过会的不得实施: which of those just named, and what is done with them.
ONES = re.compile("^[^,的]{1,10}的(?:[^,的]{1,6}$|一律|要|不|予以|给予|取消|及时|当)")
SAME_WORDS = frozenset(("职工", "工会", "工作", "会工", "进行", "单位", "各单"))
MARGIN, SHORT, SHORTEST, LONGEST_VERB, LONGEST_DONE = 2, 6, 4, 2, 4


def plainly_goes_on(clause: Judged, before: Judged) -> str:
    """Return the single cue that shows a task clause to go on with the one before it, or ''."""
    part, reading = clause.part, clause.reading
    own = before.own
    told = FRAME["restates"].match(part) or FRAME["restates"].match(clause.act)
    says = {
        "不得怎样，说的是前一件事": bool(FRAME["forbids"].match(part)),
        "与前句句式相同": _parallel(before.part, part),
        "说的是前一件事的比率": bool(FRAME["rate"].search(part))
        and not (reading.who or reading.asks),
    }
    if found := next((cue for cue, holds in says.items() if holds), ""):
        return found
    if told:
        return "" if reading.asks else f"「{told[0]}」接着说前一件事"
    if only_dated(part) or only_measured(part):
        return "只说了时限或数量"
    if reading.asks:
        return "前句太短" if too_short(before) and reading.who is None else ""
    if too_short(before) or len(part) <= SHORTEST or max(len(part), len(own)) < SHORT:
        return "太短，不成一件事"
    if reading.verb and reading.verb == before.reading.verb and reading.verb not in COMMON:
        return f"又一个「{reading.verb}」"
    return "说的是要达到的数" if reading.role == "result" and binds(part) else ""


def goes_on(before: list[Judged], clause: Judged, *, concrete: bool) -> str:
    """Say by which cues a task clause goes on with the task of the clauses before it, or ''.

    `concrete`: the speech gives days and amounts, so that cues may be added up in it.
    """
    plainly = plainly_goes_on(clause, before[-1])
    if plainly or not concrete:
        return plainly
    told = [(BONDS.get(cue, 0), cue) for cue in bond_cues(before, clause)]
    if sum(weight for weight, _ in told) <= MARGIN:
        return ""
    best = sorted((told for told in told if told[0] > 0), reverse=True)[:2]
    return "、".join(f"{cue}{weight:+d}" for weight, cue in best)


def bond_cues(before: list[Judged], clause: Judged) -> Iterator[str]:
    """Yield what speaks for or against one task in a clause and those before it.

    `before` are the clauses of the task so far, the nearest last.
    """
    last, part, reading = before[-1], clause.part, clause.reading
    due, counted = deadlines(part), figures(part)
    dated = any(deadlines(one.part) for one in before)
    measured = any(figures(one.part) for one in before)
    own, other = _area(clause), _area(last)
    shared = len(_pairs(part) & _pairs(last.part))
    yield "起点"
    yield f"后句{length_of(part)}"
    yield f"前句{length_of(last.own)}"
    said = {
        "后句有要、请一类": reading.asks,
        "前有要后无要": last.reading.asks and not reading.asks,
        "前后都有要": last.reading.asks and reading.asks,
        "后句点了人": reading.who is not None,
        "前后都点了人": reading.who is not None and any(one.reading.who for one in before),
        "后句以时限开头": bool(due) and due[0][0] == 0,
        "后句有时限": bool(due),
        "后句有数量": bool(counted),
        "前后都有时限": bool(due) and dated,
        "前后都有数量": bool(counted) and measured,
        "前面已有时限": dated,
        "前面已有数量": measured,
        "总的要求后跟时限数量": last.reading.verb in GENERAL
        and not (dated or measured or reading.who)
        and bool(due or counted),
        "前句是总的要求": last.reading.verb in GENERAL,
        "前后都是总的要求": last.reading.verb in GENERAL and reading.verb in GENERAL,
        "后句报送公布": bool(HANDED_ON.search(clause.act)),
        "后句没有动词开头": not reading.role,
        "后句求效果": reading.role == "result",
        "后句对象在前": reading.fronted,
        "前句对象在前": last.reading.fronted,
        "后句以把、将开头": part.startswith(("把", "将")),
        "后句以对开头": part.startswith("对"),
        "后句以并、再开头": part.startswith(("并", "再", "还", "也", "又")),
        "有共同的词": shared > 0,
        "动词相同": bool(reading.verb) and reading.verb == last.reading.verb,
        "相同的动词很常见": reading.verb == last.reading.verb and reading.verb in COMMON,
        "后句以同时、另外开头": bool(FRAME["link"].match(part)),
        "后句以特别是开头": part.startswith(("特别是", "尤其是", "重点")),
        "后句看不出领域": own == "other",
        "领域相同": own == other != "other",
        "领域不同": own != other and "other" not in (own, other),
        "后句没有自己的对象": own == "other" and reading.role != "task" and reading.who is None,
        "后句很短又看不出领域": own == "other" and len(part) <= 8,
        "前后都短": max(len(part), len(last.own)) < SHORT,
        "第三个以后": len(before) > 1,
        "前句短、后句长": 2 * len(last.own) <= len(part),
        "前句长、后句短": 2 * len(part) <= len(last.own),
        "总的要求很短": last.reading.verb in GENERAL and len(last.own) <= 12 and len(before) == 1,
        "后句以围绕、按一类开头": bool(FRAME["scene"].match(part)),
        "后句说哪一种怎样": bool(ONES.match(part)),
        "后句开头的字前句有": part[:2] in last.part,
        "字数相当": abs(len(last.own) - len(part)) <= 1,
    }
    yield from (cue for cue, holds in said.items() if holds)


def _area(clause: Judged) -> str:
    reading = clause.reading
    before = clause.part[reading.start : reading.act] if reading.fronted else ""
    return area_of(before, clause.act, "", fronted=reading.fronted)


def _pairs(part: str) -> set[str]:
    return {part[at : at + 2] for at in range(len(part) - 1)} - SAME_WORDS


def too_short(clause: Judged) -> bool:
    """Say whether a clause is too short for a task of its own."""
    return clause.bond is Bond.ITSELF and len(clause.own) < SHORT


def only_dated(part: str) -> bool:
    """年底前投入使用: a day and what is no more than "done"."""
    due = deadlines(part)
    done = part[due[0][1] :].replace("并", "") if due else ""
    return bool(due) and part[: due[0][0]] in ("", "于", "在") and len(done) <= LONGEST_DONE


def only_measured(part: str) -> bool:
    """全年宣讲不少于30场: a day, an amount, and no more than a verb beside them."""
    places = [*deadlines(part), *figures(part)]
    rest = len(part.removeprefix("原则上")) - sum(b - a for a, b in places)
    return bool(figures(part)) and rest <= LONGEST_VERB


def _parallel(one: str, other: str) -> bool:
    """倾听职工群众呼声,反映职工群众意愿: two clauses of one shape about one thing."""
    if abs(len(one) - len(other)) > 3 or other.startswith(("把", "将")):
        return False
    places = range(min(len(one), len(other)) - 3)
    return any(one[place : place + 4] == other[place : place + 4] for place in places)
