"""Reading projects: their stages with lights and gates, what waits at them, Gantt bars."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    prefetch_related_objects,
)
from django.urls import reverse

from zhijia.law import Verdict
from zhijia.org.models import Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.offers import Business
from zhijia.platform.place import Place, lying
from zhijia.platform.scope import prefixes, reached
from zhijia.platform.together import Reading

from .. import policies, rules
from ..models import (
    Assignment,
    Project,
    ProjectQuerySet,
    Stage,
    StageCheck,
    StagePaper,
    StageStep,
    Task,
)
from ..rules import Neighbour, Span
from ..rules.projects import is_under_way
from .schemes import scheme_at, schemes_at


def projects(actor: Actor) -> ProjectQuerySet:
    """Return the projects this actor may see.

    Those of units they reach and of tasks these filed, those above an office of theirs, whose
    checks they may confirm, and those in which they have a stage.
    """
    above = {p for role, at, _ in actor.posts if role != "member" for p in prefixes(at)}
    held = Stage.objects.filter(post__member=actor.member_id, post__until_on=None)
    mine = held.filter(project=OuterRef("pk"))
    seen = reached("unit_path", actor) | reached("task__unit_path", actor)
    seen |= Q(unit_path__in=above)
    if actor.member_id:
        seen |= Q(Exists(mine))
    return Project.objects.filter(seen).select_related("task__unit", "unit")


def _whole_stages() -> QuerySet[Stage]:
    """Return stages with all that their lights and gates need."""
    checks = StageCheck.objects.select_related("confirmed_by")
    papers = StagePaper.objects.select_related("file", "kept_by")
    whole = Stage.objects.select_related("post__member", "post__unit", "passed_by")
    return whole.prefetch_related(Prefetch("checks", checks), Prefetch("papers", papers))


def with_stages(found: ProjectQuerySet) -> ProjectQuerySet:
    """Let each project know its stages with checks and papers; three queries more."""
    return found.prefetch_related(Prefetch("stages", _whole_stages()))


def stages(actor: Actor) -> QuerySet[Stage]:
    """Return the stages of the projects this actor may see."""
    seen = projects(actor).values("pk")
    found = _whole_stages().filter(project__in=seen)
    return found.select_related(
        "project__task", "project__unit", "post__member", "post__unit", "passed_by"
    )


def stage_checks(actor: Actor) -> QuerySet[StageCheck]:
    """Return the checks of the stages this actor may see."""
    return StageCheck.objects.filter(stage__project__in=projects(actor).values("pk"))


def stage_papers(actor: Actor) -> QuerySet[StagePaper]:
    """Return the papers with a file in the stages this actor may see."""
    seen = projects(actor).values("pk")
    kept = StagePaper.objects.filter(stage__project__in=seen, file__isnull=False)
    return kept.select_related("file", "stage__project__task")


def before(stage: Stage) -> list[Neighbour]:
    """Return the stages before one, in their order; one query."""
    rows = Stage.objects.filter(project=stage.project_id, number__lt=stage.number)
    return [
        Neighbour(name, state)
        for name, state in rows.order_by("number").values_list("name", "state")
    ]


def unconfirmed(stage: Stage) -> list[str]:
    """Return what nobody has confirmed yet of a stage."""
    return [one.words for one in stage.checks.all() if one.confirmed_on is None]


def missing(stage: Stage) -> list[str]:
    """Return the papers that are still to be handed in."""
    return [one.name for one in stage.papers.all() if one.is_required and one.file_id is None]


def shut(project: Project) -> list[str]:
    """Return the stages of a project whose gates are shut; one query."""
    rows = Stage.objects.filter(project=project).exclude(state="passed").order_by("number")
    return list(rows.values_list("name", flat=True))


def shut_at(task: Task, unit: Unit) -> list[str]:
    """Return the stages whose gates are shut of the project a unit made of a task; one query."""
    rows = Stage.objects.filter(project__task=task, project__unit=unit).exclude(state="passed")
    return list(rows.order_by("number").values_list("name", flat=True))


def own_state(task: Task, unit: Unit) -> str:
    """Return how a unit's own work on a task stands, "" where it has none; one query."""
    theirs = Assignment.objects.leads().filter(task=task, unit=unit)
    return theirs.order_by().values_list("state", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage as pages show it: its light, how far it is, and what its gate still wants."""

    stage: Stage
    colour: str
    words: str
    percent: int
    tone: str
    unconfirmed: list[str]
    missing: list[str]

    @property
    def wants(self) -> str:
        """Say in short what is still wanting."""
        said = (
            f"待确认 {len(self.unconfirmed)} 项" if self.unconfirmed else "",
            f"缺材料 {len(self.missing)} 项" if self.missing else "",
        )
        return "，".join(filter(None, said))


def stage_row(stage: Stage, today: date, scheme: str) -> StageRow:
    """Return a stage whose checks and papers are read already, lit by a scheme."""
    checks, papers = list(stage.checks.all()), [p for p in stage.papers.all() if p.is_required]
    done = sum(c.confirmed_on is not None for c in checks) + sum(bool(p.file_id) for p in papers)
    percent = rules.stage_percent(stage.state, done, len(checks) + len(papers))
    facts: dict[str, Any] = {
        "state": stage.state,
        "from_on": stage.from_on,
        "until_on": stage.until_on,
        "today": today,
    }
    colour = rules.stage_light(percent=percent, scheme=scheme, **facts)
    return StageRow(
        stage,
        colour,
        rules.stage_words(colour, **facts),
        percent,
        rules.STAGE_TONES[stage.state],
        unconfirmed(stage),
        missing(stage),
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a Gantt line: from the first day to the last, how far, in which colour."""

    label: str
    from_on: date
    until_on: date
    percent: int
    colour: str


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as lists show it: its worst light, where it stands, its stages."""

    project: Project
    rows: list[StageRow]
    colour: str
    words: str

    @property
    def passed(self) -> int:
        """Count the gates that are behind it."""
        return sum(row.stage.state == "passed" for row in self.rows)

    @property
    def now(self) -> str:
        """Name the stages it is in, or the next one."""
        running = [r.stage.name for r in self.rows if r.stage.state in {"underway", "submitted"}]
        waiting = [row.stage.name for row in self.rows if row.stage.state == "waiting"]
        return "、".join(running or waiting[:1]) or "全部过关"

    @property
    def percent(self) -> int:
        """Return how far it is: each stage weighs the same."""
        return sum(row.percent for row in self.rows) // len(self.rows) if self.rows else 0

    @property
    def bars(self) -> list[Bar]:
        """Return its stages as a Gantt line draws them."""
        return [
            Bar(r.stage.name, r.stage.from_on, r.stage.until_on, r.percent, r.colour)
            for r in self.rows
        ]


def project_row(project: Project, today: date, scheme: str) -> ProjectRow:
    """Return a project read by `with_stages`; its light is that of its worst stage.

    Stages whose time has not come count only while nothing else is under way.
    """
    rows = [stage_row(stage, today, scheme) for stage in project.stages.all()]
    is_open = [row for row in rows if row.stage.is_open]
    lit = [row for row in is_open if row.colour != "grey"] or is_open
    worst = rules.worst(row.colour for row in lit)
    words = next((row.words for row in lit if row.colour == worst), "")
    return ProjectRow(project, rows, worst, words)


def project_rows(found: Iterable[Project], today: date) -> list[ProjectRow]:
    """Return projects as lists show them; one query for how their units light."""
    listed = list(found)
    schemes = schemes_at(project.unit_path for project in listed) if listed else {}
    return [project_row(one, today, schemes[one.unit_path]) for one in listed]


def projects_of(actor: Actor, task: Task, today: date) -> list[ProjectRow]:
    """Return what a task's page tells of its projects; a query, three more where it has one."""
    return project_rows(with_stages(projects(actor).filter(task=task)), today)


def task_projects(actor: Actor, task: Task, today: date) -> dict[str, Any]:
    """Return what a task's page tells of its projects, and whether this actor may make it one.

    One query for who filed it; one more for other desks, three more where there is a project.
    """
    shown = projects_of(actor, task, today)
    mine = actor.stands(DESKS)
    if task.closed_on or not task.filed_on or not mine:
        may = False
    elif task.unit_path in mine:
        may = task.unit_path not in {row.project.unit_path for row in shown}
    else:
        may = bool(may_part(actor, task))
    return {"projects": shown, "may_part": may}


def may_part(actor: Actor, task: Task) -> list[Unit]:
    """Return the units at which this actor may take a task through stages; one query."""
    mine = actor.stands(DESKS)
    if not mine or task.closed_on or not task.filed_on:
        return []
    given = Assignment.objects.of_units().filter(task=task, unit=OuterRef("pk"))
    theirs = Q(pk=task.unit_id) | Q(Exists(given))
    already = Project.objects.filter(task=task, unit=OuterRef("pk"))
    return list(Unit.objects.standing().filter(theirs, ~Exists(already), path__in=mine))


def project_page(actor: Actor, project: Project, today: date) -> dict[str, Any]:
    """Return what the page of a project tells; the project is read by `with_stages`."""
    row = project_rows([project], today)[0]
    spans = [Span(s.name, s.from_on, s.until_on, s.overlaps, s.state) for s in project.stages.all()]
    return {
        "project": project,
        "row": row,
        "clashes": rules.clashes(spans, project.task.due_on),
        "may_run": policies.may_run_project(actor, project),
    }


@dataclass(frozen=True, slots=True)
class StageSteps:
    """Which steps of a stage are open to an actor now, each as a verdict."""

    run: Verdict
    work: Verdict
    begin: Verdict
    hand_in: Verdict
    confirm: Verdict
    submit: Verdict
    gate: Verdict
    send_back: Verdict
    reopen: Verdict
    shift: Verdict


def stage_page(actor: Actor, stage: Stage, today: date) -> dict[str, Any]:
    """Return what the page of a stage tells, its forms aside; six queries."""
    prefetch_related_objects([stage], Prefetch("steps", StageStep.objects.select_related("by")))
    others = list(stage.project.stages.order_by("number"))
    earlier = [Neighbour(o.name, o.state) for o in others if o.number < stage.number]
    later = [one for one in others if one.number > stage.number]
    row = stage_row(stage, today, scheme_at(stage.project.unit_path))
    return {
        "stage": stage,
        "project": stage.project,
        "row": row,
        "life": list(reversed(stage.steps.all())),
        "shut": rules.is_complete(before=earlier, unconfirmed=row.unconfirmed, missing=row.missing),
        "may": _steps(actor, row, earlier, later),
        "later": [one for one in later if one.state != "passed"],
    }


def _steps(
    actor: Actor, row: StageRow, earlier: Sequence[Neighbour], later: Sequence[Stage]
) -> StageSteps:
    """Judge every step as its action will."""
    stage, state = row.stage, row.stage.state
    alive = rules.may_change_closed(is_closed=stage.project.task.closed_on is not None)
    work = alive and policies.may_work_stage(actor, stage)
    may_pass = alive and policies.may_pass(actor, stage)
    run = alive and policies.may_run_project(actor, stage.project)
    begin = rules.may_begin(
        state=state, overlaps=stage.overlaps, has_owner=stage.post is not None, before=earlier
    )
    confirm = alive and rules.stands_in(state, "underway", "submitted")
    open_gate = rules.gate(
        state=state, before=earlier, unconfirmed=row.unconfirmed, missing=row.missing
    )
    passed = [one.name for one in later if one.state == "passed"]
    return StageSteps(
        run=run and rules.stands_in(state, "waiting", "underway", "submitted"),
        work=work,
        begin=work and begin,
        hand_in=work and rules.stands_in(state, "underway"),
        confirm=confirm and policies.may_confirm(actor, stage),
        submit=work and rules.may_ask_for_gate(state=state, missing=row.missing),
        gate=may_pass and open_gate,
        send_back=may_pass and rules.stands_in(state, "submitted"),
        reopen=may_pass
        and rules.may_reopen(state=state, passed_after=passed)
        and is_under_way(own_state(stage.project.task, stage.project.unit)),
        shift=run and rules.may_shift(days=1, later=len(later) - len(passed), reason="—"),
    )


def stages_waiting(actor: Actor, today: date) -> Q:
    """Select the stages that wait for this actor: to work at, or to open the gate of.

    Those of a closed task stay as they are and wait for nobody.
    """
    alive = Q(project__task__closed_on=None)
    mine = Q(post__member=actor.member_id, post__until_on=None) & (
        Q(state="underway") | Q(state="waiting", from_on__lte=today)
    )
    gates = Q(project__unit_path__in={"", *actor.stands(DESKS)}, state="submitted")
    return alive & (gates | mine) if actor.member_id else alive & gates


def my_stages(actor: Actor, today: date) -> QuerySet[Stage]:
    """Return the stages that wait for this actor, the earliest due first; one query."""
    found = Stage.objects.filter(stages_waiting(actor, today)).order_by("until_on", "pk")
    return found.select_related("project__task")


def stages_ending(actor: Actor, place: Place, first: date, last: date) -> QuerySet[Stage]:
    """Return the stages of a place that end on these days, neither passed nor of a closed task.

    One query.
    """
    mine = Q(post__member=actor.member_id or 0, post__until_on=None)
    near = place.holds("project__unit_path") | mine
    found = stages(actor).filter(near, until_on__range=(first, last)).exclude(state="passed")
    found = found.filter(project__task__closed_on=None)
    return found.order_by("until_on", "pk")


def projects_under_way(path: str, *, below: bool) -> Reading[list[Business]]:
    """Return the projects a unit has not taken through their last gate."""
    rows = Project.objects.open().filter(lying("unit_path", [path], below=below)).order_by()
    named = rows.values_list("unit__name").annotate(n=Count("pk")).order_by("unit__path")
    page = reverse("plans:projects")
    return Reading(
        (named,),
        lambda rows: [Business("没有全部过关的项目", name, n, page) for name, n in rows],
    )
