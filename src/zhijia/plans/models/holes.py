from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint

from zhijia.org.models import Member, Post, Unit
from zhijia.platform.scope import Goes, ScopedQuerySet, Splits, path_field

from ..rules import HOLES, HoleKind
from .assignments import Assignment
from .speeches import Speech
from .tasks import Task

MENDED = "已补上"


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of hole, each with its word."""
    return [(code, kind.label) for code, kind in HOLES.items()]


class HoleQuerySet(ScopedQuerySet["Hole"]):
    def open(self) -> Self:
        """Keep those neither mended nor explained."""
        return self.filter(until_on=None)


class Hole(models.Model):
    """职责漏洞: something that nobody is answerable for, from the day it was seen until mended.

    `key` tells holes of one kind apart and is the same however often one looks; `base` is the row
    to look at again. What points to rows is for the link that mends it.
    """

    kind = models.CharField("情形", max_length=12, choices=kinds)
    key = models.CharField("对象", max_length=60)
    base = models.BigIntegerField("复查对象")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="holes", verbose_name="单位")
    unit_path = path_field(moves=Splits("since_on", "until_on", "is_carried", "told"))
    mender = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="补位单位")
    mender_path = path_field("补位单位路径", moves=Goes(Q(until_on=None), until="until_on"))
    words = models.CharField("说明", max_length=500)
    speech = models.ForeignKey(Speech, models.PROTECT, null=True, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="holes")
    other = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    work = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    since_on = models.DateField("发现日期", db_index=True)
    until_on = models.DateField("销项日期", null=True, db_index=True)
    is_carried = models.BooleanField("续接", default=False)
    is_explained = models.BooleanField("已说明", default=False)
    told = models.CharField("销项说明", max_length=200, blank=True)
    told_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    objects = HoleQuerySet.as_manager()

    class Meta:
        ordering = ["unit_path", "kind", "pk"]
        constraints = [
            UniqueConstraint("kind", "key", condition=Q(until_on=None), name="hole_open_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_kind_display()}"

    @property
    def means(self) -> HoleKind:
        """Return what its kind is called, by which clause it is one, and how it is mended."""
        return HOLES[self.kind]
