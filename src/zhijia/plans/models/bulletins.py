from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, ScopedQuerySet, path_field

from ..rules import BULLETIN_STATES, PERIODS


def bulletin_states() -> list[tuple[str, str]]:
    """Return what a bulletin can be, each with its word."""
    return list(BULLETIN_STATES.items())


def period_kinds() -> list[tuple[str, str]]:
    """Return the kinds of periods, each with its word."""
    return list(PERIODS.items())


class BulletinQuerySet(ScopedQuerySet["Bulletin"]):
    pass


class Bulletin(models.Model):
    """通报: how work went in a period, drawn from what stood that day; its numbers never change.

    `body` is a list of sections as `rules.composed` makes them. What people say is beside it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bulletins", verbose_name="单位")
    unit_path = path_field(moves=STAYS)
    kind = models.CharField("类型", max_length=8, choices=period_kinds)
    first_on = models.DateField("起")
    last_on = models.DateField("止")
    title = models.CharField("标题", max_length=200)
    body = models.JSONField("正文")
    # Whom it concerns, to be told when it is issued.
    told_paths = models.JSONField("通报到", default=list)
    praise = models.TextField("表扬", blank=True)
    criticism = models.TextField("批评", blank=True)
    demands = models.TextField("下一步要求", blank=True)
    state = models.CharField("状态", max_length=10, default="drafted", choices=bulletin_states)
    drawn_on = models.DateField("起草日期")
    drawn_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    judged_on = models.DateField("审定日期", null=True)
    judged_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    reply = models.TextField("审定意见", blank=True)
    issued_on = models.DateField("印发日期", null=True, db_index=True)
    issued_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField("年度", null=True)
    number = models.PositiveSmallIntegerField("期号", null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            UniqueConstraint("unit", "year", "number", name="bulletin_number_once"),
            UniqueConstraint(
                "unit",
                "kind",
                "first_on",
                condition=Q(state="issued"),
                name="bulletin_one_a_period",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:bulletin", args=[self.pk])

    @property
    def issue(self) -> str:
        """Return its number in the year, as 2026年第3期; "" until it is issued."""
        return f"{self.year}年第{self.number}期" if self.number else ""
