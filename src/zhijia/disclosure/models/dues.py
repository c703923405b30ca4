from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from ..rules.dues import Stand, stand
from .catalogues import Item
from .publications import Publication


class DueQuerySet(ScopedQuerySet["Due"]):
    def open(self) -> Self:
        """Keep what is not made public yet, of units that stand."""
        return self.filter(closed_on=None)

    def late(self, today: date) -> Self:
        """Keep what should have been made public by now and is not."""
        return self.open().filter(due_on__lt=today)

    def on_time(self) -> Self:
        """Keep what was made public by its day."""
        return self.filter(closed_on__lte=F("due_on"))


class Due(models.Model):
    """应公开: one item for one period or event, by its day; closed by what made it public.

    `laid_path` is where it was laid, for numbers; `label` is the period or the event.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="dues", verbose_name="公开事项")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on", own=True))
    laid_path = path_field("生成时的单位路径", moves=STAYS)
    label = models.CharField("期间或者事项", max_length=100)
    start_on = models.DateField("起算日期")
    due_on = models.DateField("公开期限", db_index=True)
    late_from = models.DateField("逾期之日")
    laid_on = models.DateField("生成日期")
    closed_on = models.DateField("公开日期", null=True, db_index=True)
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, related_name="dues", verbose_name="公开"
    )
    is_waived = models.BooleanField("零报告", default=False)
    why = models.CharField("零报告说明", max_length=200, blank=True)
    waived_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = DueQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [UniqueConstraint("item", "label", name="due_once_a_period")]

    def __str__(self) -> str:
        return f"{self.item}（{self.label}）"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:due", args=[self.pk])

    def stand(self, today: date) -> Stand:
        """Say how it stands on a day."""
        return stand(self.due_on, self.closed_on, today, is_waived=self.is_waived)
