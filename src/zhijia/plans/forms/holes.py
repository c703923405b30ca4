"""What the pages of holes ask."""

from typing import Any

from django import forms

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm

from ..models import Hole, Task
from ..rules import HOLES


class HoleFilter(ActorForm):
    """Which holes to list. A question that makes no sense is not asked."""

    kind = forms.ChoiceField(
        label="情形",
        required=False,
        choices=[("", "全部"), *((code, kind.label) for code, kind in HOLES.items())],
    )
    mine = forms.BooleanField(label="只看由我单位补的", required=False)

    def asked(self) -> dict[str, Any]:
        """Return what was asked and made sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class Explain(ActorForm):
    """Why a hole is none."""

    reason = forms.CharField(
        label="理由",
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text="例如：这项任务由集团本级自己办，不交办到单位。情况没有变化，就不再列出。",
    )

    def __init__(self, actor: Actor, hole: Hole, *args: Any, **kwargs: Any) -> None:
        self.hole = hole
        super().__init__(actor, *args, **kwargs)


class Fold(ActorForm):
    """Which of two like tasks goes and which stays."""

    keep = forms.TypedChoiceField(label="保留", coerce=int, widget=forms.RadioSelect)

    def __init__(self, actor: Actor, hole: Hole, *args: Any, **kwargs: Any) -> None:
        self.hole = hole
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer both tasks."""
        self.choose("keep", [(str(task.pk), str(task)) for task in self._both()])

    def _both(self) -> list[Task]:
        return [task for task in (self.hole.task, self.hole.other) if task]

    def chosen(self) -> tuple[Task, Task]:
        """Return the task that goes and the one that stays."""
        one, other = self._both()
        return (other, one) if self.cleaned_data["keep"] == one.pk else (one, other)
