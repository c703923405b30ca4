from django.db import models
from django.db.models import UniqueConstraint

from zhijia.org.models import Member, Unit

from ..rules import Slot
from .reports import form_choices


class Outline(models.Model):
    """模板: the sections and standing sentences of a unit's own for one form; the newest counts.

    It belongs to the unit wherever that stands, so it carries no path of its own.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="outlines", verbose_name="单位")
    form = models.CharField("文体", max_length=10, choices=form_choices)
    number = models.PositiveSmallIntegerField("第几版")
    slots = models.JSONField("章节")
    made_on = models.DateField("修改日期")
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["unit", "form", "-number"]
        constraints = [UniqueConstraint("unit", "form", "number", name="outline_number_once")]

    def __str__(self) -> str:
        return f"{self.unit}{self.get_form_display()}模板第 {self.number} 版"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its unit stands."""
        return self.unit.path

    def sections(self) -> list[Slot]:
        """Return its sections in their order."""
        return [Slot(**slot) for slot in self.slots]
