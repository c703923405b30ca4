"""会员 and their stays."""

from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.platform.accounts.models import User
from zhijia.platform.scope import Goes, ScopedQuerySet, Splits, path_field

from ..rules import GENDERS
from .units import Unit


class MemberQuerySet(ScopedQuerySet["Member"]):
    def present(self) -> Self:
        """Keep those who have not left."""
        return self.filter(left_on=None)


class Member(models.Model):
    """会员: a person, counted in one unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="members", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(left_on=None), until="left_on"))
    name = models.CharField("姓名", max_length=50)
    staff_no = models.CharField("工号", max_length=30)
    gender = models.CharField("性别", max_length=6, blank=True, choices=list(GENDERS.items()))
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="member", verbose_name="账号"
    )
    left_on = models.DateField("离会日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["unit_path", "staff_no"]
        constraints = [
            UniqueConstraint("unit", "staff_no", name="member_staff_no_once_a_unit"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("org:member", args=[self.pk])


class MembershipQuerySet(ScopedQuerySet["Membership"]):
    pass


class Membership(models.Model):
    """会籍: one stay of a member in one unit."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    unit_path = path_field(moves=Splits("from_on", "until_on", "is_carried", "reason"))
    from_on = models.DateField("入会日期", db_index=True)
    until_on = models.DateField("离会日期", null=True, blank=True)
    reason = models.CharField("离会原因", max_length=100, blank=True)
    # The unit moved or was merged: the stay goes on elsewhere, and nobody has joined anew.
    is_carried = models.BooleanField("续接", default=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint("member", condition=Q(until_on=None), name="membership_one_open")
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.unit}"
