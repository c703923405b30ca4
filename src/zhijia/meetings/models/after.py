"""会后: drafts of the minutes, what followed from the meeting, and what was filed."""

from django.db import models
from django.db.models import UniqueConstraint
from django.urls import reverse

from zhijia.disclosure.models import Publication
from zhijia.matters.models import Call
from zhijia.org.models import Member
from zhijia.plans.models import Task
from zhijia.platform.files.models import StoredFile

from .agenda import Item
from .meetings import Meeting


class Draft(models.Model):
    """纪要的一稿: each is kept; the meeting's `minutes` are the words of the last."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField("第几稿")
    text = models.TextField("纪要")
    written_at = models.DateTimeField("保存时间")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "-number"]
        constraints = [UniqueConstraint("meeting", "number", name="meeting_draft_once")]

    def __str__(self) -> str:
        return f"第 {self.number} 稿"


class FollowUp(models.Model):
    """会后办理: a task, a publication or a call for proposals that came of a meeting.

    Exactly one of the three is set.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="follow_ups")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="follow_ups")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
    publication = models.ForeignKey(Publication, models.PROTECT, null=True, related_name="+")
    call = models.ForeignKey(Call, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField("日期")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(task__isnull=False, publication=None, call=None)
                | models.Q(task=None, publication__isnull=False, call=None)
                | models.Q(task=None, publication=None, call__isnull=False),
                name="meeting_follow_up_is_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.task or self.publication or self.call)

    def get_absolute_url(self) -> str:
        """Return where it goes on: the task, the publication, or the page after the meeting."""
        led = self.task or self.publication
        if led is not None:
            return led.get_absolute_url()
        return reverse("meetings:meeting-after", args=[self.meeting_id])


class Filed(models.Model):
    """归档文件: one file of the archive, in its folder; its hash is that of its content."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="filed")
    number = models.PositiveSmallIntegerField("序号")
    folder = models.CharField("类别", max_length=20)
    name = models.CharField("文件", max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [UniqueConstraint("meeting", "number", name="meeting_filed_once")]

    def __str__(self) -> str:
        return self.name
