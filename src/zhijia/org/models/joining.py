"""入会: the links that people join by, and their applications."""

import secrets
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from zhijia.platform.scope import Goes, ScopedQuerySet, path_field
from zhijia.platform.vault import MarkField, SealedField, fresh_seal

from .. import rules
from .members import Member
from .units import Unit

GONE = "（已清除）"


def fresh_token() -> str:
    """Return what makes a link nobody guesses: 128 bits."""
    return secrets.token_urlsafe(16)


class JoinLinkQuerySet(ScopedQuerySet["JoinLink"]):
    pass


class JoinLink(models.Model):
    """入会二维码: an address by which people ask to join a unit, until it is revoked."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="join_links", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(revoked_on=None), until="revoked_on"))
    token = models.CharField("令牌", max_length=40, unique=True, default=fresh_token)
    made_on = models.DateField("生成日期")
    until_on = models.DateField("有效期至")
    revoked_on = models.DateField("停用日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = JoinLinkQuerySet.as_manager()
    sensitive = frozenset({"token"})

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.unit}入会二维码"

    def get_absolute_url(self) -> str:
        return reverse("org:join-poster", args=[self.pk])


class ApplicationQuerySet(ScopedQuerySet["Application"]):
    def waiting(self) -> Self:
        """Keep the applications that nobody has decided yet."""
        return self.filter(state="waiting")


class Application(models.Model):
    """入会申请: somebody asks to become a member; what is personal goes once it is decided."""

    link = models.ForeignKey(JoinLink, models.PROTECT, related_name="applications")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="applications", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(decided_on=None), until="decided_on"))
    receipt_mark = models.CharField("回执印记", max_length=32, unique=True)
    name = models.CharField("姓名", max_length=50)
    id_number = SealedField("身份证号", blank=True, default="")
    id_mark = MarkField("身份证号印记", of="id_number", kind="id", db_index=True)
    phone = SealedField("手机号", blank=True, default="")
    department = models.CharField("部门", max_length=100, blank=True)
    employment = models.CharField(
        "用工形式", max_length=10, choices=list(rules.EMPLOYMENTS.items())
    )
    applied_on = models.DateField("申请日期")
    state = models.CharField(
        "状态", max_length=10, default="waiting", choices=list(rules.APPLICATION_STATES.items())
    )
    decided_on = models.DateField("办理日期", null=True, blank=True)
    answer = models.CharField("答复", max_length=200, blank=True)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="会员"
    )
    version = models.PositiveIntegerField(default=1)
    seal = models.CharField("封印", max_length=32, default=fresh_seal, editable=False)

    objects = ApplicationQuerySet.as_manager()
    sensitive = frozenset(
        "receipt_mark name id_number id_mark phone department answer seal".split()
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"入会申请 {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("org:application", args=[self.pk])
