"""单位 and the places it has had in the tree."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.platform.scope import STAYS, STEP, ScopedQuerySet, path_field

from ..rules import KIND_LABELS, REGISTRATIONS, UNIT_CHANGES


class UnitQuerySet(ScopedQuerySet["Unit"]):
    where: ClassVar[str] = "path"

    def standing(self) -> Self:
        """Keep the units that are not dissolved."""
        return self.filter(dissolved_on=None)


class Unit(models.Model):
    """单位: one union in the tree; its path is its parent's path and four digits of its own."""

    name = models.CharField("名称", max_length=60)
    code = models.CharField("单位代码", max_length=20, unique=True)
    kind = models.CharField("类型", max_length=20, choices=list(KIND_LABELS.items()))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name="上级单位"
    )
    path = models.CharField("路径", max_length=40, unique=True)
    rank = models.PositiveSmallIntegerField("排序号", default=0)
    short_name = models.CharField("简称", max_length=20, blank=True)
    registration = models.CharField(
        "登记类型", max_length=20, blank=True, choices=list(REGISTRATIONS.items())
    )
    address = models.CharField("地址", max_length=100, blank=True)
    phone = models.CharField("工会办公电话", max_length=30, blank=True)
    approval_no = models.CharField("建会批复文号", max_length=60, blank=True)
    legal_no = models.CharField("工会法人资格证书号", max_length=40, blank=True)
    legal_until_on = models.DateField("证书有效期至", null=True, blank=True)
    staff_count = models.PositiveIntegerField("职工人数", null=True, blank=True)
    founded_on = models.DateField("建会日期")
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("org:unit", args=[self.pk])

    @property
    def unit_path(self) -> str:
        """Return its own path: a unit belongs to itself."""
        return self.path

    @property
    def depth(self) -> int:
        """Return its level, the root's being 1."""
        return len(self.path) // STEP


class UnitPath(models.Model):
    """单位沿革: a place a unit has had in the tree, and when. Segments are never used again."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="paths")
    path = models.CharField("路径", max_length=40, unique=True)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        constraints = [UniqueConstraint("unit", condition=Q(until=None), name="unit_path_one_open")]

    def __str__(self) -> str:
        return self.path


class UnitChange(models.Model):
    """沿革: one thing that became of a unit, the names of that day, and what approved it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="changes", verbose_name="单位")
    unit_path = path_field(moves=STAYS)
    kind = models.CharField("事项", max_length=20, choices=list(UNIT_CHANGES.items()))
    done_on = models.DateField("日期")
    before = models.CharField("原", max_length=60, blank=True)
    after = models.CharField("现", max_length=60, blank=True)
    meeting = models.CharField("通过的会议", max_length=100, blank=True)
    document = models.CharField("批准文号", max_length=60, blank=True)
    document_on = models.DateField("批准日期", null=True, blank=True)

    class Meta:
        ordering = ["-done_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_kind_display()}"
