"""闭会期间: what delegates looked at and asked, and what the next congress is to confirm."""

from django.db import models
from django.urls import reverse

from zhijia.matters.models import Matter
from zhijia.org.models import Member, Unit

from ..rules.between import ASKING
from .agenda import Item
from .delegates import Congress, Delegate


class Inspection(models.Model):
    """代表巡视检查、质询: where delegates went or whom they asked, what they found, the answer.

    `matter` is the rectification that was opened at the unit that was visited.
    """

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="inspections")
    kind = models.CharField("类别", max_length=8, choices=list(ASKING.items()))
    title = models.CharField("事项", max_length=80)
    held_on = models.DateField("日期")
    whom = models.CharField("被检查（质询）的单位或者部门", max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    delegates = models.ManyToManyField(Delegate, related_name="inspections")
    found = models.TextField("情况和意见", max_length=3000)
    due_on = models.DateField("答复限期")
    answer = models.TextField("答复", max_length=3000, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["congress", "-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:inspection", args=[self.pk])

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its congress does."""
        return self.congress.unit_path


class Confirmation(models.Model):
    """确认联席会议决定: the item of a congress on which a joint meeting's decision is confirmed."""

    decision = models.OneToOneField(Item, models.PROTECT, related_name="confirmation")
    at = models.OneToOneField(Item, models.CASCADE, related_name="confirms")

    def __str__(self) -> str:
        return f"确认：{self.decision}"
