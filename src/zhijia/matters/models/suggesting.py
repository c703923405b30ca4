"""What the regulation on suggestions keeps: who shares, what judges gave, the benefit, the reward.

Each table has its own law: HOUSE-126 and LM-06 to LM-09.
"""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q, UniqueConstraint

from zhijia.org.models import Member, Unit
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from ..rules.rewards import LABELS, Band
from ..rules.rewards import Scale as Bands
from ..rules.suggestions import CRITERIA, Score
from .matters import Matter


class Share(models.Model):
    """建议人: one of those who proposed, and their percent; the first has rank 1."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="shares")
    member = models.ForeignKey(Member, models.PROTECT, related_name="shares_in_matters")
    rank = models.PositiveSmallIntegerField("次序")
    percent = models.PositiveSmallIntegerField("份额（%）")

    class Meta:
        ordering = ["rank"]
        constraints = [
            UniqueConstraint("matter", "member", name="matter_share_once"),
            UniqueConstraint("matter", "rank", name="matter_share_rank"),
        ]

    def __str__(self) -> str:
        return f"建议人 {self.pk}"


class Mark(models.Model):
    """评分: what one judge gave; `turn` is 1, and 2 where it was evaluated again."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="marks")
    judge = models.ForeignKey(Member, models.PROTECT, related_name="+")
    turn = models.PositiveSmallIntegerField("轮次", default=1)
    skill = models.PositiveSmallIntegerField("技术水平")
    benefit = models.PositiveSmallIntegerField("经济效益")
    reach = models.PositiveSmallIntegerField("应用范围")
    use = models.PositiveSmallIntegerField("实用性")
    words = models.TextField("评语", blank=True)
    given_on = models.DateField("评分日期")

    class Meta:
        ordering = ["turn", "pk"]
        constraints = [UniqueConstraint("matter", "judge", "turn", name="matter_judged_once")]

    def __str__(self) -> str:
        return f"评分 {self.pk}"

    @property
    def total(self) -> int:
        """Return the sum of the marks."""
        return self.as_score().total

    def as_score(self) -> Score:
        """Return it as the rules read it."""
        return Score(self.judge_id, {one.key: getattr(self, one.key) for one in CRITERIA})


class Benefit(models.Model):
    """月效益: what one month of use brought, under the name of who confirmed it for finance."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="benefits")
    month = models.PositiveSmallIntegerField("第几个月")
    amount = models.DecimalField("效益（元）", max_digits=14, decimal_places=2)
    basis = models.CharField("依据", max_length=300)
    confirmed_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    confirmed_on = models.DateField("确认日期")

    class Meta:
        ordering = ["month"]
        constraints = [UniqueConstraint("matter", "month", name="matter_benefit_once_a_month")]

    def __str__(self) -> str:
        return f"月效益 {self.pk}"


class Scale(models.Model):
    """奖励标准: the amounts of a unit's own document; `bands` are rows of value, least and most.

    It is for the unit and those below that have none of their own. The newest that has begun holds.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scales", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(ended_on=None), until="ended_on", own=True))
    document = models.CharField("文件名称和文号", max_length=120)
    since_on = models.DateField("起用日期")
    ended_on = models.DateField("停用日期", null=True)
    bands = models.JSONField("等级")
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    objects = ScopedQuerySet["Scale"].as_manager()

    class Meta:
        ordering = ["-since_on", "-pk"]

    def __str__(self) -> str:
        return self.document

    def as_bands(self) -> Bands:
        """Return it as the rules read it; the first row is the first grade."""
        rows = [tuple(map(Decimal, row)) for row in self.bands]
        return Bands(tuple(Band(n, *row) for n, row in enumerate(rows, 1)), self.document)


def grades() -> list[tuple[int, str]]:
    """Return the grades of a reward, each with its word."""
    return list(LABELS.items())


class Reward(models.Model):
    """奖励: the grade and the amount, by which text, and how it was split; it never changes.

    `parts` are name, percent and amount of each who proposed, as they were that day; people by key.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="reward")
    unit_path = path_field(moves=STAYS)
    grade = models.PositiveSmallIntegerField("等级", choices=grades)
    yearly = models.DecimalField("年效益（元）", max_digits=15, decimal_places=2, null=True)
    is_borrowed = models.BooleanField("借鉴已有成果", default=False)
    earlier = models.DecimalField("已发奖金（元）", max_digits=12, decimal_places=2, default=0)
    amount = models.DecimalField("奖金（元）", max_digits=12, decimal_places=2)
    source = models.CharField("奖励标准", max_length=200)
    parts = models.JSONField("分配", default=list)
    rewarded_on = models.DateField("评奖日期", db_index=True)
    rewarded_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    filed_above_on = models.DateField("报上级备案日期", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet["Reward"].as_manager()

    class Meta:
        ordering = ["-rewarded_on", "-pk"]

    def __str__(self) -> str:
        return f"奖励 {self.pk}"

    def split(self) -> list[tuple[int, int, Decimal]]:
        """Return the member's key, percent and amount of each."""
        return [(key, percent, Decimal(amount)) for key, percent, amount in self._parts()]

    def _parts(self) -> list[Any]:
        parts: list[Any] = self.parts
        return parts
