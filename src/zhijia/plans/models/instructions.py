from typing import Self

from django.db import models
from django.db.models import Q

from zhijia.org.models import Member
from zhijia.platform.scope import STAYS, ScopedQuerySet, path_field

from .assignments import Assignment
from .tasks import Task


class InstructionQuerySet(ScopedQuerySet["Instruction"]):
    def watched(self) -> Self:
        """Keep those on the list of what leaders watch."""
        return self.filter(is_watched=True, eased_on=None)


class Instruction(models.Model):
    """领导批示: what a leader wrote on a task, or on what one unit has of it; never changed."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="instructions")
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, related_name="instructions"
    )
    # Where the work was on that day: a leader writes on what lies below.
    unit_path = path_field(moves=STAYS)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="批示人")
    office = models.CharField("批示人职务", max_length=60)
    written_on = models.DateField("批示日期", db_index=True)
    words = models.TextField("批示")
    is_watched = models.BooleanField("需要关注", default=False)
    eased_on = models.DateField("解除关注日期", null=True)
    eased_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["-id"],
                condition=Q(is_watched=True, eased_on=None),
                name="instruction_watched",
            )
        ]

    def __str__(self) -> str:
        return f"{self.by}（{self.office}）批示 {self.written_on}"
