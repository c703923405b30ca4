"""Who votes, who watches, who may be written in. No table here knows how anybody voted."""

from django.db import models
from django.db.models import Index, Q, UniqueConstraint

from zhijia.org.models import Member

from ..rules.words import VOTER_WAYS, WATCHERS
from .ballots import Ballot


def voter_ways() -> list[tuple[str, str]]:
    """Return how somebody on the roll can take part, each with its word."""
    return list(VOTER_WAYS.items())


def watchers() -> list[tuple[str, str]]:
    """Return as what somebody can watch over a vote, each with its word."""
    return list(WATCHERS.items())


class Voter(models.Model):
    """选举人: somebody on the roll; whether they came and which way they took, no more.

    `is_moved`: they had signed in for the electronic way, their code was struck, they took paper.
    There is no instant: with the order of a board it could tell whose vote came when.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="voters")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    name = models.CharField("姓名", max_length=50)
    number = models.CharField("工号或者编号", max_length=30, blank=True)
    group = models.CharField("代表团或者分工会", max_length=60, blank=True)
    stroke_key = models.CharField("笔画序", max_length=420, default="", editable=False)
    way = models.CharField("参加方式", max_length=10, blank=True, choices=voter_ways)
    is_present = models.BooleanField("签到", default=False)
    signed_on = models.DateField("签到日期", null=True)
    is_moved = models.BooleanField("改领纸质选票", default=False)

    class Meta:
        ordering = ["ballot", "group", "stroke_key", "pk"]
        constraints = [
            UniqueConstraint(
                "ballot",
                "member",
                condition=Q(member__isnull=False),
                name="ballot_voter_member_once",
            )
        ]
        indexes = [
            Index(fields=["ballot", "way"], name="ballot_voter_way"),
            Index(fields=["ballot", "name"], name="ballot_voter_name"),
            Index(fields=["ballot", "number"], name="ballot_voter_number"),
        ]

    def __str__(self) -> str:
        return self.name


class Watcher(models.Model):
    """监票人、计票人、资格审查组、密钥保管人: who watches over a vote, and as what.

    `index` counts holders from 1; `keys` is their public keys as JSON text. `sent_by` says who
    named them: the meeting, a delegation, the union above.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="watchers")
    role = models.CharField("职责", max_length=16, choices=watchers)
    name = models.CharField("姓名", max_length=50)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    sent_by = models.CharField("由谁推选", max_length=60, blank=True)
    is_from_above = models.BooleanField("上级工会派出", default=False)
    index = models.PositiveSmallIntegerField("序号", null=True)
    keys = models.TextField("公钥", blank=True)

    class Meta:
        ordering = ["ballot", "role", "index", "pk"]
        constraints = [
            UniqueConstraint(
                "ballot",
                "role",
                "member",
                condition=Q(member__isnull=False),
                name="ballot_watcher_once_a_role",
            ),
            UniqueConstraint(
                "ballot",
                "role",
                "index",
                condition=Q(index__isnull=False),
                name="ballot_watcher_index_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_role_display()}）"


class Eligible(models.Model):
    """可以另选的人: somebody who may be written in, frozen when the ballot is set.

    `hint` (department, staff number) tells people of one name apart.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="eligible")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=50)
    hint = models.CharField("所在部门", max_length=140, blank=True)
    stroke_key = models.CharField("笔画序", max_length=420, default="", editable=False)

    class Meta:
        ordering = ["ballot", "stroke_key", "pk"]
        constraints = [UniqueConstraint("ballot", "member", name="ballot_eligible_once")]
        indexes = [Index(fields=["ballot", "name"], name="ballot_eligible_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Return what they are called in counts and on the roster, as `Choice.key`."""
        return f"m{self.member_id}"
