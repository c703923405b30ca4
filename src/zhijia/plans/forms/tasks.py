"""What the pages of tasks ask: which tasks to list, whom to give one to, what it says."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIteratorValue

from zhijia.law import Verdict
from zhijia.org import queries as org
from zhijia.org.models import Unit
from zhijia.platform import blanks
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import TOLD, ActorForm, DateInput, PickField, VersionedForm, several
from zhijia.platform.place import Place

from .. import queries, rules
from ..models import AREA_CHOICES, Task
from ..queries import STANDS, Wanted

ANY = ("", "全部")
LONGEST_KEY = 18
LONGEST_LIST = 30_000  # characters: more than a thousand units, one a line
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

    def wanted(self, sort: str, place: Place) -> Wanted:
        """Return what was asked of a place and made sense, in the order asked for."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(words=asked.pop("q", ""), sort=sort, place=place, **asked)


def _judged(unit: Unit) -> Verdict:
    """Judge a unit out of `takers` as the action will."""
    return rules.may_assign(
        is_open=True,
        in_branch=True,
        unit_stands=True,
        has_desk=queries.seated(unit),
        already=queries.has_it(unit),
    )


def _trouble(words: str, found: Sequence[Unit]) -> str:
    """Say why a typed line cannot take the task; nothing where it can."""
    if not found:
        return f"没有找到“{words}”，或者不是下级单位。"
    if len(found) > 1:
        return several(words, found, "code")
    verdict = _judged(found[0])
    return "" if verdict else f"{found[0]}：{verdict.reason}。"


class UnitTicks(forms.CheckboxSelectMultiple):
    """Boxes to tick, one a unit; one that cannot take the task is greyed and says why."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Cut a number that is longer than any key: it is not found then, and nothing fails."""
        return [ticked[:LONGEST_KEY] for ticked in super().value_from_datadict(data, files, name)]

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **more: Any) -> Any:
        """Judge the unit as the action will."""
        option = super().create_option(name, value, label, *args, **more)
        verdict = _judged(value.instance)
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
    """Which units take the task, by when, with what words.

    Where the branch has hundreds, only the units straight below are ticked, the others typed.
    """

    units: "forms.ModelMultipleChoiceField[Unit]" = forms.ModelMultipleChoiceField(
        None,
        label="承办单位",
        widget=UnitTicks,
        error_messages={"required": "请至少选择一个承办单位。"},
    )
    others = forms.CharField(
        label="其他单位",
        required=False,
        max_length=LONGEST_LIST,
        help_text="一行填一个单位的名称或者代码，可以从表格里整列粘贴。",
        widget=forms.Textarea({"rows": 4}),
    )
    due_on = forms.DateField(label="完成期限", widget=DateInput)
    words = forms.CharField(
        label="交办要求", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )

    def narrow(self) -> None:
        """Offer the unit's own branch, and the day that the task names."""
        fields: dict[str, Any] = self.fields
        fields["due_on"].initial = self.task.due_on
        fields["units"].initial = queries.meant_in(self.task, "lead")
        self.takers = fields["units"].queryset = queries.takers(self.task)
        listed = queries.nearest(self.takers, most=blanks.FEW + 1)
        if len(listed) <= blanks.FEW:
            del fields["others"]
        else:
            fields["units"].required = False
            here = self.task.unit_id
            listed = [unit for unit in listed if here in {unit.pk, unit.parent_id}]
        fields["units"].widget.choices = [
            (ModelChoiceIteratorValue(unit.pk, unit), str(unit)) for unit in listed
        ]

    def clean_others(self) -> list[Unit]:
        """Find each unit that was typed; name those that are unknown or cannot take the task."""
        said = re.split(r"[\n，,；;\t]", self.cleaned_data["others"])
        typed = list(dict.fromkeys(words for word in said if (words := word.strip())))
        named = queries.called(self.takers, typed)
        wrong = [trouble for words in typed if (trouble := _trouble(words, named[words]))]
        if len(wrong) > TOLD:
            wrong[TOLD:] = [f"另有 {len(wrong) - TOLD} 行也不能交办。"]
        if wrong:
            raise ValidationError(wrong)
        return [unit for words in typed for unit in named[words]]

    def clean(self) -> dict[str, Any]:
        """Put the units that were ticked and those that were typed together."""
        said = self.cleaned_data
        if "others" in said:
            said["units"] = list(dict.fromkeys([*said.get("units", ()), *said.pop("others")]))
            if not said["units"]:
                self.add_error("units", "请至少选择一个承办单位。")
        return said


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
