"""岗位责任: what a post owes, by which regulation, from when to when."""

from typing import Self

from django.db import models
from django.db.models import Q

from zhijia.org.models import Unit
from zhijia.org.rules import POST_KINDS
from zhijia.platform.scope import Goes, ScopedQuerySet, path_field

from .regulations import Regulation


class DutyQuerySet(ScopedQuerySet["Duty"]):
    def open(self) -> Self:
        """Keep the duties that hold."""
        return self.filter(until_on=None)


class Duty(models.Model):
    """岗位职责: one thing that a kind of post, or a named job, of a unit owes."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="duties", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(until_on=None), until="until_on"))
    # A code of org's POST_KINDS. Without choices, or each new post would ask for a migration here.
    post_kind = models.CharField("职务", max_length=20, blank=True)
    job = models.CharField("岗位名称", max_length=40, blank=True)
    words = models.CharField("职责", max_length=300)
    regulation = models.ForeignKey(
        Regulation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
        verbose_name="依据的制度",
    )
    clause = models.CharField("条款", max_length=40, blank=True)
    from_on = models.DateField("起始日期")
    until_on = models.DateField("终止日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["unit_path", "post_kind", "job", "pk"]

    def __str__(self) -> str:
        return f"{self.who}职责"

    @property
    def who(self) -> str:
        """Return whose duty it is: the job where one is named, else the post."""
        kind = POST_KINDS.get(self.post_kind)
        return self.job or (kind.label if kind else self.post_kind)
