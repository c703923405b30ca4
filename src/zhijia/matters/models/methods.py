from typing import Self

from django.db import models
from django.db.models import Index, Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.platform.scope import Goes, ScopedQuerySet, path_field

from ..rules.methods import TRADES
from .matters import Matter


def trades() -> list[tuple[str, str]]:
    """Return what methods are about, each with its word."""
    return list(TRADES.items())


class MethodQuerySet(ScopedQuerySet["Method"]):
    def published(self) -> Self:
        """Keep those that everybody may use."""
        return self.filter(published_on__isnull=False, withdrawn_on=None)


class Method(models.Model):
    """先进操作法: a way of working that a unit named, perhaps after who found it.

    Its text has versions. Its own law is HOUSE-129. `matter` is the suggestion it came from.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="methods", verbose_name="命名单位")
    unit_path = path_field(moves=Goes(Q(withdrawn_on=None), until="withdrawn_on"))
    name = models.CharField("名称", max_length=60)
    trade = models.CharField("类别", max_length=12, choices=trades)
    matter = models.ForeignKey(
        Matter, models.PROTECT, null=True, related_name="methods", verbose_name="来自建议"
    )
    found_by = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="methods", verbose_name="创造人"
    )
    is_named_after = models.BooleanField("以创造人姓名命名", default=False)
    consented_on = models.DateField("本人同意日期", null=True)
    drafted_on = models.DateField("登记日期")
    published_on = models.DateField("发布日期", null=True, db_index=True)
    withdrawn_on = models.DateField("停用日期", null=True)
    withdrawn_for = models.CharField("停用原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MethodQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            UniqueConstraint(
                "unit", "name", condition=Q(withdrawn_on=None), name="method_name_once"
            )
        ]
        indexes = [Index(fields=["trade", "-published_on"], name="method_by_trade")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("matters:method", args=[self.pk])


class Edition(models.Model):
    """版本: the text of a method as it stood from one day on; an older one stays to be read."""

    method = models.ForeignKey(Method, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("版次")
    scope = models.TextField("适用范围")
    points = models.TextField("操作要点")
    effect = models.TextField("效果")
    change = models.CharField("修订说明", max_length=200, blank=True)
    made_on = models.DateField("日期")
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [UniqueConstraint("method", "number", name="method_edition_once")]

    def __str__(self) -> str:
        return f"第{self.number}版"
