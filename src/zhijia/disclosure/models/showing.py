"""公示: what is shown of whom and until when, who agreed to it, who looked at the archive."""

from typing import Self

from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django.urls import reverse
from django.utils.timezone import now

from zhijia.org.models import Member, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from ..rules.showing import RUNNING, STATES
from ..rules.showing_kinds import SHOWING_KINDS, TELLS

KINDS = [(code, kind.label) for code, kind in SHOWING_KINDS.items()]


class ConsentQuerySet(ScopedQuerySet["Consent"]):
    def running(self) -> Self:
        """Keep those that nobody withdrew."""
        return self.filter(withdrawn_on=None)


class Consent(models.Model):
    """同意公示: what a member agreed may be shown about them, in which kind, until when."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="consents", verbose_name="会员")
    unit_path = path_field(moves=Goes(Q(withdrawn_on=None), until="withdrawn_on"))
    kind = models.CharField("公示类别", max_length=12, choices=KINDS)
    covers = models.JSONField("同意公示的内容", default=list)
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="同意书"
    )
    note = models.CharField("怎样取得", max_length=100, blank=True)
    from_on = models.DateField("同意日期")
    until_on = models.DateField("同意至", null=True, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    kept_by = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    version = models.PositiveIntegerField(default=1)

    objects = ConsentQuerySet.as_manager()
    # That somebody agreed to be shown as needy is told by no record.
    sensitive = frozenset({"member", "kind", "covers", "paper", "note"})

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"同意公示 {self.pk}"

    @property
    def told(self) -> str:
        """Return in words what may be shown."""
        return "、".join(TELLS[key] for key in self.covers if key in TELLS)


class ShowingQuerySet(ScopedQuerySet["Showing"]):
    def running(self) -> Self:
        """Keep what hangs, and what waits to be closed."""
        return self.filter(state__in=RUNNING)


class Showing(models.Model):
    """公示: lines about persons, shown inside the unit for a time and sealed when it is over."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="showings", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on"))
    kind = models.CharField("类别", max_length=12, choices=KINDS)
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("序号")
    title = models.CharField("标题", max_length=100)
    text = models.TextField("正文", max_length=5000)
    basis = models.CharField("依据", max_length=150)
    place = models.CharField("张贴地点", max_length=100, blank=True)
    contact = models.CharField("受理异议的地点和电话", max_length=100, blank=True)
    reported_on = models.DateField("报告党组织日期", null=True, blank=True)
    from_on = models.DateField("公示自")
    until_on = models.DateField("公示至")
    handler = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="异议处理人")
    shown_by = models.ForeignKey(
        Member, models.PROTECT, related_name="+", null=True, verbose_name="经办人"
    )
    state = models.CharField("状态", max_length=10, default="open", choices=list(STATES.items()))
    closed_on = models.DateField("办结日期", null=True, blank=True)
    result = models.CharField("公示结果", max_length=300, blank=True)
    n_objections = models.PositiveIntegerField("异议件数", default=0)
    n_upheld = models.PositiveIntegerField("成立件数", default=0)
    again_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="again", verbose_name="前次公示"
    )
    # What it is about in a room above: its label, kind, key and title.
    about_room = models.CharField("来源", max_length=20, blank=True)
    about_kind = models.CharField("来源类别", max_length=20, blank=True)
    about_key = models.BigIntegerField("来源编号", null=True, blank=True)
    about_title = models.CharField("来源事项", max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ShowingQuerySet.as_manager()
    # The record of actions tells nothing of what was shown and of whom.
    sensitive = frozenset(
        "title basis place contact result handler about_key about_title again_of".split()
    )

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            UniqueConstraint("unit", "year", "serial", name="showing_number_once"),
            models.CheckConstraint(
                condition=Q(until_on__gt=F("from_on")), name="showing_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"公示 {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:showing", args=[self.pk])

    @property
    def number(self) -> str:
        """Return what it is called on paper, without saying what it is about."""
        return f"〔{self.year}〕{self.serial} 号"


class Shown(models.Model):
    """公示对象: one line, as it is shown; taken down where its consent is withdrawn."""

    showing = models.ForeignKey(Showing, models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField("次序")
    name = models.CharField("姓名", max_length=50)
    told = models.JSONField("内容", default=dict)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="+", verbose_name="会员"
    )
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="lines")
    taken_down_on = models.DateField("撤下日期", null=True, blank=True)

    sensitive = frozenset({"name", "told", "member"})

    class Meta:
        ordering = ["showing", "place"]

    def __str__(self) -> str:
        return f"公示对象 {self.pk}"

    @property
    def cells(self) -> list[str]:
        """Return its columns in the order of its kind."""
        return [self.told.get(key, "") for key in SHOWING_KINDS[self.showing.kind].tells]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return its columns, each with its head."""
        tells = SHOWING_KINDS[self.showing.kind].tells
        return [(TELLS[key], self.told.get(key, "")) for key in tells]


class Prolonging(models.Model):
    """延长公示: from which day to which, and why."""

    showing = models.ForeignKey(Showing, models.PROTECT, related_name="prolongings")
    before_on = models.DateField("原定至")
    until_on = models.DateField("延长至")
    reason = models.CharField("原因", max_length=200)
    done_on = models.DateField("办理日期")
    done_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"延长公示 {self.pk}"


class Handover(models.Model):
    """更换异议处理人: who heard objections before and who does now, from which day, and why."""

    showing = models.ForeignKey(Showing, models.PROTECT, related_name="handovers")
    before = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="原处理人")
    after = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="接手的人")
    reason = models.CharField("原因", max_length=200)
    done_on = models.DateField("办理日期")
    done_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    sensitive = frozenset({"before", "after", "reason"})

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"更换异议处理人 {self.pk}"


class BoardPhoto(models.Model):
    """张贴照片: the paper on the board, where and when."""

    showing = models.ForeignKey(Showing, models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="照片")
    place = models.CharField("张贴地点", max_length=100)
    taken_on = models.DateField("拍摄日期")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"张贴照片 {self.pk}"


class ShowingLook(models.Model):
    """查阅封存公示: who looked at it after its end, when and what for."""

    showing = models.ForeignKey(Showing, models.PROTECT, related_name="looks")
    unit_path = path_field(moves=STAYS)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="查阅人")
    reason = models.CharField("事由", max_length=100)
    looked_at = models.DateTimeField("时间", default=now)

    sensitive = frozenset({"reason"})

    class Meta:
        ordering = ["-looked_at", "-pk"]

    def __str__(self) -> str:
        return f"查阅公示 {self.pk}"
