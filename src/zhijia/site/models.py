from django.db import models
from django.db.models import Q, UniqueConstraint

from zhijia.org.models import Unit

from .rules import Line


class YearLine(models.Model):
    """年历条目: what a unit's union plans for a month of a year, or of every year.

    Year 0 is the unit's template. Without a day it is some time in the month.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="year_lines", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    month = models.PositiveSmallIntegerField("月份")
    day = models.PositiveSmallIntegerField("日", null=True, blank=True)
    title = models.CharField("内容", max_length=60)
    is_theme = models.BooleanField("当月主题", default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["month", "-is_theme", models.F("day").asc(nulls_first=True), "pk"]
        constraints = [
            UniqueConstraint("unit", "year", "month", "title", name="year_line_once_a_month"),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="year_line_in_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} 月 {self.title}"

    def line(self) -> Line:
        """Return what it says."""
        return Line(self.month, self.day, self.title, self.is_theme)
