"""法规口径: what units chose where sources differ, and which local packs they switched on."""

from typing import Self

from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django.db.models.functions import Length

from zhijia.platform.scope import STAYS, ScopedQuerySet, path_field, prefixes

from .members import Member
from .units import Unit


class LawChoiceQuerySet(ScopedQuerySet["LawChoice"]):
    def handed_to(self, *paths: str) -> Self:
        """Keep what the units at these paths and above them chose, the top unit's first."""
        above = {prefix for path in paths for prefix in prefixes(path)}
        depth = Length("unit__path")
        rows = self.filter(unit__path__in=above).select_related("unit", "chosen_by")
        return rows.order_by(depth, "pk")

    def standing(self) -> Self:
        """Keep the choices that were not given up or chosen anew."""
        return self.filter(until_on=None)


class LawChoice(models.Model):
    """法规口径的选择: one answer of one unit, which holds for it and all below it, and why.

    `key` is a setting's, or `pack:` and the name of a local pack. Rows end, they are not changed.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="law_choices", verbose_name="单位")
    unit_path = path_field(moves=STAYS)
    key = models.CharField("事项", max_length=60)
    value = models.CharField("口径", max_length=20)
    reason = models.CharField("理由", max_length=200)
    document = models.CharField("依据文件", max_length=100, blank=True)
    chosen_by = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="选择人")
    from_on = models.DateField("适用自")
    until_on = models.DateField("适用至", null=True)

    objects = LawChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["unit_path", "key", "pk"]
        constraints = [
            UniqueConstraint("unit", "key", condition=Q(until_on=None), name="law_choice_one_open"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="law_choice_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.key}"
