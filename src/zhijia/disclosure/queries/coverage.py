"""How well a unit makes public what it must: numbers by unit, and line by line for inspectors.

`inspection` is what 检查 reads: which items were due in a period, on time, late or never, each with
the pages that prove it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from zhijia.org import queries as org
from zhijia.org.models import Unit
from zhijia.org.rules import EMPLOYERS
from zhijia.platform.actor import Actor
from zhijia.platform.offers import FIGURES, RATIOS, Number, totals, unit_by_unit
from zhijia.platform.place import Place, lying
from zhijia.platform.scope import STEP
from zhijia.platform.together import Reading, side_by_side

from ..models import Catalogue, Due
from ..rules.dues import RISK, Stand, rate

NAMES = (
    "disclosure.due",
    "disclosure.done",
    "disclosure.on_time",
    "disclosure.asked",
    "disclosure.answered",
)
RATES = ("disclosure.rate", "disclosure.on_time_rate", "disclosure.answer_rate")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was due: what, for when, how it stands, and the pages that prove it."""

    due: Due
    stand: Stand
    urls: tuple[str, ...]
    proofs: int
    is_withdrawn: bool

    @property
    def state(self) -> str:
        """Return `on_time`, `after`, `late` (never, past its day) or `coming`."""
        return self.stand.state


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a unit owed in a period and how it kept it; `risk` is empty where it kept all."""

    lines: list[Line]
    counts: Counter[str]

    @property
    def owed(self) -> int:
        """Return how many were due by now."""
        return sum(n for state, n in self.counts.items() if state != "coming")

    @property
    def published(self) -> int:
        """Return how many of them were made public, on time or after."""
        return self.counts["on_time"] + self.counts["after"]

    @property
    def rate(self) -> str:
        """Return 公开率."""
        return rate(self.published, self.owed)

    @property
    def on_time_rate(self) -> str:
        """Return 按时公开率."""
        return rate(self.counts["on_time"], self.owed)

    @property
    def risk(self) -> str:
        """Say what it risks where something was never made public; never that an act is void."""
        late = self.counts["late"]
        return f"{late} 项{RISK}" if late else ""


def inspection(
    paths: Sequence[str], start: date, end: date, today: date, *, below: bool = False
) -> Inspection:
    """Return what the units at these paths owed between two days; two queries."""
    rows = Due.objects.filter(lying("laid_path", paths, below=below), due_on__range=(start, end))
    found = rows.select_related("item", "unit", "publication").prefetch_related(
        "publication__postings"
    )
    lines = [_line(due, today) for due in found.order_by("item__rank", "due_on", "pk")]
    return Inspection(lines, Counter(line.state for line in lines))


def _line(due: Due, today: date) -> Line:
    urls, proofs, is_withdrawn = [due.get_absolute_url()], 0, False
    if due.publication and due.closed_on:
        urls.insert(0, due.publication.get_absolute_url())
        proofs = len(due.publication.postings.all())
        is_withdrawn = due.publication.withdrawn_on is not None
    return Line(due, due.stand(today), tuple(urls), proofs, is_withdrawn)


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's numbers in a period; `late` is what stands open past its day now."""

    unit: Unit
    has_catalogue: bool
    due: int
    done: int
    on_time: int
    late: int
    asked: int
    answered: int

    @property
    def lack(self) -> str:
        """Say that there is no catalogue; who employs nobody goes with who does."""
        if self.has_catalogue:
            return ""
        return "没有公开目录" if self.unit.kind in EMPLOYERS else "随所属单位公开"

    @property
    def rate(self) -> str:
        """Return 公开率."""
        return rate(self.done, self.due)

    @property
    def on_time_rate(self) -> str:
        """Return 按时公开率."""
        return rate(self.on_time, self.due)

    @property
    def answer_rate(self) -> str:
        """Return 答复率."""
        return rate(self.answered, self.asked)


@dataclass(frozen=True, slots=True)
class Board:
    """A unit's own numbers with all below, and those of the units just below it."""

    whole: dict[str, Number]
    rates: dict[str, str]
    late: int
    own: Row
    rows: list[Row]


def board(unit: Unit, place: Place, start: date, end: date, today: date) -> Board:
    """Return how the branch of a unit makes public what it must; one query."""
    figures = [FIGURES[name] for name in NAMES]
    with_one = Catalogue.objects.filter(Q(unit=unit) | Q(unit__parent=unit)).order_by()
    below, late, children, have = side_by_side(
        unit_by_unit(figures, place.paths, start, end),
        _late_by_child(place.paths, today),
        Reading((org.children(unit),), list),
        Reading((with_one.values_list("unit_id", flat=True),), set),
    )
    whole: dict[str, Number] = {name: sum(found.values()) for name, found in below.items()}
    return Board(
        whole=whole,
        rates={name: _rate(name, whole) for name in RATES},
        late=sum(late.values()),
        own=_row(unit, place.paths, below, late, have),
        rows=[_row(child, [child.path], below, late, have) for child in children],
    )


def _rate(name: str, numbers: dict[str, Number]) -> str:
    ratio = RATIOS[name]
    return rate(int(numbers[ratio.part]), int(numbers[ratio.whole]))


def _late_by_child(paths: Sequence[str], today: date) -> Reading[Counter[str]]:
    """Count what is late by the unit one level below, in the database."""

    def tell(*counted: Iterable[tuple[str, int]]) -> Counter[str]:
        found: Counter[str] = Counter()
        for rows in counted:
            found.update(dict(rows))
        return found

    return Reading(tuple(_late_below(path, today) for path in paths), tell)


def _late_below(path: str, today: date) -> QuerySet[Due, tuple[str, int]]:
    rows = Due.objects.late(today).filter(lying("unit_path", [path])).order_by()
    child = Substr("unit_path", 1, len(path) + STEP)
    counted = rows.values(child_=child).annotate(n=Count("pk"))
    return counted.values_list("child_", "n")


def _row(
    unit: Unit,
    paths: Iterable[str],
    numbers: dict[str, dict[str, Number]],
    late: Counter[str],
    have: set[int],
) -> Row:
    at = list(paths)
    n = {name: sum(int(found.get(path, 0)) for path in at) for name, found in numbers.items()}
    return Row(
        unit=unit,
        has_catalogue=unit.pk in have,
        due=n["disclosure.due"],
        done=n["disclosure.done"],
        on_time=n["disclosure.on_time"],
        late=sum(late[path] for path in at),
        asked=n["disclosure.asked"],
        answered=n["disclosure.answered"],
    )


def numbers(place: Place, start: date, end: date) -> dict[str, Number]:
    """Return the numbers of a place in a period; one query."""
    return totals([FIGURES[name] for name in NAMES], place.paths, start, end, below=place.below)


def unit_at(actor: Actor, place: Place) -> Unit | None:
    """Return the unit somebody looks at, if they reach it; one query."""
    return org.units(actor).filter(pk=place.unit_id).first() if place else None


def stats(board: Board) -> list[tuple[str, int | str, str]]:
    """Return the large numbers of the board: label, value and what stands beneath."""
    n = {name: int(value) for name, value in board.whole.items()}
    due, asked = n["disclosure.due"], n["disclosure.asked"]
    return [
        ("公开率", board.rates["disclosure.rate"], f"应公开 {due} 项次"),
        (
            "按时公开率",
            board.rates["disclosure.on_time_rate"],
            f"按时 {n['disclosure.on_time']} 项次",
        ),
        ("逾期未公开", board.late, "现在还没有公开的"),
        ("提问答复率", board.rates["disclosure.answer_rate"], f"提问 {asked} 件"),
    ]
