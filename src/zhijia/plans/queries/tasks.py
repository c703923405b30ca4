"""Reading tasks and assignments: lists, what waits for whom, and the rows of the task table."""

from collections.abc import Iterable

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from zhijia.org.models import Post, Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.scope import reached, under

from ..models import Assignment, Extension, Progress, Task
from ..rules import OPEN

WHOLE = Q(assignments__parent=None)


def tasks(actor: Actor) -> QuerySet[Task]:
    """Return the tasks this actor reaches: of their units, or at work in their units.

    Each has `n_given` and `n_accepted`, the units it was given to and those that finished it.
    """
    at_work = Assignment.objects.filter(_visible(actor)).values("task")
    seen = Task.objects.filter(reached("unit_path", actor) | Q(pk__in=at_work))
    given = Count("assignments", filter=WHOLE & ~Q(assignments__state="withdrawn"))
    accepted = Count("assignments", filter=WHOLE & Q(assignments__state="accepted"))
    counted = seen.annotate(n_given=given, n_accepted=accepted)
    return counted.select_related("unit", "speech", "point")


def _visible(actor: Actor) -> Q:
    """Select assignments at units this actor reaches, given by them, or held by the actor."""
    mine = Q(post__member=actor.member_id) if actor.member_id else Q(pk__in=[])
    return reached("unit_path", actor) | reached("issuer_path", actor) | mine


def assignments(actor: Actor) -> QuerySet[Assignment]:
    """Return the assignments this actor may see, with what their pages name."""
    seen = Assignment.objects.filter(_visible(actor))
    return seen.select_related("task", "unit", "issuer", "post__member", "parent")


def _hands(actor: Actor) -> Q:
    """Select what this actor does: whole assignments of their desks, parts of their posts."""
    desk = Q(post=None, unit_path__in=actor.stands(DESKS))
    mine = Q(post__member=actor.member_id, post__until_on=None)
    return desk | mine if actor.member_id else desk


def to_do(actor: Actor) -> QuerySet[Assignment]:
    """Return what waits for this actor to be signed for or done."""
    waiting = Assignment.objects.filter(_hands(actor), state__in=["issued", "underway"])
    return waiting.select_related("task", "unit", "issuer", "post__member")


def in_hand(actor: Actor) -> QuerySet[Assignment]:
    """Return what this actor reported and somebody else is to accept."""
    sent = Assignment.objects.filter(_hands(actor), state="reported")
    return sent.select_related("task", "unit", "issuer", "post__member")


def to_review(actor: Actor) -> QuerySet[Assignment]:
    """Return what was reported finished to this actor's desks."""
    reported = Assignment.objects.filter(issuer_path__in=actor.stands(DESKS), state="reported")
    return reported.select_related("task", "unit", "issuer", "post__member")


def to_decide(actor: Actor) -> QuerySet[Extension]:
    """Return the extensions that wait for this actor's desks."""
    mine = Q(assignment__issuer_path__in=actor.stands(DESKS))
    waiting = Extension.objects.filter(mine, is_granted=None)
    still = waiting.filter(assignment__state__in=["issued", "underway"])
    return still.select_related("assignment__task", "assignment__unit", "assignment__post__member")


def unassigned(actor: Actor) -> QuerySet[Task]:
    """Return the tasks of this actor's desks that no unit has: 职责不清、管理缺位."""
    mine = Task.objects.open().filter(unit_path__in=actor.stands(DESKS))
    given = Assignment.objects.of_units().values("task")
    return mine.exclude(pk__in=given).select_related("unit", "speech", "point")


def done(actor: Actor) -> QuerySet[Assignment]:
    """Return what this actor finished or accepted, the newest first."""
    both = _hands(actor) | Q(issuer_path__in=actor.stands(DESKS))
    closed = Assignment.objects.filter(both, state="accepted").order_by("-closed_on", "-pk")
    return closed.select_related("task", "unit", "issuer", "post__member")


def started(actor: Actor) -> QuerySet[Assignment]:
    """Return what this actor's desks gave to others, the earliest due first."""
    given = Assignment.objects.filter(issuer_path__in=actor.stands(DESKS))
    return given.select_related("task", "unit", "issuer", "post__member")


def waiting_extension(assignment: Assignment) -> Extension | None:
    """Return the extension of this assignment that waits for an answer."""
    return assignment.extensions.filter(is_granted=None).first()


def life_of(assignment: Assignment) -> QuerySet[Progress]:
    """Return the steps of an assignment, the newest first."""
    return assignment.steps.select_related("by", "file").order_by("-pk")


def has_task_already(task: Task, unit: Unit) -> bool:
    """Say whether the unit has this task and it was not withdrawn."""
    return task.assignments.of_units().filter(unit=unit).exists()


def is_finished(task: Task) -> bool:
    """Say whether a unit has finished the task and none is still at work."""
    states = set(task.assignments.of_units().values_list("state", flat=True))
    return states == {"accepted"}


def next_serial(unit: Unit, year: int) -> int:
    """Return the next number of the unit's tasks in a year."""
    last = Task.objects.filter(unit=unit, year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def takers(unit: Unit) -> QuerySet[Unit]:
    """Return the units a task of this unit may be given to: itself and all below it."""
    return Unit.objects.standing().filter(under("path", unit.path)).order_by("path")


def branch_posts(unit: Unit) -> QuerySet[Post]:
    """Return the posts in the unit's own branch that a part may be handed to."""
    posts = Post.objects.open().filter(under("unit_path", unit.path), member__left_on=None)
    return posts.select_related("member", "unit").order_by("unit_path", "pk")


def table_rows(found: Iterable[Task]) -> list[Task]:
    """Return the tasks with their assignments and newest words, for the table; three queries."""
    reports = Progress.objects.filter(step__in=["reported", "finished"]).order_by("-pk")
    given = Assignment.objects.filter(state__in=[*OPEN, "accepted"]).select_related(
        "unit", "post__member"
    )
    with_words = given.prefetch_related(Prefetch("steps", reports, to_attr="reports"))
    queryset = Task.objects.filter(pk__in=[task.pk for task in found])
    return list(
        queryset.select_related("unit", "speech", "point").prefetch_related(
            Prefetch("assignments", with_words, to_attr="given")
        )
    )
