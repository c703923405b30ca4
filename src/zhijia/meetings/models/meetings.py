"""会议: what kind, which session, when and where, and how it stands."""

from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from ..kinds import MEETINGS
from ..rules.facts import MeetingKind
from ..rules.words import LIVE, STATES


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of meeting, each with its name."""
    return [(kind.id, kind.name) for kind in MEETINGS.values()]


def states() -> list[tuple[str, str]]:
    """Return how a meeting can stand, each with its word."""
    return list(STATES.items())


class MeetingQuerySet(ScopedQuerySet["Meeting"]):
    def live(self) -> Self:
        """Keep those that are still to be held or going on."""
        return self.filter(state__in=LIVE)


class Meeting(models.Model):
    """一次会议: one sitting of a body, with its own roll, quorum, agenda and votes.

    `term` and `session` are 第×届第×次, 0 where the kind does not count so. `due` (应到) is frozen
    when the roll is. `beside` is the other meeting of a 双代会: held on one day by often the same
    people, and nothing else is shared. `token` opens the page for signing in oneself.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on"))
    kind = models.CharField("会议类别", max_length=12, choices=kinds)
    term = models.PositiveSmallIntegerField("届", default=0)
    session = models.PositiveSmallIntegerField("次", default=0)
    title = models.CharField("会议名称", max_length=100)
    state = models.CharField("状态", max_length=9, default="planning", choices=states)
    was_held_before = models.BooleanField("补录", default=False)
    meets_on = models.DateField("开会日期", db_index=True)
    begins = models.TimeField("开始时间", null=True, blank=True)
    place = models.CharField("地点", max_length=100, blank=True)
    called_on = models.DateField("通知日期", null=True)
    roll_fixed_on = models.DateField("应到名单固定日期", null=True)
    due = models.PositiveIntegerField("应到人数", default=0)
    opened_on = models.DateField("开会日", null=True)
    closed_on = models.DateField("闭会日期", null=True, db_index=True)
    archived_on = models.DateField("归档日期", null=True)
    minutes = models.TextField("会议纪要", blank=True)
    why_cancelled = models.CharField("取消原因", max_length=200, blank=True)
    beside = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="+", verbose_name="同期会议"
    )
    token = models.CharField(max_length=32, unique=True, editable=False)
    planned_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    planned_on = models.DateField("登记日期")
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-meets_on", "-pk"]
        constraints = [
            UniqueConstraint(
                fields=["unit", "kind", "term", "session"],
                condition=Q(session__gt=0) & ~Q(state="cancelled"),
                name="meeting_session_once",
            )
        ]
        indexes = [models.Index(fields=["unit_path", "state"], name="meeting_where_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def what(self) -> MeetingKind:
        """Return the kind as it is declared."""
        return MEETINGS[self.kind]

    @property
    def is_first(self) -> bool:
        """Say whether it is the first session of a term."""
        return self.session == 1


class Preparation(models.Model):
    """筹备事项: one step before a first session, done on a day, or passed over with a reason.

    `key` is of `rules.opening.BEFORE_FIRST`. What was passed over stays visible.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="preparations")
    key = models.CharField("事项", max_length=12)
    done_on = models.DateField("完成日期", null=True)
    document = models.CharField("文号或者说明", max_length=120, blank=True)
    why_not = models.CharField("未办原因", max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [UniqueConstraint("meeting", "key", name="meeting_preparation_once")]

    def __str__(self) -> str:
        return self.key


class Petition(models.Model):
    """请示: what was asked of the Party organisation or the union above, and the answer."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="petitions")
    to = models.CharField("主送", max_length=80)
    title = models.CharField("事由", max_length=120)
    is_upper = models.BooleanField("主送上一级工会", default=False)
    document = models.CharField("文号", max_length=60, blank=True)
    sent_on = models.DateField("上报日期")
    answered_on = models.DateField("批复日期", null=True)
    is_agreed = models.BooleanField("同意", default=False)
    answer = models.CharField("批复文号", max_length=120, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "sent_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Corrected(models.Model):
    """批复更正: an answer as it was entered before it was corrected, and why it was."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="corrections")
    answered_on = models.DateField("批复日期")
    is_agreed = models.BooleanField("同意")
    answer = models.CharField("批复文号", max_length=120, blank=True)
    why = models.CharField("更正理由", max_length=200)
    made_on = models.DateField("更正日期")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["petition", "pk"]

    def __str__(self) -> str:
        said = "同意" if self.is_agreed else "不同意"
        return f"{self.answered_on:%Y-%m-%d} {said}，{self.answer}"


class GuestingQuerySet(ScopedQuerySet["Guesting"]):
    pass


class Guesting(models.Model):
    """应邀参加: a meeting of management that the union must be at, and what it said there."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_path = path_field(moves=STAYS)
    title = models.CharField("会议名称", max_length=120)
    held_on = models.DateField("开会日期", db_index=True)
    topics = models.JSONField("讨论事项", default=list)
    was_invited = models.BooleanField("邀请了工会", default=True)
    who = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    why_absent = models.CharField("没有派人参加的原因", max_length=200, blank=True)
    opinion = models.TextField("工会提出的意见", max_length=2000, blank=True)
    decided = models.TextField("会议决定", max_length=2000, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = GuestingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:guesting", args=[self.pk])
