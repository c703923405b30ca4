"""答卷. They know a round and a group; no column leads to a person, a time or an address.

The key of a row that nobody may place in time is drawn by chance. It has to be an automatic key
all the same: only then SQLite has no hidden rowid beside it that counts up. Its physical order is
undone when a batch is written anew (`actions.releasing`).
"""

import secrets

from django.db import models
from django.db.models import Q, UniqueConstraint

from zhijia.org.models import Member
from zhijia.platform.vault import SealedField, fresh_seal

from .rounds import Group, Round


def chance() -> int:
    """Return a key of 63 bits that says nothing."""
    return secrets.randbits(63) or 1


class Box(models.Model):
    """票箱: an answer that is not shown yet, with the mark of the token that it came with.

    It is sealed while it waits: whoever watches the tables as answers come in sees that one came
    and not what it says. Opened are only whole batches, shuffled.
    """

    id = models.BigAutoField(primary_key=True, default=chance)
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    content = SealedField("答案")
    mark = models.CharField("凭证印记", max_length=64, blank=True)
    seal = models.CharField("封印", max_length=32, default=fresh_seal, editable=False)

    sensitive = frozenset({"content", "seal"})

    class Meta:
        constraints = [
            UniqueConstraint("round", "mark", condition=~Q(mark=""), name="survey_box_token_once")
        ]

    def __str__(self) -> str:
        return "答卷"


class Spent(models.Model):
    """已用凭证: the mark of a token whose answer has left the box; gone with the round's end."""

    id = models.BigAutoField(primary_key=True, default=chance)
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    mark = models.CharField("凭证印记", max_length=64)

    class Meta:
        constraints = [UniqueConstraint("round", "mark", name="survey_spent_once")]

    def __str__(self) -> str:
        return "凭证"


class Answer(models.Model):
    """答卷: what somebody answered; `group` is None for who came by the link from outside."""

    id = models.BigAutoField(primary_key=True, default=chance)
    round = models.ForeignKey(Round, models.PROTECT, related_name="answers")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    content = models.JSONField("答案")
    # Of named rounds alone: where one person of a group took paper, it would be theirs for sure.
    is_paper = models.BooleanField("纸质", default=False)

    def __str__(self) -> str:
        return "答卷"


class Signed(models.Model):
    """实名: whose a named answer is: a member's, or somebody's from outside who gave a name.

    Written by named rounds only. An anonymous answer has no such row and cannot get one.
    """

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="signed")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    outsider = SealedField("姓名和联系方式", blank=True, default="")
    answered_on = models.DateField("作答日期")
    seal = models.CharField("封印", max_length=32, default=fresh_seal, editable=False)

    sensitive = frozenset({"outsider", "seal"})

    class Meta:
        constraints = [
            UniqueConstraint("round", "member", name="survey_signed_once"),
        ]

    def __str__(self) -> str:
        return str(self.round)


class Paper(models.Model):
    """纸质问卷: a sheet of paper by its number, keyed in by one or by two people.

    What the first one keyed is kept, sealed, until the second one has keyed the same, or the round
    ends; then it is emptied. Who counts without a second one has no `checked_by`.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="papers")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField("编号")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    content = SealedField("首次录入", blank=True, default="")
    seal = models.CharField("封印", max_length=32, default=fresh_seal, editable=False)
    keyed_by = models.BigIntegerField("录入账号", null=True)
    checked_by = models.BigIntegerField("复录账号", null=True)
    is_settled = models.BooleanField("已入箱", default=False)

    sensitive = frozenset({"content", "seal"})

    class Meta:
        ordering = ["round", "serial"]
        constraints = [
            UniqueConstraint("round", "serial", name="survey_paper_serial_once"),
            UniqueConstraint(
                "round",
                "member",
                condition=Q(member__isnull=False),
                name="survey_paper_member_once",
            ),
        ]

    def __str__(self) -> str:
        return f"纸质问卷 {self.serial} 号"
