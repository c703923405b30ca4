"""Reading one clause: who is asked, by which modal, and the verb that opens the demand."""

import re
from dataclasses import dataclass

from .words import Words, lexicon

_verbs, _people = lexicon("verbs"), lexicon("people")
ADVERBS = Words(_verbs["adverbs"].split())
TASKS = Words(_verbs["tasks"].split())
RESULTS = Words(_verbs["results"].split())
PEOPLE = Words((_people["bodies"] + _people["persons"]).split())
NOBODY = frozenset(_people["nobody"].split())

LINK = re.compile(
    r"(?:同时|另外|此外|因此|所以|为此|其中|并且|而且|并|其次|首先|再次|最后|总之|与此同时|下一步|接下来|今后"
    r"|在此基础上|会后|在此|具体(?:来说|讲)?|一方面|另一方面|当前|目前|在当前|近期|还要?(?=求)|即|则|二则|但|但是)+"
)
ASK = re.compile(
    r"(?:(?:我|在此|也|再次|还|市教育工会|[^,。要求希望]{0,12})?(?:殷切)?(?:希望|要求|号召|恳请|期望|请|建议)"
    r"(?!你们?$|和|的|与|是|、))"
)
MODAL = re.compile(
    r"(?<![主重需首概摘简纪扼次必险想将快不紧正])(?:一定|都|也|还|更|又|既|就|则|均|务必|需|尤其|特别是?)?"
    r"(?:要(?![求素点务害件闻么是因]|不(?!断|得|能))|必须|务必|须(?!知)|应当|应该|应(?![对用急届聘有付试答邀运声变])|不得|严禁|切忌|不能)"
)
NOT_MODAL = re.compile(
    r"如何|是否|只要|只有|如果|要是|假如|为什么|怎样|怎么|想要|即将|快要|若要|凡是|既然"
)
OF_OBJECT = re.compile(r"^(?:对于?|把|将|从|在|向|与|给|就)")
BY = re.compile(r"由([^,由]{2,20}?)(?:牵头|负责|承办|主办|会同|具体)")
LONGEST_SUBJECT = 34


@dataclass(frozen=True, slots=True)
class Reading:
    """Places are offsets in the clause. `start` is where a task would begin; `act` its verb.

    `who` is the stretch that names a doer, or None. `role` is 'task', 'result' or ''.
    """

    start: int
    who: tuple[int, int] | None
    asks: bool
    act: int
    verb: str
    role: str


def read_clause(text: str) -> Reading:
    """Read one clause without blanks."""
    start, asked = _skip(text)
    modal = _modal(text, start)
    if modal is None:
        return _bare(text, start, asked)
    subject = text[start : modal.start()]
    who = _doer(subject, start)
    begin = start if who or not subject or _keeps(subject) else modal.start()
    act, verb, role = _verb(text, modal.end())
    return Reading(begin, who, True, act, verb, role)


def _skip(text: str) -> tuple[int, bool]:
    """Step over connectives and a word of asking."""
    link = LINK.match(text)
    start = link.end() if link else 0
    ask = ASK.match(text, start)
    return (ask.end(), True) if ask else (start, False)


def _modal(text: str, start: int) -> re.Match[str] | None:
    found = MODAL.search(text, start, start + LONGEST_SUBJECT)
    if found is None or NOT_MODAL.search(text[start : found.end()]):
        return None
    return found


def _keeps(subject: str) -> bool:
    """Tell an object or an adverb before the modal, which belongs to the task, from a scene."""
    if subject.endswith(("是", "就是", "在于")):
        return False
    return len(subject) <= 14 or bool(OF_OBJECT.match(subject))


def _doer(subject: str, offset: int) -> tuple[int, int] | None:
    """Find the doer that ends a subject: the whole noun phrase, without what follows it."""
    if not subject or OF_OBJECT.match(subject) or subject.endswith(("是", "的")):
        return None
    for end in range(len(subject), 0, -1):
        if _ends_in_people(subject, end):
            return offset + _after_scene(subject, end), offset + end
    return None


def _after_scene(subject: str, end: int) -> int:
    """Leave out a day or period that stands before the doer."""
    scene = re.match(r"(?:今年|明年|本年度|全年|年内|会后|\d{1,2}月(?:底|份)?前?|年底前)?", subject)
    return scene.end() if scene and scene.end() < end else 0


def _ends_in_people(text: str, end: int) -> bool:
    return any(len(PEOPLE.at(text, at)) == end - at for at in range(max(0, end - 7), end))


def _bare(text: str, start: int, asked: bool) -> Reading:
    """Read a clause without a modal: a verb opens it, or a doer and then a verb."""
    act, verb, role = _verb(text, start)
    if verb:
        return Reading(start, None, asked, act, verb, role)
    by = BY.match(text, start)
    if by:
        return Reading(start, by.span(1), asked, by.end(1), text[by.end(1) : by.end()], "task")
    for end in range(start + 2, min(len(text), start + 24)):
        if _ends_in_people(text, end) and not OF_OBJECT.match(text[start:]):
            act, verb, role = _verb(text, end)
            if verb:
                return Reading(start, (start, end), asked, act, verb, role)
    return Reading(start, None, asked, start, "", "")


def _verb(text: str, at: int) -> tuple[int, str, str]:
    """Step over adverbs; return the place, the verb and its role, or ('', '') for none."""
    while word := ADVERBS.at(text, at):
        at += len(word)
    result, task = RESULTS.at(text, at), TASKS.at(text, at)
    if result and len(result) >= len(task):
        return at, result, "result"
    return (at, task, "task") if task else _adverb_as_verb(text, at)


def _adverb_as_verb(text: str, at: int) -> tuple[int, str, str]:
    """加快, 统筹, 注重 and their like are adverbs before a verb and verbs before a noun."""
    for back in (4, 3, 2):
        word = text[max(0, at - back) : at]
        if word in DOUBLE:
            return at - back, word, "task"
    return at, "", ""


DOUBLE = frozenset(
    "加快 统筹 注重 注意 重视 严格 规范 创新 丰富 活跃 稳定 密切 加紧 力争 争取".split()
)
