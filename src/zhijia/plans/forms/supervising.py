"""What the steps beside the work ask: instructions, reminders, answers of those who assist."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q

from zhijia.org.models import Unit
from zhijia.platform import blanks
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput

from .. import queries
from ..models import Assignment, Task
from ..rules import LEVELS, SCHEMES
from .assignments import KINDS, StepForm
from .assignments import _words as words_field
from .tasks import TaskForm, UnitTicks

TO_WHOM = [(key, LEVELS[key]) for key in ("taker", "taker_head")]
WATCHED = "列入“需要关注”清单"


class Answer(StepForm):
    """What an assisting unit did of its part."""

    words = words_field("会签意见", rows=3)
    problems = words_field("存在问题", required=False, rows=2)
    upload = forms.FileField(
        label="附件",
        required=False,
        help_text="Word、Excel、PDF、图片或者文本，20 MB 以内。",
        widget=forms.ClearableFileInput({"accept": KINDS}),
    )


class AskAgain(StepForm):
    """What an answer lacks."""

    words = words_field("需要补充什么", rows=2)


class Excuse(StepForm):
    """Why nobody waits for a unit any longer."""

    words = words_field("免予会签的理由", rows=2)


class Instruct(StepForm):
    """What a leader writes on what a unit has of a task."""

    words = words_field("批示", rows=3)
    is_watched = forms.BooleanField(label=WATCHED, required=False)


class Urge(StepForm):
    """What is asked of who is urged, and whether those who lead them hear of it."""

    words = words_field("催办要求", rows=2)
    level = forms.ChoiceField(label="通知到", choices=TO_WHOM, initial="taker")


BESIDE: dict[str, type[StepForm]] = {
    "answer": Answer,
    "ask_again": AskAgain,
    "excuse": Excuse,
    "instruct": Instruct,
    "urge": Urge,
}


def forms_beside(
    actor: Actor, assignment: Assignment, may: queries.Supervised, asked: StepForm | None
) -> dict[str, StepForm]:
    """Return a blank form for every open step beside the work, or the one that came back."""
    return {
        name: asked if isinstance(asked, kind) else kind(actor, assignment)
        for name, kind in BESIDE.items()
        if isinstance(asked, kind) or getattr(may, name)
    }


class InstructTask(TaskForm):
    """What a leader writes on a task as a whole."""

    words = words_field("批示", rows=3)
    is_watched = forms.BooleanField(label=WATCHED, required=False)


class UrgeLate(TaskForm):
    """What is asked of every unit that is late."""

    words = words_field("催办要求", rows=2)
    level = forms.ChoiceField(label="通知到", choices=TO_WHOM, initial="taker")


class AddAssisting(TaskForm):
    """Which units assist, by when, with what words."""

    units: "forms.ModelMultipleChoiceField[Unit]" = forms.ModelMultipleChoiceField(
        None,
        label="配合单位",
        widget=UnitTicks,
        error_messages={"required": "请至少选择一个配合单位。"},
    )
    due_on = forms.DateField(label="会签期限", widget=DateInput)
    words = forms.CharField(
        label="配合要求", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )

    def narrow(self) -> None:
        """Offer the units of the branch that can take the task, and the day of the task."""
        fields: dict[str, Any] = self.fields
        fields["due_on"].initial = self.task.due_on
        fields["units"].initial = queries.meant_in(self.task, "assist")
        takers = queries.takers(self.task)
        fields["units"].queryset = takers
        listed = queries.nearest(takers.filter(Q(seated=True, has_it=False)), most=blanks.FEW)
        fields["units"].widget.choices = [
            (forms.models.ModelChoiceIteratorValue(unit.pk, unit), str(unit)) for unit in listed
        ]


def task_forms(
    actor: Actor, task: Task, may: queries.TaskSupervised, asked: Iterable[str]
) -> dict[str, TaskForm]:
    """Return the blank forms beside a task that are open, by what its page calls them."""
    wanted: dict[str, tuple[type[TaskForm], object]] = {
        "instruct": (InstructTask, may.instruct),
        "urge": (UrgeLate, may.late),
        "assisting": (AddAssisting, may.assist),
    }
    return {
        name: kind(actor, task)
        for name, (kind, is_open) in wanted.items()
        if is_open and name not in asked
    }


class SettleHelp(ActorForm):
    """What the giver answers to who needs help."""

    words = words_field("答复", rows=2)


class ChooseScheme(ActorForm):
    """Which scheme of lights a unit follows."""

    scheme = forms.ChoiceField(
        label="亮灯方案",
        required=False,
        choices=[*SCHEMES.items(), ("", "沿用上级；上级也没有选定的，按绿黄红")],
        widget=forms.RadioSelect,
    )
