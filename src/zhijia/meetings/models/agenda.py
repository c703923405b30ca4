"""议程: what is dealt with, in which order, how it was decided, and what was said of it."""

from datetime import datetime, timedelta

from django.db import models

from zhijia.ballots.models import Ballot
from zhijia.org.models import Member
from zhijia.platform.files.models import StoredFile

from ..rules.facts import COMPETENCES
from ..rules.words import ITEM_STATES, RESULTS, VOTED_BY
from .meetings import Meeting


class Item(models.Model):
    """一项议程. `business` is one of the kind's, or "" for what no rule knows.

    `present` is how many delegates were there at the vote; `steps` are the words of the result
    ([[words, clause id], …]) as they were read out. A vote by ballot is counted by `ballots`.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField("次序")
    title = models.CharField("议题", max_length=120)
    business = models.CharField("事项", max_length=20, blank=True)
    competence = models.CharField(
        "职权", max_length=8, blank=True, choices=list(COMPETENCES.items())
    )
    speaker = models.CharField("报告人", max_length=50, blank=True)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", null=True)
    state = models.CharField(
        "进度", max_length=7, default="waiting", choices=list(ITEM_STATES.items())
    )
    began_at = models.DateTimeField("开始", null=True)
    ended_at = models.DateTimeField("结束", null=True)
    way = models.CharField("表决方式", max_length=10, blank=True, choices=list(VOTED_BY.items()))
    ballot = models.ForeignKey(Ballot, models.PROTECT, null=True, related_name="+")
    present = models.PositiveIntegerField("表决时实到", null=True)
    yes = models.PositiveIntegerField("赞成", null=True)
    no = models.PositiveIntegerField("反对", null=True)
    abstain = models.PositiveIntegerField("弃权", null=True)
    result = models.CharField("结果", max_length=8, blank=True, choices=list(RESULTS.items()))
    steps = models.JSONField("表决经过", default=list)
    resolution = models.TextField("决议", max_length=5000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["meeting", "place", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its meeting does."""
        return self.meeting.unit_path

    @property
    def ends_by(self) -> datetime | None:
        """Return when it should be over, once it began; None where nobody planned how long."""
        if self.began_at is None or self.minutes is None:
            return None
        return self.began_at + timedelta(minutes=self.minutes)


class Document(models.Model):
    """会议文件: one version of a paper put before the meeting; later versions stand beside it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="documents")
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="documents")
    title = models.CharField("名称", max_length=120)
    number = models.PositiveSmallIntegerField("第几稿", default=1)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    put_on = models.DateField("提交日期")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "title", "number"]

    def __str__(self) -> str:
        return f"{self.title}（第 {self.number} 稿）"


class Opinion(models.Model):
    """讨论意见: what a delegation said of an item, before or during the meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="opinions")
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="opinions")
    group = models.CharField("代表团（组）", max_length=40, blank=True)
    words = models.TextField("意见", max_length=2000)
    answer = models.TextField("答复或者采纳情况", max_length=2000, blank=True)
    said_on = models.DateField("日期")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return f"意见 {self.pk}"


class Override(models.Model):
    """特别说明: somebody with the right let the meeting go on over a no, and said why."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="overrides")
    what = models.CharField("事项", max_length=200)
    reason = models.CharField("理由", max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField("日期")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return self.what
