"""What comes out of a speech: its points, its pieces, and the source they are cut from.

All offsets count characters of `Source.text`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Unreadable(ValueError):
    """A file we cannot read; `str(error)` is one Chinese sentence for the person who sent it."""


class Kind(StrEnum):
    """What a piece of a speech is. Only a TASK is proposed as work."""

    TASK = "task"
    HEADING = "heading"
    BACKGROUND = "background"
    AIM = "aim"
    ATTITUDE = "attitude"
    SLOGAN = "slogan"
    PRAISE = "praise"
    PAST = "past"
    QUOTE = "quote"
    PROMISE = "promise"
    GREETING = "greeting"
    LEAD_IN = "lead_in"
    OTHER = "other"


LABELS: dict[Kind, str] = {
    Kind.TASK: "任务",
    Kind.HEADING: "标题",
    Kind.BACKGROUND: "背景",
    Kind.AIM: "目的",
    Kind.ATTITUDE: "态度",
    Kind.SLOGAN: "口号",
    Kind.PRAISE: "肯定",
    Kind.PAST: "已做",
    Kind.QUOTE: "引述",
    Kind.PROMISE: "表态",
    Kind.GREETING: "致意",
    Kind.LEAD_IN: "引语",
    Kind.OTHER: "其他",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A speech file as text: decoded, BOM dropped, only line ends removed.

    `breaks` are the offsets in `text` where a line of the original began, for display.
    """

    text: str
    breaks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered heading: `number` (一、) and `text` are verbatim, level 1 is the top."""

    number: str
    text: str
    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a speech with one nature, the cue that decided it, and a task's fields.

    `point` is an index into `Speech.points`. `responsible`, `deadline` and `figures` are verbatim
    or empty; `area` is empty unless the piece is a task.
    """

    start: int
    end: int
    kind: Kind
    cue: str
    point: int | None
    area: str = ""
    responsible: str = ""
    deadline: str = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech of a file. The speeches of a file partition its text."""

    number: int
    title: str
    speaker: str
    given_on: date | None
    start: int
    end: int
    points: tuple[Point, ...]
    pieces: tuple[Piece, ...]
