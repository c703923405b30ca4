from django.db import models

from zhijia.org.models import Member, Unit
from zhijia.platform.scope import STAYS, path_field

from .assignments import schemes


class LightChoice(models.Model):
    """亮灯方案的选择: the scheme of a unit, which holds for what it and the units below give."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="light_choice")
    unit_path = path_field(moves=STAYS)
    # Empty where the unit follows the one above it again.
    scheme = models.CharField("亮灯方案", max_length=3, blank=True, choices=schemes)
    chosen_on = models.DateField("选择日期")
    chosen_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["unit"]

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_scheme_display() or '沿用上级'}"
