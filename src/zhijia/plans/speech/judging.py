"""What each clause of a sentence is: a task, part of one, or something to leave readable.

Signals are weighed, not trusted: a modal or a verb proposes, a cue from the lexicon disposes.
"""

import re
from dataclasses import dataclass
from enum import Enum

from .clauses import Span
from .grammar import FRAME, TASKS, WHOLE, Reading, is_only_people, read_clause
from .nouns import Kind
from .times import binds, deadlines, figures
from .words import Cue, cues, first_cue, lexicon

_cues = lexicon("cues")
STATEMENT, CLAUSE = cues(_cues["statement"]), cues(_cues["clause"])
SENTENCE = cues(_cues["sentence"]) + STATEMENT
SPOKEN = (Kind.GREETING, Kind.PROMISE, Kind.QUOTE)
MODAL_WORD = re.compile(r"必须|应当|应该|务必|不得|严禁|切忌|希望|要求|号召|须|应|要|请")
GOES_ON = "接着前面说明情况"
STATED = {cue.reason for cue in STATEMENT if cue.kind is Kind.BACKGROUND} | {GOES_ON}
NO_DEMAND, HOLLOW = "没有提出要求", "只有动作，没有具体的事"
BY_TARGET = ("对", "把", "将")
TOWARDS = ("对", "凡", "针对")
EVERYBODY = ("大家", "代表们", "同志们", "各位", "各位代表")
MOST_HOLLOW, MOST_SAID_OF, LONGEST_ADVERB = 9, 2, 4
SHORTEST_SCHEDULE = 8


class Bond(Enum):
    """How a clause hangs together with its neighbours."""

    ITSELF = "stands by itself"
    SCENE = "introduces what follows; its kind waits for that"
    LOOSE = "has no verb; its kind waits for what went before"
    MEANS = "belongs to the task after it"
    JOINS = "belongs to the task before it"


@dataclass(slots=True)
class Judged:
    """A clause, its words without blanks, how it reads, what it is, and what ties it."""

    start: int
    end: int
    part: str
    reading: Reading
    kind: Kind = Kind.BACKGROUND
    cue: str = NO_DEMAND
    bond: Bond = Bond.ITSELF
    tied: str = ""

    @property
    def own(self) -> str:
        """The words from where a task would begin."""
        return self.part[self.reading.start :]

    @property
    def asked(self) -> str:
        """The words that name who is asked, or ''."""
        return self.part[slice(*self.reading.who)] if self.reading.who else ""

    @property
    def act(self) -> str:
        """The words from the verb on."""
        return self.part[self.reading.act :]

    @property
    def tasked(self) -> bool:
        return self.kind is Kind.TASK

    @property
    def binding(self) -> bool:
        """Whether it is work with a doer, a last day or an amount."""
        return self.reading.role == "task" and bool(self.reading.who or binds(self.part))

    def becomes(self, kind: Kind, cue: str, bond: Bond = Bond.ITSELF) -> None:
        """Settle what the clause is."""
        self.kind, self.cue, self.bond = kind, cue, bond


def judge(text: str, clauses: list[Span], *, demanding: bool, mood: Kind | None) -> list[Judged]:
    """Judge each clause of one sentence by itself; bonds are left for `chaining`.

    `demanding`: a verb without a modal is a demand here. `mood`: what sentences around it are.
    """
    # A comma that is left stands in quotation marks, where it parts nothing.
    parts = [text[a:b].replace(",", "、") for a, b in clauses]
    judged = [
        Judged(a, b, part, read_clause(part)) for (a, b), part in zip(clauses, parts, strict=True)
    ]
    asking = any(clause.reading.asks for clause in judged)
    demanded, has_task = demanding and mood is None, False
    whole = None if asking else _whole(judged, demanded)
    if whole:
        for clause in judged:
            clause.becomes(whole.kind, whole.reason)
        if not any(FRAME["opens"].search(clause.part) for clause in judged[:-1]):
            return judged
    demanded = demanded and not whole
    for place, clause in enumerate(judged):
        before = judged[place - 1] if place else None
        opened = before is not None and bool(FRAME["opens"].search(before.part))
        demanded = demanded or clause.reading.asks or opened
        if whole and not demanded:
            continue
        _judge_clause(clause, before, demanded, has_task)
        has_task = has_task or clause.tasked
    return judged


def _whole(judged: list[Judged], demanded: bool) -> Cue | None:
    """Find the cue that makes a sentence one kind; amid demands a statement must open it."""
    found = first_cue(SENTENCE, ",".join(clause.part for clause in judged))
    if found and demanded and found.kind in (Kind.BACKGROUND, Kind.PAST, Kind.PRAISE):
        given = any(
            clause.binding and not first_cue(SENTENCE, clause.part) for clause in judged[1:]
        )
        return found if first_cue(SENTENCE, judged[0].part) and not given else None
    return found


def _judge_clause(clause: Judged, before: Judged | None, demanded: bool, has_task: bool) -> None:
    if before and before.kind in (Kind.QUOTE, Kind.PROMISE) and not _turns(clause):
        clause.becomes(before.kind, before.cue)
    elif FRAME["labelled"].search(clause.part) or _fills_label(before):
        clause.becomes(Kind.OTHER, "牵头单位、完成时限等标注")
    elif not _by_cue(clause):
        _by_demand(clause, before, demanded, has_task)


def _fills_label(before: Judged | None) -> bool:
    """Say whether a clause is what a label like 完成时限 announces."""
    found = FRAME["labelled"].search(before.part) if before else None
    return found is not None and before is not None and found.end() == len(before.part)


def _turns(clause: Judged) -> bool:
    """Say whether the speaker takes the word back from whom he quotes: 我们要…."""
    asked_by_another = "要求" in clause.part[: clause.reading.start]
    return clause.reading.asks and clause.reading.who is not None and not asked_by_another


def _by_cue(clause: Judged) -> bool:
    """Try the cues that hold whatever the verb; say whether one did."""
    reading = clause.reading
    said = first_cue(SENTENCE, clause.part)
    heard = said and (said.kind is Kind.LEAD_IN or (said.kind in SPOKEN and not reading.asks))
    if said and heard and not (said.kind is Kind.QUOTE and reading.verb):
        clause.becomes(said.kind, said.reason)
        return True
    found = first_cue(CLAUSE, clause.own) or first_cue(CLAUSE, clause.act)
    if found and not (reading.asks and found.kind is Kind.AIM):
        clause.becomes(found.kind, found.reason)
        return True
    if _is_scene(clause):
        clause.becomes(Kind.BACKGROUND, "交代依据、范围或场合", Bond.SCENE)
        return True
    return False


def _is_scene(clause: Judged) -> bool:
    reading, own, act = clause.reading, clause.own, clause.act
    if FRAME["forbids"].match(own):
        return False
    fronted = reading.asks and own.startswith(("对", "特别", "尤其"))
    if FRAME["topic"].match(own) and not fronted:
        return True
    if own.startswith("对") and not reading.asks and not _acts_later(own):
        return True
    if FRAME["gathers"].match(act) and is_only_people(act):
        return True
    if reading.role == "task" and reading.act > reading.start and not reading.asks:
        return False
    if any(taken in act[2:-3] for taken in BY_TARGET[1:]):
        return False
    if FRAME["around"].match(act) and not _acts_later(act):
        return True
    if not reading.verb and FRAME["in_view"].match(own):
        return True
    if any(FRAME["means"].match(words) for words in (own, act)) and not _acts_later(act):
        return True
    opened = any(FRAME[name].match(words) for name in ("scene", "means") for words in (own, act))
    return opened and bool(FRAME["closes_scene"].search(clause.part))


def _by_demand(clause: Judged, before: Judged | None, demanded: bool, has_task: bool) -> None:
    """Judge a clause by whether something is demanded here, and what its verb makes of it."""
    reading, part = clause.reading, clause.part
    measured = demanded and has_task and "了" not in part and bool(figures(part))
    ordered = ("把" in part and binds(part)) or (reading.fronted and not reading.asks)
    acts = has_task and reading.role == "task" and reading.act - reading.start <= LONGEST_ADVERB
    stated = None if reading.asks or measured or ordered else first_cue(STATEMENT, part)
    if stated and acts and stated.kind is Kind.BACKGROUND and "是" not in part:
        stated = None  # 把握面临的新任务: the statement stands inside the object
    if stated:
        clause.becomes(stated.kind, stated.reason)
    elif not (has_task or reading.asks or clause.binding) and _goes_on_stating(before):
        clause.becomes(Kind.BACKGROUND, GOES_ON)
    elif demanded and not has_task and FRAME["warns"].match(clause.own):
        clause.becomes(Kind.ATTITUDE, "告诫，没有具体的事")
    elif demanded and not measured and not _has_object_before(before) and _is_hollow(clause):
        clause.becomes(Kind.ATTITUDE, HOLLOW)
    elif demanded and reading.role == "result" and has_task and not _is_work(clause):
        clause.becomes(Kind.AIM, f"「{reading.verb}…」说的是前面工作的效果")
    elif demanded and (reading.asks or reading.verb):
        clause.becomes(Kind.TASK, f"「{_signal(clause)}」引出的要求")
    elif demanded and (often := FRAME["often"].search(part)) and len(part) > len(often[0]) + 2:
        clause.becomes(Kind.TASK, f"「{often[0]}」定下的要求")
    elif demanded and _is_scheduled(part, has_task):
        clause.becomes(Kind.TASK, "有时限、有数量的要求")
    elif demanded and has_task:
        clause.becomes(Kind.BACKGROUND, NO_DEMAND, Bond.LOOSE)
    elif demanded and (least := FRAME["at_least"].search(part)):
        clause.becomes(Kind.TASK, f"「{least[0]}」定下的要求")


def _goes_on_stating(before: Judged | None) -> bool:
    """Say whether the clause before states something, so that a bare verb only goes on with it."""
    return before is not None and before.kind is Kind.BACKGROUND and before.cue in STATED


def _is_scheduled(part: str, has_task: bool) -> bool:
    """Say whether a clause amid demands, without a verb we know, says by when or how much.

    One that ends in an amount only measures the task before it: 每季度不少于一次.
    """
    amounts = figures(part)
    measures = has_task and bool(amounts) and amounts[-1][1] >= len(part) - 1
    said = bool(amounts or deadlines(part)) and len(part) >= SHORTEST_SCHEDULE
    return said and not measures and not FRAME["states"].search(part)


def _is_work(clause: Judged) -> bool:
    """Say whether a verb like 形成 is work after all: demanded, measured, or handed in (报…)."""
    handed = FRAME["hands_in"].search(clause.act)
    return clause.reading.asks or binds(clause.part) or handed is not None


def _is_hollow(clause: Judged) -> bool:
    """精心组织,从严管理: verbs without an object; 服务要实: what a thing should be like."""
    reading = clause.reading
    if binds(clause.part) or clause.own.startswith(BY_TARGET):
        return False
    if reading.asks and not reading.verb and len(clause.act) <= MOST_SAID_OF:
        return True
    if clause.asked in EVERYBODY and reading.asks and len(clause.act) <= MOST_HOLLOW - 3:
        return True
    if reading.fronted or reading.who or reading.verb in WHOLE:
        return False
    if not reading.verb and not _acts_later(clause.act):
        return reading.asks and len(clause.act) <= MOST_HOLLOW and "要" in clause.part[:3]
    if not reading.verb:
        return False
    rest = clause.act.removeprefix(reading.verb)
    return len(rest) <= MOST_HOLLOW - 3 and bool(FRAME["hollow"].fullmatch(rest))


def _has_object_before(before: Judged | None) -> bool:
    """Say whether the clause before names of whom or what: 对困难职工,逐户建档."""
    return before is not None and before.bond is Bond.SCENE and before.own.startswith(TOWARDS)


def _acts_later(act: str) -> bool:
    """Say whether a verb with an object comes later: 深入处室听取意见."""
    return any(len(TASKS.at(act, place)) > 1 for place in range(1, len(act) - 3))


def _signal(clause: Judged) -> str:
    """Return the modal and the verb that make the demand, as a person reads them."""
    found = MODAL_WORD.search(clause.part) if clause.reading.asks else None
    return f"{found[0]}…{clause.reading.verb}" if found else clause.reading.verb
