"""What happens to a matter: steps, who does which part, who seconds it, what is said and rated."""

from typing import Self

from django.db import models
from django.db.models import Index, Q, UniqueConstraint

from zhijia.org.models import Member, Post, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from .matters import Matter

DONE = "办结"  # why a part ended that was not taken from anybody: it is still theirs to read
ROLES = {"lead": "主办", "assist": "协办"}
TIES = {"merged": "并入", "related": "关联", "follows": "续办"}


def roles() -> list[tuple[str, str]]:
    """Return as what somebody has a part, each with its word."""
    return list(ROLES.items())


def ties() -> list[tuple[str, str]]:
    """Return how two matters may belong together, each with its word."""
    return list(TIES.items())


class OfMatter(models.Model):
    """A row that belongs to a matter, and is on record where that is."""

    matter: "models.ForeignKey[Matter, Matter]"

    class Meta:
        abstract = True

    @property
    def recorded_at(self) -> str:
        """Return where the record of actions keeps what is done to it."""
        return self.matter.recorded_at


class Move(OfMatter):
    """办理记录: one step in the life of a matter: who, when, in which words, what was given.

    `number` is that of the letter that a step sends, such as an answer.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="moves")
    unit_path = path_field(moves=STAYS)
    step = models.CharField("步骤", max_length=20)
    name = models.CharField("步骤名称", max_length=40)
    left = models.CharField("原状态", max_length=20, blank=True)
    state = models.CharField("状态", max_length=20)
    done_on = models.DateField("日期", db_index=True)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    party = models.CharField("身份", max_length=40, blank=True)
    words = models.TextField("说明", blank=True)
    values = models.JSONField("内容", default=dict)
    number = models.PositiveIntegerField("发文序号", null=True)
    is_outside = models.BooleanField("提出人可见", default=True)

    objects = ScopedQuerySet["Move"].as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.done_on}"


class PartQuerySet(ScopedQuerySet["Part"]):
    def standing(self) -> Self:
        """Keep those that were not taken back."""
        return self.filter(ended_on=None)

    def kept(self) -> Self:
        """Keep those that stand, and of closed matters those that stood at the end."""
        return self.filter(Q(ended_on=None) | Q(ended_for=DONE))

    def unanswered(self) -> Self:
        """Keep the parts of assistants that still owe their word."""
        return self.standing().filter(role="assist", answered_on=None)


class Part(OfMatter):
    """承办: who leads a matter or assists: a unit's desk, a post, or one person by name."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parts")
    role = models.CharField("角色", max_length=6, choices=roles)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="承办单位")
    unit_path = path_field(moves=Goes(Q(ended_on=None), until="ended_on"))
    department = models.CharField("承办部门", max_length=60, blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="matter_parts")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="matter_parts")
    asked_on = models.DateField("交办日期")
    due_on = models.DateField("期限", null=True)
    words = models.TextField("交办要求", blank=True)
    answer = models.TextField("会签意见", blank=True)
    answered_on = models.DateField("会签日期", null=True)
    ended_on = models.DateField("结束日期", null=True)
    ended_for = models.CharField("结束原因", max_length=100, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(
                "matter", condition=Q(role="lead", ended_on=None), name="matter_part_one_lead"
            )
        ]
        indexes = [
            Index(fields=["member"], condition=Q(ended_on=None), name="matter_part_of_member"),
            Index(fields=["unit_path"], condition=Q(ended_on=None), name="matter_part_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.holder}"

    @property
    def is_kept(self) -> bool:
        """Say whether it stands, or stood when the matter was closed."""
        return self.ended_on is None or self.ended_for == DONE

    @property
    def holder(self) -> str:
        """Return who has it, in words: the department with its person, or the unit."""
        who = self.post.member.name if self.post else self.member.name if self.member else ""
        return " ".join(filter(None, [self.department or str(self.unit), who]))


class Backer(OfMatter):
    """附议: a delegate who was invited to second a matter, or did so from the open list."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="backers")
    member = models.ForeignKey(Member, models.PROTECT, related_name="backings")
    is_invited = models.BooleanField("受邀", default=False)
    invited_on = models.DateField("邀请日期", null=True)
    is_for = models.BooleanField("附议", null=True)
    answered_on = models.DateField("答复日期", null=True)
    words = models.CharField("意见", max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [UniqueConstraint("matter", "member", name="matter_backed_once")]

    def __str__(self) -> str:
        return f"附议 {self.pk}"


class Remark(OfMatter):
    """留言: what somebody says about a matter, to those inside or also to who filed it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="remarks")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    party = models.CharField("身份", max_length=40, blank=True)
    said_on = models.DateField("日期")
    words = models.TextField("留言")
    is_outside = models.BooleanField("提出人可见", default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"留言 {self.pk}"


class Rating(OfMatter):
    """评价: how who filed a matter judges what became of it; hidden as the kind says."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="ratings")
    unit_path = path_field(moves=STAYS)
    kind = models.CharField("类别", max_length=20)
    # Which answer it judges: after a further round of work an older one no longer counts.
    answer = models.ForeignKey(Move, models.PROTECT, null=True, related_name="ratings")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    choice = models.CharField("评价", max_length=20)
    is_satisfied = models.BooleanField("满意")
    words = models.TextField("说明", blank=True)
    rated_on = models.DateField("评价日期", db_index=True)

    objects = ScopedQuerySet["Rating"].as_manager()
    # Who handles a matter may read the record of their unit, and is not to learn of it there.
    sensitive = frozenset({"choice", "is_satisfied", "words"})

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"评价 {self.pk}"


class TieQuerySet(models.QuerySet["Tie"]):
    def standing(self) -> Self:
        """Keep those that were not taken apart again."""
        return self.filter(ended_on=None)

    def between(self, one: Matter, other: Matter) -> Self:
        """Keep those of two matters, whichever came first."""
        return self.filter(Q(one=one, other=other) | Q(one=other, other=one))


class Tie(models.Model):
    """关联: two matters that belong together; of `merged` ones `one` went into `other`."""

    one = models.ForeignKey(Matter, models.PROTECT, related_name="ties")
    other = models.ForeignKey(Matter, models.PROTECT, related_name="tied")
    how = models.CharField("关系", max_length=10, choices=ties)
    made_on = models.DateField("日期")
    ended_on = models.DateField("解除日期", null=True)
    ended_for = models.CharField("解除原因", max_length=100, blank=True)

    objects = TieQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(
                "one", "other", "how", condition=Q(ended_on=None), name="matter_tied_once"
            ),
            UniqueConstraint("one", condition=Q(how="merged"), name="matter_merged_once"),
        ]

    def __str__(self) -> str:
        return f"关联 {self.pk}"


class Pause(OfMatter):
    """暂停: an interval in which no deadline runs."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="pauses")
    from_on = models.DateField("暂停日期")
    until_on = models.DateField("恢复日期", null=True)
    reason = models.TextField("暂停原因")

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint("matter", condition=Q(until_on=None), name="matter_paused_once")
        ]

    def __str__(self) -> str:
        return f"暂停 {self.from_on}"


class Enclosure(models.Model):
    """附件: a file that came with a matter or with one of its steps."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="enclosures")
    move = models.ForeignKey(Move, models.PROTECT, null=True, related_name="enclosures")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    is_outside = models.BooleanField("提出人可见", default=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"附件 {self.pk}"
