"""职务 and 届."""

from typing import Self

from django.db import models
from django.db.models import F, Q, UniqueConstraint

from zhijia.platform.scope import Goes, ScopedQuerySet, Splits, path_field

from ..rules import BARS, ENDINGS, POST_KINDS, SHORTFALLS, WAYS
from .members import Member
from .units import Unit

# The newest term is the committee's standing, over or not; those before it are history.
NEWEST = ~Q(unit__terms__number__gt=F("number"))


class PostQuerySet(ScopedQuerySet["Post"]):
    def open(self) -> Self:
        """Keep the posts that are held now."""
        return self.filter(until_on=None)


class Post(models.Model):
    """职务: a post in a unit and the member who holds it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="单位")
    # A mandate does not begin anew because the unit moves, so the row is not split.
    unit_path = path_field(moves=Goes(Q(until_on=None), until="until_on", own=True))
    member = models.ForeignKey(Member, models.PROTECT, related_name="posts", verbose_name="会员")
    kind = models.CharField(
        "职务", max_length=20, choices=[(code, kind.label) for code, kind in POST_KINDS.items()]
    )
    title = models.CharField("岗位名称", max_length=40, blank=True)
    from_on = models.DateField("任职日期")
    until_on = models.DateField("免职日期", null=True, blank=True)
    # How it was obtained; empty where it was entered before this was asked.
    way = models.CharField("产生方式", max_length=12, blank=True, choices=list(WAYS.items()))
    meeting = models.CharField("产生的会议", max_length=100, blank=True)
    met_on = models.DateField("会议日期", null=True, blank=True)
    document = models.CharField("任命文号", max_length=60, blank=True)
    term = models.ForeignKey(
        "Term", models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="届次"
    )
    is_full_time = models.BooleanField("专职", default=False)
    trained_on = models.DateField("岗位培训日期", null=True, blank=True)
    # Why and how it ended.
    ending = models.CharField("终止原因", max_length=12, blank=True, choices=list(ENDINGS.items()))
    end_meeting = models.CharField("同意的会议", max_length=100, blank=True)
    end_document = models.CharField("同意的文号", max_length=60, blank=True)
    end_yes = models.PositiveIntegerField("赞成票", null=True, blank=True)
    end_of = models.PositiveIntegerField("全体人数", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["unit_path", "pk"]
        constraints = [
            UniqueConstraint(
                "unit", "member", "kind", condition=Q(until_on=None), name="post_held_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}（{self.label}）"

    @property
    def label(self) -> str:
        """Return the title of this very post, or the word for its kind."""
        return self.title or POST_KINDS[self.kind].label


class Term(models.Model):
    """届: one term of a unit's committee, from the day it was elected."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="terms", verbose_name="单位")
    unit_path = path_field(moves=Goes(NEWEST, until="until_on", own=True))
    number = models.PositiveSmallIntegerField("届次")
    elected_on = models.DateField("选举日期")
    years = models.PositiveSmallIntegerField("任期（年）")
    seats = models.PositiveSmallIntegerField("委员名额")
    until_on = models.DateField("届满日期")
    meeting = models.CharField("选举会议", max_length=100, blank=True)
    reported_on = models.DateField("结果上报日期", null=True, blank=True)
    approval = models.CharField("批复文号", max_length=60, blank=True)
    approved_on = models.DateField("批复日期", null=True, blank=True)
    delayed_until_on = models.DateField("批准延期至", null=True, blank=True)
    delay_document = models.CharField("延期批准文号", max_length=60, blank=True)
    early_document = models.CharField("提前换届批准文号", max_length=60, blank=True)
    certified_on = models.DateField("法人证书变更日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [UniqueConstraint("unit", "number", name="term_number_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit} 第 {self.number} 届"


class ShortfallQuerySet(ScopedQuerySet["Shortfall"]):
    def open(self) -> Self:
        """Keep what was not made good."""
        return self.filter(until_on=None)


class Shortfall(models.Model):
    """缺项: something a union lacks from a day on, until it is made good.

    The end of a term is written when the term begins, with its day to come: nobody need act on
    the day itself. `warn_on` is the day from which it is told, `due_on` the day it should be done.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="shortfalls", verbose_name="单位")
    unit_path = path_field(moves=Splits("since_on", "until_on", "is_carried", "told"))
    kind = models.CharField("缺项", max_length=12, choices=list(SHORTFALLS.items()))
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="shortfalls")
    warn_on = models.DateField("提醒自")
    since_on = models.DateField("缺自")
    due_on = models.DateField("限期", null=True)
    until_on = models.DateField("补齐日期", null=True, db_index=True)
    is_carried = models.BooleanField("续接", default=False)
    told = models.CharField("终止说明", max_length=100, blank=True)

    objects = ShortfallQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            UniqueConstraint(
                "unit",
                "kind",
                condition=Q(until_on=None, post=None),
                name="shortfall_open_once",
            ),
            UniqueConstraint(
                "post", "kind", condition=Q(until_on=None), name="shortfall_of_post_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {SHORTFALLS[self.kind]}"


class Bar(models.Model):
    """任职限制: a fact on record that keeps a member from a post, and where it was learnt from."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="bars", verbose_name="会员")
    kind = models.CharField("情形", max_length=12, choices=list(BARS.items()))
    source = models.CharField("依据", max_length=100)
    from_on = models.DateField("自")
    until_on = models.DateField("至", null=True, blank=True)

    # The record says that there is one, and not which.
    sensitive = frozenset({"kind", "source"})

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            UniqueConstraint("member", "kind", condition=Q(until_on=None), name="bar_noted_once")
        ]

    def __str__(self) -> str:
        return BARS[self.kind]
