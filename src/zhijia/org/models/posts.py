"""职务 and 届."""

from typing import Self

from django.db import models
from django.db.models import F, Q, UniqueConstraint

from zhijia.platform.scope import Goes, ScopedQuerySet, path_field

from ..rules import POST_KINDS
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

    class Meta:
        ordering = ["-number"]
        constraints = [UniqueConstraint("unit", "number", name="term_number_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit} 第 {self.number} 届"
