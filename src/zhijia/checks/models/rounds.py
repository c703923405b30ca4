"""Rounds: who is inspected by what standard, when and by whom."""

from decimal import Decimal
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.plans.models import StageCheck
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from ..rules.rounds import AGREEMENTS, STATES, STEPS
from .standards import Edition


def states() -> list[tuple[str, str]]:
    """Return how far the inspection of a unit can be, each with its word."""
    return list(STATES.items())


def agreements() -> list[tuple[str, str]]:
    """Return how several inspectors come to one score, each with its word."""
    return list(AGREEMENTS.items())


def steps() -> list[tuple[str, str]]:
    """Return what can happen to the inspection of a unit, each with its word."""
    return list(STEPS.items())


class RoundQuerySet(ScopedQuerySet["Round"]):
    def open(self) -> Self:
        """Keep those that are not published."""
        return self.filter(closed_on=None)


class Round(models.Model):
    """一轮检查: units inspected by one version of a standard, and the rules published with it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rounds", verbose_name="组织单位")
    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on"))
    opened_path = path_field("开始时单位路径", moves=STAYS)
    title = models.CharField("名称", max_length=80)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="rounds")
    from_on = models.DateField("开始日期")
    until_on = models.DateField("截止日期")
    has_self = models.BooleanField("先由单位自查", default=True)
    mode = models.CharField("汇总办法", max_length=10, choices=agreements)
    gap = models.PositiveSmallIntegerField("相差超过（%）", validators=[MaxValueValidator(100)])
    object_days = models.PositiveSmallIntegerField("申诉期限（工作日）")
    mend_days = models.PositiveSmallIntegerField("整改期限（日）")
    bands = models.CharField("等次", max_length=200)
    words = models.TextField("要求", max_length=2000, blank=True)
    gate = models.ForeignKey(
        StageCheck, models.PROTECT, null=True, related_name="rounds", verbose_name="环节检查事项"
    )
    opened_on = models.DateField("组织日期", db_index=True)
    closed_on = models.DateField("公布日期", null=True, db_index=True)
    version = models.PositiveIntegerField(default=1)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("checks:round", args=[self.pk])


class InspectionQuerySet(ScopedQuerySet["Inspection"]):
    def open(self) -> Self:
        """Keep those without a result that were not called off."""
        return self.filter(result_on=None).exclude(state="off")

    def counted(self) -> Self:
        """Keep those that were not called off."""
        return self.exclude(state="off")


class Inspection(models.Model):
    """受检单位: one unit in a round, from its self-check to its result."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="inspections")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="inspections", verbose_name="受检单位"
    )
    unit_path = path_field(moves=Goes(Q(result_on=None), until="result_on"))
    state = models.CharField("状态", max_length=10, choices=states, default="self", db_index=True)
    self_score = models.DecimalField("自查得分", max_digits=5, decimal_places=2, null=True)
    points = models.DecimalField("得分合计", max_digits=8, decimal_places=2, default=Decimal(0))
    full = models.DecimalField("满分合计", max_digits=8, decimal_places=2, default=Decimal(0))
    score = models.DecimalField("得分（百分）", max_digits=5, decimal_places=2, null=True)
    is_vetoed = models.BooleanField("触犯否决项", default=False)
    grade = models.CharField("等次", max_length=20, blank=True)
    place = models.PositiveIntegerField("名次", null=True)
    told_on = models.DateField("反馈日期", null=True)
    object_until_on = models.DateField("申诉截止", null=True)
    accepted_on = models.DateField("确认没有异议", null=True)
    faults_count = models.PositiveIntegerField("问题数", default=0)
    left_count = models.PositiveIntegerField("遗留问题数", default=0)
    result_on = models.DateField("出结果日期", null=True, db_index=True)
    result_words = models.TextField("结论", max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["round", "unit_path"]
        constraints = [UniqueConstraint("round", "unit", name="inspection_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit} {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("checks:inspection", args=[self.pk])


class Inspector(models.Model):
    """检查员: somebody who inspects one unit of a round, and when they handed in."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="inspectors")
    member = models.ForeignKey(Member, models.PROTECT, related_name="inspecting")
    is_lead = models.BooleanField("组长", default=False)
    named_on = models.DateField("指派日期")
    sent_on = models.DateField("提交日期", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-is_lead", "pk"]
        constraints = [UniqueConstraint("inspection", "member", name="inspector_once")]

    def __str__(self) -> str:
        return str(self.member)


class InspectionStep(models.Model):
    """经过: one thing that happened to the inspection of a unit; never changed."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="steps")
    step = models.CharField("事项", max_length=20, choices=steps)
    done_on = models.DateField("日期")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    words = models.TextField("说明", blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.done_on:%Y-%m-%d}"
