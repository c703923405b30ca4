"""What is asked on a ballot paper: elections, resolutions, evaluations. Pure facts.

Nothing here tells one paper from another: there is no number, no code, no name of a voter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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

    By strokes unless the meeting adopted another order. `is_placed` says that the candidates are
    handed over in their order already: somebody's own spelling may move a name.
    """

    contest: Contest
    is_by_strokes: bool = True
    is_placed: bool = False

    @property
    def candidates(self) -> list[Candidate]:
        """Return the candidates in the order of the paper."""
        if self.is_placed or not self.is_by_strokes:
            return list(self.contest.candidates)
        return sorted(self.contest.candidates, key=lambda one: strokes.key(one.name))


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
