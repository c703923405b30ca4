from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from ..rules.catalogue import SCOPES, forms_said
from ..rules.publications import STATES
from ..rules.questions import STATES as QUESTION_STATES
from .catalogues import Item


class PublicationQuerySet(ScopedQuerySet["Publication"]):
    def out(self) -> Self:
        """Keep what is out and was not taken down."""
        return self.filter(issued_on__isnull=False, withdrawn_on=None)


class Publication(models.Model):
    """公开: something made public, from its first draft until it is taken down.

    Its texts are editions. `title` is that of the newest edition that is out, or of the draft.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(issued_on=None), until="issued_on", own=True))
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, related_name="publications", verbose_name="公开事项"
    )
    title = models.CharField("标题", max_length=100)
    scope = models.CharField("公开范围", max_length=8, choices=list(SCOPES.items()))
    forms = models.JSONField("公开形式", default=list)
    token = models.CharField("公开网址", max_length=32, unique=True)
    begun_on = models.DateField("拟稿日期")
    issued_on = models.DateField("公开日期", null=True, db_index=True)
    withdrawn_on = models.DateField("撤下日期", null=True)
    withdrawn_why = models.CharField("撤下原因", max_length=200, blank=True)
    withdrawn_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    dropped_on = models.DateField("放弃日期", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("disclosure:publication", args=[self.pk])

    @property
    def is_out(self) -> bool:
        """Say whether people can read it now."""
        return self.issued_on is not None and self.withdrawn_on is None

    @property
    def forms_said(self) -> str:
        """Return how it is made public, in words."""
        return forms_said(self.forms)


class Edition(models.Model):
    """文本: one text of a publication, from its draft through its review until it is out."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("第几稿")
    title = models.CharField("标题", max_length=100)
    text = models.TextField("公开内容", blank=True)
    files = models.ManyToManyField(StoredFile, related_name="+", verbose_name="附件")
    state = models.CharField("状态", max_length=8, default="draft", choices=list(STATES.items()))
    why = models.CharField("更正原因", max_length=200, blank=True)
    # For whom and how once it is out; empty in texts of old, which are as their publication is.
    scope = models.CharField(
        "公开范围", max_length=8, blank=True, default="", choices=list(SCOPES.items())
    )
    forms = models.JSONField("公开形式", default=list)
    # By the key of each file: what in it tells of persons, and why it was not read if so.
    looked = models.JSONField("附件检查结果", default=dict)
    is_checked = models.BooleanField("已核对个人信息", default=False)
    prepared_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    submitted_on = models.DateField("提交日期", null=True)
    reviewed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    reviewed_on = models.DateField("审核日期", null=True)
    reply = models.CharField("审核意见", max_length=200, blank=True)
    issued_on = models.DateField("公开日期", null=True)
    version = models.PositiveIntegerField(default=1)

    sensitive = frozenset(
        {"text", "looked"}
    )  # kept whole, edition by edition; the record need not repeat it

    class Meta:
        ordering = ["-number"]
        constraints = [UniqueConstraint("publication", "number", name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.title}（第 {self.number} 稿）"

    @property
    def lines(self) -> list[str]:
        """Return its paragraphs."""
        return [line for line in self.text.splitlines() if line.strip()]

    @property
    def for_whom(self) -> str:
        """Return who may read it once it is out."""
        return self.scope or self.publication.scope

    @property
    def for_whom_said(self) -> str:
        """Return who may read it once it is out, in words."""
        return SCOPES[self.for_whom]

    @property
    def how(self) -> list[str]:
        """Return in what forms it is to be made public."""
        return list(self.forms if self.scope else self.publication.forms)

    @property
    def how_said(self) -> str:
        """Return in what forms it is to be made public, in words."""
        return forms_said(self.how)


class Posting(models.Model):
    """张贴记录: proof that something hung on a board or was told elsewhere: day, place, photo."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="postings")
    unit_path = path_field(moves=STAYS)
    posted_on = models.DateField("日期")
    place = models.CharField("地点或者载体", max_length=60)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    feedback = models.CharField("职工反映", max_length=200, blank=True)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    objects = ScopedQuerySet["Posting"].as_manager()

    class Meta:
        ordering = ["posted_on", "pk"]

    def __str__(self) -> str:
        return f"{self.place} {self.posted_on}"


class QuestionQuerySet(ScopedQuerySet["Question"]):
    def open(self) -> Self:
        """Keep what nobody has answered or declined."""
        return self.filter(closed_on=None)


class Question(models.Model):
    """提问: what somebody asks under a publication, by name, and the answer."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="questions")
    unit_path = path_field(moves=STAYS)
    asker = models.ForeignKey(Member, models.PROTECT, related_name="+", verbose_name="提问人")
    text = models.CharField("问题", max_length=500)
    asked_on = models.DateField("提问日期", db_index=True)
    due_on = models.DateField("答复期限")
    state = models.CharField(
        "状态", max_length=10, default="asked", choices=list(QUESTION_STATES.items())
    )
    reviewed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    why = models.CharField("不公开的原因", max_length=200, blank=True)
    answer = models.CharField("答复", max_length=2000, blank=True)
    answered_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField("办理日期", null=True, db_index=True)
    matter = models.JSONField("转办的办件", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = QuestionQuerySet.as_manager()
    sensitive = frozenset({"text", "answer"})

    class Meta:
        ordering = ["asked_on", "pk"]

    def __str__(self) -> str:
        return f"提问 {self.asked_on}"


class Reading(models.Model):
    """阅读: that somebody has opened a publication; only the number of people is ever shown.

    `reader` is a keyed mark of the member, so the table names nobody.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="readings")
    reader = models.CharField("读者印记", max_length=32)

    class Meta:
        constraints = [UniqueConstraint("publication", "reader", name="read_once")]

    def __str__(self) -> str:
        return "阅读"
