from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.platform.scope import Goes, ScopedQuerySet, path_field

from ..rules import ADOPTIONS, ANSWERS, OUTCOMES, ROLES
from .tasks import Task


class Intended(models.Model):
    """拟承办单位: a unit that a draft means to give the task to, in the lead or to assist."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="intended")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    role = models.CharField("分工", max_length=10, choices=list(ROLES.items()))

    class Meta:
        ordering = ["-role", "unit__path"]
        constraints = [UniqueConstraint("task", "unit", name="intended_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.unit}"


class Consultation(models.Model):
    """征求意见: one round of asking units about a draft, with what it said when they were asked."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="consultations")
    asked_on = models.DateField("征求日期")
    asked_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    until_on = models.DateField("截止日期")
    words = models.TextField("说明", blank=True)
    wording = models.TextField("任务内容")
    standard = models.TextField("考核标准", blank=True)
    due_on = models.DateField("完成期限", null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.asked_on:%Y-%m-%d} 征求意见"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its task does."""
        return self.task.unit_path


class OpinionQuerySet(ScopedQuerySet["Opinion"]):
    pass


class Opinion(models.Model):
    """意见: what one unit answers about a draft; closed by its answer, or by whoever asked."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on"))
    answer = models.CharField("意见", max_length=10, blank=True, choices=list(ANSWERS.items()))
    words = models.TextField("修改意见", blank=True)
    answered_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField("答复日期", null=True)
    adoption = models.CharField("采纳情况", max_length=10, blank=True, choices=[*ADOPTIONS.items()])
    reply = models.TextField("采纳说明", blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["unit_path", "pk"]
        constraints = [UniqueConstraint("consultation", "unit", name="opinion_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_answer_display()}"

    def get_absolute_url(self) -> str:
        return reverse("plans:opinion", args=[self.pk])


class Approval(models.Model):
    """审定: a draft laid before the leaders of its unit, and what they decided."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="approvals")
    asked_on = models.DateField("提请日期")
    asked_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    asked_words = models.TextField("提请说明", blank=True)
    outcome = models.CharField("结果", max_length=10, blank=True, choices=[*OUTCOMES.items()])
    decided_on = models.DateField("审定日期", null=True)
    decided_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    words = models.TextField("审定意见", blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            UniqueConstraint("task", condition=Q(outcome=""), name="approval_one_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.asked_on:%Y-%m-%d} {OUTCOMES[self.outcome]}"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its task does."""
        return self.task.unit_path
