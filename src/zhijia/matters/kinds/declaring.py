"""The words in which a kind of matter is declared: fields, states, steps, limits, secrets. Pure.

A kind is data: the engine reads it and nothing else. Who may do what is told by parties, what a
matter waits for by states, what may happen next by steps.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from zhijia.law import Clause
from zhijia.platform.refs import days

from ..rules.facts import Facts, Judge, Limit, always, limit

DAYS, WORKDAYS = days.Kind.DAYS, days.Kind.WORKDAYS
__all__ = [
    "DAYS",
    "PARTIES",
    "WORKDAYS",
    "Backing",
    "Facts",
    "Field",
    "Form",
    "Judge",
    "Kind",
    "Limit",
    "Ratings",
    "Secret",
    "State",
    "Step",
    "always",
    "limit",
]

# Who stands how to a matter. Besides these every code of a post (org.rules.POST_KINDS) is a party:
# whoever holds that post in the very unit that keeps the matter.
PARTIES = {
    "filer": "提出人",
    "backer": "附议人",
    "invited": "受邀附议的人",
    "handler": "主办人",
    "assistant": "协办人",
    "overseer": "分管领导",
    "member": "本单位会员",
    "branch": "本单位所辖各级会员",
    "desk_here": "本单位工会",
    "head": "工会主席、副主席",
    "own_desk": "提出人所在单位工会",
    "upper": "上级工会",
    "stranger": "没有账号的人",
    "clock": "系统",
}
Party = str
FILERS = frozenset({"filer", "backer", "invited", "stranger"})


Asked = Literal[
    "text", "long", "number", "money", "date", "yes", "choice", "choices", "person", "people"
]


@dataclass(frozen=True, slots=True)
class Field:
    """Something asked for, of a matter when it is filed or of whoever takes a step.

    `limit` is the most characters of a text, the most choices, the largest number. `choices` are
    value → words. What is `sealed` lies encrypted and is never searched; what is `inside` is shown
    only to who handles the matter, never to the filer or those outside. `least` is the fewest
    characters. A `person` is kept by the key of their member, `people` by a list of keys.
    """

    id: str
    label: str
    type: Asked = "text"
    required: bool = False
    limit: int = 0
    least: int = 0
    choices: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    sealed: bool = False
    inside: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What a matter can be. `within` is how long it may stay so, and by which clause.

    `is_end` closes it.
    """

    id: str
    name: str
    tone: str = "blue"
    within: Limit | None = None
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that may happen: who may do it, out of which states, into which.

    `to` empty leaves the state as it is; one that is named, even the same, is entered anew with its
    time limit. `routes` leads elsewhere by an answer: the id of a field, value → state. `words` is
    what the written reason is called, empty where none is asked; `needs_words` that it must be
    given. `asks` are kept with the step and, under the same ids, on the matter. `assigns` asks who
    leads and who assists. `answers` marks the day of the answer, `numbers` gives the number,
    `stars` makes it a key matter. `tells` are told by a message. What is not `outside` is shown
    only to who handles it. `not_by` may not, whatever else they are. `files` may be added. `judge`
    says the rest. A step `by` "clock" alone is never on a
    page. What is `is_optional` is on the page, but nobody's list of things to do waits for it.
    `when` names an answer of the matter and the values for which there is such a step at all.
    What may be taken `while_paused` waits for nobody who let the matter rest. What `rewrites` shows
    in its form what was answered before.
    """

    id: str
    name: str
    by: tuple[Party, ...]
    of: tuple[str, ...]
    to: str = ""
    routes: tuple[str, Mapping[str, str]] = ("", MappingProxyType({}))
    words: str = ""
    needs_words: bool = False
    asks: tuple[Field, ...] = ()
    assigns: bool = False
    answers: bool = False
    numbers: bool = False
    stars: bool = False
    files: bool = False
    outside: bool = True
    not_by: tuple[Party, ...] = ()
    tells: tuple[Party, ...] = ()
    judge: Judge = always
    is_optional: bool = False
    while_paused: bool = False
    rewrites: bool = False
    when: tuple[str, tuple[Any, ...]] | None = None
    tone: str = ""
    done: str = ""
    hint: str = ""

    def fits(self, values: Mapping[str, Any]) -> bool:
        """Say whether a matter with these answers has this step."""
        return self.when is None or values.get(self.when[0]) in self.when[1]

    def leads(self, answers: Mapping[str, object]) -> str:
        """Return the state it leads to with these answers; "" where it stays."""
        name, ways = self.routes
        return ways.get(str(answers.get(name, "")), self.to) if name else self.to


@dataclass(frozen=True, slots=True)
class Secret:
    """What is kept from whom: `what` is "rating", "filer" or "backers"; until one of `until`.

    Whoever is also one of `spares` sees it all the same.
    """

    what: Literal["rating", "filer", "backers"]
    of: tuple[Party, ...]
    until: tuple[str, ...] = ()
    spares: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Ratings:
    """How the end is judged: the choices (value → words), which of them count as satisfied.

    `by` may rate while the matter is in one of the states `of`; `to` is what it becomes then.
    """

    choices: Mapping[str, str]
    satisfied: tuple[str, ...]
    by: tuple[Party, ...]
    of: tuple[str, ...]
    to: str = ""


@dataclass(frozen=True, slots=True)
class Backing:
    """Seconding: who may second, in which states; whoever filed it never does."""

    by: tuple[Party, ...]
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A printed paper: its id, its name, in which states it can be had (none given: in all).

    `after` is the step without which there is none, as a letter that was never sent. `in_batch`
    says that those of a whole list come in one file. What draws it stands in the
    register of `queries/papers.py`.
    """

    id: str
    name: str
    of: tuple[str, ...] = ()
    in_batch: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of matter. `rank` is its place in lists, `verb` what its button says.

    `who` may file one; `at` is where: the filer's "own" unit, also units "above", or only "upper"
    ones. `readers` see every matter of the kind in the unit, whoever takes part sees their own;
    what is in a state of `published` every member of the unit sees. `begins` is the first state, in
    those `rewritten` whoever filed it may write it anew, `mark` the letter of its number
    (提〔2026〕12号), which is given when it is filed or by a step that `numbers`.
    `category` names the field it is counted by. `watched` says that refused looks are kept on
    record. `called` kinds are filed only while a call (征集) is open. `likeness` shows what others
    said already. `pausers` may stop the clock, `remarkers` write remarks, `joiners` merge and link:
    those in a state of `mergeable` become `merged`.
    `urgent` are values of the category that are urgent. `files` is the most attachments, called
    `files_label`. Who assists `countersigns`, unless the kind has something else for them to do.
    `sees_up` lets the desks of the units above see it. `people_above`: parts may go to people of
    the units above too.
    """

    id: str
    name: str
    rank: int
    verb: str
    mark: str
    about: str
    clauses: tuple[Clause, ...]
    who: tuple[Party, ...]
    fields: tuple[Field, ...]
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    begins: str = "draft"
    submit: str = "submit"
    rewritten: tuple[str, ...] = ()
    at: Literal["own", "above", "upper"] = "own"
    readers: tuple[Party, ...] = ("desk_here",)
    published: tuple[str, ...] = ()
    title: str = "标题"
    title_hint: str = ""
    title_limit: int = 60
    category: str = ""
    numbers_at_filing: bool = True
    files: int = 9
    files_label: str = "附件"
    countersigns: bool = True
    people_above: bool = False
    watched: bool = False
    called: bool = False
    likeness: bool = True
    backing: Backing | None = None
    sees_up: bool = False
    urgent: tuple[str, ...] = ()
    pausers: tuple[Party, ...] = ("desk_here",)
    remarkers: tuple[Party, ...] = ("desk_here", "handler", "assistant", "overseer")
    joiners: tuple[Party, ...] = ("desk_here",)
    merged: str = ""
    mergeable: tuple[str, ...] = ()
    secrets: tuple[Secret, ...] = ()
    ratings: Ratings | None = None
    papers: tuple[Form, ...] = ()

    def state(self, id_: str) -> State:
        """Return one of its states; KeyError where it has none of this id."""
        return {one.id: one for one in self.states}[id_]

    def step(self, id_: str) -> Step:
        """Return one of its steps; KeyError where it has none of this id."""
        return {one.id: one for one in self.steps}[id_]

    def field(self, id_: str) -> Field:
        """Return one of its fields, or of those that its steps ask for; KeyError for none."""
        asked = (one for step in self.steps for one in step.asks)
        return {one.id: one for one in (*asked, *self.fields)}[id_]

    @property
    def is_confided(self) -> bool:
        """Say whether the record of actions must not tell who filed one to those who keep none."""
        return self.watched and not self.sees_up

    @property
    def theirs(self) -> frozenset[str]:
        """Return the states that wait for who filed it, seconds it or rates it: a day that passes
        there is not the union's delay.
        """
        movers: dict[str, set[str]] = {one: set() for one in self.open_states}
        for step in self.steps:
            for state in () if step.is_optional else step.of:
                movers.setdefault(state, set()).update(step.by)
        rated = self.ratings.of if self.ratings else ()
        waits = {state for state, by in movers.items() if by and by <= FILERS}
        return frozenset({*waits, *rated} & {*self.open_states})

    @property
    def ends(self) -> tuple[str, ...]:
        """Return the states in which it is closed."""
        return tuple(one.id for one in self.states if one.is_end)

    @property
    def open_states(self) -> tuple[str, ...]:
        """Return the states in which something is still to come, drafts apart."""
        return tuple(one.id for one in self.states if not one.is_end and one.id != self.begins)
