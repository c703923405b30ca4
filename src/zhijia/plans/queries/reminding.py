"""What the clock reminds of: what falls due in three days or today, and what is late, weekly."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from zhijia.org.models import Post
from zhijia.platform.actor import Actor

from ..models import Assignment, AssignmentQuerySet, Reminder, ReminderQuerySet
from ..paper import Urging
from ..policies import LEADERS
from ..rules import AHEAD_DAYS, EVERY, REMINDED, TOLD_ABOVE
from .assignments import assignments

# What `annotate` adds to a row is known to no type, so it is read by name.
n_before = attrgetter("n_before")


def _in_hand() -> AssignmentQuerySet:
    """Return what its holders still have to do, with what a message names.

    Each has `n_before`, how often it was reminded of.
    """
    rows = Assignment.objects.filter(state__in=REMINDED)
    before = Reminder.objects.filter(assignment=OuterRef("pk")).order_by().values("assignment")
    counted = Coalesce(Subquery(before.annotate(n=Count("pk")).values("n")), 0)
    named = rows.select_related("task", "unit", "issuer", "post__member", "parent")
    return named.annotate(n_before=counted)


def to_remind(today: date) -> AssignmentQuerySet:
    """Return what is to be reminded of today, the earliest due first; one query.

    What falls due and was given today is not; nor is what was reminded of for the same day
    already: once before it, once on it, and once in seven days after it.
    """
    until, week_ago = today + timedelta(days=AHEAD_DAYS), today - timedelta(days=EVERY)
    before = Q(due_on__gt=today) & ~_was("ahead")
    on_the_day = Q(due_on=today) & ~_was("today")
    late = Q(due_on__lt=today) & ~_was("overdue", reminded_on__gt=week_ago)
    new = Q(due_on__gte=today, assigned_on=today)
    rows = _in_hand().filter(before | on_the_day | late, due_on__lte=until)
    return rows.exclude(new).order_by("due_on", "pk")


def _was(kind: str, **when: date) -> Exists:
    """Say of each assignment whether it was reminded of so for the day it is now due."""
    same = Reminder.objects.filter(assignment=OuterRef("pk"), due_on=OuterRef("due_on"))
    return Exists(same.filter(kind=kind, **when))


def leaders_of(paths: Iterable[str]) -> dict[str, list[int]]:
    """Return the accounts of those who lead the units at these paths, by path; one query."""
    held = Post.objects.open().filter(kind__in=LEADERS, unit_path__in=list(paths))
    who = held.filter(member__left_on=None, member__user__is_active=True)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for path, user_id in who.order_by("pk").values_list("unit_path", "member__user_id"):
        if user_id not in found[path]:
            found[path].append(user_id)
    return dict(found)


def reminders_of(assignment: Assignment) -> ReminderQuerySet:
    """Return the reminders of an assignment, the newest first."""
    return Reminder.objects.filter(assignment=assignment).select_related("by")


def was_urged(assignment: Assignment, on: date) -> bool:
    """Say whether a person urged this assignment on that day."""
    return Reminder.objects.filter(assignment=assignment, kind="manual", reminded_on=on).exists()


def to_urge(today: date, task: int) -> AssignmentQuerySet:
    """Return what units have of a task, not done and late, that nobody urged today."""
    urged = Reminder.objects.filter(assignment=OuterRef("pk"), kind="manual", reminded_on=today)
    late = _in_hand().filter(task=task, parent=None, due_on__lt=today)
    return late.exclude(Exists(urged)).order_by("pk")


def reminders(actor: Actor) -> ReminderQuerySet:
    """Return the reminders of the assignments this actor may see, the newest first."""
    seen = assignments(actor).order_by().values("pk")
    whole = Reminder.objects.filter(assignment__in=seen).select_related("by", "assignment__task")
    return whole.select_related(
        "assignment__unit", "assignment__issuer", "assignment__post__member", "assignment__parent"
    )


def in_hand_again(assignment: Assignment) -> Assignment:
    """Return an assignment with what a reminder of it names; one query."""
    return _in_hand().get(pk=assignment.pk)


def urging_of(made: Reminder) -> Urging:
    """Return a reminder, read by `reminders`, as its letter tells it."""
    given = made.assignment
    return Urging(
        issuer=given.issuer.name,
        holder=given.holder,
        number=given.task.number,
        wording=given.wording,
        role="" if given.parent_id else given.get_role_display(),
        assigned_on=given.assigned_on,
        due_on=made.due_on,
        percent=made.percent,
        reminded_on=made.reminded_on,
        nth=made.nth,
        words=made.words,
        above=TOLD_ABOVE[made.level],
    )
