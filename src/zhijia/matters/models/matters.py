from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Index, Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.platform.audit.models import APART, NOWHERE
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field
from zhijia.platform.vault import SealedField, fresh_seal

from ..kinds import KINDS
from ..kinds.declaring import Kind, State
from ..rules.words import opened, sealed_up

OPEN = Q(closed_on=None)
UNDER_WAY = OPEN & Q(filed_on__isnull=False)


def kinds() -> list[tuple[str, str]]:
    """Return the kinds there are, each with its word; asked for when needed: a new one is no change
    of the table.
    """
    return [(kind.id, kind.name) for kind in KINDS.values()]


class CallQuerySet(ScopedQuerySet["Call"]):
    def open_on(self, day: date) -> Self:
        """Keep those that take matters in on a day."""
        return self.filter(from_on__lte=day, until_on__gte=day, closed_on=None)


class Call(models.Model):
    """征集: the time in which matters of a kind are called for, as before a congress."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="calls", verbose_name="单位")
    unit_path = path_field(moves=Goes(OPEN, until="closed_on"))
    kind = models.CharField("类别", max_length=20, choices=kinds)
    title = models.CharField("征集名称", max_length=80)
    words = models.TextField("征集说明", blank=True)
    from_on = models.DateField("起始日期")
    until_on = models.DateField("截止日期")
    closed_on = models.DateField("结束日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("matters:call", args=[self.pk])

    def is_open_on(self, day: date) -> bool:
        """Say whether it takes matters in on a day."""
        return self.closed_on is None and self.from_on <= day <= self.until_on


class MatterQuerySet(ScopedQuerySet["Matter"]):
    def open(self) -> Self:
        """Keep those still to be done; drafts too."""
        return self.filter(closed_on=None)

    def filed(self) -> Self:
        """Keep those that were handed in."""
        return self.filter(filed_on__isnull=False)


class Matter(models.Model):
    """办件: one thing that somebody asked, proposed, reported or disputes, of any kind.

    `values` are the answers to its form and to what its steps asked, by the ids of the fields;
    those of sealed fields lie in `sealed`. `due_on` is when its present state must be left.
    """

    kind = models.CharField("类别", max_length=20, choices=kinds)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="matters", verbose_name="受理单位", db_index=False
    )
    unit_path = path_field(moves=Goes(OPEN, until="closed_on"))
    filed_path = path_field("提出时单位路径", moves=STAYS)
    filer = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="matters", verbose_name="提出人"
    )
    from_path = path_field("提出人单位路径", moves=Goes(OPEN, until="closed_on"))
    call = models.ForeignKey(
        Call, models.PROTECT, null=True, related_name="matters", verbose_name="征集"
    )
    receipt = models.CharField("回执号", max_length=12, unique=True, editable=False)
    year = models.PositiveSmallIntegerField("年度", null=True)
    serial = models.PositiveIntegerField("序号", null=True)
    title = models.CharField("标题", max_length=120)
    category = models.CharField("分类", max_length=20, blank=True)
    values = models.JSONField("内容", default=dict)
    seal = models.CharField(max_length=32, default=fresh_seal, editable=False)
    sealed = SealedField("保密内容", blank=True, default="")
    state = models.CharField("状态", max_length=20)
    since_on = models.DateField("状态起始日期")
    due_on = models.DateField("期限", null=True)
    drafted_on = models.DateField("起草日期")
    filed_on = models.DateField("提出日期", null=True, db_index=True)
    answered_on = models.DateField("答复日期", null=True)
    closed_on = models.DateField("办结日期", null=True, db_index=True)
    was_late = models.BooleanField("曾经超期", default=False)
    is_urgent = models.BooleanField("紧急", default=False)
    is_paused = models.BooleanField("暂停", default=False)
    is_key = models.BooleanField("重点", default=False)
    overseer = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="overseen", verbose_name="领衔领导"
    )
    # What opened it where that was not a person: a survey, a publication, an inspection.
    source_kind = models.CharField("来源类别", max_length=40, blank=True)
    source_key = models.BigIntegerField("来源", null=True)
    source_title = models.CharField("来源标题", max_length=120, blank=True)
    source_url = models.CharField("来源页面", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MatterQuerySet.as_manager()
    # The record of actions is read by more people than an appeal: it names no subject and no words.
    sensitive = frozenset({"sealed", "values", "title", "category"})

    class Meta:
        ordering = ["-pk"]
        constraints = [
            # By where it was filed: a merged unit brings its numbers along, which may be the same.
            UniqueConstraint(
                "filed_path", "kind", "year", "serial", name="matter_number_once_a_year"
            ),
        ]
        indexes = [
            Index(fields=["kind", "unit_path", "state"], name="matter_by_state"),
            Index(fields=["unit", "kind", "year", "serial"], name="matter_numbers"),
            Index(fields=["due_on"], condition=OPEN, name="matter_due"),
            # What waits is counted from these alone: SQLite wants the columns of the condition too.
            Index(
                fields=["state", "unit_path", "kind", "filed_on", "closed_on"],
                condition=UNDER_WAY,
                name="matter_waits",
            ),
            Index(fields=["from_path", "state"], condition=UNDER_WAY, name="matter_from"),
            Index(fields=["source_kind", "source_key"], name="matter_source"),
        ]

    def __str__(self) -> str:
        return f"{self.kind_name} {self.receipt}"

    def get_absolute_url(self) -> str:
        return reverse("matters:matter", args=[self.pk])

    @property
    def declared(self) -> Kind:
        """Return the kind that it is of."""
        return KINDS[self.kind]

    @property
    def kind_name(self) -> str:
        """Return the word for its kind."""
        return KINDS[self.kind].name if self.kind in KINDS else "办件"

    @property
    def recorded_at(self) -> str:
        """Return where the record of actions keeps what is done to it: the record is read by more
        people than an appeal.
        """
        if not self.declared.is_confided:
            return self.unit_path
        return f"{APART}{self.unit_path}" if "desk_here" in self.declared.readers else NOWHERE

    @property
    def stands(self) -> State:
        """Return the state in which it is."""
        return self.declared.state(self.state)

    @property
    def number(self) -> str:
        """Return its number, 提〔2026〕12号; before it has one its receipt."""
        if self.serial is None:
            return f"回执 {self.receipt}"
        return f"{self.declared.mark}〔{self.year}〕{self.serial}号"

    @property
    def is_draft(self) -> bool:
        """Say whether it was not handed in yet."""
        return self.filed_on is None

    @property
    def kept_apart(self) -> dict[str, Any]:
        """Return the values of its sealed fields."""
        return opened(self.sealed)

    def keep_apart(self, values: dict[str, Any]) -> None:
        """Hold the values of its sealed fields, to be saved by whoever saves the row."""
        self.sealed = sealed_up(values)
