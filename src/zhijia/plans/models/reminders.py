from django.db import models
from django.db.models import UniqueConstraint

from zhijia.org.models import Member
from zhijia.platform.scope import STAYS, ScopedQuerySet, path_field

from ..rules import LEVELS, REMINDERS
from .assignments import Assignment


def reminders() -> list[tuple[str, str]]:
    """Return the kinds of reminders, each with its word."""
    return list(REMINDERS.items())


def levels() -> list[tuple[str, str]]:
    """Return how far up a reminder goes, each with its words."""
    return list(LEVELS.items())


class ReminderQuerySet(ScopedQuerySet["Reminder"]):
    pass


class Reminder(models.Model):
    """催办: somebody, or the clock, reminded of an assignment; `nth` counts those of one."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reminders")
    unit_path = path_field(moves=STAYS)
    kind = models.CharField("类型", max_length=8, choices=reminders)
    level = models.CharField("通知到", max_length=10, default="taker", choices=levels)
    reminded_on = models.DateField("催办日期", db_index=True)
    due_on = models.DateField("当时的期限")
    percent = models.PositiveSmallIntegerField("当时的进度（%）")
    nth = models.PositiveSmallIntegerField("次数")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    words = models.TextField("催办要求", blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            UniqueConstraint("assignment", "kind", "reminded_on", name="reminder_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reminded_on}"
