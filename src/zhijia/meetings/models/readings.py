"""谁看过: which version of a paper somebody on the roll opened, and when first."""

from django.db import models
from django.db.models import UniqueConstraint

from .agenda import Document
from .rolls import Seat


class Reading(models.Model):
    """已阅: somebody on the roll opened this version of a paper."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="readings")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="readings")
    read_on = models.DateField("首次打开日期")

    class Meta:
        ordering = ["document", "pk"]
        constraints = [UniqueConstraint("document", "seat", name="document_read_once")]

    def __str__(self) -> str:
        return f"已阅 {self.pk}"
