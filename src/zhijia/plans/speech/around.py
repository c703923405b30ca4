"""What stands around a task: what the tasks beside it say, what was said before it, its heading.

A task that names its matter is known by its own words; one that does not (发现一起,处理一起) is
about what its sentence, its paragraph, its item are about.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

FAR, FARTHEST = "异条", 12


@dataclass(frozen=True, slots=True)
class Told:
    """A task as far as its own words tell: `area` is '' where they tell none.

    `block`, `sentence` and `point` say where it stands, `lead` what was said in its paragraph
    since the task before it, `opening` the words that open its paragraph where no task does.
    """

    area: str
    block: int
    sentence: int
    point: int | None
    lead: str = ""
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a task.

    `before` and `after` are the areas of the nearest tasks that tell one, with how near they are;
    the shares are those of the areas in its paragraph, its item and the whole speech.
    """

    before: tuple[str, str] = ("", FAR)
    after: tuple[str, str] = ("", FAR)
    paragraph: dict[str, float] = field(default_factory=dict)
    item: dict[str, float] = field(default_factory=dict)
    speech: dict[str, float] = field(default_factory=dict)
    lead: str = ""
    opening: str = ""
    concrete: bool = True


def surroundings(tasks: Sequence[Told], *, concrete: bool) -> Iterator[Around]:
    """Yield what stands around each task of a speech, in order."""
    speech = Counter(told.area for told in tasks if told.area)
    blocks: dict[int, Counter[str]] = {}
    points: dict[int | None, Counter[str]] = {}
    for told in tasks:
        blocks.setdefault(told.block, Counter()).update([told.area] if told.area else [])
        points.setdefault(told.point, Counter()).update([told.area] if told.area else [])
    for place, told in enumerate(tasks):
        yield Around(
            _nearest(told, reversed(tasks[max(0, place - FARTHEST) : place])),
            _nearest(told, tasks[place + 1 : place + 1 + FARTHEST]),
            _shares(blocks[told.block], told.area),
            _shares(points[told.point], told.area) if told.point is not None else {},
            _shares(speech, told.area),
            told.lead,
            told.opening,
            concrete,
        )


def _nearest(told: Told, others: Iterator[Told] | Sequence[Told]) -> tuple[str, str]:
    """Return the area of the first of `others` that tells one, and how near it is."""
    return next(((one.area, _near(told, one)) for one in others if one.area), ("", FAR))


def _near(one: Told, other: Told) -> str:
    if one.sentence == other.sentence:
        return "同句"
    if one.block == other.block:
        return "同段"
    return "同条" if one.point == other.point and one.point is not None else FAR


def _shares(counts: Counter[str], own: str) -> dict[str, float]:
    """Return the share of each area among the other tasks."""
    rest = counts - Counter([own]) if own else counts
    whole = rest.total()
    return {area: count / whole for area, count in rest.items()} if whole else {}
