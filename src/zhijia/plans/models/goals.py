from decimal import Decimal

from django.db import models
from django.db.models import Q, UniqueConstraint

from zhijia.org.models import Unit
from zhijia.platform.scope import ScopedQuerySet


class GoalQuerySet(ScopedQuerySet["Goal"]):
    where = "unit__path"


class Goal(models.Model):
    """年度指标: how much of a figure a unit is to reach in a year; set by itself or from above.

    It belongs to its unit and has no place of its own: it goes wherever the unit goes.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="goals", verbose_name="单位")
    figure = models.CharField("指标", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    target = models.DecimalField("目标", max_digits=14, decimal_places=2)
    set_by = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="下达单位")
    set_on = models.DateField("下达日期")
    version = models.PositiveIntegerField(default=1)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "figure", "unit__path"]
        constraints = [
            UniqueConstraint("unit", "figure", "year", name="goal_once_a_year"),
            models.CheckConstraint(condition=Q(target__gt=Decimal(0)), name="goal_target"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.figure} {self.target}"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its unit is now."""
        return self.unit.path
