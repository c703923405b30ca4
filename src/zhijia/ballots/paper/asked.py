"""What is asked on a ballot paper: elections, resolutions, evaluations. Pure facts.

Nothing here tells one paper from another: there is no number, no code, no name of a voter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from zhijia.platform import strokes

from ..counting import Candidate, Contest, Weighted
from ..rules.printing import TINTS, Tint

# Where the sign goes: in a cell above, right or left of the name, or in a column of its own for
# each of 赞成, 不赞成, 弃权.
Place = Literal["above", "right", "left", "columns"]
PLACES: dict[Place, str] = {
    "above": "姓名上方画符号",
    "right": "姓名右侧画符号",
    "left": "姓名左侧画符号",
    "columns": "分赞成、不赞成、弃权三栏",
}


@dataclass(frozen=True, slots=True)
class Election:
    """One election on a paper: the contest, and the order its candidates stand in.

    `spelt` gives, by a candidate's id, the surname and the spelling to sort by where the name
    itself misleads. By strokes unless the meeting adopted another order.
    """

    contest: Contest
    is_by_strokes: bool = True
    spelt: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def candidates(self) -> list[Candidate]:
        """Return the candidates in the order of the paper."""
        if not self.is_by_strokes:
            return list(self.contest.candidates)
        unspelt = ("", "")

        def place(one: Candidate) -> strokes.order.Key:
            return strokes.key(one.name, *self.spelt.get(one.id, unspelt))

        return sorted(self.contest.candidates, key=place)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Things to be voted on item by item."""

    title: str
    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what is evaluated: a name, and what they do."""

    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """民主评议: a grade for each subject, or for each of its weighted lines and a whole one."""

    title: str
    subjects: Sequence[Subject]
    grades: Sequence[str]
    lines: Sequence[Weighted] = ()


Asked = Election | Resolution | Evaluation


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot paper: its head, what it asks, and how it is printed."""

    title: str
    asks: Sequence[Asked]
    place: Place = "above"
    tint: Tint = TINTS["white"]
    seal: str = ""
    notes: Sequence[str] = ()  # of the adopted method, behind our own

    @property
    def is_single(self) -> bool:
        """Say whether the paper asks one thing only, so that its title is enough."""
        return len(self.asks) == 1
