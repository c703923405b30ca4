from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint

from .announced import Moved


class Holiday(models.Model):
    """节假日安排: a day as this union entered it; it wins over what the product brings."""

    day = models.DateField("日期", unique=True)
    is_workday = models.BooleanField("上班")
    name = models.CharField("名称", max_length=20)
    year = models.PositiveSmallIntegerField("安排年度", db_index=True)
    source = models.CharField("依据（文号）", max_length=80)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

    def moved(self) -> Moved:
        """Return the row as the calendar reads it."""
        return Moved(self.day, self.is_workday, self.name, self.year, self.source)


class ClauseCheckQuerySet(models.QuerySet["ClauseCheck"]):
    def standing(self) -> Self:
        """Keep the checks that nobody took back."""
        return self.filter(withdrawn_on=None)


class ClauseCheck(models.Model):
    """条文核对: who held an article against its official text, when, and by which copy.

    `wording` is the digest of what was checked: a check of other words no longer counts.
    """

    clause = models.CharField("条文", max_length=20)
    wording = models.CharField("印记", max_length=64)
    checked_by = models.BigIntegerField("核对人")
    name = models.CharField("核对人姓名", max_length=50)
    checked_on = models.DateField("核对日期")
    note = models.CharField("依据的文本", max_length=200)
    withdrawn_on = models.DateField("撤回日期", null=True)
    reason = models.CharField("撤回原因", max_length=200, blank=True)

    objects = ClauseCheckQuerySet.as_manager()

    class Meta:
        ordering = ["clause", "pk"]
        constraints = [
            UniqueConstraint(
                "clause", "wording", condition=Q(withdrawn_on=None), name="clause_checked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause}（{self.name}）"
