"""查阅 and 更正: who looked at what is sensitive, and what members want corrected."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now

from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field
from zhijia.platform.vault import SealedField, fresh_seal

from .members import Member

ANSWERS = {"waiting": "待办理", "done": "已更正", "declined": "不予更正"}


class Look(models.Model):
    """查阅记录: somebody saw sensitive particulars in clear, and said what for."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="looks", verbose_name="会员")
    unit_path = path_field(moves=STAYS)
    by = models.ForeignKey(Member, models.PROTECT, related_name="looked", verbose_name="查看人")
    columns = models.CharField("查看内容", max_length=100)
    reason = models.CharField("事由", max_length=100)
    looked_at = models.DateTimeField("时间", default=now)

    class Meta:
        ordering = ["-looked_at", "-pk"]

    def __str__(self) -> str:
        return f"查阅 {self.pk}"


class CorrectionQuerySet(ScopedQuerySet["Correction"]):
    def waiting(self) -> Self:
        """Keep the requests that nobody has answered yet."""
        return self.filter(state="waiting")


class Correction(models.Model):
    """更正申请: what a member says is wrong about them; their unit's desk answers."""

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="corrections", verbose_name="会员"
    )
    unit_path = path_field(moves=Goes(Q(state="waiting"), until="answered_on"))
    column = models.CharField("项目", max_length=30)
    wanted = SealedField("应当改为")
    note = models.CharField("说明", max_length=200, blank=True)
    asked_on = models.DateField("申请日期")
    state = models.CharField(
        "状态", max_length=10, default="waiting", choices=list(ANSWERS.items())
    )
    answer = models.CharField("答复", max_length=200, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    seal = models.CharField("封印", max_length=32, default=fresh_seal, editable=False)

    objects = CorrectionQuerySet.as_manager()
    sensitive = frozenset({"wanted", "note", "answer", "seal"})

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.member}的更正申请"

    def get_absolute_url(self) -> str:
        return reverse("org:correction", args=[self.pk])

    @property
    def label(self) -> str:
        """Return what the column is called."""
        return str(Member._meta.get_field(self.column).verbose_name)  # type: ignore[union-attr]  # a column of Member's
