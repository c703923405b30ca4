"""Projects: a task taken through stages, each behind a gate; templates that a unit keeps."""

from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.org.models import Member, Post, Unit
from zhijia.platform.files.models import StoredFile
from zhijia.platform.scope import STAYS, Goes, ScopedQuerySet, path_field

from ..rules import STAGE_STATES, STAGE_STEPS
from .tasks import Task


def stage_states() -> list[tuple[str, str]]:
    """Return what a stage can be, each with its word."""
    return list(STAGE_STATES.items())


def stage_steps() -> list[tuple[str, str]]:
    """Return what can happen to a stage, each with its word."""
    return list(STAGE_STEPS.items())


class StageTemplateQuerySet(ScopedQuerySet["StageTemplate"]):
    def kept(self) -> Self:
        """Keep those that were not taken away."""
        return self.filter(removed_on=None)


class StageTemplate(models.Model):
    """环节模板: stages as a unit wants them for one kind of project; used by it and those below."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="stage_templates")
    unit_path = path_field(moves=Goes(Q(removed_on=None), until="removed_on", own=True))
    name = models.CharField("名称", max_length=30)
    outline = models.TextField("环节")
    removed_on = models.DateField("停用日期", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = StageTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["unit_path", "name"]
        constraints = [
            UniqueConstraint(
                "unit", "name", condition=Q(removed_on=None), name="stage_template_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ProjectQuerySet(ScopedQuerySet["Project"]):
    def open(self) -> Self:
        """Keep those with a gate still shut; behind the end of their task none opens any more."""
        return self.filter(closed_on=None, task__closed_on=None)

    def over(self) -> Self:
        """Keep those behind their last gate, and those whose task ended before."""
        return self.filter(Q(closed_on__isnull=False) | Q(task__closed_on__isnull=False))


class Project(models.Model):
    """项目: a task that its unit, or a unit that has it, takes through stages."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="projects", verbose_name="任务")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="projects", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(closed_on=None), until="closed_on"))
    opened_path = path_field("开始时单位路径", moves=STAYS)
    kind = models.CharField("类型", max_length=30)
    opened_on = models.DateField("开始日期", db_index=True)
    closed_on = models.DateField("全部过关日期", null=True, db_index=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [UniqueConstraint("task", "unit", name="project_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.task.number} {self.task.wording[:30]}"

    def get_absolute_url(self) -> str:
        return reverse("plans:project", args=[self.pk])


class Stage(models.Model):
    """环节: one stretch of a project, at a post, from a day to a day, with a gate at its end."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="stages")
    number = models.PositiveSmallIntegerField("次序")
    name = models.CharField("环节", max_length=30)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="stages")
    from_on = models.DateField("开始日期")
    until_on = models.DateField("截止日期")
    overlaps = models.BooleanField("可与前一环节交叉", default=False)
    state = models.CharField("状态", max_length=10, default="waiting", choices=stage_states)
    passed_on = models.DateField("过关日期", null=True)
    passed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["project", "number"]
        constraints = [
            UniqueConstraint("project", "number", name="stage_number_once"),
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("from_on")), name="stage_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:stage", args=[self.pk])

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its project does."""
        return self.project.unit_path

    @property
    def is_open(self) -> bool:
        """Say whether its gate is shut."""
        return self.state != "passed"


class StageCheck(models.Model):
    """检查事项: what must be true before a gate opens, and who confirmed it on what paper."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="checks")
    words = models.CharField("检查事项", max_length=100)
    who = models.CharField("确认人（角色）", max_length=100, blank=True)
    proof = models.CharField("凭据", max_length=100, blank=True)
    confirmed_on = models.DateField("确认日期", null=True)
    confirmed_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    found = models.CharField("确认情况", max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its project does."""
        return self.stage.project.unit_path


class StagePaper(models.Model):
    """环节材料: a paper that must be in before a gate opens, and the file, once it is."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="papers")
    name = models.CharField("材料", max_length=100)
    is_required = models.BooleanField("必交", default=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    kept_on = models.DateField("提交日期", null=True)
    kept_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_path(self) -> str:
        """Return where it belongs: where its project does."""
        return self.stage.project.unit_path


class StageStep(models.Model):
    """环节经过: one thing that happened to a stage, with what was said."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="steps")
    step = models.CharField("步骤", max_length=12, choices=stage_steps)
    done_on = models.DateField("日期")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    words = models.TextField("说明", blank=True)
    # Whether who took it had the stage that day: posts change hands, their own work stays theirs.
    is_owners = models.BooleanField("责任人办理", default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.done_on}"
