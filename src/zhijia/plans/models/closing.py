from django.db import models

from zhijia.org.models import Member
from zhijia.platform.scope import STAYS, ScopedQuerySet, path_field

from ..rules import CHECKS, POINTS
from .assignments import Progress
from .tasks import Task


class Review(models.Model):
    """办结审核: what was checked when work was accepted, or what it lacked when it was sent back.

    Who did it, when and in what words its step tells; never changed.
    """

    step = models.OneToOneField(Progress, models.PROTECT, related_name="review")
    unit_path = path_field(moves=STAYS)
    checked = models.JSONField("核对无误的", default=list)
    lacking = models.JSONField("不符合的", default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"审核 {self.step}"

    @property
    def points(self) -> list[tuple[str, bool]]:
        """Return the points that were told of, each with whether it was found right."""
        told = [point for point in POINTS if point in {*self.checked, *self.lacking}]
        return [(CHECKS[point], point in self.checked) for point in told]


class ArchiveQuerySet(ScopedQuerySet["Archive"]):
    pass


class Archive(models.Model):
    """归档: a closed task that was put away; nothing is added to it any more."""

    task = models.OneToOneField(Task, models.PROTECT, related_name="archive")
    unit_path = path_field(moves=STAYS)
    archived_on = models.DateField("归档日期")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        ordering = ["-archived_on", "-pk"]

    def __str__(self) -> str:
        return f"归档 {self.task.number}"
