"""What closing asks: which tasks are put away, what one's own work was worth, a comment."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm

from .. import queries
from ..models import Score, Task
from .assignments import StepForm
from .tasks import LONGEST_KEY


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes that the page draws itself, one a row."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Cut a number that is longer than any key: it is not found then, and nothing fails."""
        return [ticked[:LONGEST_KEY] for ticked in super().value_from_datadict(data, files, name)]


class Archive(ActorForm):
    """Which of the closed tasks are put away."""

    tasks: "forms.ModelMultipleChoiceField[Task]" = forms.ModelMultipleChoiceField(
        None,
        label="任务",
        widget=Ticks,
        error_messages={
            "required": "请至少选择一项任务。",
            "invalid_choice": "选中的任务里有的已经归档，请刷新页面再选。",
        },
    )

    def narrow(self) -> None:
        """Offer the closed tasks of one's own desks."""
        found: QuerySet[Task] = queries.closed_tasks(self.actor, archived=False)
        self.among("tasks", found)


class JudgeOneself(StepForm):
    """How many points one's own work was worth, and why."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    points = forms.IntegerField(
        label="自评得分", min_value=0, max_value=100, help_text="0 至 100 分"
    )
    words = forms.CharField(label="自评", max_length=2000, widget=forms.Textarea({"rows": 3}))

    @classmethod
    def of(cls, actor: Actor, score: Score) -> "JudgeOneself":
        """Return the form with what was said last."""
        said: dict[str, Any] = {"version": score.version}
        if score.self_on:
            said |= {"points": score.self_points, "words": score.self_words}
        return cls(actor, score.assignment, initial=said)


class Comment(StepForm):
    """What the giver says of accepted work."""

    words = forms.CharField(label="点评", max_length=2000, widget=forms.Textarea({"rows": 3}))
