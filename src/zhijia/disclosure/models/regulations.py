"""规章制度: texts that hold from a day on, how each was adopted, who has read it."""

from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, Splits, path_field

from ..rules.competence import SUBJECTS
from ..rules.regulations import HOW_READ, OUTCOMES, STEPS


class RegulationQuerySet(ScopedQuerySet["Regulation"]):
    def standing(self) -> Self:
        """Keep those that were not repealed."""
        return self.filter(repealed_on=None)


class Regulation(models.Model):
    """规章制度: one set of rules of a unit, whatever its text is at the time."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="regulations", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(repealed_on=None), until="repealed_on"))
    title = models.CharField("名称", max_length=100)
    number = models.CharField("文号", max_length=60, blank=True)
    subject = models.CharField(
        "类别", max_length=12, choices=[(code, one.label) for code, one in SUBJECTS.items()]
    )
    department = models.CharField("主管部门", max_length=60, blank=True)
    review_on = models.DateField("复审期限")
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    repeal_basis = models.CharField("废止依据", max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        ordering = ["unit_path", "subject", "title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("disclosure:regulation", args=[self.pk])


class Wording(models.Model):
    """文本: what a regulation says from a day on; it is never changed, a new one follows."""

    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="wordings")
    nth = models.PositiveIntegerField("第几版")
    text = models.TextField("正文", blank=True, max_length=500_000)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件"
    )
    from_on = models.DateField("施行日期")
    until_on = models.DateField("停止施行日期", null=True, blank=True)
    note = models.CharField("修改说明", max_length=300, blank=True)
    entered_on = models.DateField("登记日期")
    entered_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    read_until_on = models.DateField("签阅期限", null=True, blank=True)
    reads_below = models.BooleanField("下级会员也签阅", default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["regulation", "-nth"]
        constraints = [UniqueConstraint("regulation", "nth", name="wording_number_once")]

    def __str__(self) -> str:
        return f"{self.regulation}（第 {self.nth} 版）"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:wording", args=[self.pk])


class InForce(models.Model):
    """施行期间: a regulation in force from a day to a day at one place of its unit in the tree."""

    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="times")
    unit_path = path_field(moves=Splits("from_on", "until_on", "is_carried", "ended_why"))
    from_on = models.DateField("施行自")
    until_on = models.DateField("施行至", null=True, blank=True)
    is_carried = models.BooleanField("续接", default=False)
    ended_why = models.CharField("终止原因", max_length=100, blank=True)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            UniqueConstraint(
                "regulation", condition=Q(until_on=None), name="regulation_in_force_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.regulation} · {self.from_on}"


class StepTaken(models.Model):
    """程序证据: one of the three steps of 劳动合同法 §4, when, where and what came of it."""

    wording = models.ForeignKey(Wording, models.PROTECT, related_name="steps")
    step = models.CharField(
        "程序", max_length=10, choices=[(code, one.label) for code, one in STEPS.items()]
    )
    on = models.DateField("日期")
    meeting = models.CharField("会议", max_length=100, blank=True)
    # The meeting in a room above: its label, kind and key; the title stands in `meeting`.
    about_room = models.CharField("来源", max_length=20, blank=True)
    about_kind = models.CharField("来源类别", max_length=20, blank=True)
    about_key = models.BigIntegerField("来源编号", null=True, blank=True)
    outcome = models.CharField(
        "表决结果", max_length=10, blank=True, choices=list(OUTCOMES.items())
    )
    words = models.TextField("情况", max_length=2000)
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="证据"
    )
    noted_on = models.DateField("登记日期")
    noted_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [UniqueConstraint("wording", "step", name="step_taken_once")]

    def __str__(self) -> str:
        return f"{self.wording}：{self.get_step_display()}"


class Signing(models.Model):
    """签阅: somebody who was asked to read a text, and when they signed."""

    wording = models.ForeignKey(Wording, models.PROTECT, related_name="signings")
    member = models.ForeignKey(Member, models.PROTECT, related_name="signings")
    unit_path = path_field(moves=STAYS)
    asked_on = models.DateField("要求日期")
    # Empty in rows of old: then it is the day that the text says.
    until_on = models.DateField("签阅期限", null=True)
    read_on = models.DateField("签阅日期", null=True, blank=True)
    how = models.CharField("签阅方式", max_length=6, blank=True, choices=list(HOW_READ.items()))
    keyed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    reminded = models.PositiveSmallIntegerField("提醒次数", default=0)

    class Meta:
        ordering = ["unit_path", "member__stroke_key", "pk"]
        constraints = [UniqueConstraint("wording", "member", name="signing_once")]

    def __str__(self) -> str:
        return f"签阅 {self.pk}"


class Review(models.Model):
    """复审: a look at whether a regulation still fits, and by when the next one is due."""

    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="reviews")
    on = models.DateField("复审日期")
    words = models.CharField("结论", max_length=300)
    due_on = models.DateField("下次复审期限")
    done_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"复审 {self.pk}"


class KeptCheck(models.Model):
    """执行检查: whether a regulation was kept, as an inspection of a room above found."""

    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="checks")
    on = models.DateField("检查日期")
    is_kept = models.BooleanField("执行到位")
    words = models.CharField("检查情况", max_length=300)
    about_room = models.CharField("来源", max_length=20, blank=True)
    about_kind = models.CharField("来源类别", max_length=20, blank=True)
    about_key = models.BigIntegerField("来源编号", null=True, blank=True)
    about_title = models.CharField("来源事项", max_length=100, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"执行检查 {self.pk}"
