"""评议: an agenda item that evaluates, by which adopted method, and what each year came to."""

from django.db import models
from django.db.models import Q, UniqueConstraint

from zhijia.org.models import Member, Post, Unit
from zhijia.platform.scope import STAYS, path_field

from ..rules.evaluations import EVALUATIONS, Kind, Method
from .agenda import Item


class AdoptedMethod(models.Model):
    """测评办法: how grades are found, as a meeting adopted it; a later one takes its place."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_path = path_field(moves=STAYS)
    item = models.OneToOneField(Item, models.PROTECT, related_name="method")
    good = models.PositiveSmallIntegerField("最高等次的比例（%）")
    bad = models.PositiveSmallIntegerField("最低等次的比例（%）")
    adopted_on = models.DateField("通过日期")
    filed_on = models.DateField("报上一级工会备案日期", null=True)
    document = models.CharField("备案文号", max_length=60, blank=True)

    class Meta:
        ordering = ["-adopted_on", "-pk"]

    def __str__(self) -> str:
        return self.item.title

    @property
    def said(self) -> Method:
        """Return it as the rules know it."""
        return Method(self.good, self.bad, self.filed_on is not None)


class Evaluation(models.Model):
    """一次评议: an item that evaluates, of which year, by which method its grades are said."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="evaluation")
    year = models.PositiveSmallIntegerField("年度")
    method = models.ForeignKey(AdoptedMethod, models.PROTECT, null=True, related_name="+")
    has_party = models.BooleanField("建立了党组织", default=True)
    party_told_on = models.DateField("报告党组织日期", null=True)
    upper_told_on = models.DateField("报告上一级工会日期", null=True)
    counted_on = models.DateField("计票日期", null=True)

    class Meta:
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return f"{self.year} 年{self.item.title}"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its meeting does."""
        return self.item.meeting.unit_path

    @property
    def what(self) -> Kind:
        """Return the kind as it is declared."""
        return EVALUATIONS[self.item.business]


class Evaluated(models.Model):
    """评议对象: who or what was evaluated in a year, the papers for each grade, the grade."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="subjects")
    place = models.PositiveSmallIntegerField("次序")
    name = models.CharField("评议对象", max_length=60)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    label = models.CharField("职务", max_length=60, blank=True)
    valid = models.PositiveIntegerField("有效票", default=0)
    counts = models.JSONField("各等次票数", default=dict)
    grade = models.CharField("等次", max_length=12, blank=True)

    class Meta:
        ordering = ["evaluation", "place"]
        constraints = [
            UniqueConstraint(
                fields=["evaluation", "member"],
                condition=Q(member__isnull=False),
                name="meeting_evaluated_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Recall(models.Model):
    """罢免: whose post an item would end, why, who proposed it, who looked into it."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="recall")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    reason = models.CharField("事由", max_length=200)
    by_committee = models.BooleanField("由工会委员会提出", default=True)
    asking = models.PositiveIntegerField("提出的人数", default=0)
    of = models.PositiveIntegerField("全体人数", default=0)
    examined = models.CharField("考察情况", max_length=200, blank=True)
    approved_on = models.DateField("上一级工会批准日期", null=True)
    document = models.CharField("批准文号", max_length=60, blank=True)
    ended_on = models.DateField("免职日期", null=True)

    class Meta:
        ordering = ["item"]

    def __str__(self) -> str:
        return f"罢免{self.post}"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its meeting does."""
        return self.item.meeting.unit_path
