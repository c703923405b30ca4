from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Post, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from ..rules import OPEN, ROLES, SCHEMES, STATES
from .tasks import Task

STEPS = {
    "assigned": "交办",
    "declined": "退回交办",
    "insisted": "维持交办",
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
    "answered": "会签",
    "asked_again": "请补充会签",
    "excused": "免予会签",
    "helped": "协调答复",
    "inherited": "承接岗位事项",
}


# Asked for when they are needed: a new state or step is no change of the table.
def states() -> list[tuple[str, str]]:
    """Return what an assignment can be, each with its word."""
    return list(STATES.items())


def steps() -> list[tuple[str, str]]:
    """Return what can happen to an assignment, each with its word."""
    return list(STEPS.items())


def roles() -> list[tuple[str, str]]:
    """Return as what a unit has a task, each with its word."""
    return list(ROLES.items())


def schemes() -> list[tuple[str, str]]:
    """Return the schemes of lights, each with its word."""
    return list(SCHEMES.items())


class AssignmentQuerySet(ScopedQuerySet["Assignment"]):
    def open(self) -> Self:
        """Keep those still to be done."""
        return self.filter(state__in=OPEN)

    def of_units(self) -> Self:
        """Keep what units were given, without the parts they handed down; withdrawn ones go."""
        return self.filter(parent=None).exclude(state="withdrawn")

    def leads(self) -> Self:
        """Keep what units were given to answer for: neither parts nor what they assist with."""
        return self.of_units().filter(role="lead")


class Assignment(models.Model):
    """交办: a task, or a part of one, at one unit or at one post in a unit's branch."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="assignments")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="parts", db_index=False
    )
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="given", verbose_name="交办单位")
    issuer_path = path_field("交办单位路径", moves=Goes(Q(closed_on=None), until="closed_on"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="taken", verbose_name="承办单位")
    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on"))
    # Given, done and late are counted where the work was given, or no rate would add up.
    given_path = path_field("交办时单位路径", moves=STAYS)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="assignments")
    # Who assists has no lead of its own: it assists whichever unit leads the task.
    role = models.CharField("承办角色", max_length=6, default="lead", choices=roles)
    wording = models.TextField("承办内容")
    due_on = models.DateField("完成期限")
    overdue_from = models.DateField("逾期起算日")
    state = models.CharField("状态", max_length=10, default="issued", choices=states)
    percent = models.PositiveSmallIntegerField("进度（%）", default=0)
    assigned_on = models.DateField("交办日期", db_index=True)
    # Where a figure tells the progress: the day it is counted from. Else time runs from 交办.
    measured_from_on = models.DateField("计数起始日期", null=True)
    # Of work done again and again: the day of the earliest period that nobody has reported on.
    turn_due_on = models.DateField("本期期限", null=True, db_index=True)
    signed_on = models.DateField("签收日期", null=True)
    closed_on = models.DateField("办结日期", null=True, db_index=True)
    # Beside the row, because a board judges the lights of a hundred thousand at once.
    scheme = models.CharField("亮灯方案", max_length=3, default="gyr", choices=schemes)
    is_sent_back = models.BooleanField("退回重办", default=False)
    version = models.PositiveIntegerField(default=1)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            UniqueConstraint(
                "task",
                "unit",
                condition=Q(parent=None) & ~Q(state="withdrawn"),
                name="assignment_once_a_unit",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="assignment_percent"),
        ]
        indexes = [
            # A month of one small unit is found in the index alone, among that of all units.
            models.Index(fields=["due_on", "unit_path"], name="assignment_due_where"),
            # Nearly all rows have no parent: an index of them all misled SQLite into reading all.
            models.Index(
                fields=["parent"], condition=Q(parent__isnull=False), name="assignment_parts"
            ),
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
    def is_assisting(self) -> bool:
        """Say whether the unit assists others with the task."""
        return self.role == "assist"

    @property
    def holder(self) -> str:
        """Return who has it: the unit, or the post."""
        return f"{self.unit} {self.post}" if self.post else str(self.unit)


class ProgressQuerySet(ScopedQuerySet["Progress"]):
    def wanting(self) -> Self:
        """Keep the reports that ask the giver for help and wait for an answer."""
        still = self.exclude(help_wanted="").filter(settled_on=None)
        return still.filter(assignment__state__in=OPEN)


class Progress(models.Model):
    """办理记录: one step in the life of an assignment, in words, perhaps with a file."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="steps")
    unit_path = path_field(moves=STAYS)
    step = models.CharField("步骤", max_length=20, choices=steps)
    done_on = models.DateField("日期", db_index=True)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    words = models.TextField("说明", blank=True)
    percent = models.PositiveSmallIntegerField("进度（%）", null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    problems = models.TextField("存在问题", blank=True)
    help_wanted = models.TextField("需协调事项", blank=True)
    next_step = models.TextField("下步措施", blank=True)
    settled_on = models.DateField("协调答复日期", null=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.done_on}"

    @property
    def reviewed(self) -> models.Model | None:
        """Return what was checked with this step; None for most."""
        return getattr(self, "review", None)


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
