"""What is brought in and taken out, sealed while it is kept."""

from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse
from django.utils.timezone import now

from zhijia.platform.scope import STAYS, ScopedQuerySet, path_field
from zhijia.platform.vault import SealedField, fresh_seal

from .lines import WORDS
from .register import SHEETS, Sheet
from .rules import STATES


class Parcel(models.Model):
    """存件: a file that passes through: an upload, a returned workbook, an export.

    It lies sealed in the database, so it is kept, backed up and thrown away with its row.
    """

    name = models.CharField("文件名", max_length=200)
    size = models.PositiveBigIntegerField("字节数")
    digest = models.CharField("SHA-256", max_length=64)
    kept_at = models.DateTimeField("存入时间", default=now, db_index=True)
    erased_at = models.DateTimeField("删除时间", null=True)

    def __str__(self) -> str:
        return self.name


class Piece(models.Model):
    """存件内容: a part of a parcel, sealed."""

    parcel = models.ForeignKey(Parcel, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField("序号")
    body = SealedField("内容")
    seal = models.CharField("封印", max_length=32, default=fresh_seal, editable=False)

    class Meta:
        constraints = [UniqueConstraint("parcel", "number", name="sheets_piece_once")]

    def __str__(self) -> str:
        return f"{self.parcel_id}/{self.number}"


class ImportQuerySet(ScopedQuerySet["Import"]):
    def seen_by(self, user_id: int | None, paths: frozenset[str]) -> Self:
        """Keep what this account brought, and what came into the units at `paths`."""
        own = Q(asked_by=user_id) if user_id is not None else Q(pk__in=[])
        return self.filter(own | Q(unit_path__in=paths))


class Import(models.Model):
    """导入: one file brought into a unit, from its reading to its taking back."""

    sheet_name = models.CharField("表", max_length=60)
    unit_path = path_field(moves=STAYS)
    place_id = models.BigIntegerField("单位号")
    place = models.CharField("导入到", max_length=100)
    upload = models.OneToOneField(Parcel, models.PROTECT, related_name="+")
    returned = models.OneToOneField(Parcel, models.PROTECT, null=True, related_name="+")
    state = models.CharField("状态", max_length=10, default="reading", choices=list(STATES.items()))
    words = models.CharField("说明", max_length=300, blank=True)
    chosen = models.JSONField("导入办法", default=dict)
    facts = models.JSONField("读出情况", default=dict)
    job_id = models.BigIntegerField("作业号", null=True)
    asked_by = models.BigIntegerField("账号", null=True, db_index=True)
    asked_at = models.DateTimeField("上传时间", default=now)
    done_at = models.DateTimeField("导入时间", null=True)
    undone_at = models.DateTimeField("撤销时间", null=True)
    erased_at = models.DateTimeField("内容删除时间", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.sheet.title}（{self.upload.name}）"

    def get_absolute_url(self) -> str:
        return reverse("sheets:import-page", args=[self.pk])

    @property
    def sheet(self) -> Sheet:
        """Return the declaration this import follows."""
        return SHEETS[self.sheet_name]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each kind."""
        found: dict[str, int] = self.facts.get("counts", {})
        return found


class Part(models.Model):
    """导入的行: up to a page of judged rows of one kind, sealed."""

    brought = models.ForeignKey(Import, models.CASCADE, related_name="parts")
    kind = models.CharField("类", max_length=10, choices=[*WORDS.items(), ("flagged", "请核对")])
    number = models.PositiveIntegerField("页")
    rows = models.PositiveIntegerField("行数")
    body = SealedField("内容")
    seal = models.CharField("封印", max_length=32, default=fresh_seal, editable=False)

    class Meta:
        constraints = [UniqueConstraint("brought", "kind", "number", name="sheets_part_once")]

    def __str__(self) -> str:
        return f"{self.brought_id} {self.kind} {self.number}"


class Export(models.Model):
    """导出: a sheet taken out by somebody, as a file kept for a few days."""

    sheet_name = models.CharField("表", max_length=60)
    unit = models.CharField("单位", max_length=100)
    columns = models.JSONField("列", default=list)
    asked = models.JSONField("条件", default=dict)
    is_landscape = models.BooleanField("横向", default=True)
    has_sensitive = models.BooleanField("含敏感信息", default=False)
    reason = models.CharField("用途", max_length=100, blank=True)
    rows = models.PositiveIntegerField("行数", null=True)
    parcel = models.OneToOneField(Parcel, models.PROTECT, null=True, related_name="+")
    job_id = models.BigIntegerField("作业号", null=True)
    asked_by = models.BigIntegerField("账号", null=True, db_index=True)
    asked_at = models.DateTimeField("导出时间", default=now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.sheet.title

    def get_absolute_url(self) -> str:
        return reverse("sheets:export-page", args=[self.pk])

    @property
    def sheet(self) -> Sheet:
        """Return the declaration this export follows."""
        return SHEETS[self.sheet_name]
