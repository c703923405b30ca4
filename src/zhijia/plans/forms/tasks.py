"""What the pages of tasks ask: which tasks to list, whom to give one to, what it says."""

from typing import Any

from django import forms

from zhijia.org import queries as org
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField, VersionedForm

from .. import queries, rules
from ..models import AREA_CHOICES, Task
from ..queries import STANDS, Wanted

ANY = ("", "全部")
LONGEST_KEY = 18
BY_CODE: dict[str, Any] = {
    "to_field_name": "code",
    "called": ("code", "name"),
    "hint": "单位名称或者代码",
    "error_messages": {"invalid_choice": "没有这个单位，或者不能选它。"},
}


class TaskFilter(ActorForm):
    """Which tasks to list. A question that makes no sense is said so and not asked."""

    q = forms.CharField(label="查找", required=False, max_length=50, strip=True)
    unit = PickField(**BY_CODE, label="承办单位", required=False, empty_label="全部")
    state = forms.ChoiceField(label="状态", required=False, choices=[ANY, *STANDS.items()])
    area = forms.ChoiceField(label="类别", required=False, choices=[ANY, *AREA_CHOICES])
    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value=None)
    speech = forms.TypedChoiceField(label="讲话", required=False, coerce=int, empty_value=None)
    red = forms.BooleanField(label="只看逾期", required=False)
    mine = forms.BooleanField(label="只看本单位立项", required=False)

    def narrow(self) -> None:
        """Offer the units this person reaches, and the years and speeches of their tasks."""
        choices = queries.task_choices(self.actor)
        fields: dict[str, Any] = self.fields
        fields["q"].widget.attrs["placeholder"] = "内容或者编号"
        fields["unit"].offer(org.units(self.actor).standing())
        fields["year"].choices = [ANY, *((year, f"{year}年") for year in choices.years)]
        fields["speech"].choices = [ANY, *choices.speeches]

    def wanted(self, sort: str) -> Wanted:
        """Return what was asked and made sense, in the order asked for."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(words=asked.pop("q", ""), sort=sort, **asked)


class UnitTicks(forms.CheckboxSelectMultiple):
    """Boxes to tick, one a unit; one that cannot take the task is greyed and says why."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Cut a number that is longer than any key: it is not found then, and nothing fails."""
        return [ticked[:LONGEST_KEY] for ticked in super().value_from_datadict(data, files, name)]

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **more: Any) -> Any:
        """Judge the unit as the action will."""
        option = super().create_option(name, value, label, *args, **more)
        unit = value.instance
        verdict = rules.may_assign(
            is_open=True,
            in_branch=True,
            unit_stands=True,
            has_desk=unit.seated,
            already=unit.has_it,
        )
        if not verdict:
            option["attrs"]["disabled"] = True
            option["label"] = f"{label}（{verdict.reason}）"
        return option


class TaskForm(ActorForm):
    """A form about one task."""

    def __init__(self, actor: Actor, task: Task, *args: Any, **kwargs: Any) -> None:
        self.task = task
        super().__init__(actor, *args, auto_id=f"{type(self).__name__}_%s", **kwargs)


class Assign(TaskForm):
    """Which units take the task, by when, with what words."""

    units: "forms.ModelMultipleChoiceField[Unit]" = forms.ModelMultipleChoiceField(
        None,
        label="承办单位",
        widget=UnitTicks,
        error_messages={"required": "请至少选择一个承办单位。"},
    )
    due_on = forms.DateField(label="完成期限", widget=DateInput)
    words = forms.CharField(
        label="交办要求", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )

    def narrow(self) -> None:
        """Offer the unit's own branch, and the day that the task names."""
        fields: dict[str, Any] = self.fields
        fields["units"].queryset = queries.takers(self.task)
        fields["due_on"].initial = self.task.due_on


class EditTask(TaskForm, VersionedForm):
    """What a task says; the original words are not here."""

    wording = forms.CharField(label="任务内容", max_length=2000, widget=forms.Textarea({"rows": 4}))
    area = forms.ChoiceField(label="类别", choices=AREA_CHOICES)
    due_on = forms.DateField(
        label="完成期限",
        required=False,
        widget=DateInput,
        help_text="没有定下来就空着，显示为待定。",
    )

    def narrow(self) -> None:
        """Begin with what the task says now."""
        for name in self.fields:
            self.fields[name].initial = getattr(self.task, name)


class DropTask(TaskForm):
    """Why a task is taken off the file."""

    reason = forms.CharField(label="撤销原因", max_length=200, widget=forms.Textarea({"rows": 2}))
