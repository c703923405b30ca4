"""Standards: a unit's own, its versions and their items."""

from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Unit
from zhijia.platform.scope import Goes, ScopedQuerySet, path_field

from ..rules.scales import WAYS
from ..rules.standards import Line


def ways() -> list[tuple[str, str]]:
    """Return how an item may be scored, each with its word."""
    return list(WAYS.items())


class StandardQuerySet(ScopedQuerySet["Standard"]):
    def kept(self) -> Self:
        """Keep those that were not taken away."""
        return self.filter(removed_on=None)


class Standard(models.Model):
    """检查标准: what a unit inspects by; used by it, and seen by those below."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="standards", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(removed_on=None), until="removed_on", own=True))
    name = models.CharField("名称", max_length=60)
    about = models.CharField("说明", max_length=500, blank=True)
    shipped = models.CharField("采用的标准", max_length=20, blank=True)
    kinds = models.JSONField("适用单位类型", default=list, blank=True)
    made_on = models.DateField("建立日期")
    removed_on = models.DateField("停用日期", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = StandardQuerySet.as_manager()

    class Meta:
        ordering = ["unit_path", "name"]
        constraints = [
            UniqueConstraint(
                "unit", "name", condition=Q(removed_on=None), name="standard_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("checks:standard", args=[self.pk])


class Edition(models.Model):
    """一版标准: its items; fixed from the day a round uses it."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("版次")
    code = models.CharField("代码", max_length=24, unique=True)
    words = models.CharField("这一版改了什么", max_length=300, blank=True)
    started_on = models.DateField("起草日期")
    fixed_on = models.DateField("定版日期", null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["standard", "-number"]
        constraints = [
            UniqueConstraint("standard", "number", name="edition_once"),
            UniqueConstraint("standard", condition=Q(fixed_on=None), name="edition_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.standard} 第 {self.number} 版"

    def get_absolute_url(self) -> str:
        return reverse("checks:edition", args=[self.pk])

    @property
    def unit_path(self) -> str:
        """Return the path of the unit whose standard it is."""
        return self.standard.unit_path

    @property
    def name(self) -> str:
        """Return what it is called."""
        return str(self)


class Item(models.Model):
    """条目: one thing a standard asks for, its full marks and how they are given."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="items")
    code = models.CharField("编号", max_length=8)
    rank = models.PositiveSmallIntegerField("次序")
    section = models.CharField("部分", max_length=40)
    asks = models.CharField("要求", max_length=500)
    full = models.DecimalField("满分", max_digits=5, decimal_places=1)
    way = models.CharField("评分办法", max_length=10, choices=ways)
    scale = models.CharField("评分尺度", max_length=500, blank=True)
    is_veto = models.BooleanField("否决项", default=False)
    proof = models.CharField("佐证", max_length=500, blank=True)
    source = models.CharField("依据", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [UniqueConstraint("edition", "code", name="item_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.asks[:30]}"

    @property
    def line(self) -> Line:
        """Return the item as rules read it."""
        return Line(
            self.code,
            self.section,
            self.asks,
            self.full,
            self.way,
            self.scale,
            self.is_veto,
            self.proof,
            self.source,
        )
