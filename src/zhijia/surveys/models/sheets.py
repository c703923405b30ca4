"""问卷 and its editions."""

from functools import cached_property
from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Unit
from zhijia.platform.scope import Goes, ScopedQuerySet, path_field

from ..rules import Item, read_items


class SheetQuerySet(ScopedQuerySet["Sheet"]):
    def standing(self) -> Self:
        """Keep the questionnaires that were not put away."""
        return self.filter(dropped_on=None)


class Sheet(models.Model):
    """问卷: what a unit asks, again and again, in editions of the same questions."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(dropped_on=None), until="dropped_on"))
    title = models.CharField("问卷名称", max_length=60)
    topic = models.CharField("主题", max_length=20, blank=True)
    words = models.TextField("卷首语", blank=True)
    made_on = models.DateField("起草日期")
    dropped_on = models.DateField("停用日期", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:sheet", args=[self.pk])


class Edition(models.Model):
    """版: the questions of a questionnaire; fixed from the day on which a round first asks them."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("版次")
    questions = models.JSONField("题目", default=list)
    used_codes = models.PositiveIntegerField("已用题号", default=0)
    frozen_on = models.DateField("固定日期", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [
            UniqueConstraint("sheet", "number", name="survey_edition_number_once"),
            UniqueConstraint("sheet", condition=Q(frozen_on=None), name="survey_edition_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}（第 {self.number} 版）"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its questionnaire does."""
        return self.sheet.unit_path

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return its questions in order."""
        return read_items(self.questions)
