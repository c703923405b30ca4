from datetime import date

from django.db import models
from django.db.models import UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.offers import RATIOS
from zhijia.platform.scope import STAYS, ScopedQuerySet, path_field

from ..rules import FORMS, Period, shown


# Asked for when they are needed: a new form is no change of the table.
def form_choices() -> list[tuple[str, str]]:
    """Return the forms of a report, each with its word."""
    return [(key, form.label) for key, form in FORMS.items()]


class ReportQuerySet(ScopedQuerySet["Report"]):
    pass


class Report(models.Model):
    """总结报告: a unit's report on a period, a draft that people edit until its chair signs it.

    `slots` are the sections it was drafted with. `file` is the Word file of the signed report;
    drafts of the first version of this product kept theirs too.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name="单位")
    unit_path = path_field(moves=STAYS)
    form = models.CharField("文体", max_length=10, default="summary", choices=form_choices)
    number = models.PositiveSmallIntegerField("第几稿")
    title = models.CharField("标题", max_length=200)
    slots = models.JSONField("章节", default=list)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    start = models.DateField("起")
    end = models.DateField("止")
    until = models.DateField("数据截至")
    drafted_on = models.DateField("起草日期")
    drafted_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField("送审日期", null=True)
    asked_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField("定稿日期", null=True)
    signed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-end", "-start", "unit_path", "form", "-number"]
        constraints = [
            UniqueConstraint("unit", "form", "start", "end", "number", name="report_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.stage}）"

    def get_absolute_url(self) -> str:
        return reverse("writing:report", args=[self.pk])

    @property
    def is_signed(self) -> bool:
        """Say whether its chair has signed it."""
        return self.signed_on is not None

    @property
    def stage(self) -> str:
        """Return which draft it is, or that it is signed."""
        return "定稿" if self.is_signed else f"第 {self.number} 稿"

    @property
    def waits(self) -> bool:
        """Say whether its chair was asked to sign and has not answered."""
        return self.asked_on is not None and not self.is_signed

    @property
    def period(self) -> Period:
        """Return the days it is about."""
        return Period(self.start, self.end)


class Citation(models.Model):
    """数据来源: a number of a report, where it came from and what it counts.

    `place` names it within its report for good. `of`, `start` and `until` are empty where it is of
    the report's own unit and period; `as_of` is the last day of what was counted. `before` is what
    it was before it was last renewed, until somebody has seen it. `is_gone`: no longer to be had.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="citations")
    place = models.PositiveSmallIntegerField("序号")
    figure = models.CharField("指标代号", max_length=60)
    label = models.CharField("指标", max_length=100)
    group = models.CharField("分组", max_length=40, blank=True)
    of = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    start = models.DateField("起", null=True)
    until = models.DateField("止", null=True)
    as_of = models.DateField("截至")
    value = models.DecimalField("数值", max_digits=18, decimal_places=2)
    before = models.DecimalField("更新前", max_digits=18, decimal_places=2, null=True)
    unit = models.CharField("计量单位", max_length=10)
    rows = models.PositiveIntegerField("记录条数")
    means = models.CharField("口径", max_length=300)
    is_gone = models.BooleanField("没有来源", default=False)

    class Meta:
        ordering = ["place"]
        constraints = [UniqueConstraint("report", "place", name="citation_one_a_place")]

    def __str__(self) -> str:
        return f"{self.name} {self.shown}"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its report does."""
        return self.report.unit_path

    @property
    def shown(self) -> str:
        """Return the number with its unit, as the text writes it."""
        return f"{shown(self.value)}{self.unit}"

    @property
    def shown_before(self) -> str:
        """Return what it was before it was renewed; empty where it did not change."""
        return "" if self.before is None else f"{shown(self.before)}{self.unit}"

    @property
    def name(self) -> str:
        """Return what it is called in this report: with unit and period where they are others."""
        extra = [str(self.of)] if self.of else []
        if self.start and self.until:
            extra.append(Period(self.start, self.until).name)
        return f"{self.label}（{'，'.join(extra)}）" if extra else self.label

    @property
    def identity(self) -> tuple[str, str, int | None, date | None, date | None]:
        """Return what tells it from the other numbers of its report."""
        return (self.figure, self.group, self.of_id, self.start, self.until)

    @property
    def is_own(self) -> bool:
        """Say whether it is of the report's own unit and period."""
        return self.identity[2:] == (None, None, None)

    @property
    def page(self) -> str:
        """Return the figure whose rows stand behind it: a rate's whole for a rate."""
        return RATIOS[self.figure].whole if self.figure in RATIOS else self.figure
