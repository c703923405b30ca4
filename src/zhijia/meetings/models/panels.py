"""主席团和专门委员会: who presides over one session, who works for a term."""

from django.db import models
from django.db.models import Q, UniqueConstraint

from .delegates import Congress, Delegate
from .meetings import Meeting
from .rolls import Seat


class Presider(models.Model):
    """主席团成员: a delegate who presides over one session, and no longer."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="presidium")
    seat = models.OneToOneField(Seat, models.PROTECT, related_name="presides")
    is_executive = models.BooleanField("执行主席", default=False)

    class Meta:
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return self.seat.name

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its meeting does."""
        return self.meeting.unit_path


class Panel(models.Model):
    """专门委员会（小组）: set up for a term of delegates; `adopted_at` agreed to its members."""

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="panels")
    name = models.CharField("名称", max_length=40)
    duty = models.CharField("职责", max_length=200, blank=True)
    adopted_at = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="+", verbose_name="审议通过的会议"
    )

    class Meta:
        ordering = ["congress", "pk"]
        constraints = [UniqueConstraint("congress", "name", name="panel_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its congress does."""
        return self.congress.unit_path


class PanelSeat(models.Model):
    """专门委员会成员: a delegate, or somebody else who was adopted, from a day to a day."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="seats")
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, related_name="panel_seats")
    name = models.CharField("姓名", max_length=50)
    is_head = models.BooleanField("主任（组长）", default=False)
    from_on = models.DateField("起始日期")
    until_on = models.DateField("结束日期", null=True)
    why = models.CharField("结束原因", max_length=100, blank=True)

    class Meta:
        ordering = ["panel", "-is_head", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["panel", "delegate"],
                condition=Q(until_on=None, delegate__isnull=False),
                name="panel_seat_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its congress does."""
        return self.panel.congress.unit_path
