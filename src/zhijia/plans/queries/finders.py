"""Looking for holes in the net, and reading those that were found.

Each finder answers for one kind in a handful of queries, whatever it is asked to look at: a whole
branch, or a few rows again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr

from zhijia.org.models import Post, Unit
from zhijia.org.rules import DESKS, DUTIES, EMPLOYERS
from zhijia.platform.scope import STEP, under_any

from .. import rules
from ..models import Assignment, Extension, Stage, Task, Turn
from ..rules import OPEN
from ..rules.holes import idle_stage_words

BUSY = ("officer", "standing", "committee", *DUTIES)


@dataclass(frozen=True, slots=True)
class Sweep:
    """Where to look: everywhere, at these paths and all below, or at these rows alone."""

    today: date
    paths: tuple[str, ...] | None = None
    keys: frozenset[int] | None = None

    def at(self, column: str) -> Q:
        """Select where to look, among rows whose path stands in this column."""
        if self.keys is not None:
            return Q(pk__in=self.keys)
        return Q() if self.paths is None else under_any(column, self.paths)

    def ago(self, days: int) -> date:
        """Return the day so many days before."""
        return self.today - timedelta(days=days)


class Spot(NamedTuple):
    """A unit by its key and its path."""

    pk: int
    path: str


class Found(NamedTuple):
    """A hole as it was seen: what it is about, whose it is, who mends it, and why it is one."""

    kind: str
    key: str
    base: int
    unit: Spot
    mender: Spot
    words: str
    speech: int | None = None
    task: int | None = None
    other: int | None = None
    work: int | None = None
    post: int | None = None


Finder = Callable[[Sweep], Iterator[Found]]


def _desks() -> QuerySet[Post]:
    """Return the posts whose holders sign for the unit outside."""
    held = Post.objects.open().filter(kind__in=DESKS, member__left_on=None)
    return held.filter(unit=OuterRef("pk"))


def _works() -> QuerySet[Assignment]:
    """Return what the unit outside still has to do."""
    return Assignment.objects.open().filter(unit=OuterRef("pk"), parent=None)


def no_owner(sweep: Sweep) -> Iterator[Found]:
    """Find tasks that no unit has, a week after they were put on file."""
    given = Assignment.objects.of_units().filter(task=OuterRef("pk"))
    late = Task.objects.open().filter(
        sweep.at("unit_path"), filed_on__lte=sweep.ago(rules.UNGIVEN_DAYS)
    )
    rows = late.filter(~Exists(given)).order_by()
    for pk, unit, path, filed_on, due_on in rows.values_list(
        "pk", "unit_id", "unit_path", "filed_on", "due_on"
    ):
        at = Spot(unit, path)
        assert filed_on, "asked for above"
        words = rules.no_owner_words(filed_on, due_on)
        yield Found("no_owner", str(pk), pk, at, at, words, task=pk)


def two_leads(sweep: Sweep) -> Iterator[Found]:
    """Find tasks that units assist with while more than one leads; where none assists, each unit
    that has the task does it for itself.
    """
    at_work = Q(assignments__parent=None, assignments__state__in=OPEN)
    assists = Assignment.objects.of_units().filter(role="assist").exclude(state="excused")
    rows = Task.objects.open().filter(
        sweep.at("unit_path"), Exists(assists.filter(task=OuterRef("pk")))
    )
    leading = Count("assignments", filter=at_work & Q(assignments__role="lead"))
    found = rows.order_by().annotate(n=leading).filter(n__gt=1)
    rows_ = found.values_list("pk", "unit_id", "unit_path")
    tasks = {pk: Spot(unit, path) for pk, unit, path in rows_}
    leads = _holders(set(tasks), role="lead", state__in=OPEN)
    for pk, at in tasks.items():
        words = rules.two_leads_words(sorted(leads[pk]))
        yield Found("two_leads", str(pk), pk, at, at, words, task=pk)


def no_desk(sweep: Sweep) -> Iterator[Found]:
    """Find units that have work and nobody to sign for it; the unit above appoints."""
    units = Unit.objects.filter(sweep.at("path"), Exists(_works()), ~Exists(_desks()))
    for pk, path, gone, above, above_path in units.order_by().values_list(
        "pk", "path", "dissolved_on", "parent_id", "parent__path"
    ):
        at = Spot(pk, path)
        mender = Spot(above, above_path) if above else at
        words = rules.no_desk_words(is_dissolved=gone is not None)
        yield Found("no_desk", str(pk), pk, at, mender, words)


def no_holder(sweep: Sweep) -> Iterator[Found]:
    """Find parts at posts whose holder was relieved or has left; who gave them hands them anew."""
    gone = Q(post__until_on__isnull=False) | Q(post__member__left_on__isnull=False)
    rows = Assignment.objects.open().filter(sweep.at("unit_path"), gone, post__isnull=False)
    for work in rows.select_related("post__member").order_by():
        assert work.post
        words = rules.no_holder_words(str(work.post), has_left=work.post.until_on is None)
        at, mender = Spot(work.unit_id, work.unit_path), Spot(work.issuer_id, work.issuer_path)
        refs = {"task": work.task_id, "work": work.pk, "post": work.post_id}
        yield Found("no_holder", str(work.pk), work.pk, at, mender, words, **refs)


def idle_stage(sweep: Sweep) -> Iterator[Found]:
    """Find stages with a shut gate whose owner is gone; the desk of the project mends."""
    gone = Q(post__until_on__isnull=False) | Q(post__member__left_on__isnull=False)
    open_ = Stage.objects.exclude(state="passed").filter(project__task__closed_on=None)
    rows = open_.filter(sweep.at("project__unit_path"), gone, post__isnull=False)
    for stage in rows.select_related("project", "post__member").order_by("pk"):
        post, project = stage.post, stage.project
        assert post, "asked for above"
        at, has_left = Spot(project.unit_id, project.unit_path), post.until_on is None
        words = idle_stage_words(stage.name, str(post), has_left=has_left)
        refs = {"task": project.task_id, "post": post.pk}
        yield Found("idle_stage", str(stage.pk), stage.pk, at, at, words, **refs)


def idle_post(sweep: Sweep) -> Iterator[Found]:
    """Find posts without a part of their unit's work, held long enough to have one.

    Who holds several posts needs a part at one of them; who acts for a unit has all its work.
    """
    year = sweep.ago(rules.YEAR_DAYS)
    theirs = Assignment.objects.filter(post__member=OuterRef("member"))
    busy = theirs.filter(Q(state__in=OPEN) | Q(assigned_on__gte=year)).exclude(state="withdrawn")
    acts = Post.objects.open().filter(member=OuterRef("member"), kind__in=DESKS)
    works = Assignment.objects.open().filter(unit=OuterRef("unit"), parent=None)
    held = Post.objects.open().filter(
        sweep.at("unit_path"),
        kind__in=BUSY,
        from_on__lte=sweep.ago(rules.SETTLED_DAYS),
        member__left_on=None,
    )
    rows = held.filter(Exists(works), ~Exists(busy), ~Exists(acts)).select_related("member")
    for post in rows.order_by("pk"):
        at = Spot(post.unit_id, post.unit_path)
        words = rules.idle_post_words(str(post), post.from_on)
        yield Found("idle_post", str(post.pk), post.pk, at, at, words, post=post.pk)


class _Asked(NamedTuple):
    """A task that asks every unit: its point, whose it is."""

    task: int
    point: int | None
    said: str
    speech: int
    unit: Spot


def not_reached(sweep: Sweep) -> Iterator[Found]:
    """Find points that ask every unit and were given to some of those below, not to all.

    Three queries: what asks all, whom it reached, who stands below. What reached nobody is a task
    without an owner, and told there.
    """
    asked = list(_asking_all(sweep))
    if not asked:
        return
    reached = _reached(asked)
    below = _below({one.unit.pk for one in asked})
    groups: defaultdict[int, list[_Asked]] = defaultdict(list)
    for one in asked:
        groups[one.point or -one.task].append(one)
    for group in groups.values():
        first = group[0]
        paths = {path for one in group for path in reached.get(one.task, ())}
        missing = [name for path, name in below.get(first.unit.pk, ()) if path not in paths]
        if paths and missing:
            key = f"p{first.point}" if first.point else f"t{first.task}"
            words = rules.not_reached_words(first.said, missing)
            refs = {"speech": first.speech, "task": first.task}
            yield Found("not_reached", key, first.task, first.unit, first.unit, words, **refs)


def _asking_all(sweep: Sweep) -> Iterator[_Asked]:
    """Yield the open tasks put on file within a year that ask every unit; one query."""
    rows = Task.objects.open().filter(filed_on__gte=sweep.ago(rules.YEAR_DAYS))
    if sweep.keys is None:
        rows = rows.filter(sweep.at("unit_path"))
    else:  # a point is judged by all its tasks, not by the one that is looked at again
        points = Task.objects.filter(pk__in=sweep.keys, point__isnull=False).values("point")
        rows = rows.filter(Q(pk__in=sweep.keys) | Q(point__in=points))
    fields = ("pk", "point_id", "point__text", "wording", "original", "responsible")
    more = ("speech_id", "unit_id", "unit_path")
    for pk, point, text, wording, original, said, speech, unit, path in rows.order_by(
        "pk"
    ).values_list(*fields, *more):
        if rules.asks_all(f"{said}{wording}{original}"):
            yield _Asked(pk, point, (text or wording)[:60], speech, Spot(unit, path))


def _reached(asked: Iterable[_Asked]) -> dict[int, set[str]]:
    """Return the paths straight below the filing unit that each task reached; one query."""
    child = Substr("unit_path", 1, Length("task__unit_path") + STEP)
    rows = Assignment.objects.of_units().filter(task__in=[one.task for one in asked]).order_by()
    found: defaultdict[int, set[str]] = defaultdict(set)
    for task, path in rows.annotate(child_=child).values_list("task_id", "child_").distinct():
        found[task].add(path)
    return found


def _below(units: Iterable[int]) -> Mapping[int | None, list[tuple[str, str]]]:
    """Return the units straight below each of these where somebody may sign; one query."""
    rows = Unit.objects.standing().filter(Exists(_desks()), parent__in=list(units))
    found: defaultdict[int | None, list[tuple[str, str]]] = defaultdict(list)
    for parent, path, name in rows.order_by("rank", "path").values_list("parent", "path", "name"):
        found[parent].append((path, name))
    return found


def left_out(sweep: Sweep) -> Iterator[Found]:
    """Find unions that were given nothing for a year while those beside them were."""
    year = sweep.ago(rules.YEAR_DAYS)
    given = Assignment.objects.of_units().filter(Q(assigned_on__gte=year) | Q(state__in=OPEN))
    units = Unit.objects.standing().filter(
        sweep.at("path"), Exists(_desks()), kind__in=EMPLOYERS, founded_on__lte=year
    )
    beside = Exists(given.filter(unit__parent=OuterRef("parent")))
    rows = units.filter(beside, ~Exists(given.filter(unit=OuterRef("pk")))).order_by("path")
    for pk, path, above, above_path in rows.values_list("pk", "path", "parent_id", "parent__path"):
        at, mender = Spot(pk, path), Spot(above, above_path)
        yield Found("left_out", str(pk), pk, at, mender, rules.LEFT_OUT)


def late_part(sweep: Sweep) -> Iterator[Found]:
    """Find work due later than the whole it is a part of, or than its task.

    What an extension was granted for is later by decision.
    """
    granted = Extension.objects.filter(assignment=OuterRef("pk"), is_granted=True)
    rows = Assignment.objects.open().filter(sweep.at("unit_path")).order_by()
    # Handed down to make up for a day that had passed: later by the rule.
    in_time = rows.filter(assigned_on__lte=F("parent__due_on"))
    part = in_time.filter(due_on__gt=F("parent__due_on")).annotate(above_=F("parent__due_on"))
    late = Q(parent=None, due_on__gt=F("task__due_on"))
    late &= Q(assigned_on__lte=F("task__due_on"))
    whole = rows.filter(late, ~Exists(granted)).annotate(above_=F("task__due_on"))
    fields = ("pk", "task_id", "unit_id", "unit_path", "issuer_id", "issuer_path")
    for rows_, is_part in ((part, True), (whole, False)):
        for pk, task, unit, path, issuer, above_path, due_on, above in rows_.values_list(
            *fields, "due_on", "above_"
        ):
            words = rules.late_part_words(due_on, above, is_part=is_part)
            at, mender = Spot(unit, path), Spot(issuer, above_path)
            yield Found("late_part", str(pk), pk, at, mender, words, task=task, work=pk)


def alike(sweep: Sweep) -> Iterator[Found]:
    """Find open tasks of one unit that say much the same; two queries."""
    rows = Task.objects.open().on_file()
    if sweep.keys is None:
        rows = rows.filter(sweep.at("unit_path"))
    else:
        rows = rows.filter(unit__in=Task.objects.filter(pk__in=sweep.keys).values("unit"))
    mine: defaultdict[int, dict[int, Task]] = defaultdict(dict)
    for task in rows.only(
        "unit", "unit_path", "wording", "due_on", "year", "serial", "speech"
    ).order_by("pk"):
        mine[task.unit_id][task.pk] = task
    pairs = [
        (group[one], group[other], shared)
        for group in mine.values()
        for one, other, shared in rules.likes({pk: t.wording for pk, t in group.items()})
    ]
    held = _holders({task.pk for one, other, _ in pairs for task in (one, other)})
    for one, other, shared in pairs:
        first, second = (
            rules.Demand(t.number, t.due_on, frozenset(held.get(t.pk, ()))) for t in (one, other)
        )
        at = Spot(one.unit_id, one.unit_path)
        words, key = rules.alike_words(first, second, shared), f"{one.pk}-{other.pk}"
        refs = {"task": one.pk, "other": other.pk}
        yield Found("alike", key, one.pk, at, at, words, **refs)


def silent(sweep: Sweep) -> Iterator[Found]:
    """Find recurring work with a period that is over and has no report; the oldest is told."""
    missed = Turn.objects.filter(report=None, due_on__lt=sweep.today).order_by("due_on")
    oldest = missed.filter(assignment=OuterRef("pk"))
    works = Assignment.objects.open().filter(sweep.at("unit_path")).order_by()
    rows = works.annotate(
        began=Subquery(oldest.values("from_on")[:1]), ended=Subquery(oldest.values("until_on")[:1])
    ).filter(began__isnull=False)
    fields = ("pk", "task_id", "unit_id", "unit_path", "began", "ended")
    for pk, task, unit, path, from_on, until_on in rows.values_list(*fields):
        at = Spot(unit, path)
        words = rules.silent_words(from_on, until_on)
        yield Found("silent", str(pk), pk, at, at, words, task=task, work=pk)


def _holders(tasks: set[int], **which: object) -> dict[int, set[str]]:
    """Return the names of the units that have each task so; one query, none for no task."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = Assignment.objects.of_units().filter(task__in=tasks, **which).order_by()
    for task, name in rows.values_list("task_id", "unit__name") if tasks else ():
        found[task].add(name)
    return found


def clash(sweep: Sweep) -> Iterator[Found]:
    """Find what one unit was asked for by two above it in much the same words; two queries.

    Tasks are compared, not the works they became: a thousand units may have each.
    """
    works = Assignment.objects.open().filter(parent=None).order_by("pk")
    if sweep.keys is None:
        works = works.filter(sweep.at("unit_path"))
    else:
        works = works.filter(unit__in=Assignment.objects.filter(pk__in=sweep.keys).values("unit"))
    tasks = Task.objects.open().filter(Exists(works.order_by().filter(task=OuterRef("pk"))))
    said = {pk: (unit, w) for pk, unit, w in tasks.values_list("pk", "unit_id", "wording")}
    pairs = [
        (one, other, shared)
        for one, other, shared in rules.likes({pk: words for pk, (_, words) in said.items()})
        if said[one][0] != said[other][0]
    ]
    named = {task for one, other, _ in pairs for task in (one, other)}
    theirs: defaultdict[int, dict[int, Assignment]] = defaultdict(dict)
    found = works.filter(task__in=named).select_related("task", "issuer") if named else ()
    for work in found:
        theirs[work.task_id][work.unit_id] = work
    for one, other, shared in pairs:
        for unit in theirs[one].keys() & theirs[other].keys():
            yield _clash(theirs[one][unit], theirs[other][unit], shared)


def _clash(one: Assignment, other: Assignment, shared: tuple[str, ...]) -> Found:
    """Return two like demands on one unit as a hole."""
    first, second = (
        rules.Demand(f"{w.issuer}的 {w.task.number}", w.due_on, frozenset()) for w in (one, other)
    )
    at = Spot(one.unit_id, one.unit_path)
    # The higher of the two settles it.
    higher = min(one, other, key=lambda work: (len(work.issuer_path), work.pk))
    mender, key = Spot(higher.issuer_id, higher.issuer_path), f"{one.pk}-{other.pk}"
    words = f"{first.number}{rules.alike_words(first, second, shared)}"
    refs = {"task": one.task_id, "other": other.task_id, "work": one.pk}
    return Found("clash", key, one.pk, at, mender, words, **refs)


FINDERS: dict[str, Finder] = {
    "no_owner": no_owner,
    "two_leads": two_leads,
    "no_desk": no_desk,
    "no_holder": no_holder,
    "idle_stage": idle_stage,
    "idle_post": idle_post,
    "not_reached": not_reached,
    "left_out": left_out,
    "alike": alike,
    "clash": clash,
    "silent": silent,
    "late_part": late_part,
}


def holes_now(sweep: Sweep, kinds: Iterable[str] = tuple(FINDERS)) -> Iterator[Found]:
    """Yield the holes of these kinds that gape where one looks."""
    for kind in kinds:
        yield from FINDERS[kind](sweep)
