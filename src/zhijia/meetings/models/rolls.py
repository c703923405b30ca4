"""应到名单: who is due, who came, who left, what was sent to them, which sign-ins were struck."""

from django.db import models
from django.db.models import Q, UniqueConstraint

from zhijia.org.models import Member

from ..rules.hall import SEATS
from ..rules.words import SIGNED_BY
from .delegates import Delegate
from .meetings import Meeting


class Seat(models.Model):
    """一个席位: somebody who sits in this meeting, as a delegate or otherwise.

    `mandate` is what a delegate sits here by; None where the roll was filled from posts or by hand.
    `name` stays as it was on the roll. `signed_at` is when they came, `left_at` when they left for
    good; coming back empties it.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="seats")
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    mandate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="seats")
    name = models.CharField("姓名", max_length=50)
    seat = models.CharField("身份", max_length=8, default="delegate", choices=list(SEATS.items()))
    group = models.CharField("代表团（组）", max_length=40, blank=True)
    is_head = models.BooleanField("团（组）长", default=False)
    place = models.PositiveIntegerField("次序")
    told_on = models.DateField("通知日期", null=True)
    read_on = models.DateField("收到回执", null=True)
    leave = models.CharField("请假事由", max_length=100, blank=True)
    signed_at = models.DateTimeField("签到时间", null=True)
    signed_by = models.CharField(
        "签到方式", max_length=4, blank=True, choices=list(SIGNED_BY.items())
    )
    signed_at_desk = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    left_at = models.DateTimeField("离会时间", null=True)

    class Meta:
        ordering = ["meeting", "place"]
        constraints = [
            UniqueConstraint(
                fields=["meeting", "member"],
                condition=Q(member__isnull=False),
                name="meeting_seat_member_once",
            )
        ]
        indexes = [models.Index(fields=["meeting", "seat", "signed_at"], name="meeting_seat_there")]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its meeting does."""
        return self.meeting.unit_path

    @property
    def is_there(self) -> bool:
        """Say whether they signed in and did not leave."""
        return self.signed_at is not None and self.left_at is None


class Struck(models.Model):
    """撤销的签到: a sign-in entered by mistake; it stays visible with its reason.

    `name` stays where the seat is taken off the roll later.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="struck")
    seat = models.ForeignKey(Seat, models.SET_NULL, null=True, related_name="struck")
    name = models.CharField("姓名", max_length=50)
    signed_at = models.DateTimeField("签到时间")
    signed_by = models.CharField("签到方式", max_length=4, choices=list(SIGNED_BY.items()))
    why = models.CharField("撤销原因", max_length=200)
    struck_at = models.DateTimeField("撤销时间")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "struck_at", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its meeting does."""
        return self.meeting.unit_path
