from django.db import models
from django.db.models import UniqueConstraint

from zhijia.org.models import Member

from ..rules import KINDS
from .reports import Report

VERBS = {
    "edited": "修改",
    "added": "添加",
    "moved": "移动",
    "dropped": "删去",
    "redrawn": "按新的记录更新",
    "adopted": "采用新稿",
    "kept": "保留改过的文字",
    "undone": "撤销改动",
}


def verbs() -> list[tuple[str, str]]:
    """Return what can happen to a passage, each with its word."""
    return list(VERBS.items())


def kinds() -> list[tuple[str, str]]:
    """Return what a passage can be, each with its word."""
    return list(KINDS.items())


class Passage(models.Model):
    """段: a heading or a paragraph of a report, at its place among the others.

    `runs` are texts and the places of citations. `key` and `drawn` tell how it was drawn from the
    records, None for a person's own; `offered` what it would be drawn as now, where a person has
    changed it; `before` what it was until it was last redrawn. `is_gone`: not drawn any more.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="passages")
    place = models.PositiveIntegerField("位置")
    kind = models.CharField("样式", max_length=10, choices=kinds)
    runs = models.JSONField("文字")
    key = models.CharField("来历", max_length=100, blank=True)
    drawn = models.JSONField("起草时", null=True)
    offered = models.JSONField("新稿", null=True)
    before = models.JSONField("更新前", null=True)
    is_gone = models.BooleanField("新稿没有", default=False)
    is_dropped = models.BooleanField("已删去", default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return f"第 {self.pk} 段"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its report does."""
        return self.report.unit_path

    @property
    def is_edited(self) -> bool:
        """Say whether a person changed what was drawn."""
        return self.drawn is not None and self.runs != self.drawn


class Change(models.Model):
    """改动: what was done to one passage, when and by whom; rows of one act share its `number`.

    `before` and `after` are kind and runs; None where there was, or is, no such passage.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="changes")
    passage = models.ForeignKey(Passage, models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField("第几次")
    verb = models.CharField("改动", max_length=10, choices=verbs)
    before = models.JSONField("改动前", null=True)
    after = models.JSONField("改动后", null=True)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-number", "pk"]
        constraints = [UniqueConstraint("report", "number", "passage", name="change_once_an_act")]

    def __str__(self) -> str:
        return self.get_verb_display()

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its report does."""
        return self.report.unit_path
