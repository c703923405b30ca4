"""Taking a task through stages: how it is parted, who has which stage, from when until when."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from zhijia.law import Verdict
from zhijia.org.models import Post, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, require, require_unchanged

from .. import policies, queries, rules
from ..models import Project, Stage, StageCheck, StagePaper, StageStep, StageTemplate, Task
from ..queries.projects import own_state
from ..rules import Check, Outline, StagePlan
from ..rules.dues import year_meant
from ..rules.outline import asks_once
from ..rules.projects import is_under_way, keeps_owner, may_lie_at
from .holes import look_again


def step(actor: Actor, stage: Stage, what: str, today: date, words: str = "") -> None:
    """Write one thing that happened to a stage, and whether who did it had the stage."""
    theirs = policies.is_owner(actor, stage)
    StageStep.objects.create(
        stage=stage,
        step=what,
        done_on=today,
        by_id=actor.member_id,
        words=words,
        is_owners=theirs,
    )


@action("分环节管理")
def open_project(
    *,
    actor: Actor,
    task: Task,
    unit: Unit,
    kind: str,
    stages: Sequence[StagePlan],
    begins_on: date,
    today: date,
) -> Project:
    """Make a task a project of this unit, with these stages one after the other."""
    task, unit = lock(task, unit)
    require(policies.may_open_project(actor, unit))
    require(
        rules.may_open_project(
            is_open=task.closed_on is None,
            is_filed=task.filed_on is not None,
            is_theirs=task.unit_id == unit.pk or queries.has_task_already(task, unit),
            already=Project.objects.filter(task=task, unit=unit).exists(),
        )
    )
    require(is_under_way(own_state(task, unit)))
    require(rules.may_keep_outline(Outline(tuple(stages), ())))
    require(year_meant(begins_on, today))
    project = Project.objects.create(
        task=task,
        unit=unit,
        unit_path=unit.path,
        opened_path=unit.path,
        kind=kind,
        opened_on=today,
    )
    spans = rules.laid_out(stages, begins_on)
    for number, (plan, (from_on, until_on)) in enumerate(zip(stages, spans, strict=True), 1):
        made = Stage.objects.create(
            project=project,
            number=number,
            name=plan.name,
            from_on=from_on,
            until_on=until_on,
            overlaps=plan.overlaps,
        )
        _ask_for(made, plan.checks, plan.papers)
        step(actor, made, "planned", today, f"{from_on:%Y-%m-%d} 至 {until_on:%Y-%m-%d}")
    return project


def _ask_for(stage: Stage, checks: Iterable[Check], papers: Iterable[str]) -> None:
    """Write what must be true and what must be in before a gate opens."""
    StageCheck.objects.bulk_create(
        StageCheck(stage=stage, words=one.words, who=one.who, proof=one.proof) for one in checks
    )
    StagePaper.objects.bulk_create(StagePaper(stage=stage, name=name) for name in papers)


def held(stage: Stage) -> tuple[Project, Stage]:
    """Lock a stage and its project; the project counts up, for its light is of all stages.

    Stages of a task that was closed stay as they are.
    """
    project, stage = lock(stage.project, stage)
    require(rules.may_change_closed(is_closed=project.task.closed_on is not None))
    stage.project = project
    return project, stage


def require_under_way(project: Project) -> None:
    """Go on only while the unit has not reported its task finished; the task is held as there."""
    task = lock(project.task)
    require(is_under_way(own_state(task, project.unit)))


def _may_hold(project: Project, stage: Stage, post: Post | None) -> Verdict:
    """Judge whether a post may have a stage, or nobody."""
    if post is None:
        return keeps_owner(stage.state)
    in_branch = post.unit_path.startswith(project.unit_path)
    return rules.may_hand_to(in_branch=in_branch, is_held=post.until_on is None)


@action("修改环节")
def edit_stage(
    *,
    actor: Actor,
    stage: Stage,
    name: str,
    post: Post | None,
    from_on: date,
    until_on: date,
    overlaps: bool,
    checks: Sequence[Check],
    papers: Sequence[str],
    reason: str,
    today: date,
    version: int | None = None,
) -> Stage:
    """Say anew who has a stage, when, and what opens its gate; no other stage moves with it.

    What was confirmed or handed in stays where it is still asked for, and may not be struck off.
    """
    project, stage = held(stage)
    require(policies.may_run_project(actor, project))
    require(rules.stands_in(stage.state, "waiting", "underway", "submitted"))
    facts = {"name": name, "from_on": from_on, "until_on": until_on, "overlaps": overlaps}
    require_unchanged(stage, version, **facts)
    require(_may_hold(project, stage, post))
    require(rules.days_meant(from_on, until_on))
    require(year_meant(until_on, today))
    require(asks_once(checks))
    if name != stage.name:
        require(rules.may_add_stage(name, _names(project)))
    before = (stage.from_on, stage.until_on)
    require(rules.may_move(is_moved=before != (from_on, until_on), reason=reason))
    _ask_anew(stage, checks, papers)
    if before != (from_on, until_on):
        spans = [f"{a:%Y-%m-%d} 至 {b:%Y-%m-%d}" for a, b in (before, (from_on, until_on))]
        step(actor, stage, "moved", today, f"{spans[0]}，改为 {spans[1]}。{reason}")
    if post != stage.post:
        step(actor, stage, "edited", today, f"责任岗位：{post or '待定'}。{reason}".strip())
    stage = change(stage, post=post, **facts)
    look_again(today=today, task=project.task_id)
    return stage


def _ask_anew(stage: Stage, checks: Sequence[Check], papers: Sequence[str]) -> None:
    """Take what is asked no longer off, and add what is new; what is done stays."""
    said = {one.words: one for one in checks}
    asked = {one.words: one for one in stage.checks.all()}
    gone = [one for words, one in asked.items() if words not in said]
    named = {one.name: one for one in stage.papers.all()}
    left = [one for name, one in named.items() if name not in papers and one.is_required]
    require(
        rules.may_strike_off(
            [one.words for one in gone if one.confirmed_on], [one.name for one in left if one.file]
        )
    )
    stage.checks.filter(pk__in=[one.pk for one in gone]).delete()
    stage.papers.filter(pk__in=[one.pk for one in left]).delete()
    for words, one in asked.items():
        if words in said and one.confirmed_on is None:
            one.who, one.proof = said[words].who, said[words].proof
            one.save(update_fields=["who", "proof"])
    _ask_for(
        stage,
        [one for words, one in said.items() if words not in asked],
        [name for name in dict.fromkeys(papers) if name not in named],
    )


def _names(project: Project) -> set[str]:
    """Return what the stages of a project are called; one query."""
    return set(project.stages.values_list("name", flat=True))


@action("增加环节")
def add_stage(
    *, actor: Actor, project: Project, plan: StagePlan, from_on: date, today: date
) -> Stage:
    """Put one more stage at the end of a project."""
    project = lock(project)
    require(policies.may_run_project(actor, project))
    require(rules.may_change_closed(is_closed=project.task.closed_on is not None))
    require_under_way(project)
    require(rules.may_add_stage(plan.name, _names(project)))
    require(year_meant(from_on, today))
    last = from_on + timedelta(days=plan.days - 1)
    made = Stage.objects.create(
        project=project,
        number=max((one.number for one in project.stages.all()), default=0) + 1,
        name=plan.name,
        from_on=from_on,
        until_on=last,
        overlaps=plan.overlaps,
    )
    _ask_for(made, plan.checks, plan.papers)
    step(actor, made, "planned", today, f"{from_on:%Y-%m-%d} 至 {last:%Y-%m-%d}")
    change(project, closed_on=None)
    return made


@action("顺延后续环节")
def shift_later(*, actor: Actor, stage: Stage, days: int, reason: str, today: date) -> Project:
    """Move every stage after this one that is not passed by so many days, each on record."""
    project, stage = held(stage)
    require(policies.may_run_project(actor, project))
    later = list(project.stages.filter(number__gt=stage.number).exclude(state="passed"))
    require(rules.may_shift(days=days, later=len(later), reason=reason))
    by = timedelta(days=days)
    require(may_lie_at([one.from_on for one in later], [one.until_on for one in later], by, today))
    for one in later:
        one = lock(one)
        change(one, from_on=one.from_on + by, until_on=one.until_on + by)
        words = f"随“{stage.name}”{'顺延' if days > 0 else '提前'} {abs(days)} 天。{reason}"
        step(actor, one, "shifted", today, words)
    return project


@action("保存环节模板")
def keep_template(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    outline: str,
    today: date,
    template: StageTemplate | None = None,
    version: int | None = None,
) -> StageTemplate:
    """Keep stages for the next project of their kind; projects under way stay as they are."""
    unit = lock(unit)
    require(policies.may_keep_templates(actor, unit))
    require(rules.may_keep_outline(rules.read_outline(outline)))
    others = StageTemplate.objects.kept().filter(unit=unit, name=name)
    if template:
        others = others.exclude(pk=template.pk)
    require(rules.is_new_template(name, taken=others.exists()))
    if template is None:
        return StageTemplate.objects.create(
            unit=unit, unit_path=unit.path, name=name, outline=outline
        )
    template = lock(template)
    require_unchanged(template, version, name=name, outline=outline)
    require(rules.template_stands(template.removed_on))
    return change(template, name=name, outline=outline)


@action("停用环节模板")
def remove_template(*, actor: Actor, template: StageTemplate, today: date) -> StageTemplate:
    """Offer a template no longer."""
    template, unit = lock(template, template.unit)
    require(policies.may_keep_templates(actor, unit))
    require(rules.template_stands(template.removed_on))
    return change(template, removed_on=today)
