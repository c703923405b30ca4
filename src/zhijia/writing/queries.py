"""Reading what a report is drafted from, and the reports themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from operator import attrgetter

from django.db.models import Max, Prefetch, Q, QuerySet

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.queries import paths_of, units_below
from zhijia.org.rules import DESKS
from zhijia.plans.models import Assignment, Extension, Progress, Task
from zhijia.plans.speech import AREAS
from zhijia.platform.actor import Actor
from zhijia.platform.offers import FIGURES, RATIOS, Number, by_groups, totals
from zhijia.platform.papers import chinese
from zhijia.platform.scope import under_any

from . import rules
from .models import Citation, Report
from .rules import OWN, Area, Block, Count, Facts, Item, Work, shown

CITED = {
    "units": "org.units",
    "members": "org.members",
    "joined": "org.joined",
    "speeches": "plans.speeches",
    "tasks": "plans.tasks",
    "closed": "plans.closed",
    "given": "plans.given",
    "done": "plans.done",
    "open": "plans.open",
    "overdue": "plans.overdue",
}
BY_AREA = {
    "filed": "plans.tasks",
    "closed": "plans.closed",
    "given": "plans.given",
    "done": "plans.done",
}
RATE = "plans.rate"
TOLD = ("reported", "finished", "sent_back")
# What is fetched along with a row is known to no type, so it is read by name.
works_of, steps_of = attrgetter("works"), attrgetter("told")
parts_of, extensions_of = attrgetter("pieces"), attrgetter("longer")


@dataclass(slots=True)
class Annex:
    """The citations of a report as it grows; each number gets the next place."""

    lines: list[Citation] = field(default_factory=list)

    def cite(self, figure: str, value: Number, rows: int, group: str = "") -> Count:
        """Enter a figure's number and return it as the sentences use it."""
        source = FIGURES[figure]
        label, means = source.label, source.means
        if group:
            means = f"{AREAS[group]}类；其余同“{label}”。"
            label = f"{label}（{AREAS[group]}）"
        self._add(figure, label, source.unit, means, value, rows, group)
        return Count(len(self.lines) - 1, value)

    def cite_rate(self, name: str, value: Decimal, rows: int) -> Count:
        """Enter a rate; its rows are those of the whole."""
        rate = RATIOS[name]
        self._add(name, rate.label, "%", rate.means, value, rows, "")
        return Count(len(self.lines) - 1, value)

    def keep(self, places: Iterable[int]) -> None:
        """Keep the lines at these places, in this order, and drop the rest."""
        self.lines = [self.lines[place] for place in places]
        for place, line in enumerate(self.lines):
            line.place = place

    def _add(
        self, figure: str, label: str, unit: str, means: str, value: Number, rows: int, group: str
    ) -> None:
        self.lines.append(
            Citation(
                place=len(self.lines),
                figure=figure,
                label=label,
                unit=unit,
                means=means,
                value=value,
                rows=rows,
                group=group,
            )
        )


@dataclass(frozen=True, slots=True)
class Composed:
    """A report as it was composed: its blocks, the annex of their numbers, its period."""

    title: str
    blocks: tuple[Block, ...]
    annex: Annex
    start: date
    until: date


def composed(unit: Unit, year: int, today: date) -> Composed:
    """Compose a unit's report for a year from the records as they stand; some fifteen queries."""
    start, until = date(year, 1, 1), min(date(year, 12, 31), today)
    annex = Annex()
    blocks, used = rules.cited(rules.compose(facts(unit, year, until, annex)))
    annex.keep(used)
    return Composed(rules.title(unit.name, year), tuple(blocks), annex, start, until)


def facts(unit: Unit, year: int, until: date, annex: Annex) -> Facts:
    """Return all that a unit's report for `year` says as of `until`; some fifteen queries.

    Every number is entered in `annex` as it is read.
    """
    paths, start = paths_of(unit), date(year, 1, 1)
    rate = RATIOS[RATE]
    figures = [FIGURES[name] for name in dict.fromkeys([*CITED.values(), rate.part, rate.whole])]
    numbers = totals(figures, paths, start, until)
    counts = {
        key: annex.cite(name, numbers[name], int(numbers[name])) for key, name in CITED.items()
    }
    percent = rate.rate(numbers)
    whole = int(numbers[rate.whole])
    return Facts(
        unit=unit.name,
        year=year,
        until=until,
        has_units_below=units_below(unit.path).exclude(pk=unit.pk).exists(),
        rate=None if percent is None else annex.cite_rate(RATE, percent, whole),
        areas=tuple(_areas(paths, start, until, annex)),
        others=_others(paths, start, until).exists(),
        **counts,
    )


def _areas(paths: list[str], start: date, until: date, annex: Annex) -> Iterator[Area]:
    """Yield the areas in their order that had a task, each with its numbers and its tasks."""
    named = by_groups([FIGURES[name] for name in BY_AREA.values()], paths, start, until)
    numbers = {key: named[name] for key, name in BY_AREA.items()}
    found: dict[str, list[Item]] = {}
    for task in _tasks(paths, start, until):
        found.setdefault(task.area, []).append(_item(task, paths, until))
    for area, label in AREAS.items():
        if area in found or any(area in groups for groups in numbers.values()):
            counts = {
                key: annex.cite(BY_AREA[key], groups.get(area, 0), int(groups.get(area, 0)), area)
                for key, groups in numbers.items()
            }
            yield Area(label, items=tuple(found.get(area, ())), **counts)


def _running(start: date, until: date) -> Q:
    """Select the tasks that were open at some time of the period."""
    return Q(filed_on__lte=until) & (Q(closed_on=None) | Q(closed_on__gte=start))


def _others(paths: list[str], start: date, until: date) -> QuerySet[Task]:
    """Return the tasks that units below set themselves: counted, and told by their own reports."""
    below = under_any("filed_path", paths) & ~Q(filed_path__in=paths)
    return Task.objects.filter(below, _running(start, until), dropped_for="")


def _tasks(paths: list[str], start: date, until: date) -> QuerySet[Task]:
    """Return what the unit put on file, and what was given into its branch from outside.

    Each has `works`: those the report tells of, with steps, parts and extensions; seven queries.
    """
    works = _works(paths, start, until)
    from_outside = works.exclude(under_any("issuer_path", paths))
    own = Q(filed_path__in=paths, dropped_for="")
    mine = Task.objects.filter(own | Q(pk__in=from_outside.values("task")))
    found = mine.filter(_running(start, until)).order_by("year", "serial")
    return found.prefetch_related(Prefetch("assignments", _told(works, until), to_attr="works"))


def _works(paths: list[str], start: date, until: date) -> QuerySet[Assignment]:
    """Return what units at or below `paths` had in the period, or their posts from outside."""
    ran = Q(assigned_on__lte=until) & (Q(closed_on=None) | Q(closed_on__gte=start))
    whole = Q(parent=None) | ~under_any("issuer_path", paths)
    here = under_any("given_path", paths)
    return Assignment.objects.filter(ran, whole, here).exclude(state="withdrawn")


def _told(works: QuerySet[Assignment], until: date) -> QuerySet[Assignment]:
    """Fetch along what is told of works: who has them, reports, parts and granted extensions."""
    said = Progress.objects.filter(step__in=TOLD, done_on__lte=until).order_by("pk")
    steps = Prefetch("steps", said, to_attr="told")
    granted = Extension.objects.filter(is_granted=True, decided_on__lte=until).order_by("pk")
    parts = Assignment.objects.filter(assigned_on__lte=until).exclude(state="withdrawn")
    named = parts.select_related("unit", "post__member").prefetch_related(steps).order_by("pk")
    return (
        works.select_related("unit", "issuer", "post__member")
        .prefetch_related(
            steps,
            Prefetch("extensions", granted, to_attr="longer"),
            Prefetch("parts", named, to_attr="pieces"),
        )
        .order_by("given_path", "pk")
    )


def _item(task: Task, paths: list[str], until: date) -> Item:
    """Return a task as the report tells it, and who gave it into the branch."""
    works: list[Assignment] = works_of(task)
    issuers = {w.issuer.name: None for w in works if not _is_under(w.issuer_path, paths)}
    told = tuple(_work(work, paths, until) for work in works)
    return Item(task.wording, told, "、".join(issuers))


def _is_under(path: str, paths: Iterable[str]) -> bool:
    """Say whether `path` is one of `paths` or below one."""
    return any(path.startswith(base) for base in paths)


def _work(work: Assignment, paths: list[str], until: date) -> Work:
    """Return what a unit or a post of the branch had done by `until`, with the parts of its own."""
    longer: list[Extension] = extensions_of(work)
    parts: list[Assignment] = parts_of(work) if work.given_path in paths else []
    return replace(
        _stand(work, paths, until),
        later_on=longer[-1].to_on if longer else None,
        parts=tuple(_stand(part, paths, until) for part in parts),
    )


def _holder(work: Assignment, paths: list[str]) -> str:
    """Return who has it, as the unit's own report calls them."""
    if work.given_path in paths:
        return str(work.post) if work.post else OWN
    return work.holder


def _stand(work: Assignment, paths: list[str], until: date) -> Work:
    """Return how a work stood on `until`, and the last that was reported of it."""
    steps: list[Progress] = steps_of(work)
    closed = work.state == "accepted" and work.closed_on is not None and work.closed_on <= until
    return Work(
        holder=_holder(work, paths),
        due_on=work.due_on,
        is_done=closed,
        is_late=not closed and work.due_on < until,
        is_sent=bool(steps) and steps[-1].step == "finished",
        is_signed=work.signed_on is not None and work.signed_on <= until,
        words=next((one.words for one in reversed(steps) if one.step != "sent_back"), ""),
    )


def reports(actor: Actor) -> QuerySet[Report]:
    """Return the reports of the units this actor reaches."""
    return Report.objects.within(actor).select_related("unit", "drafted_by", "file")


def own_units(actor: Actor) -> QuerySet[Unit]:
    """Return the units whose report this actor may draft."""
    return Unit.objects.standing().filter(path__in=actor.stands(DESKS)).order_by("path")


def next_number(unit: Unit, year: int) -> int:
    """Return the number of the next draft."""
    last = Report.objects.filter(unit=unit, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@dataclass(frozen=True, slots=True)
class Line:
    """A citation and what the same count gives now; `moved` where the two differ."""

    citation: Citation
    now: Number | Decimal | None

    @property
    def shown(self) -> str:
        """Return the number as the report writes it."""
        return shown(self.citation.value)

    @property
    def shown_now(self) -> str:
        """Return the number of today if it is another."""
        if self.now is None:
            return "无此指标"
        return shown(self.now) if self.moved else "未变"

    @property
    def page(self) -> str:
        """Return the figure whose page shows the records: a rate's whole for a rate."""
        name = self.citation.figure
        return RATIOS[name].whole if name in RATIOS else name

    @property
    def moved(self) -> bool:
        """Say whether the records have changed since."""
        return self.now is not None and self.now != self.citation.value


def annex_now(report: Report) -> list[Line]:
    """Return the report's citations with the numbers of today; four queries, however many.

    A citation of a figure that no room offers any more has no number of today.
    """
    paths, start, until = paths_of(report.unit), report.start, report.until
    lines = list(report.citations.all())
    plain = {line.figure for line in lines if line.figure in FIGURES and not line.group}
    whole = {RATIOS[RATE].part, RATIOS[RATE].whole}
    numbers = totals([FIGURES[name] for name in sorted(plain | whole)], paths, start, until)
    names = {line.figure for line in lines if line.group and line.figure in FIGURES}
    grouped = by_groups([FIGURES[name] for name in sorted(names)], paths, start, until)
    return [Line(line, _now(line, numbers, grouped)) for line in lines]


def _now(
    line: Citation, numbers: dict[str, Number], grouped: dict[str, dict[str, Number]]
) -> Number | Decimal | None:
    """Return the number of today for one citation."""
    if line.group:
        return grouped.get(line.figure, {}).get(line.group, 0)
    if line.figure in RATIOS:
        return RATIOS[line.figure].rate(numbers)
    return numbers.get(line.figure)


def may_draft_any(actor: Actor) -> Verdict:
    """Say whether this actor may draft any unit's report."""
    if actor.stands(DESKS):
        return ALLOWED
    return refused("总结由本单位的工会主席、副主席或者干事起草")


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of the body as its page shows it: texts, and numbers with their lines."""

    level: int
    number: str
    runs: list[str | Line]


def body_of(report: Report, annex: list[Line]) -> list[Shown]:
    """Return the body with each number's line of the annex in its place, headings numbered."""
    shown, counts = [], [0, 0]
    for level, runs in report.body:
        mark = _number(counts, level) if level else ""
        lines = [annex[run] if isinstance(run, int) else run for run in runs]
        shown.append(Shown(level, mark, lines))
    return shown


def _number(counts: list[int], level: int) -> str:
    """Count a heading of level 1 or 2 and return its number as papers write it."""
    counts[level - 1] += 1
    if level == 1:
        counts[1] = 0
        return f"{chinese(counts[0])}、"
    return f"（{chinese(counts[1])}）"
