"""服务承诺: what a unit promises those it serves, and how they judge it (M26).

These are no matters: a promise is a public list, a grade is a count. What is to be set right is a
matter of the kind `service`.
"""

from django.db import models
from django.db.models import Q

from zhijia.org.models import Unit
from zhijia.platform.doorway.models import fresh_token, random_key
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from ..rules.promises import CHOICES


class PromiseQuerySet(ScopedQuerySet["Promise"]):
    def standing(self) -> "PromiseQuerySet":
        """Keep those that hold today."""
        return self.filter(ended_on=None)


class Promise(models.Model):
    """服务承诺: one thing that a unit promises, by which anybody may measure it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="promises", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(ended_on=None), until="ended_on", own=True))
    token = models.CharField("令牌", max_length=40, unique=True, default=fresh_token)
    title = models.CharField("服务事项", max_length=60)
    words = models.TextField("承诺内容", max_length=600)
    office = models.CharField("办理部门", max_length=60, blank=True)
    contact = models.CharField("监督电话", max_length=40, blank=True)
    rank = models.PositiveSmallIntegerField("排序号", default=100)
    since_on = models.DateField("公布日期")
    ended_on = models.DateField("撤下日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.title


class Grade(models.Model):
    """服务评价: how one outsider judged one service; nobody knows who."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    promise = models.ForeignKey(
        Promise, models.PROTECT, null=True, related_name="grades", verbose_name="服务承诺"
    )
    unit_path = path_field(moves=STAYS)
    choice = models.CharField("评价", max_length=10, choices=list(CHOICES.items()))
    is_satisfied = models.BooleanField("满意")
    words = models.TextField("情况", blank=True)
    graded_on = models.DateField("评价日期", db_index=True)

    objects = ScopedQuerySet["Grade"].as_manager()

    class Meta:
        ordering = ["-graded_on", "pk"]

    def __str__(self) -> str:
        return f"服务评价 {self.pk}"
