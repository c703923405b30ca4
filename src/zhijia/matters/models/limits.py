from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint

from zhijia.org.models import Member, Unit
from zhijia.platform.refs import days
from zhijia.platform.scope import Goes, ScopedQuerySet, path_field

from ..kinds.declaring import DAYS, WORKDAYS
from .matters import kinds

PER = {"workdays": "个工作日", "days": "日"}
COUNTED = {"workdays": WORKDAYS, "days": DAYS}


def pers() -> list[tuple[str, str]]:
    """Return in what a limit is counted, each with its word."""
    return list(PER.items())


class OwnLimitQuerySet(ScopedQuerySet["OwnLimit"]):
    def standing(self) -> Self:
        """Keep those that were not taken back."""
        return self.filter(ended_on=None)


class OwnLimit(models.Model):
    """自定时限: how long a unit lets a kind of matter stay in a state (HOUSE-193).

    It holds for what enters the state from `since_on` until the day before `ended_on`; the limit
    that the kind declares holds otherwise.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="limits", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(ended_on=None), until="ended_on"))
    kind = models.CharField("类别", max_length=20, choices=kinds)
    state = models.CharField("环节", max_length=20)
    n = models.PositiveSmallIntegerField("期限")
    per = models.CharField("单位", max_length=8, choices=pers)
    source = models.CharField("依据", max_length=120)
    since_on = models.DateField("起用日期")
    ended_on = models.DateField("停用日期", null=True)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    objects = OwnLimitQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            UniqueConstraint(
                "unit",
                "kind",
                "state",
                condition=Q(ended_on=None),
                name="matter_limit_once",
                violation_error_message="这个环节已经有自定时限",
            )
        ]

    def __str__(self) -> str:
        return f"{self.n} {PER[self.per]}"

    @property
    def counted(self) -> days.Kind:
        """Return in what it is counted."""
        return COUNTED[self.per]
