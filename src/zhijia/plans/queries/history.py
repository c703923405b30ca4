"""What became of a task: the steps of its units, and the changes of its own words."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.timezone import localtime

from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.audit.queries import entries_of

from ..models import Progress, Task
from ..rules import FREQUENCIES, URGENCIES
from ..speech import AREAS
from .assignments import visible
from .filing import is_ours

LATEST = 50
# What `annotate` adds to a row is known to no type, so it is read by name.
who = attrgetter("who")
TOLD_BY_STEPS = "plans.assign"
# What was said of a draft on its way onto the file is for the unit that drew it up.
WAY = tuple(
    f"plans.{step}"
    for step in ("ask_opinions", "stop_asking", "submit", "recall", "send_back_draft", "approve")
)
FIELDS = {
    "wording": "任务内容",
    "area": "类别",
    "due_on": "完成期限",
    "standard": "考核标准",
    "leader": "牵头领导",
    "urgency": "紧急程度",
    "frequency": "报告频次",
    "lead": "牵头单位",
    "assist": "配合单位",
    "dropped_for": "撤销原因",
}
WORDS = {"area": AREAS, "urgency": URGENCIES, "frequency": FREQUENCIES}


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of a task's history: who did what, at which unit, and what they said."""

    who: str
    on: date
    what: str
    words: str


def history(actor: Actor, task: Task) -> list[Moment]:
    """Return the latest steps this actor may see and the changes of the task, the newest first."""
    steps = Progress.objects.filter(assignment__in=task.assignments.filter(visible(actor)))
    told = steps.select_related("by", "assignment__unit", "assignment__post__member")
    moments = [_step(step) for step in told.order_by("-pk")[:LATEST]]
    kept = (TOLD_BY_STEPS,) if is_ours(actor, task) else (TOLD_BY_STEPS, *WAY)
    moments += _changes(entries_of(task).exclude(action__in=kept))
    return sorted(moments, key=lambda moment: moment.on, reverse=True)


def _step(step: Progress) -> Moment:
    """Tell one step of an assignment."""
    what = f"{step.get_step_display()} · {step.assignment.holder}"
    return Moment(str(step.by or "—"), step.done_on, what, step.words)


def _changes(entries: QuerySet[AuditEntry]) -> list[Moment]:
    """Tell the changes of the task itself, with the names of those who made them; one query."""
    name = Member.objects.filter(pk=OuterRef("member_id")).values("name")
    return list(map(_change, entries.annotate(who=Subquery(name))[:LATEST]))


def _change(entry: AuditEntry) -> Moment:
    """Tell one change: what it was and what it is now."""
    changed = [
        f"{label}：{_told(name, entry.before.get(name))} → {_told(name, entry.after[name])}"
        for name, label in FIELDS.items()
        if entry.after.get(name) != entry.before.get(name)
    ]
    if words := entry.after.get("words"):
        changed.append(words)
    return Moment(
        who(entry) or "—", localtime(entry.done_at).date(), entry.label, "\n".join(changed)
    )


def _told(name: str, value: Any) -> str:
    """Return a recorded value in the words of the page."""
    return str(WORDS.get(name, {}).get(value, value) or "未填写")
