"""异议: sealed, in random order, and of the anonymous without a day or a name."""

import secrets
from typing import Self

from django.db import models
from django.urls import reverse

from zhijia.platform.vault import MarkField, SealedField, fresh_seal

from ..rules.showing import OBJECTIONS
from .showing import Showing

ROOM = 2**62


def random_key() -> int:
    """Return a key that tells neither order nor time: SQLite keeps rows in the order of keys."""
    return secrets.randbelow(ROOM) + 1


class Pace(models.Model):
    """异议次数: how many objections somebody has left since the clock last told the handlers.

    The mark is a keyed hash, the key random, and there is no time: the round that tells handlers
    and writes objections anew forgets all of these rows, half an hour later at most.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    mark = models.CharField("印记", max_length=32, unique=True)
    n = models.PositiveSmallIntegerField("件数", default=0)

    def __str__(self) -> str:
        return f"#{self.pk} {self.n}"


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def waiting(self) -> Self:
        """Keep what nobody has handled."""
        return self.filter(state="waiting")


class Objection(models.Model):
    """异议: what somebody says against a 公示, for its handler's eyes alone.

    `who` is the member's key where they gave their name, else empty; then `made_on` is empty too.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    showing = models.ForeignKey(Showing, models.PROTECT, related_name="objections")
    words = SealedField("异议内容")
    who = SealedField("异议人", blank=True, default="")
    who_mark = MarkField("异议人印记", of="who", kind="objector", db_index=True)
    receipt_mark = models.CharField("回执印记", max_length=32, unique=True)
    made_on = models.DateField("提出日期", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=10, default="waiting", choices=list(OBJECTIONS.items())
    )
    answer = SealedField("处理结果", blank=True, default="")
    settled_on = models.DateField("处理日期", null=True, blank=True)
    is_told = models.BooleanField("已提醒处理人", default=False)
    version = models.PositiveIntegerField(default=1)
    seal = models.CharField("封印", max_length=32, default=fresh_seal, editable=False)

    objects = ObjectionQuerySet.as_manager()
    sensitive = frozenset("words who who_mark receipt_mark made_on answer seal".split())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.showing}的异议"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:objection", args=[self.pk])

    @property
    def is_named(self) -> bool:
        """Say whether its maker gave a name."""
        return bool(self.who_mark)
