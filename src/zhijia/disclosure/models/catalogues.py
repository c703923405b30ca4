from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.org.rules import POST_KINDS
from zhijia.platform.scope import ScopedQuerySet

from ..rules.catalogue import GROUPS, RHYTHMS, SAMPLES, SCOPES, forms_said
from ..rules.dues import COUNTED_SAID, Within
from ..rules.questions import ANSWER_IN

COUNTED = [(code, code) for code in COUNTED_SAID]
MADE = {"adopted": "采用目录", "added": "新增", "changed": "修改", "dropped": "停用", "set": "设置"}


def posts() -> list[tuple[str, str]]:
    """Return the kinds of post that may answer for an item."""
    return [(code, kind.label) for code, kind in POST_KINDS.items()]


class CatalogueQuerySet(ScopedQuerySet["Catalogue"]):
    where = "unit__path"


class Catalogue(models.Model):
    """公开目录: what one unit must make public, and how it goes about it.

    It belongs to its unit and has no place of its own. `edition` counts its revisions.
    """

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="catalogue", verbose_name="单位")
    kind = models.CharField("样本", max_length=10, choices=list(SAMPLES.items()))
    edition = models.PositiveIntegerField("版次", default=1)
    adopted_on = models.DateField("采用日期")
    basis = models.CharField("通过的会议或者文号", max_length=100, blank=True)
    two_people = models.BooleanField("拟稿和审核分开", default=True)
    answer_days = models.PositiveSmallIntegerField("答复提问的工作日", default=ANSWER_IN)
    is_indexed = models.BooleanField("社会公开网页可供搜索引擎收录", default=False)
    version = models.PositiveIntegerField(default=1)

    objects = CatalogueQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.unit}公开目录"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:catalogue", args=[self.unit_id])

    @property
    def unit_path(self) -> str:
        """Return where it is: where its unit is."""
        return self.unit.path


class ItemQuerySet(ScopedQuerySet["Item"]):
    where = "catalogue__unit__path"

    def listed(self) -> Self:
        """Keep what stands in a catalogue now."""
        return self.filter(dropped_on=None)


class Item(models.Model):
    """公开事项: one thing a unit must make public: what, how, to whom, how often, by whom."""

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="items")
    rank = models.PositiveSmallIntegerField("序号")
    group = models.CharField("公开类别", max_length=10, choices=list(GROUPS.items()))
    name = models.CharField("公开事项", max_length=60)
    content = models.CharField("公开内容", max_length=300)
    forms = models.JSONField("公开形式", default=list)
    scope = models.CharField("公开范围", max_length=8, choices=list(SCOPES.items()))
    rhythm = models.CharField("公开频次", max_length=8, choices=list(RHYTHMS.items()))
    within = models.PositiveSmallIntegerField("公开时限")
    counted = models.CharField("时限单位", max_length=8, choices=COUNTED)
    department = models.CharField("责任部门", max_length=60, blank=True)
    owner = models.CharField(
        "责任岗位",
        max_length=20,
        blank=True,
        choices=posts,
    )
    person = models.CharField("责任人", max_length=50, blank=True)
    remark = models.CharField("备注", max_length=100, blank=True)
    source = models.CharField("依据", max_length=20, blank=True)
    listed_on = models.DateField("列入日期")
    dropped_on = models.DateField("停用日期", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            UniqueConstraint(
                "catalogue", "name", condition=Q(dropped_on=None), name="item_listed_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("disclosure:item", args=[self.pk])

    @property
    def unit_path(self) -> str:
        """Return where it is: where its unit is."""
        return self.catalogue.unit.path

    @property
    def limit(self) -> Within:
        """Return how long there is."""
        return Within(self.within, self.counted)

    @property
    def forms_said(self) -> str:
        """Return how it is made public, in words."""
        return forms_said(self.forms)

    @property
    def when(self) -> str:
        """Return how often and how soon, in words."""
        return f"{self.get_rhythm_display()}，{self.limit}内"

    @property
    def owner_said(self) -> str:
        """Return who answers for it, in words."""
        names = (self.department, self.get_owner_display() if self.owner else "", self.person)
        return " · ".join(filter(None, names)) or "工会"


class Revision(models.Model):
    """目录修订: one change of a catalogue, what stood before and what stands since."""

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="revisions")
    edition = models.PositiveIntegerField("版次")
    kind = models.CharField("修订", max_length=8, choices=list(MADE.items()))
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="revisions")
    name = models.CharField("公开事项", max_length=60, blank=True)
    before = models.JSONField("原", default=dict)
    after = models.JSONField("现", default=dict)
    made_on = models.DateField("日期")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"第 {self.edition} 版 {self.get_kind_display()}{self.name}"

    @property
    def told(self) -> str:
        """Return what stood before and what stands since, a line each."""
        was, now = ("原", "现") if self.before else ("", "")
        lines = [f"{was}{label}：{value or '空'}" for label, value in self.before.items()]
        lines += [f"{now}{label}：{value or '空'}" for label, value in self.after.items()]
        return "\n".join(lines)
