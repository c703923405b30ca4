from django.db import models
from django.db.models import UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, ScopedQuerySet, path_field


class ReportQuerySet(ScopedQuerySet["Report"]):
    pass


class Report(models.Model):
    """年度工作总结: one draft of a unit's yearly report, frozen with its numbers.

    `body` is a list of [level, runs]; a run is a text or the place of its citation.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name="单位")
    unit_path = path_field(moves=STAYS)
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("第几稿")
    title = models.CharField("标题", max_length=200)
    body = models.JSONField("正文")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    start = models.DateField("起")
    until = models.DateField("数据截至")
    drafted_on = models.DateField("起草日期")
    drafted_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "unit_path", "-number"]
        constraints = [UniqueConstraint("unit", "year", "number", name="report_number_once")]

    def __str__(self) -> str:
        return f"{self.title}（第 {self.number} 稿）"

    def get_absolute_url(self) -> str:
        return reverse("writing:report", args=[self.pk])


class Citation(models.Model):
    """数据来源: a number of a report, where it came from and what it counts."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="citations")
    place = models.PositiveSmallIntegerField("序号")
    figure = models.CharField("指标代号", max_length=60)
    label = models.CharField("指标", max_length=100)
    group = models.CharField("分组", max_length=40, blank=True)
    value = models.DecimalField("数值", max_digits=18, decimal_places=2)
    unit = models.CharField("计量单位", max_length=10)
    rows = models.PositiveIntegerField("记录条数")
    means = models.CharField("口径", max_length=300)

    class Meta:
        ordering = ["place"]
        constraints = [UniqueConstraint("report", "place", name="citation_one_a_place")]

    def __str__(self) -> str:
        return f"{self.label} {self.value:f}{self.unit}"
