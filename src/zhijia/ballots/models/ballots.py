"""一次表决: what is asked of whom, by which way, and how it stands."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from ..counting.resolutions import SHARES
from ..rules.words import (
    BODIES,
    KINDS,
    LIVE,
    ROUNDS,
    RULE_LEVELS,
    RULE_SUBJECTS,
    STATES,
    UNION_BODIES,
    WAYS,
)


def states() -> list[tuple[str, str]]:
    """Return how a ballot can stand, each with its word."""
    return list(STATES.items())


def bodies() -> list[tuple[str, str]]:
    """Return what can be voted on, each with its word."""
    return list(BODIES.items())


class BallotQuerySet(ScopedQuerySet["Ballot"]):
    def live(self) -> Self:
        """Keep those that have not come to their end."""
        return self.filter(state__in=LIVE)


class Ballot(models.Model):
    """一次表决: one or several contests, put to one roll at one time, by one way.

    `manifest` are the exact bytes of the protocol's manifest, `eid` its hash in hex; both are
    empty for paper. `due` (应到) is frozen when the ballot is set. `follows` is the ballot whose
    tie or open seats this one settles.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on"))
    number = models.PositiveIntegerField("编号")
    # What people type to name one ballot among all: the unit's code and the number.
    code = models.CharField("代码", max_length=32, default="", editable=False)
    title = models.CharField("名称", max_length=80)
    body = models.CharField("表决事项", max_length=16, choices=bodies)
    way = models.CharField("投票方式", max_length=8, default="paper", choices=list(WAYS.items()))
    revote = models.BooleanField("截止前可以重投", default=False)
    is_rehearsal = models.BooleanField("演练", default=False)
    state = models.CharField("状态", max_length=8, default="draft", choices=states)
    meeting = models.CharField("会议名称", max_length=80, blank=True)
    held_on = models.DateField("表决日期", null=True)
    roll_on = models.DateField("名册日期", null=True)
    due = models.PositiveIntegerField("应到人数", default=0)
    took_part = models.PositiveIntegerField("参加人数", default=0)
    m = models.PositiveSmallIntegerField("最少计票数", default=5)
    threshold = models.PositiveSmallIntegerField("解密所需保管人数", default=0)
    manifest = models.TextField("选举清单", blank=True)
    eid = models.CharField("选举编号", max_length=64, blank=True)
    closes_at = models.DateTimeField("投票截止时间", null=True)
    drafted_on = models.DateField("起草日期")
    set_on = models.DateField("定稿日期", null=True)
    opened_on = models.DateField("开始投票日期", null=True)
    closed_on = models.DateField("结束日期", null=True, db_index=True)
    counted_on = models.DateField("计票日期", null=True)
    sealed_on = models.DateField("封存日期", null=True)
    told_on = models.DateField("公布日期", null=True)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followed_by", verbose_name="承接"
    )
    # What electronic ways need on file: the method the meeting adopted, the union above's consent.
    method = models.CharField("通过的选举办法", max_length=120, blank=True)
    method_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    consent = models.CharField("上级工会同意的文号", max_length=120, blank=True)
    consent_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_on", "-pk"]
        constraints = [
            UniqueConstraint("unit", "number", name="ballot_number_once_a_unit"),
            UniqueConstraint("code", condition=~Q(code=""), name="ballot_code_once"),
            UniqueConstraint("eid", condition=~Q(eid=""), name="ballot_eid_once"),
        ]
        indexes = [
            models.Index(fields=["unit_path", "state"], name="ballot_where_state"),
            # Every page asks what waits: few votes are under way, however many have ended.
            models.Index(
                fields=["state"],
                condition=Q(state__in=("set", "open", "closed", "counted")),
                name="ballot_under_way",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ballots:ballot", args=[self.pk])

    @property
    def is_electronic(self) -> bool:
        """Say whether anybody votes electronically."""
        return self.way != "paper"

    @property
    def is_union_election(self) -> bool:
        """Say whether the union elects, and in earnest."""
        return self.body in UNION_BODIES and not self.is_rehearsal

    @property
    def has_paper(self) -> bool:
        """Say whether anybody votes on paper."""
        return self.way in {"paper", "mixed"}


class Contest(models.Model):
    """一项: one election, resolution or evaluation of a ballot.

    An election has `seats`, the rate of 差额 in `percent` and, where it is a 预选, how many it
    keeps; several items of a resolution stand as its choices, each with a share of those due by
    `clause` (`strict` is the share of another source). An evaluation has `grades` (a list of
    words) and, weighted, `lines` ([[name, percent], …]) and `scores` (points by grade).
    `tally` and `outcome` are what the count came to, kept as it was read out.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="contests")
    place = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("类别", max_length=10, choices=list(KINDS.items()))
    body = models.CharField("事项", max_length=16, choices=bodies)
    title = models.CharField("名称", max_length=80)
    seats = models.PositiveSmallIntegerField("应选人数", default=0)
    round = models.CharField("轮次", max_length=11, default="formal", choices=list(ROUNDS.items()))
    keep = models.PositiveSmallIntegerField("预选取前几名", default=0)
    percent = models.PositiveSmallIntegerField("差额率（%）", default=0)
    had_preliminary = models.BooleanField("已经差额预选", default=False)
    by_marks = models.BooleanField("只画选中的人", default=False)
    write_ins = models.BooleanField("可以另选他人", default=False)
    slots = models.PositiveSmallIntegerField("另选人栏数", default=0)
    grades = models.JSONField("等次", default=list)
    lines = models.JSONField("评议项目", default=list)
    scores = models.JSONField("分值", default=dict)
    share = models.CharField("通过比例", max_length=16, blank=True, choices=list(SHARES.items()))
    clause = models.CharField("依据", max_length=20, blank=True)
    strict = models.CharField("从严比例", max_length=16, blank=True, choices=list(SHARES.items()))
    strict_clause = models.CharField("从严依据", max_length=20, blank=True)
    # A second vote among those who tied: more votes win, no majority is asked for.
    is_runoff = models.BooleanField("得票相同再次投票", default=False)
    tally = models.JSONField("计票结果", default=dict)
    outcome = models.JSONField("表决结果", default=dict)

    class Meta:
        ordering = ["ballot", "place"]
        constraints = [UniqueConstraint("ballot", "place", name="ballot_contest_place_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its ballot does."""
        return self.ballot.unit_path


class Choice(models.Model):
    """一个选项: a candidate, an item to be decided, somebody to be evaluated.

    `bars` and `warnings` are what spoke against the candidate on the day the ballot was set:
    [[words, clause id], …].
    """

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="choices")
    place = models.PositiveSmallIntegerField("次序")
    name = models.CharField("姓名或者事项", max_length=120)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    note = models.CharField("说明", max_length=120, blank=True)
    bars = models.JSONField("限制", default=list)
    warnings = models.JSONField("提示", default=list)

    class Meta:
        ordering = ["contest", "place"]
        constraints = [
            UniqueConstraint(
                "contest",
                "member",
                condition=Q(member__isnull=False),
                name="ballot_choice_member_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Return what it is called in counts and in a manifest: of members alike wherever."""
        return f"m{self.member_id}" if self.member_id else f"c{self.pk}"


class WrittenRuleQuerySet(ScopedQuerySet["WrittenRule"]):
    def on(self, day: date) -> Self:
        """Keep the rules that are in force on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day), since_on__lte=day)


class WrittenRule(models.Model):
    """书面规定: a local text that allows the remote way, on file at the unit it binds."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="登记单位")
    unit_path = path_field(moves=STAYS)
    subject = models.CharField("适用事项", max_length=16, choices=list(RULE_SUBJECTS.items()))
    title = models.CharField("名称", max_length=120)
    issuer = models.CharField("发布机关", max_length=80)
    level = models.CharField("层级", max_length=10, choices=list(RULE_LEVELS.items()))
    number = models.CharField("文号", max_length=60)
    article = models.CharField("条款", max_length=40)
    since_on = models.DateField("施行日期")
    until_on = models.DateField("失效日期", null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = WrittenRuleQuerySet.as_manager()

    class Meta:
        ordering = ["-since_on", "-pk"]

    def __str__(self) -> str:
        return f"《{self.title}》{self.article}"
