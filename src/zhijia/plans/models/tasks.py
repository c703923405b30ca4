from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Unit
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from .speeches import AREA_CHOICES, Piece, Point, Speech, frequencies, natures


class TaskQuerySet(ScopedQuerySet["Task"]):
    def open(self) -> Self:
        """Keep those neither closed nor dropped."""
        return self.filter(closed_on=None)


class Task(models.Model):
    """任务: one requirement of a speech, put on file by the unit that took the speech in."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", verbose_name="立项单位")
    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on"))
    filed_path = path_field("立项时单位路径", moves=STAYS)
    speech = models.ForeignKey(Speech, models.PROTECT, related_name="tasks", verbose_name="讲话")
    piece = models.OneToOneField(Piece, models.PROTECT, related_name="task")
    point = models.ForeignKey(Point, models.PROTECT, null=True, related_name="tasks")
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("序号")
    original = models.TextField("原文要求")
    wording = models.TextField("任务内容")
    area = models.CharField("类别", max_length=20, choices=AREA_CHOICES)
    responsible = models.CharField("责任单位（原文）", max_length=200, blank=True)
    deadline = models.CharField("时限（原文）", max_length=200, blank=True)
    due_on = models.DateField("完成期限", null=True, blank=True)
    figures = models.CharField("数字要求", max_length=300, blank=True)
    nature = models.CharField("性质", max_length=10, default="once", choices=natures)
    every = models.CharField("频次", max_length=10, blank=True, choices=frequencies)
    filed_on = models.DateField("立项日期", db_index=True)
    closed_on = models.DateField("结束日期", null=True, blank=True)
    dropped_for = models.CharField("撤销原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "serial"]
        constraints = [UniqueConstraint("unit", "year", "serial", name="task_number_once_a_year")]

    def __str__(self) -> str:
        return f"{self.number} {self.wording[:30]}"

    def get_absolute_url(self) -> str:
        return reverse("plans:task", args=[self.pk])

    @property
    def number(self) -> str:
        """Return its number in the unit's year, as 2026-007."""
        return f"{self.year}-{self.serial:03d}"
