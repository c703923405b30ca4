from django.db import models
from django.db.models import Q, UniqueConstraint
from django.urls import reverse

from zhijia.platform.accounts.models import User

BOARDS = {
    "board-speeches": "按讲话",
    "board-units": "按单位",
    "board-leaders": "按领导",
    "board-months": "按月",
    "board-gantt": "进度图",
    "board-list": "清单",
}


def boards() -> list[tuple[str, str]]:
    """Return the boards, each with its word."""
    return list(BOARDS.items())


class SavedView(models.Model):
    """常用查询: a question to a board that somebody asks often; `is_first` opens with the board."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="saved_views", verbose_name="账号", db_index=False
    )
    board = models.CharField("看板", max_length=20, choices=boards)
    name = models.CharField("名称", max_length=20)
    question = models.CharField("查询条件", max_length=500, blank=True)
    is_first = models.BooleanField("打开看板时先用", default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            UniqueConstraint("user", "board", "name", name="saved_view_name"),
            UniqueConstraint(
                "user", "board", condition=Q(is_first=True), name="saved_view_one_first"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse(f'plans:{self.board}')}?{self.question or 'all=1'}"
