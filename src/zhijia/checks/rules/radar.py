"""雷达图: where the corners of a radar chart lie. Pure; numbers are SVG's own units."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

WIDTH, HEIGHT, RADIUS = 500, 330, 110
MIDDLE = (WIDTH / 2, HEIGHT / 2)
RINGS = (25, 50, 75, 100)
FEWEST = 3
LONGEST = 8


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction: its label, where its end and its label lie, which way the label is set."""

    label: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One polygon: its name, its corners as SVG says them, and its look (0, 1, 2)."""

    name: str
    corners: str
    look: int


@dataclass(frozen=True, slots=True)
class Radar:
    """A chart: its rings, axes and shapes."""

    rings: tuple[str, ...]
    axes: tuple[Axis, ...]
    shapes: tuple[Shape, ...]
    width: int = WIDTH
    height: int = HEIGHT
    middle: tuple[float, float] = MIDDLE


def _at(number: int, of: int, far: float) -> tuple[float, float]:
    """Return the point of a direction at `far` per cent of the radius, the first upwards."""
    angle = 2 * pi * number / of - pi / 2
    reach = RADIUS * far / 100
    return round(MIDDLE[0] + reach * cos(angle), 1), round(MIDDLE[1] + reach * sin(angle), 1)


def _corners(values: Sequence[float]) -> str:
    points = (_at(n, len(values), value) for n, value in enumerate(values))
    return " ".join(f"{x},{y}" for x, y in points)


def _axis(number: int, of: int, label: str) -> Axis:
    x, y = _at(number, of, 100)
    label_x, label_y = _at(number, of, 116)
    aside = label_x - MIDDLE[0]
    anchor = "middle" if abs(aside) < 8 else "start" if aside > 0 else "end"
    short = label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"
    return Axis(short, x, y, label_x, round(label_y + 5, 1), anchor)


def radar(
    labels: Sequence[str], series: Sequence[tuple[str, Sequence[int | None]]]
) -> Radar | None:
    """Return the chart of some series in per cent; None where there are too few directions."""
    if len(labels) < FEWEST:
        return None
    rings = tuple(_corners([ring] * len(labels)) for ring in RINGS)
    axes = tuple(_axis(n, len(labels), label) for n, label in enumerate(labels))
    shapes = tuple(
        Shape(name, _corners([value or 0 for value in values]), look)
        for look, (name, values) in enumerate(series)
    )
    return Radar(rings, axes, shapes)
