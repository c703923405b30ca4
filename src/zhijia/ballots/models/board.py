"""The board of an electronic vote and the messages of its key ceremony.

No row here has an instant, an address or an account (docs/ballot-protocol.md 8.4).
"""

from django.db import models
from django.db.models import Q, UniqueConstraint

from .ballots import Ballot


class Entry(models.Model):
    """公告板的一条 (docs/ballot-protocol.md 9.1); `payload` are its exact bytes.

    `tracker` is that of a ballot, cast or opened, without its hyphens.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="entries")
    seq = models.PositiveBigIntegerField("序号")
    kind = models.CharField("类别", max_length=10)
    payload = models.BinaryField("内容")
    hash = models.CharField("链值", max_length=64)
    tracker = models.CharField("追踪号", max_length=16, blank=True)

    class Meta:
        ordering = ["ballot", "seq"]
        constraints = [
            UniqueConstraint("ballot", "seq", name="ballot_entry_seq_once"),
            UniqueConstraint(
                "ballot", "tracker", condition=~Q(tracker=""), name="ballot_entry_tracker_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class Message(models.Model):
    """A message of the key ceremony (docs/ballot-protocol.md 6.2); `body` is canonical JSON."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="messages")
    holder = models.PositiveSmallIntegerField("保管人序号")
    round = models.PositiveSmallIntegerField("轮次")
    body = models.TextField("内容")

    class Meta:
        ordering = ["ballot", "round", "holder"]
        constraints = [
            UniqueConstraint("ballot", "holder", "round", name="ballot_message_once_a_round")
        ]

    def __str__(self) -> str:
        return f"第 {self.round} 轮 {self.holder}"
