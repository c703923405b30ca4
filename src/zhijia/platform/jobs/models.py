from django.db import models
from django.utils.timezone import now


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未办成"
    CANCELLED = "cancelled", "已取消"


class Job(models.Model):
    """作业: one piece of long work, who asked for it, how far it has come and what came of it."""

    name = models.CharField("名称", max_length=80)
    label = models.CharField("作业", max_length=80)
    args = models.JSONField("参数", default=list)
    asked_by = models.BigIntegerField("账号", null=True, db_index=True)
    asked_at = models.DateTimeField("提交时间", default=now)
    # What the clock starts has the moment it was due in its key, so it starts once.
    key = models.CharField("凭号", max_length=120, unique=True, null=True)  # noqa: DJ001  # many have none
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    run_at = models.DateTimeField("不早于", default=now)
    tries = models.PositiveSmallIntegerField("次数", default=0)
    worker = models.CharField("办理进程", max_length=32, blank=True)
    done = models.PositiveBigIntegerField("已办", default=0)
    total = models.PositiveBigIntegerField("共计", default=0)
    words = models.CharField("说明", max_length=300, blank=True)
    url = models.CharField("结果", max_length=300, blank=True)
    is_unwanted = models.BooleanField("要求取消", default=False)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "run_at"])]

    def __str__(self) -> str:
        return self.label

    @property
    def percent(self) -> int:
        """Return how far it has come, 0 to 100."""
        if self.state == State.DONE:
            return 100
        return int(100 * min(self.done, self.total) / self.total) if self.total else 0

    @property
    def is_open(self) -> bool:
        """Say whether it has still to end."""
        return self.state in {State.WAITING, State.RUNNING}
