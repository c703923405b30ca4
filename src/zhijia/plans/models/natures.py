"""The periods of work that is done again and again."""

from django.db import models
from django.db.models import UniqueConstraint

from .assignments import Assignment, Progress


class Turn(models.Model):
    """一期: one period of recurring or standing work, with a day and a report of its own."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="turns")
    from_on = models.DateField("自")
    until_on = models.DateField("至")
    due_on = models.DateField("填报期限", db_index=True)
    report = models.OneToOneField(Progress, models.PROTECT, null=True, related_name="turn")

    class Meta:
        ordering = ["from_on"]
        constraints = [UniqueConstraint("assignment", "from_on", name="turn_once")]

    def __str__(self) -> str:
        return f"{self.from_on} {self.until_on}"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where the work does."""
        return self.assignment.unit_path
