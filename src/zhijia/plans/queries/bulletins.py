"""Reading bulletins, and what a bulletin is drawn from."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Max, Q, QuerySet, Value, When
from django.db.models.functions import Substr

from zhijia.org import queries as org
from zhijia.org.models import Post, Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.papers import chinese
from zhijia.platform.place import Place
from zhijia.platform.scope import STEP, prefixes, reached, under
from zhijia.platform.wording import written

from .. import paper, rules
from ..models import Assignment, AssignmentQuerySet, Bulletin
from ..policies import LEADERS
from ..rules import BulletinFacts, ItemLine, Section, UnitLine
from ..rules.natures import first_due
from .assessment import done_by_child, reported_in_time
from .assignments import lit
from .light_in_sql import colour
from .lights import these

WAITS = "waits"  # no light of any scheme
SAID = {"praise": "表扬", "criticism": "批评", "demands": "下一步要求"}


def bulletins(actor: Actor) -> QuerySet[Bulletin]:
    """Return the issued bulletins of one's unit and above and of units reached, and one's drafts.

    A draft is for those who keep the desk of its very unit or lead it.
    """
    issued = Q(unit_path__in=prefixes(actor.unit_path)) | reached("unit_path", actor)
    own = Q(unit_path__in=actor.stands((*DESKS, "leader")))
    found = Bulletin.objects.filter(Q(state="issued") & issued | own)
    return found.select_related("unit", "drawn_by", "judged_by", "issued_by", "file")


def own_desks(actor: Actor) -> QuerySet[Unit]:
    """Return the units whose bulletin this actor may draw."""
    return Unit.objects.standing().filter(path__in=actor.stands(DESKS)).order_by("path")


def is_led(path: str) -> bool:
    """Say whether somebody in office may approve the bulletins of the unit at `path`; one query."""
    held = Post.objects.open().filter(unit_path=path, kind__in=LEADERS, member__left_on=None)
    return held.exists()


def is_issued(unit: Unit, kind: str, first: date) -> bool:
    """Say whether the bulletin of this period was issued; one query."""
    return Bulletin.objects.filter(unit=unit, kind=kind, first_on=first, state="issued").exists()


def next_issue(unit: Unit, year: int) -> int:
    """Return the number of the unit's next bulletin of a year; one query."""
    last = Bulletin.objects.filter(unit=unit, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bulletin as it was drawn: its sections, and the units that it tells of, by path."""

    title: str
    last: date
    sections: list[Section]
    paths: list[str]


def drawn(actor: Actor, unit: Unit, kind: str, first: date, today: date) -> Drawn:
    """Draw a bulletin from what stands; some nine queries, however many units and works."""
    paths = tuple(org.paths_of(unit))
    place = Place(unit.pk, unit.name, unit.code, unit.path, paths)
    _, last = rules.period_of(kind, first)
    until = min(last, today)
    given = _given(place, first, until)
    tallies = done_by_child(place, first, until)
    now = _now(place, today)
    found = sorted({*given, *tallies, *now})
    names = {path: str(one) for path, one in org.units_at(found).items()}
    lines = [
        _line(_name(path, unit, names), given[path], tallies.get(path), now.get(path))
        for path in found
    ]
    facts = BulletinFacts(
        period=rules.period_name(kind, first),
        as_of=today,
        lines=lines,
        red=_items(actor, place, "red", today),
        yellow=_items(actor, place, "yellow", today),
    )
    title = rules.bulletin_title(unit.name, kind, first)
    return Drawn(title, last, rules.composed(facts), found)


def _name(path: str, unit: Unit, names: dict[str, str]) -> str:
    own = path == unit.path
    return f"{unit.name}本级" if own else names.get(path, "已撤销的单位")


def _given(place: Place, first: date, until: date) -> Counter[str]:
    """Count what was given in the period by the unit one level below; a query a path."""
    found: Counter[str] = Counter()
    for path in place.paths:
        rows = Assignment.objects.leads().filter(under("given_path", path)).order_by()
        rows = rows.filter(assigned_on__range=(first, until))
        child = Substr("given_path", 1, len(path) + STEP)
        for row in rows.annotate(child_=child).values("child_").annotate(n=Count("pk")):
            found[row["child_"]] += row["n"]
    return found


def _at_work(where: Q, today: date) -> AssignmentQuerySet:
    """Return what leading units still have to do, each with its `colour`.

    What was reported finished by its day waits for the giver: it has no light (HOUSE-66).
    """
    rows = Assignment.objects.leads().open().filter(where)
    waits = When(Q(reported_in_time(today), state="reported"), then=Value(WAITS))
    return rows.annotate(colour=Case(waits, default=colour(today)))


def _now(place: Place, today: date) -> dict[str, Counter[str]]:
    """Count the lights of the leading units one level below; a query a path."""
    found: dict[str, Counter[str]] = {}
    for path in place.paths:
        rows = _at_work(under("unit_path", path), today).order_by()
        child = Substr("unit_path", 1, len(path) + STEP)
        for row in rows.annotate(child_=child).values("child_", "colour").annotate(n=Count("pk")):
            found.setdefault(row["child_"], Counter())[row["colour"]] += row["n"]
    return found


def _line(
    name: str, given: int, tally: rules.Tally | None, colours: Counter[str] | None
) -> UnitLine:
    """Return a unit's line: what it did in the period, and what is late of it now."""
    now, done = colours or Counter(), tally or rules.Tally()
    late = rules.Tally(overdue=now["red"])
    return UnitLine(name, given, done + late, now.total(), now["yellow"])


def _items(actor: Actor, place: Place, light: str, today: date) -> list[ItemLine]:
    """Return the first works with this light, as the lists of the bulletin show them."""
    rows = _at_work(place.holds("unit_path"), today).filter(Q(colour=light))
    keys = list(rows.order_by("due_on", "pk").values_list("pk", flat=True)[: rules.MOST_LISTED])
    return [
        ItemLine(str(one.unit), one.wording, _due(one), one.percent, lit(one, today).words)
        for one in these(actor, keys)
    ]


def _due(one: Assignment) -> date:
    """Return the day that counts now: of the whole, or of a period that comes before."""
    return first_due(one.due_on, one.turn_due_on)


def numbered(bulletin: Bulletin) -> list[tuple[str, Section]]:
    """Return the sections, and what people wrote, each with its number as papers write it."""
    said = [{"heading": head, "paragraphs": [words]} for head, words in said_in(bulletin)]
    whole = [*bulletin.body, *said]
    return [(f"{chinese(n)}、", section) for n, section in enumerate(whole, 1)]


def opening_of(bulletin: Bulletin) -> str:
    """Return the first sentence of a bulletin."""
    name = rules.period_name(bulletin.kind, bulletin.first_on)
    return f"现将{name}督办事项办理情况通报如下，数据截至{written(bulletin.drawn_on)}。"


def said_in(bulletin: Bulletin) -> list[tuple[str, str]]:
    """Return what people wrote, under its headings; what nobody wrote has none."""
    return [(head, words) for key, head in SAID.items() if (words := getattr(bulletin, key))]


def paper_of(bulletin: Bulletin, *, issue: str = "", day: date | None = None) -> bytes:
    """Return a bulletin as a Word file, with its number and day once it is issued."""
    return paper.bulletin(
        bulletin.title.replace("督办事项", "\n督办事项", 1),
        unit=bulletin.unit.name,
        issue=issue,
        opening=opening_of(bulletin),
        sections=bulletin.body,
        said=said_in(bulletin),
        day=day or bulletin.drawn_on,
    )
