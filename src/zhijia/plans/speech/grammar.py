"""Reading one clause: who is asked, by which modal, and the verb that opens the demand."""

import re
from dataclasses import dataclass

from .times import deadlines
from .words import Words, frames, lexicon

_verbs, _people = lexicon("verbs"), lexicon("people")
ADVERBS = Words(_verbs["adverbs"].split())
TASKS = Words(_verbs["tasks"].split())
RESULTS = Words(_verbs["results"].split())
BODIES = Words(_people["bodies"].split())
# Verbs with their object: 为职工办实事.
WHOLE = frozenset(_verbs["whole"].split())
DOUBLE = frozenset(_verbs["double"].split())
PEOPLE = Words((_people["bodies"] + _people["persons"]).split())
NOBODY = frozenset(_people["nobody"].split())

FRAME = frames("frames")
LINK, WHEN, MODAL, OF_OBJECT = (FRAME[name] for name in ("link", "when", "modal", "of_object"))
BEFORE_DOER = re.compile(
    rf"(?:{WHEN.pattern}|特别是|尤其是|我们(?=..)|(?:新)?当选的|在座的)+", re.VERBOSE
)
LONGEST_SUBJECT, LONGEST_OBJECT, LONGEST_REST, LONGEST_BARE, LONGEST_NAME = 40, 24, 4, 2, 10
BY = re.compile("(?<![自理缘来因事])由(?![于来此衷])")
# 关注度, 参与率, 积极性: no verb.
NOUN_ENDS = ("度", "率", "性")
# 发展部门, 组织部: what looks like a verb begins a name.
OFFICES = ("部门", "部", "处", "科", "局", "中心", "办公室", "委员会")
# Nouns as often as verbs: 职工的建议.
MILD = ("建议", "请", "请求", "期望")


@dataclass(frozen=True, slots=True)
class Reading:
    """Places are offsets in the clause. `start` is where a task would begin; `act` its verb.

    `who` is the stretch that names a doer, or None. `role` is 'task', 'result' or ''.
    `fronted`: what stands before the modal is the object (物资要备齐).
    """

    start: int
    who: tuple[int, int] | None
    asks: bool
    act: int
    verb: str
    role: str
    fronted: bool = False


def read_clause(text: str) -> Reading:
    """Read one clause without blanks."""
    start, asked = _skip(text)
    modal = _modal(text, start)
    if modal is None:
        return _bare(text, start, asked)
    subject = text[start : modal.start()]
    who = _doer(subject, start)
    keeps = who or not subject or (_keeps(subject) and not modal[0].startswith("就"))
    begin = start if keeps else modal.start() + modal[0].startswith("就")
    when = WHEN.match(text, modal.end())
    act, verb, role = _verb(text, when.end() if when else modal.end())
    if not verb and (inner := _inner_verb(text, _after_adverbs(text, modal.end())))[1]:
        act, verb, role = *inner, "task"
    fronted = who is None and begin == start and _after_adverbs(subject) < len(subject) - 1
    return Reading(begin, who, True, act, verb, role, fronted)


def _after_adverbs(text: str, at: int = 0) -> int:
    """Return the place after the adverbs that stand at `at`; 更新 does not begin with 更."""
    while True:
        word = ADVERBS.at(text, at)
        if manner := FRAME["manner"].match(text, at):
            at = manner.end()
        elif word and len(TASKS.at(text, at)) <= len(word):
            at = _after_mark(text, at + len(word))
        else:
            return at


def _after_mark(text: str, at: int) -> int:
    """Step over what ties an adverb to the next, 主动、依法维护, or to a verb, 认真的开展."""
    tied = text.startswith("、", at) and ADVERBS.at(text, at + 1)
    loose = text.startswith("的", at) and len(TASKS.at(text, at + 1)) > 1
    return at + 1 if tied or loose else at


def _skip(text: str) -> tuple[int, bool]:
    """Step over connectives and a word of asking."""
    link = LINK.match(text)
    start = link.end() if link else 0
    ask = FRAME["ask"].search(text, start, start + 16)
    if ask is None or not FRAME["before_ask"].fullmatch(text, start, ask.start()):
        return start, False
    if ask[0] in MILD and ask.start() - start > len("我们"):
        return start, False
    rest = text[ask.end() :]
    if ask[0] == "要求" and ask.start() > start and not (_verb(rest, 0)[1] or _first_doer(rest)):
        return start, False
    return (ask.end(), True) if len(rest) > 2 and not rest.startswith("的") else (start, False)


def _modal(text: str, start: int) -> re.Match[str] | None:
    """Find the modal of the demand: in 要…就必须… that is the second."""
    end = start + LONGEST_SUBJECT
    found = FRAME["after_all"].search(text, start, end) or MODAL.search(text, start, end)
    if found is None or FRAME["not_modal"].search(text, start, found.end()):
        return None
    return None if FRAME["about_to"].match(text, found.start()) else found


def _keeps(subject: str) -> bool:
    """Tell an object or an adverb before the modal, which belongs to the task, from a scene."""
    if subject.endswith(("是", "就是", "在于")):
        return False
    return len(subject) <= LONGEST_OBJECT or bool(OF_OBJECT.match(subject))


def _doer(subject: str, offset: int) -> tuple[int, int] | None:
    """Find the doer that ends a subject: the whole noun phrase, without what follows it."""
    if not subject or OF_OBJECT.match(subject) or subject.endswith(("是", "的")):
        return None
    for end in range(len(subject), 0, -1):
        if _ends_in_people(subject, end):
            start = _after_scene(subject, end)
            if not _may_follow(subject, end):
                return None
            named = _names(subject[start:end], strict=False)
            return (offset + start, offset + end) if named else None
    return None


def _may_follow(subject: str, end: int) -> bool:
    """Say whether what stands between a doer and the modal is a day, a manner or an object."""
    if end == len(subject) or ADVERBS.at(subject, end):
        return True
    follows = (WHEN, OF_OBJECT, FRAME["before_verb"])
    return any(frame.match(subject[end:]) for frame in follows)


def _names(text: str, *, strict: bool = True) -> bool:
    """Say whether a stretch can name somebody: it states nothing and does nothing.

    协商代表 and 组织职工 look alike: the first is a name where a modal follows (not `strict`).
    """
    if FRAME["no_name"].search(text):
        return False
    verb = TASKS.at(text, 0)
    return not verb or bool((BODIES if strict else PEOPLE).at(text, len(verb)))


def _after_scene(subject: str, end: int) -> int:
    """Leave out a day or period that stands before the doer."""
    scene = BEFORE_DOER.match(subject)
    return scene.end() if scene and scene.end() < end else 0


def _ends_in_people(text: str, end: int) -> bool:
    return any(len(PEOPLE.at(text, at)) == end - at for at in range(max(0, end - 7), end))


def _bare(text: str, start: int, asked: bool) -> Reading:
    """Read a clause without a modal: a verb opens it, or a doer and then a verb."""
    when = WHEN.match(text, start)
    at = when.end() if when else start
    act, verb, role = _verb(text, at)
    if verb and not text.startswith(OFFICES, act + len(verb)):
        return Reading(start, None, asked, act, verb, role)
    if doer := _first_doer(text[at:]) if verb else 0:
        return Reading(start, (at, at + doer), asked, *_verb(text, at + doer))
    if verb:
        return Reading(start, None, asked, act, verb, role)
    if relative := FRAME["relative"].match(text, at):
        when = WHEN.match(text, relative.end())
        act, verb, role = _verb(text, when.end() if when else relative.end())
        if not verb and 0 < len(text) - act <= LONGEST_REST and act > relative.end():
            verb, role = text[act:], "task"
        if verb and act + len(verb) > relative.end() + 2:
            return Reading(start, None, asked, act, verb, role, fronted=True)
    if by := FRAME["by"].search(text, at):
        return Reading(start, by.span(1), asked, by.end(1), text[by.end(1) : by.end()], "task")
    if (by := BY.search(text, at)) and (doer := _first_doer(text[by.end() :])):
        who = (by.end(), by.end() + doer)
        act, verb, role = _verb(text, who[1])
        return Reading(start, who, asked, act, verb, role)
    if by and (done := _done_by(text, by.end())):
        return Reading(start, (by.end(), done[0]), asked, *done, "task")
    if doer := _first_doer(text[at:]):
        later = WHEN.match(text, at + doer)
        act, verb, role = _verb(text, later.end() if later else at + doer)
        if not verb:
            (act, verb), role = _inner_verb(text, at + doer), "task"
        return Reading(start, (at, at + doer), asked, act, verb, role)
    act, verb = _inner_verb(text, _after_adverbs(text, at))
    if not verb:
        act, verb = _dated_verb(text, at)
    if not verb and (order := FRAME["order"].match(text, at)):
        act, verb, _ = _verb(text, order.end())
        verb = verb or text[act:][:LONGEST_BARE] * (len(text) - act <= LONGEST_BARE)
        if verb and not text.endswith("了"):
            return Reading(start, None, asked, act, verb, "task", fronted=True)
    return Reading(start, None, asked, act, verb, "task" if verb else "")


def _done_by(text: str, at: int) -> tuple[int, str] | None:
    """Find the verb behind 由 and somebody whose name we do not know: 由食堂送到科室."""
    for place in range(at + 2, min(at + LONGEST_NAME, len(text) - 2)):
        verb = TASKS.at(text, place)
        if len(verb) > 1 and place + len(verb) < len(text):
            return place, verb
    return None


def _dated_verb(text: str, at: int) -> tuple[int, str]:
    """Find the verb behind a day: 合同签订后10日内报人社局备案."""
    once = FRAME["once"].match(text, at)
    for end in [*(end for _, end in deadlines(text)), *([once.end()] if once else [])]:
        act, verb, _ = _verb(text, end)
        if verb:
            return act, verb
    return at, ""


def is_name(text: str) -> bool:
    """Say whether a clause is a doer and no more."""
    return 2 <= len(text) <= 24 and _ends_in_people(text, len(text)) and _names(text)


def is_only_people(text: str) -> bool:
    """Say whether a short clause like 动员全体职工 is a verb and those it gathers, and no more."""
    return len(text) <= 14 and _ends_in_people(text, len(text))


def _first_doer(text: str) -> int:
    """Return the end of a doer that opens `text` and is followed by a verb, or 0."""
    if OF_OBJECT.match(text) or FRAME["before_verb"].match(text):
        return 0
    for end in range(2, min(len(text) - 1, 24)):
        if _ends_in_people(text, end):
            when = WHEN.match(text, end)
            act, verb, _ = _verb(text, when.end() if when else end)
            verb = verb or _inner_verb(text, end)[1]
            # 工会将在… tells what will be, 将…送到 asks.
            verb = "" if verb == "将" and not FRAME["takes"].match(text, act) else verb
            after = act + len(verb)
            said_of = len(BODIES.at(text, after)) > 1 or text.startswith("的", after)
            if verb and not said_of and _names(text[:end]):
                return end
    return 0


def _inner_verb(text: str, at: int) -> tuple[int, str]:
    """Find the verb behind a phrase like 围绕…, 针对…, 用…; one that ends the clause is a noun."""
    phrase = FRAME["before_verb"].match(text, at)
    if phrase is None or FRAME["only_phrase"].match(text, at):
        return at, ""
    for place in range(phrase.end() + 2, min(len(text) - 2, at + 40)):
        verb = TASKS.at(text, place)
        if (
            len(verb) > 1
            and text[place - 1] not in "的、和与及"
            and (verb in WHOLE or (len(text) - place > 4 and len(text) - place - len(verb) > 2))
        ):
            return place, verb
    return at, ""


def _verb(text: str, at: int) -> tuple[int, str, str]:
    """Step over adverbs; return the place, the verb and its role, or '' and '' for none."""
    at = _after_adverbs(text, at)
    result, task = RESULTS.at(text, at), TASKS.at(text, at)
    if text.startswith(NOUN_ENDS, at + len(task or result)):
        return at, "", ""
    if result and len(result) >= len(task):
        return at, result, "result"
    if not task:
        told = FRAME["hands_in"].match(text, at) or FRAME["counted"].match(text, at)
        task = told[0] if told else ""
    return (at, task, "task") if task else _adverb_as_verb(text, at)


def _adverb_as_verb(text: str, at: int) -> tuple[int, str, str]:
    """加快, 统筹, 注重 and their like are adverbs before a verb and verbs before a noun."""
    for back in (4, 3, 2):
        word = text[max(0, at - back) : at]
        if word in DOUBLE:
            return at - back, word, "task"
    return at, "", ""
