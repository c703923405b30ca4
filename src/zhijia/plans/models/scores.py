from django.db import models

from zhijia.org.models import Member, Unit
from zhijia.platform.scope import STAYS, ScopedQuerySet, path_field

from .assignments import Assignment


class ScoreQuerySet(ScopedQuerySet["Score"]):
    pass


class Score(models.Model):
    """考核得分: what accepted work of a leading unit scored by the rule, and what both sides say.

    Only units are scored, never a post. The points stand from the day the work was accepted.
    """

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="score")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scores", verbose_name="承办单位")
    # Where the work was given, as every number of it.
    unit_path = path_field(moves=STAYS)
    closed_on = models.DateField("办结日期", db_index=True)
    due_on = models.DateField("完成期限")
    finished_on = models.DateField("报办结日期")
    late = models.PositiveIntegerField("逾期天数")
    extensions = models.PositiveSmallIntegerField("延期次数")
    returns = models.PositiveSmallIntegerField("退回次数")
    points = models.PositiveSmallIntegerField("得分")
    self_points = models.PositiveSmallIntegerField("自评得分", null=True)
    self_words = models.TextField("自评", blank=True)
    self_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    self_on = models.DateField("自评日期", null=True)
    comment = models.TextField("点评", blank=True)
    comment_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    comment_on = models.DateField("点评日期", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering = ["-closed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.unit} {self.points} 分"

    def get_absolute_url(self) -> str:
        return self.assignment.get_absolute_url()
