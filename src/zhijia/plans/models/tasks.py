from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Post, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from ..rules import FREQUENCIES, ORIGINS, URGENCIES, basis
from .speeches import AREA_CHOICES, Piece, Point, Speech, frequencies, natures


# Asked for when they are needed: a new word is no change of the table.
def origins() -> list[tuple[str, str]]:
    """Return where a task can come from, each with its word."""
    return list(ORIGINS.items())


def urgencies() -> list[tuple[str, str]]:
    """Return how urgent a task can be, each with its word."""
    return list(URGENCIES.items())


def rhythms() -> list[tuple[str, str]]:
    """Return how often a task can be reported on, each with its word."""
    return list(FREQUENCIES.items())


class TaskQuerySet(ScopedQuerySet["Task"]):
    def open(self) -> Self:
        """Keep those neither closed nor dropped."""
        return self.filter(closed_on=None)

    def on_file(self) -> Self:
        """Keep those put on file; what is still a draft goes."""
        return self.filter(filed_on__isnull=False)


class Task(models.Model):
    """任务: one requirement of a speech, a meeting, a document or a leader's written word.

    It is a draft until it has the day on which it was put on file; only then is it given to units.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", verbose_name="立项单位")
    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on"))
    filed_path = path_field("立项时单位路径", moves=STAYS)
    origin = models.CharField("来源", max_length=10, default="speech", choices=origins)
    speech = models.ForeignKey(
        Speech, models.PROTECT, null=True, related_name="tasks", verbose_name="讲话"
    )
    piece = models.OneToOneField(Piece, models.PROTECT, null=True, related_name="task")
    point = models.ForeignKey(Point, models.PROTECT, null=True, related_name="tasks")
    # What it rests on where that is no speech: which meeting, document or word, by whom and when.
    source_title = models.CharField("依据", max_length=200, blank=True)
    source_number = models.CharField("文号", max_length=60, blank=True)
    source_by = models.CharField("批示（主持）人", max_length=50, blank=True)
    source_on = models.DateField("依据日期", null=True, blank=True)
    source_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
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
    standard = models.TextField("考核标准", blank=True)
    leader_post = models.ForeignKey(
        Post, models.PROTECT, null=True, related_name="led_tasks", verbose_name="牵头领导"
    )
    urgency = models.CharField("紧急程度", max_length=10, default="normal", choices=urgencies)
    frequency = models.CharField("报告频次", max_length=10, blank=True, choices=rhythms)
    submitted_on = models.DateField("提请审定日期", null=True, blank=True)
    filed_on = models.DateField("立项日期", null=True, blank=True, db_index=True)
    closed_on = models.DateField("结束日期", null=True, blank=True)
    dropped_for = models.CharField("撤销原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "serial"]
        constraints = [
            UniqueConstraint("unit", "year", "serial", name="task_number_once_a_year"),
            models.CheckConstraint(
                condition=Q(origin="speech", speech__isnull=False, piece__isnull=False)
                | ~Q(origin="speech") & Q(speech=None, piece=None),
                name="task_from_a_speech_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.wording[:30]}"

    def get_absolute_url(self) -> str:
        return reverse("plans:task", args=[self.pk])

    @property
    def number(self) -> str:
        """Return its number in the unit's year, as 2026-007."""
        return f"{self.year}-{self.serial:03d}"

    @property
    def stage(self) -> str:
        """Return how far it is on its way onto the file, a key of `rules.STAGES`."""
        if self.filed_on:
            return "filed"
        return "submitted" if self.submitted_on else "draft"

    @property
    def basis(self) -> str:
        """Return in words what it rests on."""
        if self.speech:
            return str(self.speech)
        return basis(
            self.origin, self.source_title, self.source_number, self.source_by, self.source_on
        )
