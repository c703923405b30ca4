from typing import ClassVar, Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.platform.accounts.models import User
from zhijia.platform.scope import STEP, ScopedQuerySet, path_field

from .rules import GENDERS, POST_KINDS, UNIT_KINDS


class UnitQuerySet(ScopedQuerySet["Unit"]):
    where: ClassVar[str] = "path"

    def standing(self) -> Self:
        """Keep the units that are not dissolved."""
        return self.filter(dissolved_on=None)


class Unit(models.Model):
    """单位: one union in the tree; its path is its parent's path and four digits of its own."""

    name = models.CharField("名称", max_length=60)
    code = models.CharField("单位代码", max_length=20, unique=True)
    kind = models.CharField("类型", max_length=20, choices=list(UNIT_KINDS.items()))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", verbose_name="上级单位"
    )
    path = models.CharField("路径", max_length=40, unique=True)
    staff_count = models.PositiveIntegerField("职工人数", null=True, blank=True)
    founded_on = models.DateField("建会日期")
    dissolved_on = models.DateField("撤销日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("org:unit", args=[self.pk])

    @property
    def unit_path(self) -> str:
        """Return its own path: a unit belongs to itself."""
        return self.path

    @property
    def depth(self) -> int:
        """Return its level, the root's being 1."""
        return len(self.path) // STEP


class UnitPath(models.Model):
    """单位沿革: a place a unit has had in the tree, and when. Segments are never used again."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="paths")
    path = models.CharField("路径", max_length=40, unique=True)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        constraints = [UniqueConstraint("unit", condition=Q(until=None), name="unit_path_one_open")]

    def __str__(self) -> str:
        return self.path


class MemberQuerySet(ScopedQuerySet["Member"]):
    def present(self) -> Self:
        """Keep those who have not left."""
        return self.filter(left_on=None)


class Member(models.Model):
    """会员: a person, counted in one unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="members", verbose_name="单位")
    unit_path = path_field()
    name = models.CharField("姓名", max_length=50)
    staff_no = models.CharField("工号", max_length=30)
    gender = models.CharField("性别", max_length=6, blank=True, choices=list(GENDERS.items()))
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="member", verbose_name="账号"
    )
    left_on = models.DateField("离会日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["unit_path", "staff_no"]
        constraints = [
            UniqueConstraint("unit", "staff_no", name="member_staff_no_once_a_unit"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("org:member", args=[self.pk])


class MembershipQuerySet(ScopedQuerySet["Membership"]):
    pass


class Membership(models.Model):
    """会籍: one stay of a member in one unit."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    unit_path = path_field()
    from_on = models.DateField("入会日期", db_index=True)
    until_on = models.DateField("离会日期", null=True, blank=True)
    reason = models.CharField("离会原因", max_length=100, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint("member", condition=Q(until_on=None), name="membership_one_open")
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.unit}"


class PostQuerySet(ScopedQuerySet["Post"]):
    def open(self) -> Self:
        """Keep the posts that are held now."""
        return self.filter(until_on=None)


class Post(models.Model):
    """职务: a post in a unit and the member who holds it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="单位")
    unit_path = path_field()
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
    unit_path = path_field()
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
