from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse
from django.utils.timezone import now

from zhijia.org.models import Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from ..rules.assistant import SETTLED
from ..speech import AREAS, LABELS
from ..speech.nature import EVERY, NATURES

AREA_CHOICES = list(AREAS.items())


def natures() -> list[tuple[str, str]]:
    """Return the ways in which work recurs, each with its word."""
    return list(NATURES.items())


def frequencies() -> list[tuple[str, str]]:
    """Return how often work may recur, each with its word."""
    return list(EVERY.items())


class Source(models.Model):
    """讲话稿: one text as it came in: a file or a paste, with one speech or several."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="speech_sources")
    unit_path = path_field(moves=STAYS)
    name = models.CharField("名称", max_length=150)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    text = models.TextField("全文")
    breaks = models.JSONField("分行", default=list)
    taken_on = models.DateField("登记日期")

    def __str__(self) -> str:
        return self.name


class SpeechQuerySet(ScopedQuerySet["Speech"]):
    pass


class Speech(models.Model):
    """讲话: one leader's speech; a draft until its tasks are confirmed."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="speeches")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="speeches", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(confirmed_on=None), until="confirmed_on"))
    number = models.PositiveSmallIntegerField("篇次")
    title = models.CharField("题目", max_length=200)
    speaker = models.CharField("讲话人", max_length=50, blank=True)
    spoken_on = models.DateField("讲话日期", null=True, blank=True)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    digest = models.CharField("SHA-256", max_length=64)
    taken_on = models.DateField("登记日期")
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SpeechQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_on", "source", "number"]
        constraints = [UniqueConstraint("unit", "digest", name="speech_once_a_unit")]

    def __str__(self) -> str:
        return f"《{self.title}》"

    def get_absolute_url(self) -> str:
        return reverse("plans:speech", args=[self.pk])


class Point(models.Model):
    """要点: a heading of the speech that its tasks stand under."""

    speech = models.ForeignKey(Speech, models.CASCADE, related_name="points")
    number = models.CharField("序号", max_length=20, blank=True)
    text = models.CharField("内容", max_length=300)
    level = models.PositiveSmallIntegerField("层次")
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        ordering = ["start"]

    def __str__(self) -> str:
        return self.text


class Piece(models.Model):
    """语段: one clause of the original words, with its place and what we took it for."""

    speech = models.ForeignKey(Speech, models.CASCADE, related_name="pieces")
    point = models.ForeignKey(Point, models.PROTECT, null=True, related_name="pieces")
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    kind = models.CharField(
        "归类", max_length=20, choices=[(k.value, v) for k, v in LABELS.items()]
    )
    cue = models.CharField("依据", max_length=100, blank=True)
    wording = models.TextField("任务内容", blank=True)
    area = models.CharField("类别", max_length=20, blank=True, choices=AREA_CHOICES)
    responsible = models.CharField("责任单位（原文）", max_length=200, blank=True)
    deadline = models.CharField("时限（原文）", max_length=200, blank=True)
    due_on = models.DateField("完成期限", null=True, blank=True)
    figures = models.CharField("数字要求（原文）", max_length=300, blank=True)
    nature = models.CharField("性质", max_length=10, default="once", choices=natures)
    every = models.CharField("频次", max_length=10, blank=True, choices=frequencies)
    nature_cue = models.CharField("性质的依据", max_length=100, blank=True)
    # The figure that somebody accepted as its measure; a suggestion is kept nowhere.
    figure = models.CharField("挂接数据", max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["start"]
        constraints = [UniqueConstraint("speech", "start", name="piece_one_a_place")]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its speech does."""
        return self.speech.unit_path


def settled() -> list[tuple[str, str]]:
    """Return what may have become of a suggestion, each with its word."""
    return list(SETTLED.items())


class Asking(models.Model):
    """请助手: a speech was sent to the assistant: where to, how much, and what came back.

    It goes part by part: `begun` were sent, the answers to `kept` are in.
    """

    speech = models.ForeignKey(Speech, models.CASCADE, related_name="askings")
    host = models.CharField("发送到", max_length=200)
    model = models.CharField("型号", max_length=200)
    characters = models.PositiveIntegerField("字数")
    asked_at = models.DateTimeField("发送时间", default=now)
    answered_at = models.DateTimeField("答复时间", null=True)
    fault = models.CharField("没有办成的原因", max_length=200, blank=True)
    inexact = models.PositiveIntegerField("不是原文的", default=0)
    known = models.PositiveIntegerField("已标出的", default=0)
    begun = models.PositiveSmallIntegerField("已发送的部分", default=0)
    kept = models.PositiveSmallIntegerField("已答复的部分", default=0)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.speech} → {self.host}"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its speech does."""
        return self.speech.unit_path


class Suggestion(models.Model):
    """助手建议: a stretch of the original that the assistant takes for a task; a person decides."""

    asking = models.ForeignKey(Asking, models.CASCADE, related_name="suggestions")
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    area = models.CharField("类别", max_length=20, choices=AREA_CHOICES)
    responsible = models.CharField("责任单位（原文）", max_length=200, blank=True)
    deadline = models.CharField("时限（原文）", max_length=200, blank=True)
    settled = models.CharField("处理", max_length=8, blank=True, choices=settled)

    class Meta:
        ordering = ["start"]
        constraints = [UniqueConstraint("asking", "start", name="suggestion_one_a_place")]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its speech does."""
        return self.asking.unit_path
