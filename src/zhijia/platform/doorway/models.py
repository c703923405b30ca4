"""The door, and what lies behind it until it is taken in.

Rows that a stranger writes have a random key and no time: on SQLite the key is the order in the
file, so it tells nothing of the order in which they came.
"""

import secrets
from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.platform.scope import Goes, ScopedQuerySet, path_field
from zhijia.platform.vault import SealedField, fresh_seal


def random_key() -> int:
    """Return a key that says nothing of the order: 63 random bits."""
    return secrets.randbelow(2**63 - 1) + 1


def fresh_token() -> str:
    """Return what makes an address nobody guesses: 128 bits."""
    return secrets.token_urlsafe(16)


class DoorQuerySet(ScopedQuerySet["Door"]):
    def standing(self) -> Self:
        """Keep the doors whose posters still lead somewhere."""
        return self.filter(closed_on=None)


class Door(models.Model):
    """来信二维码: the address of a unit that anybody may write to without an account."""

    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on", own=True))
    token = models.CharField("令牌", max_length=40, unique=True, default=fresh_token)
    made_on = models.DateField("生成日期")
    closed_on = models.DateField("停用日期", null=True, blank=True)
    shut_on = models.DateField("暂停日期", null=True, blank=True)
    is_strict = models.BooleanField("只收算过题的来件", default=False)
    flooded_on = models.DateField("最近一次满箱", null=True, blank=True)
    turned_away = models.PositiveIntegerField("满箱时没有收的件数", default=0)
    version = models.PositiveIntegerField(default=1)

    objects = DoorQuerySet.as_manager()
    sensitive = frozenset({"token"})

    class Meta:
        ordering = ["-pk"]
        constraints = [
            UniqueConstraint("unit_path", condition=Q(closed_on=None), name="door_one_a_unit")
        ]

    def __str__(self) -> str:
        return f"来信二维码 {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("doorway:poster", args=[self.pk])


class Slip(models.Model):
    """回执: what a receipt code leads to. The code itself is kept nowhere."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    mark = models.CharField("回执印记", max_length=32, unique=True)
    door = models.ForeignKey(Door, models.PROTECT, related_name="slips")
    entrance = models.CharField("入口", max_length=40)
    kind = models.CharField("去向", max_length=60, blank=True)
    number = models.BigIntegerField("去向编号", null=True)

    sensitive = frozenset({"mark"})

    class Meta:
        constraints = [UniqueConstraint("kind", "number", name="slip_once_a_row")]

    def __str__(self) -> str:
        return f"回执 {self.pk}"


class Letter(models.Model):
    """来件: what came through a door and waits to be taken in; then it is gone from here."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    slip = models.ForeignKey(Slip, models.CASCADE, related_name="letters")
    is_first = models.BooleanField("首件")
    is_answered = models.BooleanField("答题提交")
    # Its room could not take it in: told to who keeps the system, and no longer one that waits.
    is_stuck = models.BooleanField("没有收下", default=False)
    # Of which photos these are the words, and which form this was: a keyed hash of its ticket.
    bundle = models.CharField("凭号印记", max_length=32, unique=True)
    values = SealedField("内容")
    seal = models.CharField("封印", max_length=32, default=fresh_seal, editable=False)

    def __str__(self) -> str:
        return f"来件 {self.pk}"


class Photo(models.Model):
    """来件照片: redrawn without place, time and camera, and sealed; not yet anybody's."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    door = models.ForeignKey(Door, models.CASCADE, related_name="photos")
    bundle = models.CharField("凭号印记", max_length=32)
    place = models.CharField("照片凭号", max_length=32)
    drawn = SealedField("照片")
    until_on = models.DateField("保存至")
    seal = models.CharField("封印", max_length=32, default=fresh_seal, editable=False)

    class Meta:
        constraints = [UniqueConstraint("bundle", "place", name="photo_sent_once")]

    def __str__(self) -> str:
        return f"来件照片 {self.pk}"


class Passed(models.Model):
    """已收凭号: a ticket by which something was written, so that it is not written twice."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    bundle = models.CharField("凭号印记", max_length=32, unique=True)
    until_on = models.DateField("保存至")

    def __str__(self) -> str:
        return f"凭号 {self.pk}"
