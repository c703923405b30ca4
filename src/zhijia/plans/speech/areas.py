"""The area of a task: what its action is about. The object decides, not the heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from .words import Words, lexicon

_areas = lexicon("areas")
FOR = re.compile(r"(?:[^,]{2,4})?对(?![外话标口接照])")
NOT_FIRST = ("对", "在", "从", "凡")
# 形成报告, 报县总, 提交党委会: what is written or sent in.
HANDED = re.compile(
    r"(?:报|报送|上报|提交|交|汇总)(?:到|给)?[县市省区局院校公集总办工党分筹组系上经基职财人矿厂][^,告]{0,12}(?:,|$)"
    r"|(?:形成|写出|写成|提交|拿出|作出|填)[^,]{0,10}(?:报告|总结|材料|书面|[表单]报)|报上来(?:,|$)"
)
# 向全体代表通报: what is told to those who may know.
TOLD = re.compile(
    r"向[^,]{0,8}(?:职工|员工|会员|代表|委员|社会|教师|群众)[^,]{0,6}(?:通报|公布|公开|公示)"
)
MOST_KNOWN = 4096
FIRST_OBJECT = re.compile(r"[、;。]")
_people = _areas.pop("people")["words"].split()
AREAS: dict[str, str] = {name: entry["label"] for name, entry in _areas.items()}


def _index(list_name: str) -> dict[str, str]:
    """Map each word of one list to its area, and each word that tells none to ''."""
    found = dict.fromkeys(lexicon("verbs")["adverbs"].split(), "")
    for area, entry in _areas.items():
        found |= dict.fromkeys(entry.get(list_name, "").split(), area)
    return found | dict.fromkeys(_people, "")


@dataclass(frozen=True, slots=True)
class _List:
    """A list of words with their areas; `known` remembers what was found in texts of late."""

    areas: dict[str, str]
    words: Words
    known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def found(self, text: str) -> tuple[str, ...]:
        """Return the areas of the words in `text`; of words that start together the longest."""
        known = self.known.get(text)
        if known is None:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            known = self.known[text] = tuple(self._found(text))
        return known

    def _found(self, text: str) -> Iterator[str]:
        place = 0
        while place < len(text):
            word = self.words.at(text, place)
            if word and self.areas[word]:
                yield self.areas[word]
            place += len(word) or 1

    def opening(self, text: str) -> str:
        """Return the area of the word that opens `text`, or ''."""
        return self.areas.get(self.words.at(text, 0), "")

    def first(self, text: str) -> str:
        """Return the area of the first word, or ''."""
        return next(iter(self.found(text)), "")

    def last(self, text: str) -> str:
        """Return the area of the last word, or ''."""
        return next(reversed(self.found(text)), "")


def _list(name: str) -> _List:
    index = _index(name)
    return _List(index, Words(index))


WEIGHTS: dict[str, int] = lexicon("area_weights")
OPENS, ACTS, WORDS, WEAK = (_list(name) for name in ("opens", "acts", "words", "weak"))


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a task: the area of the one before it, whether that is of the same item,
    and the share of each area among the tasks of the speech.

    `concrete`: the speech gives days and amounts; in a general one order alone tells the area.
    """

    before: str = ""
    same: bool = False
    shares: dict[str, float] = field(default_factory=dict)
    concrete: bool = True


@lru_cache(maxsize=4096)
def area_of(before: str, action: str, heading: str, *, fronted: bool) -> str:
    """Return the area that order alone tells: the action's, else its object's, else the heading's.

    `action` is its text from the verb on, `before` what stands before that (the object itself when
    it is `fronted`), `heading` the words of its point. Finding out, publishing and writing go by
    the action; else the object decides: of 对甲…乙 and of 甲的乙 that is 乙, else what comes first.
    """
    clause = action.split(",")[0]
    object_ = WORDS.first(before) if fronted else ""
    act = _object(clause) or WORDS.first(action)
    if fronted and before.startswith(NOT_FIRST):
        object_, act = act, WORDS.last(before)
    said = OPENS.opening(clause) or ACTS.first(clause) or object_ or act or WORDS.first(before)
    above = WORDS.first(heading) or ACTS.first(heading)
    return said or above or WEAK.first(before + action) or "other"


def weighed_area(words: tuple[str, str, str], *, fronted: bool, around: Around) -> str:
    """Return the area for which most is said; `words` are those before the verb, from it on, and
    of the heading."""
    if not around.concrete:
        return area_of(*words, fronted=fronted)
    sums = {area: float(WEIGHTS.get(f"领域{area}", 0)) for area in AREAS}
    for cue, area, amount in votes(words, fronted=fronted, around=around):
        sums[area] += WEIGHTS.get(cue, 0) * amount
    return max(sums, key=sums.__getitem__)


def votes(
    words: tuple[str, str, str], *, fronted: bool, around: Around
) -> Iterator[tuple[str, str, float]]:
    """Yield each cue, the area it speaks for, and how often or how much."""
    before, action, heading = words
    clause, _, rest = action.partition(",")
    said = WORDS.first(before + action) or ACTS.first(clause) or OPENS.opening(clause)
    known = "有词" if said else "无词"
    side = "提前" if fronted else "句前"
    telling = WORDS.found(clause)
    for_area = {
        "开头的动作": OPENS.opening(clause),
        "首个动作词": ACTS.first(clause),
        "末个动作词": ACTS.last(clause),
        "动作前的动作词": ACTS.first(before),
        "宾语": _object(clause),
        "首词": telling[0] if telling else "",
        "末词": telling[-1] if telling else "",
        "后文首词": WORDS.first(rest),
        f"{side}首词": WORDS.first(before),
        f"{side}末词": WORDS.last(before),
        "标题首词": WORDS.first(heading),
        "标题末词": WORDS.last(heading),
        "标题动作词": ACTS.first(heading),
        "弱词首": WEAK.first(action),
        "弱词末": WEAK.last(clause),
        "句前弱词": WEAK.first(before),
        "报出去": "writing" if HANDED.search(before + action) else "",
        "通报出去": "disclosure" if TOLD.search(before + action) else "",
        f"依次序·{known}": area_of(before, action, heading, fronted=fronted),
        f"前一任务·{known}{'·同条' if around.same else ''}": around.before,
        known: "other",
    }
    yield from ((cue, area, 1.0) for cue, area in for_area.items() if area)
    yield from (("句中词", area, 0.5) for area in telling)
    yield from (("后文词", area, 1.0) for area in dict.fromkeys(WORDS.found(rest)))
    yield from (("后文动作词", area, 1.0) for area in dict.fromkeys(ACTS.found(rest)))
    yield from ((f"全篇·{known}", area, share) for area, share in around.shares.items())


def _object(clause: str) -> str:
    """Return the area of the first object after 的: of 多样、健康的活动 that is what ends it."""
    if FOR.match(clause):
        return WORDS.last(clause)
    first, _, rest = clause.partition("、")
    if "的" in rest and "的" not in first:
        first = rest
    first = FIRST_OBJECT.split(first)[0]
    return WORDS.first(first.rpartition("的")[2]) if "的" in first else ""
