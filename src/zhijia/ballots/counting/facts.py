"""What a count is made of: who was due and came, what was asked, what the papers say. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from zhijia.law import Clause

Mark = Literal["yes", "no", "abstain"]
MARKS: dict[Mark, str] = {"yes": "赞成", "no": "不赞成", "abstain": "弃权"}


@dataclass(frozen=True, slots=True)
class Turnout:
    """People and ballot papers of one vote.

    `due` is 应到会人数; `present` signed in; `handed_out` papers were issued in the hall; `mobile`
    people voted into a supervised 流动票箱 and count as participants; `returned` is all that came
    back, of both. ValueError below zero.
    """

    due: int
    present: int
    handed_out: int
    returned: int
    mobile: int = 0

    def __post_init__(self) -> None:
        if min(self.due, self.present, self.handed_out, self.returned, self.mobile) < 0:
            raise ValueError("people and papers are not counted below zero")

    @property
    def issued(self) -> int:
        """Return all papers that were issued, which is also who took part."""
        return self.handed_out + self.mobile


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be elected; `id` is unique among all who may be, write-ins too."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Contest:
    """One election: seats, candidates, whether papers may name others.

    `is_preliminary` is 预选. `percent` is the rate of 差额 that must hold in one of the rounds, 0
    where one for one is allowed. `by_marks` papers carry only marks for who is wanted.
    """

    title: str
    seats: int
    candidates: tuple[Candidate, ...]
    percent: int = 0
    is_preliminary: bool = False
    by_marks: bool = False
    write_ins: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """One ballot paper: a mark for each candidate it says anything of, and who was written in.

    A candidate without a mark is abstained on. `is_legible` is what the tellers say of it.
    """

    marks: Mapping[str, Mark] = field(default_factory=dict)
    write_ins: tuple[str, ...] = ()
    is_legible: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody got; who was written in has only votes for."""

    who: Candidate
    yes: int
    no: int = 0
    abstain: int = 0
    is_written_in: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """What the papers of one contest add up to."""

    valid: int
    void: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One step of a result as a scrutineer reads it out, and the clause that it rests on."""

    words: str
    clause: Clause | None = None

    def __str__(self) -> str:
        return f"{self.words}（{self.clause}）" if self.clause else self.words


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vote decided, with the steps to it in their order.

    `then` is what follows: nothing, a second vote among `tied` for `open_seats`, another election
    for `open_seats`, or everything anew.
    """

    is_valid: bool
    elected: tuple[Candidate, ...]
    steps: tuple[Said, ...]
    then: Literal["", "runoff", "fill", "anew"] = ""
    tied: tuple[Candidate, ...] = ()
    open_seats: int = 0
