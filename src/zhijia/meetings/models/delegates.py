"""代表: a term of delegates, their electoral units, elections, delegations, what they must be."""

from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse
from django.utils.timezone import localdate

from zhijia.org.models import Member, Unit
from zhijia.platform.scope import Goes, ScopedQuerySet, path_field

from ..kinds import MEETINGS
from ..rules.delegates import NAMES, REASONS, Whose
from ..rules.facts import MeetingKind
from ..rules.mandates import BOUNDS, RANKS, SHARES, WAYS
from .meetings import Meeting

SIDES = list(NAMES.items())
HELD = Q(ended_on=None)


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of congress that have delegates, each with its name."""
    return [(kind.id, kind.name) for kind in MEETINGS.values() if kind.has_delegates]


class CongressQuerySet(ScopedQuerySet["Congress"]):
    pass


class Congress(models.Model):
    """一届代表: the delegates of one term of one congress.

    `side` is whose congress it is; 会员代表 and 职工代表 of the same people in the same years are
    two rows that share nothing. `people` are all who elect (members, or the staff), `women` the
    women among them. `code` is what a table that is brought in names it by.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(ended_on=None), until="ended_on", own=True))
    kind = models.CharField("代表大会", max_length=12, choices=kinds)
    side = models.CharField("代表", max_length=5, choices=SIDES)
    number = models.PositiveSmallIntegerField("届")
    name = models.CharField("名称", max_length=80)
    code = models.CharField("代码", max_length=40, unique=True, editable=False)
    years = models.PositiveSmallIntegerField("任期（年）")
    begins_on = models.DateField("本届起始日期")
    ended_on = models.DateField("本届结束日期", null=True)
    seats = models.PositiveIntegerField("代表名额")
    people = models.PositiveIntegerField("选举人总数", null=True)
    women = models.PositiveIntegerField("其中女性", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CongressQuerySet.as_manager()

    class Meta:
        ordering = ["unit_path", "side", "-number"]
        constraints = [UniqueConstraint("unit", "side", "number", name="congress_term_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:congress", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Say whether the next term has begun; one entered ahead ends nothing yet."""
        return self.ended_on is not None and self.ended_on <= localdate()

    @property
    def what(self) -> MeetingKind:
        """Return the kind of congress as it is declared."""
        return MEETINGS[self.kind]

    @property
    def whose(self) -> Whose:
        """Return whose delegates they are, as the rules call it."""
        return "union" if self.side == "union" else "staff"


class Precinct(models.Model):
    """选举单位（选区）: those who elect some of the delegates together, and how many.

    `base` is the unit of the tree it was made from, None where it was entered by hand.
    """

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="precincts")
    base = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    name = models.CharField("选举单位", max_length=60)
    people = models.PositiveIntegerField("人数")
    seats = models.PositiveIntegerField("代表名额", default=0)
    place = models.PositiveSmallIntegerField("次序", default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["congress", "place", "pk"]
        constraints = [UniqueConstraint("congress", "name", name="precinct_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its congress does."""
        return self.congress.unit_path


class Polling(models.Model):
    """代表选举: one election in an electoral unit, for its seats or for one that fell vacant."""

    precinct = models.ForeignKey(Precinct, models.CASCADE, related_name="pollings")
    held_on = models.DateField("选举日期")
    seats = models.PositiveIntegerField("应选名额")
    everybody = models.PositiveIntegerField("全体人数", null=True)
    came = models.PositiveIntegerField("到会人数", null=True)
    candidates = models.PositiveIntegerField("候选人数", null=True)
    way = models.CharField("选举方式", max_length=6, default="direct", choices=list(WAYS.items()))
    is_by = models.BooleanField("补选", default=False)

    class Meta:
        ordering = ["precinct", "held_on", "pk"]
        constraints = [UniqueConstraint("precinct", "held_on", "is_by", name="polling_once_a_day")]

    def __str__(self) -> str:
        return f"{self.precinct} {self.held_on:%Y-%m-%d}"


class Delegation(models.Model):
    """代表团（组）."""

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="delegations")
    name = models.CharField("代表团（组）", max_length=40)
    place = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        ordering = ["congress", "place", "pk"]
        constraints = [UniqueConstraint("congress", "name", name="delegation_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its congress does."""
        return self.congress.unit_path


class DelegateQuerySet(models.QuerySet["Delegate"]):
    def held(self) -> Self:
        """Keep those who are delegates now."""
        return self.filter(HELD)


class Delegate(models.Model):
    """代表: one person's mandate in one term, from their election to its end.

    `member` is None for staff who are no members of the union. `fills` is the mandate that ended
    and whose seat this one took over. `ended_yes` of `ended_of` agreed to a recall.
    """

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="delegates")
    precinct = models.ForeignKey(Precinct, models.PROTECT, related_name="delegates")
    polling = models.ForeignKey(Polling, models.PROTECT, null=True, related_name="delegates")
    delegation = models.ForeignKey(Delegation, models.SET_NULL, null=True, related_name="delegates")
    is_head = models.BooleanField("团（组）长", default=False)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="mandates")
    name = models.CharField("姓名", max_length=50)
    number = models.CharField("工号", max_length=30, blank=True)
    rank = models.CharField("职务层次", max_length=6, blank=True, choices=list(RANKS.items()))
    is_woman = models.BooleanField("女", default=False)
    is_young = models.BooleanField("青年", default=False)
    is_frontline = models.BooleanField("一线职工", default=False)
    is_teacher = models.BooleanField("教师", default=False)
    is_model = models.BooleanField("劳模先进", default=False)
    is_dispatched = models.BooleanField("劳务派遣", default=False)
    elected_on = models.DateField("当选日期", null=True)
    yes = models.PositiveIntegerField("赞成票", null=True)
    fills = models.OneToOneField("self", models.PROTECT, null=True, related_name="filled_by")
    ended_on = models.DateField("终止日期", null=True)
    ending = models.CharField("终止原因", max_length=8, blank=True, choices=list(REASONS.items()))
    ended_why = models.CharField("终止说明", max_length=200, blank=True)
    ended_yes = models.PositiveIntegerField("赞成罢免", null=True)
    ended_of = models.PositiveIntegerField("选举单位全体人数", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        ordering = ["congress", "precinct__place", "pk"]
        constraints = [
            UniqueConstraint(
                "congress",
                "member",
                condition=HELD & Q(member__isnull=False),
                name="delegate_member_once",
            ),
            UniqueConstraint(
                "congress", "number", condition=HELD & ~Q(number=""), name="delegate_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:delegate", args=[self.pk])

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its congress does."""
        return self.congress.unit_path


class Target(models.Model):
    """代表结构要求: a share that the union asks of its delegates beyond the law; its source."""

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="targets")
    share = models.CharField("代表类别", max_length=10, choices=list(SHARES.items()))
    bound = models.CharField("要求", max_length=5, choices=list(BOUNDS.items()))
    percent = models.PositiveSmallIntegerField("百分比")
    source = models.CharField("出处", max_length=120)
    is_must = models.BooleanField("必须达到", default=False)

    class Meta:
        ordering = ["congress", "share", "pk"]
        constraints = [UniqueConstraint("congress", "share", "bound", name="target_once")]

    def __str__(self) -> str:
        return f"{self.get_share_display()}{self.get_bound_display()} {self.percent}%"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its congress does."""
        return self.congress.unit_path


class Credentials(models.Model):
    """代表资格审查: what the check found before a meeting; 应到 stands still from its day on.

    `findings` are [[topic, words, clause id, is it in order, how heavy a no], …], as found then.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="credentials")
    congress = models.ForeignKey(Congress, models.PROTECT, related_name="checks")
    checked_on = models.DateField("审查日期")
    total = models.PositiveIntegerField("代表人数")
    counts = models.JSONField("代表结构", default=dict)
    findings = models.JSONField("审查结论", default=list)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.meeting}代表资格审查"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its meeting does."""
        return self.meeting.unit_path
