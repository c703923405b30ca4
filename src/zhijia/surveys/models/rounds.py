"""一轮调查: who is asked, and what was made of it. No table here holds an answer."""

import secrets
from typing import Self

from django.db import models
from django.db.models import Index, Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field
from zhijia.platform.vault import SealedField, fresh_seal

from ..rules import ADOPTIONS, STATES
from ..rules.sampling import WAYS
from .sheets import Edition


def fresh_token() -> str:
    """Return an address that nobody guesses."""
    return secrets.token_urlsafe(18)


class SurveyQuerySet(ScopedQuerySet["Round"]):
    def running(self) -> Self:
        """Keep the rounds that are not closed."""
        return self.filter(closed_on=None)


class Round(models.Model):
    """一轮调查: an edition, asked of certain members from a day until a day."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="rounds")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on"))
    within = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="调查范围")
    within_path = path_field(moves=STAYS)
    title = models.CharField("调查名称", max_length=80)
    is_anonymous = models.BooleanField("匿名", default=True)
    opened_on = models.DateField("发布日期")
    from_on = models.DateField("开始日期")
    until_on = models.DateField("截止日期")
    closed_on = models.DateField("结束日期", null=True)
    roll_on = models.DateField("名册日期")
    way = models.CharField("调查对象", max_length=10, choices=list(WAYS.items()))
    quota_lines = models.JSONField("配额", default=list)
    seed = models.CharField("种子", max_length=32, blank=True)
    # The roll that a sample was drawn from, so that it can be drawn again: [key, number, …] a row.
    frame = models.JSONField("抽样名册", default=list)
    is_outside = models.BooleanField("对外链接", default=False)
    token = models.CharField("令牌", max_length=40, unique=True, default=fresh_token)
    is_keyed_twice = models.BooleanField("纸质问卷两人录入", default=False)
    asked_count = models.PositiveIntegerField("应答人数", default=0)
    answered_count = models.PositiveIntegerField("收回答卷", default=0)
    outside_count = models.PositiveIntegerField("单位外答卷", default=0)
    told_on = models.DateField("答复公布日期", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = SurveyQuerySet.as_manager()
    sensitive = frozenset({"token", "frame"})

    class Meta:
        ordering = ["-opened_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:round", args=[self.pk])

    @property
    def manner(self) -> str:
        """Return the word for how it is answered."""
        return "匿名" if self.is_anonymous else "实名"


class Group(models.Model):
    """分组: members of one or several units whose answers may be told apart from those of others.

    An anonymous round has a key for each: a token signed by it says of its holder only that they
    belong to this group.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="groups")
    place = models.PositiveSmallIntegerField("次序")
    name = models.CharField("名称", max_length=60)
    size = models.PositiveIntegerField("应答人数")
    modulus = models.TextField("公钥", blank=True)
    secret = SealedField("私钥", blank=True, default="")
    seal = models.CharField("封印", max_length=32, default=fresh_seal, editable=False)

    sensitive = frozenset({"secret", "seal"})

    class Meta:
        ordering = ["round", "place"]
        constraints = [UniqueConstraint("round", "place", name="survey_group_place_once")]

    def __str__(self) -> str:
        return self.name


class Asked(models.Model):
    """被调查的人: who is asked, and whether they have answered; never what, and never when."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="asked")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="asked")
    unit_path = path_field(moves=STAYS)
    state = models.CharField("状态", max_length=10, blank=True, choices=list(STATES.items()))
    # What the browser had signed: lets it ask again for the same signature, and for no other.
    drawn = models.CharField("盲化凭证摘要", max_length=64, blank=True)

    objects = ScopedQuerySet["Asked"].as_manager()

    class Meta:
        constraints = [UniqueConstraint("round", "member", name="survey_asked_once")]
        indexes = [
            Index(fields=["member", "state"], name="survey_asked_by_member"),
            Index(fields=["group", "state"], name="survey_asked_by_group"),
        ]

    def __str__(self) -> str:
        return str(self.round)


class Outcome(models.Model):
    """意见和答复: something a round brought to light, and what was decided about it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="outcomes")
    unit_path = path_field(moves=STAYS)
    finding = models.TextField("听到的意见", max_length=500)
    weight = models.CharField("多少人这样说", max_length=60, blank=True)
    adoption = models.CharField("处理结果", max_length=10, choices=list(ADOPTIONS.items()))
    answer = models.TextField("怎么办、为什么", max_length=1000)
    matter = models.CharField("转办", max_length=40, blank=True)
    decided_on = models.DateField("决定日期")
    decided_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["round", "pk"]

    def __str__(self) -> str:
        return self.finding[:40]

    @property
    def tone(self) -> str:
        """Return the colour of what became of it."""
        return {"adopted": "green", "partly": "gold"}.get(self.adoption, "grey")
