from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Post, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from .rules import OPEN, STATES
from .speech import AREAS, LABELS

AREA_CHOICES = list(AREAS.items())
STEPS = {
    "assigned": "交办",
    "signed": "签收",
    "handed_down": "分解到岗位",
    "reported": "填报进展",
    "extension_asked": "申请延期",
    "extension_granted": "同意延期",
    "extension_refused": "不同意延期",
    "finished": "报办结",
    "accepted": "审核通过",
    "sent_back": "退回",
    "reassigned": "改派",
    "withdrawn": "撤回",
}


class Source(models.Model):
    """讲话稿: one text as it came in: a file or a paste, with one speech or several."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="speech_sources")
    unit_path = path_field(moves=STAYS)
    name = models.CharField("名称", max_length=150)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    text = models.TextField("全文")
    breaks = models.JSONField("分行", default=list)
    taken_on = models.DateField("登记日期")

    def __str__(self) -> str:
        return self.name


class SpeechQuerySet(ScopedQuerySet["Speech"]):
    pass


class Speech(models.Model):
    """讲话: one leader's speech; a draft until its tasks are confirmed."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="speeches")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="speeches", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(confirmed_on=None), until="confirmed_on"))
    number = models.PositiveSmallIntegerField("篇次")
    title = models.CharField("题目", max_length=200)
    speaker = models.CharField("讲话人", max_length=50, blank=True)
    spoken_on = models.DateField("讲话日期", null=True, blank=True)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    digest = models.CharField("SHA-256", max_length=64)
    taken_on = models.DateField("登记日期")
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SpeechQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_on", "source", "number"]
        constraints = [UniqueConstraint("unit", "digest", name="speech_once_a_unit")]

    def __str__(self) -> str:
        return f"《{self.title}》"

    def get_absolute_url(self) -> str:
        return reverse("plans:speech", args=[self.pk])


class Point(models.Model):
    """要点: a heading of the speech that its tasks stand under."""

    speech = models.ForeignKey(Speech, models.CASCADE, related_name="points")
    number = models.CharField("序号", max_length=20, blank=True)
    text = models.CharField("内容", max_length=300)
    level = models.PositiveSmallIntegerField("层次")
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        ordering = ["start"]

    def __str__(self) -> str:
        return self.text


class Piece(models.Model):
    """语段: one clause of the original words, with its place and what we took it for."""

    speech = models.ForeignKey(Speech, models.CASCADE, related_name="pieces")
    point = models.ForeignKey(Point, models.PROTECT, null=True, related_name="pieces")
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    kind = models.CharField(
        "归类", max_length=20, choices=[(k.value, v) for k, v in LABELS.items()]
    )
    cue = models.CharField("依据", max_length=100, blank=True)
    wording = models.TextField("任务内容", blank=True)
    area = models.CharField("类别", max_length=20, blank=True, choices=AREA_CHOICES)
    responsible = models.CharField("责任单位（原文）", max_length=200, blank=True)
    deadline = models.CharField("时限（原文）", max_length=200, blank=True)
    due_on = models.DateField("完成期限", null=True, blank=True)
    figures = models.CharField("数字要求（原文）", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["start"]
        constraints = [UniqueConstraint("speech", "start", name="piece_one_a_place")]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its speech does."""
        return self.speech.unit_path


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


class AssignmentQuerySet(ScopedQuerySet["Assignment"]):
    def open(self) -> Self:
        """Keep those still to be done."""
        return self.filter(state__in=OPEN)

    def of_units(self) -> Self:
        """Keep what units were given, without the parts they handed down; withdrawn ones go."""
        return self.filter(parent=None).exclude(state="withdrawn")


class Assignment(models.Model):
    """交办: a task, or a part of one, at one unit or at one post in a unit's branch."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="assignments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="given", verbose_name="交办单位")
    issuer_path = path_field("交办单位路径", moves=Goes(Q(closed_on=None), until="closed_on"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="taken", verbose_name="承办单位")
    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on"))
    # Given, done and late are counted where the work was given, or no rate would add up.
    given_path = path_field("交办时单位路径", moves=STAYS)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="assignments")
    wording = models.TextField("承办内容")
    due_on = models.DateField("完成期限", db_index=True)
    overdue_from = models.DateField("逾期起算日")
    state = models.CharField("状态", max_length=10, default="issued", choices=list(STATES.items()))
    percent = models.PositiveSmallIntegerField("进度（%）", default=0)
    assigned_on = models.DateField("交办日期", db_index=True)
    signed_on = models.DateField("签收日期", null=True)
    closed_on = models.DateField("办结日期", null=True, db_index=True)
    version = models.PositiveIntegerField(default=1)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            UniqueConstraint(
                "task",
                "unit",
                condition=Q(parent=None, state__in=[*OPEN, "accepted"]),
                name="assignment_once_a_unit",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="assignment_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.holder}：{self.wording[:30]}"

    def get_absolute_url(self) -> str:
        return reverse("plans:assignment", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Say whether it is still to be done."""
        return self.state in OPEN

    @property
    def holder(self) -> str:
        """Return who has it: the unit, or the post."""
        return f"{self.unit} {self.post}" if self.post else str(self.unit)


class ProgressQuerySet(ScopedQuerySet["Progress"]):
    pass


class Progress(models.Model):
    """办理记录: one step in the life of an assignment, in words, perhaps with a file."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="steps")
    unit_path = path_field(moves=STAYS)
    step = models.CharField("步骤", max_length=20, choices=list(STEPS.items()))
    done_on = models.DateField("日期", db_index=True)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    words = models.TextField("说明", blank=True)
    percent = models.PositiveSmallIntegerField("进度（%）", null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.done_on}"


class Extension(models.Model):
    """延期申请: a later date asked for before the due date, and the answer."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="extensions")
    asked_on = models.DateField("申请日期")
    asked_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    from_on = models.DateField("原期限")
    to_on = models.DateField("拟延至")
    reason = models.TextField("理由")
    is_granted = models.BooleanField("同意", null=True)
    decided_on = models.DateField("答复日期", null=True)
    reply = models.TextField("答复", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(
                "assignment", condition=Q(is_granted=None), name="extension_one_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"延至 {self.to_on}"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where the work does that it puts off."""
        return self.assignment.unit_path
