"""Marks: what a unit or an inspector gave each item, the proof of it, and what comes of all."""

from urllib.parse import urlencode

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.matters.models import Matter
from zhijia.org.models import Member
from zhijia.platform.files.models import StoredFile
from zhijia.platform.offers import FIGURES, RATIOS
from zhijia.platform.scope import STAYS, ScopedQuerySet, path_field

from ..rules.mending import FAULT_STATES, FAULT_TONES
from ..rules.scales import Said
from ..rules.scoring import HOWS, Given
from .rounds import Inspection, Inspector
from .standards import Item


def fault_states() -> list[tuple[str, str]]:
    """Return how a fault can stand, each with its word."""
    return list(FAULT_STATES.items())


def hows() -> list[tuple[str, str]]:
    """Return how an item's score came about, each with its word."""
    return list(HOWS.items())


class Mark(models.Model):
    """评分: what one inspector, or the unit itself, found at one item."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="marks")
    item = models.ForeignKey(Item, models.PROTECT, related_name="marks")
    inspector = models.ForeignKey(Inspector, models.CASCADE, null=True, related_name="marks")
    is_na = models.BooleanField("不涉及", default=False)
    count = models.PositiveIntegerField("问题处数", null=True)
    word = models.CharField("等次", max_length=100, blank=True)
    number = models.DecimalField("数值", max_digits=12, decimal_places=2, null=True)
    points = models.DecimalField("得分", max_digits=6, decimal_places=2)
    is_broken = models.BooleanField("触犯否决项", default=False)
    words = models.TextField("情况", max_length=2000, blank=True)
    marked_on = models.DateField("日期")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint("inspection", "item", "inspector", name="mark_once_an_inspector"),
            UniqueConstraint(
                "inspection", "item", condition=Q(inspector=None), name="mark_once_by_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"评分 {self.pk}"

    @property
    def said(self) -> Said:
        """Return what was found, as rules read it."""
        return Said(self.is_na, self.count, self.word, self.number)

    @property
    def given(self) -> Given:
        """Return what was given, as rules read it."""
        return Given(self.points, self.is_na, self.is_broken)


class FaultQuerySet(ScopedQuerySet["Fault"]):
    pass


class Fault(models.Model):
    """问题: what an inspector found wrong, to be mended by a day and looked at again."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="faults")
    item = models.ForeignKey(Item, models.PROTECT, related_name="faults")
    unit_path = path_field(moves=STAYS)
    inspector = models.ForeignKey(Inspector, models.SET_NULL, null=True, related_name="faults")
    matter = models.OneToOneField(
        Matter, models.PROTECT, null=True, related_name="fault", verbose_name="整改单"
    )
    hazard = models.OneToOneField(
        Matter, models.PROTECT, null=True, related_name="fault_seen", verbose_name="隐患"
    )
    words = models.TextField("问题", max_length=1000)
    where = models.CharField("地点", max_length=60, blank=True)
    state = models.CharField("状态", max_length=10, choices=fault_states, default="open")
    found_on = models.DateField("发现日期", db_index=True)
    due_on = models.DateField("整改期限", null=True)
    mended_on = models.DateField("报整改日期", null=True)
    mended_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    mended_words = models.TextField("整改情况", max_length=1000, blank=True)
    checked_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    checked_words = models.TextField("复查情况", max_length=1000, blank=True)
    lifted_on = models.DateField("销项日期", null=True, db_index=True)
    version = models.PositiveIntegerField(default=1)

    objects = FaultQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words[:40]

    def get_absolute_url(self) -> str:
        return f"{reverse('checks:inspection', args=[self.inspection_id])}#fault-{self.pk}"

    @property
    def tone(self) -> str:
        """Return the colour of how it stands."""
        return FAULT_TONES[self.state]


class Proof(models.Model):
    """佐证: a file or photo, a figure as it stood, or the way to a record; with words."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="proofs")
    item = models.ForeignKey(Item, models.PROTECT, related_name="proofs")
    inspector = models.ForeignKey(Inspector, models.CASCADE, null=True, related_name="proofs")
    fault = models.ForeignKey(Fault, models.CASCADE, null=True, related_name="proofs")
    is_mending = models.BooleanField("整改以后", default=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    words = models.CharField("说明", max_length=200, blank=True)
    url = models.CharField("记录", max_length=300, blank=True)
    figure = models.CharField("数据", max_length=60, blank=True)
    start_on = models.DateField("自", null=True)
    end_on = models.DateField("至", null=True)
    value = models.DecimalField("数值", max_digits=16, decimal_places=2, null=True)
    unit_word = models.CharField("单位", max_length=10, blank=True)
    rows = models.PositiveIntegerField("记录数", null=True)
    added_on = models.DateField("日期")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"佐证 {self.pk}"

    @property
    def label(self) -> str:
        """Return what the figure is called; its name where no room offers it any more."""
        known = FIGURES.get(self.figure) or RATIOS.get(self.figure)
        return known.label if known else self.figure

    @property
    def page(self) -> str:
        """Return the page where the rows behind the figure stand."""
        question = {"unit": str(self.inspection.unit_id), "scope": "below"}
        if self.end_on:
            question["year"] = str(self.end_on.year)
        return f"{reverse('figure', args=[self.figure])}?{urlencode(question)}"


class Score(models.Model):
    """得分: what an item got in the end, and how the inspectors came to it."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="scores")
    item = models.ForeignKey(Item, models.PROTECT, related_name="scores")
    points = models.DecimalField("得分", max_digits=6, decimal_places=2)
    is_na = models.BooleanField("不涉及", default=False)
    is_broken = models.BooleanField("触犯否决项", default=False)
    how = models.CharField("如何得出", max_length=10, choices=hows)
    words = models.CharField("理由", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [UniqueConstraint("inspection", "item", name="score_once")]

    def __str__(self) -> str:
        return f"得分 {self.pk}"


class Objection(models.Model):
    """申诉: what a unit says against the score of one item, and the answer."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="objections")
    item = models.ForeignKey(Item, models.PROTECT, related_name="objections")
    words = models.TextField("申诉理由", max_length=1000)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField("申诉日期")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField("答复日期", null=True)
    decided_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    answer = models.TextField("答复", max_length=1000, blank=True)
    before = models.DecimalField("原得分", max_digits=6, decimal_places=2)
    after = models.DecimalField("更正为", max_digits=6, decimal_places=2, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [UniqueConstraint("inspection", "item", name="objection_once_an_item")]

    def __str__(self) -> str:
        return f"申诉 {self.pk}"

    @property
    def unit_path(self) -> str:
        """Return the path of the unit that objects."""
        return self.inspection.unit_path
