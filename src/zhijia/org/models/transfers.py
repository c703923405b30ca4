"""转会: a membership on its way from one unit to another."""

from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.platform.scope import Goes, ScopedQuerySet, path_field

from .. import rules
from .members import Member
from .units import Unit

OPEN = Q(state="waiting")


class TransferQuerySet(ScopedQuerySet["Transfer"]):
    def waiting(self) -> Self:
        """Keep the transfers that nobody has answered yet."""
        return self.filter(OPEN)


class Transfer(models.Model):
    """转会: one side proposes, the other accepts or declines."""

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="transfers", verbose_name="会员"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="transfers_out", verbose_name="转出单位"
    )
    unit_path = path_field(moves=Goes(OPEN, until="answered_on"))
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="transfers_in", verbose_name="转入单位"
    )
    to_path = path_field("转入单位路径", moves=Goes(OPEN, until="answered_on"))
    side = models.CharField("提出方", max_length=10, choices=list(rules.SIDES.items()))
    reason = models.CharField("原因", max_length=100, blank=True)
    asked_on = models.DateField("提出日期")
    state = models.CharField(
        "状态", max_length=10, default="waiting", choices=list(rules.TRANSFER_STATES.items())
    )
    answer = models.CharField("答复", max_length=100, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [UniqueConstraint("member", condition=OPEN, name="transfer_one_open")]

    def __str__(self) -> str:
        return f"{self.member}转会"

    def get_absolute_url(self) -> str:
        return reverse("org:transfer", args=[self.pk])

    @property
    def asking_path(self) -> str:
        """Return the path of the unit that proposed it."""
        return self.to_path if self.side == "receiving" else self.unit_path

    @property
    def answering_path(self) -> str:
        """Return the path of the unit that has to answer."""
        return self.unit_path if self.side == "receiving" else self.to_path
