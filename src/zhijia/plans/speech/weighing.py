"""Adding up what speaks for a task: named cues with weights, over a whole sentence at once.

The rules judge first and their judgement is one cue among others; `lexicon/weights.toml` holds the
weights, which anybody can read. Of all ways to cut a sentence into tasks the one with the greatest
sum is taken. `tests/plans/speech/tuning.py` makes the table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .judging import Bond, Judged
from .nouns import LABELS, Kind
from .times import deadlines, figures
from .words import lexicon

# What a clause can be: left out, the beginning of a task, or what goes on with the one before it.
OUT, OPENS, GOES_ON = range(3)
NAMES = ("不算", "起头", "接续")
Weights = dict[str, tuple[float, float, float]]
NOTHING = (0.0, 0.0, 0.0)
NEVER = -1e9

_frames = lexicon("weighing")
CONCRETE = re.compile(_frames["concrete"], re.VERBOSE)
BEGINS, ENDS = (re.compile(_frames[name], re.VERBOSE) for name in ("begins", "ends"))
HOLDS = re.compile(_frames["holds"], re.VERBOSE)
FORMAL = "正式"
MANNERS = ((3.0, FORMAL), (9.0, "居中"), (float("inf"), "具体"))
LENGTHS = ((3, "三字内"), (6, "六字内"), (10, "十字内"), (16, "十六字内"), (25, "廿五字内"))
MOST_SHARED = 3
WEIGHTS: Weights = {cue: (a, b, c) for cue, (a, b, c) in lexicon("weights").items()}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: in what manner of speech, in what item, after what."""

    manner: str
    demanding: bool
    reviewed: bool
    closing: bool
    style: str
    before: str


def manner_of(text: str) -> str:
    """Tell a formal speech from one of concrete arrangements, by its days and amounts."""
    share = 1000 * len(CONCRETE.findall(text)) / max(1, len(text))
    return next(name for most, name in MANNERS if share < most)


def labels_of(judged: list[Judged]) -> list[int]:
    """Return what the rules make of each clause."""
    labels, last, means = [], OUT, False
    for clause in judged:
        joined = last != OUT and (means or clause.bond is Bond.JOINS)
        last = (GOES_ON if joined else OPENS) if clause.tasked else OUT
        means = clause.bond is Bond.MEANS
        labels.append(last)
    return labels


def weighed(judged: list[Judged], setting: Setting) -> bool:
    """Say whether a sentence is weighed: a speech of concrete arrangements is, where it asks.

    Formal speeches are what the rules were written for; no table did better on them.
    """
    asks = setting.demanding or any(clause.tasked for clause in judged)
    return asks and setting.manner != FORMAL


def weigh(judged: list[Judged], setting: Setting) -> None:
    """Settle what each clause of a sentence is by the greatest sum of weights."""
    if not weighed(judged, setting):
        return
    said = labels_of(judged)
    cues = cues_of(judged, said, setting)
    best = best_labels(cues, said, WEIGHTS)
    for place, (was, now) in enumerate(zip(said, best, strict=True)):
        if was != now:
            _settle(judged, place, now, cues[place])
    for clause, after in pairwise(zip(judged, best, strict=True)):
        if clause[0].bond is Bond.MEANS and after[1] != GOES_ON:
            clause[0].bond = Bond.ITSELF


def _settle(judged: list[Judged], place: int, label: int, cues: list[str]) -> None:
    """Write a label that is not the rules' into a clause."""
    clause = judged[place]
    reason = f"权衡为{NAMES[label]}：{'、'.join(_weightiest(cues, label))}"
    if label == OUT:
        clause.becomes(Kind.BACKGROUND, reason)
    elif label == OPENS:
        clause.becomes(Kind.TASK, reason)
    else:
        after_means = judged[place - 1].bond is Bond.MEANS
        clause.becomes(Kind.TASK, reason, Bond.ITSELF if after_means else Bond.JOINS)


def _weightiest(cues: list[str], label: int) -> list[str]:
    """Return the two cues that say most for a label."""
    known = [cue for cue in cues if cue in WEIGHTS]
    return sorted(known, key=lambda cue: -WEIGHTS[cue][label])[:2]


def best_labels(cues: list[list[str]], said: list[int], weights: Weights) -> list[int]:
    """Return the labels with the greatest sum; nothing goes on where no task is open."""
    sums: list[float] = []
    back: list[list[int]] = []
    for place, found in enumerate(cues):
        own = [0.0, 0.0, 0.0]
        for cue in found:
            out, opens, goes_on = weights.get(cue, NOTHING)
            own[OUT] += out
            own[OPENS] += opens
            own[GOES_ON] += goes_on
        if not place:
            sums = [own[OUT], own[OPENS], NEVER]
            continue
        steps = [_steps(sums, then, said[place], weights) for then in range(3)]
        back.append([max(range(3), key=step.__getitem__) for step in steps])
        sums = [max(step) + own[then] for then, step in enumerate(steps)]
    label = max(range(3), key=sums.__getitem__)
    labels = [label]
    for choices in reversed(back):
        label = choices[label]
        labels.append(label)
    return labels[::-1]


def _steps(sums: list[float], then: int, said: int, weights: Weights) -> list[float]:
    """Return the sums of coming to a label from each label before."""
    found = []
    for last in range(3):
        if last == OUT and then == GOES_ON:
            found.append(NEVER)
            continue
        after, told = step_cues(last, said)
        weight = weights.get(after, NOTHING)[then] + weights.get(told, NOTHING)[then]
        found.append(sums[last] + weight)
    return found


def step_cues(last: int, said: int) -> tuple[str, str]:
    """Name the cues of what the clause before was taken for."""
    return f"前句取{NAMES[last]}", f"前句取{NAMES[last]}·规则{NAMES[said]}"


def cues_of(judged: list[Judged], said: list[int], setting: Setting) -> list[list[str]]:
    """Return the names of the cues that stand in each clause."""
    forms = [_form(clause) for clause in judged]
    dated = [_dated(clause.part) for clause in judged]
    anywhere = "句有任务" if OPENS in said else "句无任务"
    cues = []
    for place, clause in enumerate(judged):
        found = [*_own(clause, said[place], forms[place], setting), anywhere]
        found += _wording(clause, dated[place], setting)
        if place:
            found += _beside(judged[place - 1], clause)
            found.append(f"前句规则{NAMES[said[place - 1]]}·规则{NAMES[said[place]]}")
            found.append(f"前句{forms[place - 1]}·本句{forms[place]}")
            found.append(f"前句{dated[place - 1]}·本句{dated[place]}")
        else:
            found += ["句首", f"上一句{setting.before}"]
        if place + 1 < len(judged):
            found.append(f"后句规则{NAMES[said[place + 1]]}")
            found.append(f"后句{forms[place + 1]}")
        else:
            found.append("句末")
        cues.append(found)
    return cues


def _form(clause: Judged) -> str:
    """Name how a clause demands: with a modal, a doer, a verb of work or of effect."""
    reading = clause.reading
    asks = "有要" if reading.asks else "无要"
    who = "有主体" if reading.who else "无主体"
    return asks + who + {"task": "动词", "result": "效果词"}.get(reading.role, "无动词")


def _dated(part: str) -> str:
    due, amount = bool(deadlines(part)), bool(figures(part))
    return ("有时限" if due else "") + ("有数量" if amount else "") or "无时限数量"


def _own(clause: Judged, said: int, form: str, setting: Setting) -> Iterator[str]:
    """Yield what the rules say of a clause, alone and with where it stands."""
    rule = f"规则{NAMES[said]}"
    place = "要求段" if setting.demanding else "非要求段"
    yield from (rule, form, place, f"{rule}·{form}", f"{rule}·{place}", f"{rule}·{setting.manner}")
    yield f"{rule}·{clause.bond.name.lower()}"
    yield f"{setting.manner}·{form}"
    if said == OUT:
        static = clause.kind is Kind.BACKGROUND or "「" not in clause.cue
        yield f"规则说是{LABELS[clause.kind]}" + (f"·{clause.cue}" if static else "")
    if setting.reviewed:
        yield f"{rule}·回顾段"
    if setting.closing:
        yield "结尾段"
    if setting.style:
        yield f"条目{setting.style}"


def _wording(clause: Judged, dated: str, setting: Setting) -> Iterator[str]:
    """Yield what the words of a clause say: its verb, how it begins and ends, how long it is."""
    part, reading = clause.part, clause.reading
    yield _length(part)
    yield f"{dated}·{setting.manner}"
    yield f"{dated}·{reading.role or '无动词'}"
    if reading.fronted:
        yield "事在前"
    if reading.verb and reading.role:
        yield f"动词{reading.verb}"
    if begins := BEGINS.match(clause.own or part):
        yield f"开头{begins[0]}"
    if ends := ENDS.search(part):
        yield f"结尾{ends[0]}"
    for word in sorted(set(HOLDS.findall(part))):
        yield f"含{word}"


def _length(part: str) -> str:
    return next((name for most, name in LENGTHS if len(part) <= most), "更长")


def _beside(before: Judged, clause: Judged) -> Iterator[str]:
    """Yield how a clause is like the one before it."""
    yield f"前句{_length(before.part)}·本句{_length(clause.part)}"
    verb = before.reading.verb
    if verb and before.reading.role:
        yield f"前句动词{verb}"
        if verb == clause.reading.verb:
            yield "同一动词"
    one, other = (_pairs(each.part) for each in (before, clause))
    shared = len(one & other) / max(1, min(len(one), len(other)))
    yield f"与前句同字{min(MOST_SHARED, int(shared * 6))}"


def _pairs(part: str) -> set[str]:
    return {part[place : place + 2] for place in range(len(part) - 1)}
