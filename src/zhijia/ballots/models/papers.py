"""Paper: what was issued and came back, and what the tellers counted."""

from django.db import models
from django.db.models import Q, UniqueConstraint

from zhijia.org.models import Member

from .ballots import Ballot, Contest
from .rolls import Watcher


class Issue(models.Model):
    """发票收票: papers of one box, the hall's or a 流动票箱; by contest where colours differ.

    `contest` is None where all contests stand on one paper.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="issues")
    contest = models.ForeignKey(Contest, models.CASCADE, null=True, related_name="issues")
    box = models.CharField("票箱", max_length=40)
    is_mobile = models.BooleanField("流动票箱", default=False)
    issued = models.PositiveIntegerField("发出", default=0)
    returned = models.PositiveIntegerField("收回", default=0)

    class Meta:
        ordering = ["ballot", "pk"]

    def __str__(self) -> str:
        return self.box


class Sheet(models.Model):
    """计票单: what one teller counted of one pile of papers, for one contest.

    `counts` is {valid, void, lines, void reasons}. A corrected sheet `replaces` the former one.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="sheets")
    contest = models.ForeignKey(Contest, models.CASCADE, related_name="sheets")
    teller = models.ForeignKey(Watcher, models.PROTECT, related_name="sheets")
    pile = models.PositiveSmallIntegerField("叠号", default=1)
    counts = models.JSONField("计数", default=dict)
    is_settled = models.BooleanField("两人一致", default=False)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering = ["ballot", "contest", "pile", "pk"]
        constraints = [
            UniqueConstraint(
                "contest",
                "teller",
                "pile",
                condition=Q(replaces=None),
                name="ballot_sheet_first_of_pile",
            )
        ]

    def __str__(self) -> str:
        return f"{self.contest} 第 {self.pile} 叠"


class Recount(models.Model):
    """重新计票: why a pile is counted anew; the former sheets stay, replaced by the new ones.

    `kept` is what the count had come to before, {"tally": …, "outcome": …}, where it had been
    told in the hall already; {} otherwise.
    """

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="recounts")
    pile = models.PositiveSmallIntegerField("叠号")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    name = models.CharField("提出人", max_length=50)
    reason = models.CharField("理由", max_length=300)
    asked_on = models.DateField("日期")
    kept = models.JSONField("原结果", default=dict)

    class Meta:
        ordering = ["contest", "pk"]

    def __str__(self) -> str:
        return f"{self.contest} 第 {self.pile} 叠"
