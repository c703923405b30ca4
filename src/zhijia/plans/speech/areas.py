"""The area of a task: what its action is about. The object decides, not the heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from .around import Around
from .words import Words as Lexicon
from .words import lexicon

_areas = lexicon("areas")
FOR = re.compile(r"(?:[^,]{2,4})?对(?![外话标口接照])")
NOT_FIRST = ("对", "在", "从", "凡")
# 形成报告, 报县总, 提交党委会: what is written or sent in.
HANDED = re.compile(
    r"((?:(?<!汇)报(?!到率|名|考|销|酬|刊|纸|告)|报送|上报|呈报|提交|(?<![移成上下社提结])交(?![流换往接通易友给]))(?:到|给|至)?)"
    r"(?!职代|教代|[^,]{0,3}代表|全委|会员|职工|大会|员工)[^,告、]{0,12}?"
    r"(?:[总部处科室办委局会组院校]|公司|集团|专班|中心|筹备组|党委会|那里|党委|党组)"
    r"(?:备案|备查|汇总|存档|审[定核批阅]|批准|研究|统一[^,]{0,4})?(?=,|$)"
)
WRITTEN = re.compile(
    r"(?:形成|写出|写成|提交|拿出|作出|填)[^,]{0,10}(?:报告|总结|材料|书面|[表单]报)|报上来(?:,|$)"
    r"|汇总(?:提交|上报|报|后报)"
)
# 向全体代表通报: what is told to those who may know.
TOLD = re.compile(
    r"向[^,]{0,8}(?:职工|员工|会员|代表|委员|社会|教师|群众)[^,]{0,6}(?:通报|公布|公开|公示)"
)
MOST_KNOWN = 4096
BY_ACTION = ("surveys", "disclosure", "writing")
FIRST_OBJECT = re.compile(r"[、;。]")
_people = _areas.pop("people")["words"].split()
AREAS: dict[str, str] = {name: entry["label"] for name, entry in _areas.items()}


def _index(list_name: str) -> dict[str, str]:
    """Map each word of one list to its area, and each word that tells none to ''."""
    found = dict.fromkeys(lexicon("verbs")["adverbs"].split(), "")
    for area, entry in _areas.items():
        found |= dict.fromkeys(entry.get(list_name, "").split(), area)
    return found if list_name == "doers" else found | dict.fromkeys(_people, "")


@dataclass(frozen=True, slots=True)
class _List:
    """A list of words with their areas; `known` remembers what was found in texts of late."""

    areas: dict[str, str]
    words: Lexicon
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

    def first(self, text: str) -> str:
        """Return the area of the first word, or ''."""
        return next(iter(self.found(text)), "")

    def last(self, text: str) -> str:
        """Return the area of the last word, or ''."""
        return next(reversed(self.found(text)), "")


def _list(name: str) -> _List:
    index = _index(name)
    return _List(index, Lexicon(index))


WEIGHTS: dict[str, int] = lexicon("area_weights")
OPENS, ACTS, WORDS, WEAK, DOERS = (
    _list(name) for name in ("opens", "acts", "words", "weak", "doers")
)


class Words(NamedTuple):
    """The words of a task before its verb and from it on, those of its heading and its doer."""

    before: str
    action: str
    heading: str = ""
    doer: str = ""


@lru_cache(maxsize=4096)
def own_area(before: str, action: str, *, fronted: bool) -> str:
    """Return the area that the words of a task tell by their order, or ''."""
    handed = "writing" if HANDED.search(before + action.split(",")[0]) else ""
    before, action = _without_receiver(before), _without_receiver(action)
    clause = action.split(",")[0]
    object_ = WORDS.first(before) if fronted else ""
    act = _object(clause) or WORDS.first(action)
    if fronted and before.startswith(NOT_FIRST):
        object_, act = act, WORDS.last(before)
    did = _opening(clause) or ACTS.first(clause) or handed
    return did or object_ or act or WORDS.first(before)


def area_of(before: str, action: str, heading: str, *, fronted: bool) -> str:
    """Return the area that order alone tells: the action's, else its object's, else the heading's.

    `action` is its text from the verb on, `before` what stands before that (the object itself when
    it is `fronted`), `heading` the words of its point. Finding out, publishing and writing go by
    the action; else the object decides: of 对甲…乙 and of 甲的乙 that is 乙, else what comes first.
    """
    said = own_area(before, action, fronted=fronted)
    above = WORDS.first(heading) or ACTS.first(heading)
    return said or above or WEAK.first(before + action) or "other"


def weighed_area(words: Words, *, fronted: bool, around: Around) -> str:
    """Return the area for which most is said."""
    if not around.concrete:
        return area_of(*words[:3], fronted=fronted)
    sums = {area: float(WEIGHTS.get(f"领域{area}", 0)) for area in AREAS}
    for cue, area, amount in votes(words, fronted=fronted, around=around):
        sums[area] += WEIGHTS.get(cue, 0) * amount
    return max(sums, key=sums.__getitem__)


def votes(words: Words, *, fronted: bool, around: Around) -> Iterator[tuple[str, str, float]]:
    """Yield each cue, the area it speaks for, and how often or how much."""
    before, action, heading, doer = words
    handed = HANDED.search(before + action)
    before, action = _without_receiver(before), _without_receiver(action)
    clause, _, rest = action.partition(",")
    said = own_area(before, action, fronted=fronted)
    known = "有词" if said else "弱词" if WEAK.first(before + action) else "无词"
    side = "提前" if fronted else "句前"
    telling = WORDS.found(clause)
    for_area = {
        "动作前的动作词": ACTS.first(before),
        "宾语": _object(clause),
        "首词": telling[0] if telling else "",
        "末词": telling[-1] if telling else "",
        "后文首词": WORDS.first(rest),
        f"{side}首词": WORDS.first(before),
        f"{side}末词": WORDS.last(before),
        f"标题首词·{known}": WORDS.first(heading),
        f"标题末词·{known}": WORDS.last(heading),
        f"标题动作词·{known}": ACTS.first(heading),
        "弱词首": WEAK.first(action),
        "弱词末": WEAK.last(clause),
        "句前弱词": WEAK.first(before),
        "报出去": "writing" if handed or WRITTEN.search(before + action) else "",
        "通报出去": "disclosure" if TOLD.search(before + action) else "",
        "依次序": said,
        f"前一任务·{around.before[1]}·{known}": around.before[0],
        f"后一任务·{around.after[1]}·{known}": around.after[0],
        f"前面的话首词·{known}": WORDS.first(around.lead),
        f"前面的话末词·{known}": WORDS.last(around.lead),
        f"段首词·{known}": WORDS.first(around.opening),
        f"做的部门·{known}": DOERS.last(doer),
        f"主语的词·{known}": WORDS.last(doer),
        known: "other",
    }
    yield from ((cue, area, 1.0) for cue, area in for_area.items() if area)
    yield from (("句中词", area, 0.5) for area in telling)
    yield from (("后文词", area, 1.0) for area in dict.fromkeys(WORDS.found(rest)))
    yield from (("后文" + _act(area), area, 1.0) for area in dict.fromkeys(ACTS.found(rest)))
    for cue, area in zip(
        ("开头的", "首个", "末个"),
        (_opening(clause), ACTS.first(clause), ACTS.last(clause)),
        strict=True,
    ):
        if area:
            yield cue + _act(area), area, 1.0
    yield from ((f"本段·{known}", area, share) for area, share in around.paragraph.items())
    yield from ((f"本条·{known}", area, share) for area, share in around.item.items())
    yield from ((f"全篇·{known}", area, share) for area, share in around.speech.items())


def _act(area: str) -> str:
    """Name the verbs that decide whatever they are about apart from the others."""
    return AREAS[area] + "的动作" if area in BY_ACTION else "动作词"


def _opening(clause: str) -> str:
    """Return the area of the verb that opens a clause, unless it begins a longer word: 学习心得."""
    verb = OPENS.words.at(clause, 0)
    longer = max(len(ACTS.words.at(clause, 0)), len(WORDS.words.at(clause, 0))) > len(verb)
    return "" if longer else OPENS.areas.get(verb, "")


def _without_receiver(text: str) -> str:
    """Leave out to whom something is handed in: 报市总生活保障部 is not about 生活."""
    return HANDED.sub(r"\1", text)


def _object(clause: str) -> str:
    """Return the area of the first object after 的: of 多样、健康的活动 that is what ends it."""
    if FOR.match(clause):
        return WORDS.last(clause)
    first, _, rest = clause.partition("、")
    if "的" in rest and "的" not in first:
        first = rest
    first = FIRST_OBJECT.split(first)[0]
    return WORDS.first(first.rpartition("的")[2]) if "的" in first else ""
