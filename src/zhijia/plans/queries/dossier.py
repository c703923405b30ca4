"""All that is on file of a closed task, as its paper shows it."""

from zhijia.platform.actor import Actor
from zhijia.platform.wording import written

from ..models import Archive, Assignment, Instruction, Progress, Review, Score, Task
from ..paper import Dossier
from ..paper.dossier import Row, shown
from .assignments import assignments, visible
from .closing import archive_of
from .tasks import stands_as

MOST_STEPS = 500  # beyond it Word turns its pages slowly and nobody reads them


def dossier_of(actor: Actor, task: Task) -> Dossier:
    """Return a closed task with what this actor may see of its work; six queries."""
    given = list(assignments(actor).filter(task=task).order_by("unit_path", "pk"))
    points = dict(Score.objects.filter(assignment__in=given).values_list("assignment_id", "points"))
    steps = Progress.objects.filter(assignment__in=given)
    told = steps.select_related("by", "file", "review", "assignment__unit")
    whole = told.select_related("assignment__post__member").order_by("pk")
    life = list(whole[: MOST_STEPS + 1])
    more = steps.count() - MOST_STEPS if len(life) > MOST_STEPS else 0
    return Dossier(
        number=task.number,
        unit=task.unit.name,
        facts=_facts(task, archive_of(task)),
        units=[_unit(one, points.get(one.pk)) for one in given],
        said=_said(actor, task),
        life=[_step(step) for step in life[:MOST_STEPS]],
        files=[_file(step) for step in life[:MOST_STEPS] if step.file],
        left_out=more,
    )


def _facts(task: Task, archive: Archive | None) -> list[Row]:
    """Return what the task is and how it ended; what nobody said is left out."""
    facts = {
        "任务内容": task.wording,
        "原文要求": task.original,
        "类别": task.get_area_display(),
        "数字要求": task.figures,
        "立项": f"{task.unit}　{shown(task.filed_on)}",
        "状态": stands_as(task),
        "撤销原因": task.dropped_for,
        "销号": "" if task.dropped_for else shown(task.closed_on),
        "归档": f"{archive.by or '系统'}　{written(archive.archived_on)}"
        if archive
        else "尚未归档",
    }
    return [(name, said) for name, said in facts.items() if said]


def _unit(one: Assignment, points: int | None) -> Row:
    days = (one.due_on, one.signed_on, one.closed_on)
    score = "—" if points is None else str(points)
    role = "岗位" if one.parent_id else one.get_role_display()
    return (one.holder, role, *map(shown, days), one.get_state_display(), score)


def _said(actor: Actor, task: Task) -> list[Row]:
    """Return what leaders wrote on the task, and on what this actor may see of its work."""
    seen = Assignment.objects.filter(visible(actor), task=task)
    rows = Instruction.objects.filter(task=task).select_related("by").order_by("pk")
    mine = rows.filter(assignment=None) | rows.filter(assignment__in=seen)
    return [(written(one.written_on), f"{one.by}（{one.office}）", one.words) for one in mine]


def _step(step: Progress) -> Row:
    by, holder = str(step.by or "—"), step.assignment.holder
    words = "\n".join(filter(None, [step.words, _checked(step)]))
    return (written(step.done_on), holder, step.get_step_display(), by, words)


def _checked(step: Progress) -> str:
    """Say what was checked with a step; nothing for most."""
    points = step.reviewed.points if isinstance(step.reviewed, Review) else []
    return "；".join(f"{words}：{'符合' if right else '不符合'}" for words, right in points)


def _file(step: Progress) -> Row:
    return (written(step.done_on), step.assignment.holder, str(step.file))
