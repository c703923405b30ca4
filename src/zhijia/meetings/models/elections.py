"""选举: an agenda item that elects, who was put forward, who watches, who was elected."""

from django.db import models
from django.db.models import UniqueConstraint

from zhijia.ballots.models import Ballot
from zhijia.ballots.rules.words import OF_MEETING, WATCHERS
from zhijia.disclosure.models import Showing
from zhijia.org.models import Member, Post

from ..rules.elections import OFFICES, Office
from ..rules.taking_office import AFTER
from .agenda import Item
from .meetings import Meeting, Petition


def offices() -> list[tuple[str, str]]:
    """Return what somebody can be elected to, each with its word."""
    return [(key, one.label) for key, one in OFFICES.items()]


def watchers() -> list[tuple[str, str]]:
    """Return as what somebody can watch over votes, each with its word."""
    return [(key, WATCHERS[key]) for key in OF_MEETING]


def tasks() -> list[tuple[str, str]]:
    """Return what is done after an election, each with its words."""
    return [(key, one.title) for key, one in AFTER.items()]


class Election(models.Model):
    """一项选举: what an item elects, for how many seats, and how far it has come.

    `percent` is the rate of 差额, `keep` how many a preliminary round leaves (0 without one),
    `years` the term where a whole committee is elected. `source` is the election of those from
    whom candidates come. `ballot` is the first of its rounds; what
    follows a tie or open seats follows that ballot. `then` is what must still follow.
    """

    item = models.OneToOneField(Item, models.CASCADE, related_name="election")
    office = models.CharField("职务", max_length=12, choices=offices)
    seats = models.PositiveSmallIntegerField("应选名额")
    percent = models.PositiveSmallIntegerField("差额率（%）", default=0)
    keep = models.PositiveSmallIntegerField("预选取前几名", default=0)
    years = models.PositiveSmallIntegerField("任期（年）", default=0)
    is_by_election = models.BooleanField("补选", default=False)
    has_party = models.BooleanField("建立了党组织", default=True)
    # What allows a whole committee to be elected before its time, or so long after it.
    timing = models.CharField("提前、延期换届批准文号", max_length=60, blank=True)
    source = models.ForeignKey("self", models.PROTECT, null=True, related_name="rounds")
    listed_on = models.DateField("建议名单日期", null=True)
    party = models.ForeignKey(Petition, models.PROTECT, null=True, related_name="+")
    upper = models.ForeignKey(Petition, models.PROTECT, null=True, related_name="+")
    showing = models.ForeignKey(Showing, models.PROTECT, null=True, related_name="+")
    ballot = models.OneToOneField(Ballot, models.PROTECT, null=True, related_name="+")
    then = models.CharField("还须", max_length=8, blank=True)
    counted_on = models.DateField("计票日期", null=True)
    announced_on = models.DateField("宣布日期", null=True)
    report = models.ForeignKey(Petition, models.PROTECT, null=True, related_name="reports")
    written_on = models.DateField("任职写入日期", null=True)
    # That the posts it gave ended, since its ballot was declared void or it was not approved.
    ended_on = models.DateField("任职终止日期", null=True)
    ended_why = models.CharField("任职终止理由", max_length=200, blank=True)
    ended_document = models.CharField("任职终止文号", max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["item__meeting", "item__place"]

    def __str__(self) -> str:
        return self.item.title

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its meeting does."""
        return self.item.meeting.unit_path

    @property
    def what(self) -> Office:
        """Return the office as it is declared."""
        return OFFICES[self.office]


class Nominee(models.Model):
    """被提名人: somebody put forward for an office, and whether the committee listed them."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="nominees")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=50)
    is_listed = models.BooleanField("列入建议名单", default=False)

    class Meta:
        ordering = ["election", "member__stroke_key", "pk"]
        constraints = [UniqueConstraint("election", "member", name="meeting_nominee_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its meeting does."""
        return self.election.unit_path


class Nomination(models.Model):
    """推荐: one group put somebody forward."""

    nominee = models.ForeignKey(Nominee, models.CASCADE, related_name="nominations")
    group = models.CharField("分会（小组）", max_length=60)
    made_on = models.DateField("推荐日期")

    class Meta:
        ordering = ["nominee", "pk"]
        constraints = [UniqueConstraint("nominee", "group", name="meeting_nomination_once")]

    def __str__(self) -> str:
        return self.group


class Watch(models.Model):
    """监票人、计票人: who is put before the meeting to watch over its votes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="watches")
    role = models.CharField("职责", max_length=16, choices=watchers)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=50)

    class Meta:
        ordering = ["meeting", "role", "pk"]
        constraints = [UniqueConstraint("meeting", "role", "member", name="meeting_watch_once")]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_role_display()}）"

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its meeting does."""
        return self.meeting.unit_path


class Elected(models.Model):
    """当选人: who was elected, with how many votes, and the post that was written."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="elected")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=50)
    place = models.PositiveSmallIntegerField("次序")
    yes = models.PositiveIntegerField("赞成票")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["election", "place"]
        constraints = [UniqueConstraint("election", "member", name="meeting_elected_once")]

    def __str__(self) -> str:
        return self.name


class Duty(models.Model):
    """后续事项: something that is done after an election, by when, and that it was done."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="duties")
    key = models.CharField("事项", max_length=16, choices=tasks)
    due_on = models.DateField("期限", null=True)
    done_on = models.DateField("办结日期", null=True)
    document = models.CharField("证号、文号或者说明", max_length=120, blank=True)

    class Meta:
        ordering = ["election", "pk"]
        constraints = [UniqueConstraint("election", "key", name="meeting_duty_once")]

    def __str__(self) -> str:
        return self.get_key_display()

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its meeting does."""
        return self.election.unit_path
