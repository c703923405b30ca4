"""What the leader's home reads: totals against last year, the units below, lights, what is late."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from zhijia.org.models import Unit
from zhijia.org.queries import lineage, units_at
from zhijia.plans import queries as plans
from zhijia.platform.actor import Actor
from zhijia.platform.offers import (
    FIGURES,
    RATIOS,
    Figure,
    Number,
    month_by_month,
    totalling,
    unit_by_unit,
)
from zhijia.platform.place import Place
from zhijia.platform.together import Reading, side_by_side
from zhijia.platform.ui.charts import Chart

from .. import queries

CARDS = {
    "org.members": "users",
    "org.joined": "user-plus",
    "plans.given": "checklist",
    "plans.done": "circle-check",
    "plans.overdue": "alert-triangle",
    "plans.holes": "alert-triangle",
}
COLUMNS = {
    "org.members": "会员",
    "org.joined": "新入会",
    "plans.given": "交办",
    "plans.done": "办结",
    "plans.holes": "缺位",
}
COUNTED = "单位|会员@members|新入会@joined|交办@given|办结@done|缺位@holes|办结率@rate"
LAMPS = {
    "red": "红灯",
    "yellow": "黄灯",
    "blue": "蓝灯",
    "green": "绿灯",
    "unlit": "不亮灯",
}
MONTHS = ("plans.given", "plans.done")
RATE = "plans.rate"
LATEST = 6
ONE_DECIMAL = Decimal("0.1")
NONE: Counter[str] = Counter()


class Card(NamedTuple):
    """A total with what it was on the same day last year, and how far it has moved."""

    figure: Figure
    value: Number
    icon: str
    moved: str


@dataclass(frozen=True, slots=True)
class Line:
    """A unit in the table: its numbers by figure, its rate, its lights; `is_own` for the unit's
    own share without those below, `is_gone` for units that stand here no longer.
    """

    unit: Unit
    numbers: dict[str, Number]
    rate: Decimal | None
    lights: Counter[str]
    colours: tuple[str, ...]
    is_own: bool = False
    is_gone: bool = False

    @property
    def scope(self) -> str:
        """Return the scope that its numbers were counted in, as addresses say it."""
        return "own" if self.is_own else "below"

    @property
    def cells(self) -> list[tuple[str, str, Number]]:
        """Return the columns of numbers: label, figure, number."""
        shown = [(label, name) for name, label in COLUMNS.items() if name in self.numbers]
        return [(label, name, self.numbers[name]) for label, name in shown]

    @property
    def lamps(self) -> list[tuple[str, str, int]]:
        """Return the columns of lights: label, colour, number."""
        return [(LAMPS[colour], colour, self.lights[colour]) for colour in self.colours]


class Board(NamedTuple):
    """All that a leader sees at once."""

    cards: list[Card]
    rate: Decimal | None
    lines: list[Line]
    total: Line | None
    chart: Chart | None
    late: list[plans.Late]

    @property
    def heads(self) -> str:
        """Return the heads of the table: what is counted, then the lights of the scheme here."""
        sorts = {"red": "红灯@red"}
        return "|".join([COUNTED, *(sorts.get(c, LAMPS[c]) for c in self.lines[0].colours)])


def same_day_last_year(day: date) -> date:
    """Return the same date a year before; 29 February has the day before it."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year - 1, day.month, last)


def moved(now: Number, before: Number) -> str:
    """Say how far a number has moved in a year, in per cent with one decimal (同比)."""
    if not before:
        return "去年同期为 0" if now else ""
    percent = (Decimal(100) * (now - before) / before).quantize(ONE_DECIMAL)
    if not percent:
        return "同比持平"
    return f"同比{'增长' if percent > 0 else '下降'} {abs(percent)}%"


def board(place: Place, today: date) -> Board:
    """Return the whole board of a place; one query and one where a unit has gone."""
    start, then = date(today.year, 1, 1), same_day_last_year(today)
    year, last = (start, today), (date(then.year, 1, 1), then)
    standing = Unit.objects.standing().filter(parent=place.unit_id)
    by_unit, before, months, lights, units, schemes, late = side_by_side(
        unit_by_unit(_offered(_wanted()), place.paths, *year, below=place.below),
        totalling(_offered(CARDS), place.paths, *last, below=place.below),
        month_by_month(_offered(MONTHS), place.paths, today.year, today, below=place.below),
        plans.lights(place, today),
        Reading((standing if place.below else standing.none(),), list),
        plans.holding_at([place.path]),
        plans.latest(place, today, LATEST),
    )
    now = {name: sum(numbers.values()) for name, numbers in by_unit.items()}
    lines = _lines(place, by_unit, lights, units, schemes[place.path])
    return Board(
        cards=_cards(now, before),
        rate=_rate(now),
        lines=lines,
        total=_total(lines, now),
        chart=_chart(months),
        late=late,
    )


def _offered(names: Iterable[str]) -> list[Figure]:
    """Return the figures of these names that rooms offer."""
    return [FIGURES[name] for name in names if name in FIGURES]


def _wanted() -> dict[str, None]:
    """Return the names of the figures the board counts, each once."""
    rate = RATIOS.get(RATE)
    return dict.fromkeys([*CARDS, *((rate.part, rate.whole) if rate else ())])


def _cards(now: Mapping[str, Number], before: Mapping[str, Number]) -> list[Card]:
    """Return the totals against those of the same days last year."""
    return [
        Card(one, now[one.name], CARDS[one.name], moved(now[one.name], before[one.name]))
        for one in _offered(CARDS)
    ]


def _rate(numbers: dict[str, Number]) -> Decimal | None:
    """Return the share of what was given that is done; None where nothing was given."""
    rate = RATIOS.get(RATE)
    return rate.rate(numbers) if rate else None


def _lines(
    place: Place,
    by_unit: dict[str, dict[str, Number]],
    lights: dict[str, Counter[str]],
    below: Iterable[Unit],
    scheme: str,
) -> list[Line]:
    """Return a line for the unit itself and for each below it, also one that is gone."""
    units = {unit.path: unit for unit in below}
    paths = {path for numbers in by_unit.values() for path in numbers} | set(lights)
    missing = paths - set(units) - set(place.paths)
    gone = units_at(missing) if missing else {}
    alight = {colour for lit in lights.values() for colour in lit}
    shown = tuple(plans.shown(alight, scheme))
    own = Unit(pk=place.unit_id, name=place.name, code=place.code, path=place.path)

    def line(unit: Unit, at: Iterable[str], **kind: bool) -> Line:
        keys = list(at)
        numbers = {name: sum(n.get(key, 0) for key in keys) for name, n in by_unit.items()}
        lit = sum((lights.get(key, NONE) for key in keys), Counter[str]())
        return Line(unit, numbers, _rate(numbers), lit, shown, **kind)

    first = line(own, place.paths, is_own=True)
    present = [line(unit, [path]) for path, unit in units.items()]
    left = [line(unit, [path], is_gone=True) for path, unit in sorted(gone.items())]
    return [first, *present, *(one for one in left if any(one.numbers.values()))]


def _total(lines: list[Line], now: dict[str, Number]) -> Line | None:
    """Return the line at the foot, where there is more than one above it."""
    if len(lines) < 2:
        return None
    lights = sum((line.lights for line in lines), Counter[str]())
    return Line(lines[0].unit, now, _rate(now), lights, lines[0].colours)


def _chart(numbers: Mapping[str, list[Number]]) -> Chart | None:
    """Return the months of what was given and done; nothing is not drawn."""
    figures = _offered(MONTHS)
    months: Sequence[Sequence[Number]] = [numbers[figure.name] for figure in figures]
    return queries.chart(figures, months) if any(map(any, months)) else None


def _by(figure: str) -> Callable[[Line], Number]:
    return lambda line: line.numbers.get(figure, 0)


SORTS: dict[str, Callable[[Line], Number | Decimal]] = {
    "members": _by("org.members"),
    "joined": _by("org.joined"),
    "given": _by("plans.given"),
    "done": _by("plans.done"),
    "holes": _by("plans.holes"),
    "rate": lambda line: -1 if line.rate is None else line.rate,
    "red": lambda line: line.lights["red"],
}


def arranged(lines: list[Line], asked: str) -> list[Line]:
    """Return the lines in the order asked for, `-red` downwards; else in that of the tree."""
    key = SORTS.get(asked.removeprefix("-"))
    return sorted(lines, key=key, reverse=asked.startswith("-")) if key else lines


def trail(actor: Actor, place: Place) -> list[tuple[str, str]]:
    """Return the way down to this unit, as far as the actor reaches; one query."""
    above = [unit for unit in lineage(Unit(path=place.path)) if actor.reaches(unit.path)]
    return [(unit.name, f"/?unit={unit.pk}") for unit in above]
