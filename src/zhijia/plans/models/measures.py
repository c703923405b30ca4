from decimal import Decimal

from django.db import models
from django.db.models import Q, UniqueConstraint

from .assignments import Assignment
from .tasks import Task


class Measure(models.Model):
    """指标: a figure of the register that tells how far a task, or one unit's work on it, has come.

    `target` is a number of the figure's own unit, or per cent for a rate. Without `until_on` the
    counting ends on the day the work is due, also after an extension.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="measures")
    assignment = models.OneToOneField(
        Assignment, models.PROTECT, null=True, related_name="measure", verbose_name="承办"
    )
    figure = models.CharField("数据", max_length=60, db_index=True)
    target = models.DecimalField("目标", max_digits=14, decimal_places=2)
    from_on = models.DateField("自")
    until_on = models.DateField("至", null=True, blank=True)
    below = models.BooleanField("含下级", default=True)
    number = models.DecimalField("实际", max_digits=14, decimal_places=2, null=True)
    counted_on = models.DateField("计数日期", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint("task", condition=Q(assignment=None), name="measure_one_a_task"),
            models.CheckConstraint(condition=Q(target__gt=Decimal(0)), name="measure_target"),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.target}"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where the work does that it measures."""
        return self.assignment.unit_path if self.assignment else self.task.unit_path
