"""The forms of a task on its way onto the file: drawing it up, its terms, opinions, approval."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import QueryDict

from zhijia.org.models import Post, Unit
from zhijia.platform import blanks
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import TOLD, ActorForm, DateInput, PickField, VersionedForm, several

from .. import actions, queries, rules
from ..models import AREA_CHOICES, Opinion, Task
from .assignments import KINDS
from .tasks import LONGEST_LIST, TaskForm

SEEN = re.compile(r"([0-9]{1,18}):([0-9]{1,9})")  # the key of a row and its version
SOURCES = [(key, label) for key, label in rules.ORIGINS.items() if key != "speech"]


def _words(label: str, *, required: bool = True, rows: int = 3, help_text: str = "") -> Any:
    """Return a field for some sentences."""
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=2000, widget=widget, help_text=help_text
    )


class UnitsField(forms.Field):
    """Several units out of `offer`: ticked while they are few, beyond that typed, one a line."""

    def offer(self, rows: QuerySet[Unit]) -> None:
        """Let some of these units be named; one query."""
        self.rows = rows
        first = list(rows[: blanks.FEW + 1])
        self.is_typed = len(first) > blanks.FEW
        if self.is_typed:
            self.widget = forms.Textarea({"rows": 3})
            self.help_text = "一行填一个单位的名称或者代码，可以从表格里整列粘贴。"
        else:
            self.widget = forms.CheckboxSelectMultiple()
            self.widget.choices = [(unit.code, str(unit)) for unit in first]
        self.widget.is_required = self.required

    def shown(self, units: Iterable[Unit]) -> object:
        """Return what the field begins with where these units are named already."""
        return "\n".join(u.name for u in units) if self.is_typed else [u.code for u in units]

    def clean(self, value: Any) -> tuple[Unit, ...]:
        """Return the units that were named; ValidationError for one that is not among them."""
        said = re.split(r"[\n，,；;\t]", (value or "")[:LONGEST_LIST]) if self.is_typed else value
        named = list(dict.fromkeys(one.strip() for one in said or () if one.strip()))
        if self.required and not named:
            raise ValidationError(self.error_messages["required"])
        found = queries.called(self.rows, named)
        wrong = [trouble for words in named if (trouble := _trouble(words, found[words]))]
        if len(wrong) > TOLD:
            wrong[TOLD:] = [f"另有 {len(wrong) - TOLD} 行也没有找到。"]
        if wrong:
            raise ValidationError(wrong)
        return tuple(dict.fromkeys(unit for words in named for unit in found[words]))


def _trouble(words: str, found: list[Unit]) -> str:
    """Say why a named unit cannot be meant; nothing where it can."""
    if not found:
        return f"没有找到“{words[:40]}”，或者不是本单位和下级单位。"
    return several(words, found, "code") if len(found) > 1 else ""


class NewTask(ActorForm):
    """立项登记: what a task rests on, and what is to be done."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="立项单位", empty_label=None)
    origin = forms.ChoiceField(label="任务来源", choices=SOURCES)
    source_title = forms.CharField(
        label="依据",
        max_length=200,
        help_text="会议名称、文件标题，或者在哪份材料上的批示。",
    )
    source_number = forms.CharField(
        label="文号",
        required=False,
        max_length=60,
        widget=forms.TextInput({"placeholder": "如：集工发〔2026〕3号"}),
    )
    source_by = forms.CharField(
        label="批示（主持）人", required=False, max_length=50, help_text="领导批示必填。"
    )
    source_on = forms.DateField(label="依据日期", required=False, widget=DateInput)
    upload = forms.FileField(
        label="原件",
        required=False,
        help_text="批示件、会议纪要、文件的扫描件或者电子件，20 MB 以内。",
        widget=forms.ClearableFileInput({"accept": KINDS}),
    )
    original = _words("原文要求", required=False, help_text="照抄原文，一字不改。")
    wording = _words("任务内容", help_text="要办的一件事；一份依据有几件事的，分别立项。")
    area = forms.ChoiceField(label="类别", choices=AREA_CHOICES)
    due_on = forms.DateField(
        label="完成期限",
        required=False,
        widget=DateInput,
        help_text="没有定下来就空着，显示为待定。",
    )

    def narrow(self) -> None:
        """Offer the units whose desk the actor is; a single one needs no choosing."""
        units = list(queries.desk_units(self.actor)[:2])
        field: Any = self.fields["unit"]
        field.queryset = queries.desk_units(self.actor)
        if len(units) == 1:
            field.initial, field.widget = units[0], forms.HiddenInput()

    def draft(self) -> dict[str, Any]:
        """Return what the action wants."""
        said = self.cleaned_data
        upload: UploadedFile[bytes] | None = said["upload"]
        basis = actions.Basis(
            origin=said["origin"],
            title=said["source_title"],
            number=said["source_number"],
            by=said["source_by"],
            on=said["source_on"],
            upload=upload,
        )
        kept = ("unit", "original", "wording", "area", "due_on")
        return {"basis": basis, **{name: said[name] for name in kept}}


def _leader(post: Post) -> str:
    """Return a post with the unit it stands in."""
    return f"{post.unit}　{post}"


class SetTerms(VersionedForm):
    """承办要求: how the task is measured, who leads it, how urgent it is, whom it is meant for."""

    standard = _words("考核标准", required=False, help_text="办到什么程度算办结，写能核对的结果。")
    leader_post = PickField(
        called=("member__staff_no", "member__name"),
        hint="工号或者姓名",
        label="牵头领导",
        required=False,
        empty_label="待定",
        error_messages={"invalid_choice": "没有这个人，或者不在本单位和下级单位担任领导职务。"},
    )
    urgency = forms.ChoiceField(label="紧急程度", choices=[*rules.URGENCIES.items()])
    frequency = forms.ChoiceField(
        label="报告频次", required=False, choices=[("", "不作规定"), *rules.FREQUENCIES.items()]
    )
    lead = UnitsField(label="牵头单位", required=False)
    assist = UnitsField(label="配合单位", required=False)

    def __init__(self, actor: Actor, task: Task, *args: Any, **kwargs: Any) -> None:
        self.task = task
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer who may lead and the units of the branch; begin with what the task says now."""
        fields: dict[str, Any] = self.fields
        fields["leader_post"].label_from_instance = _leader
        self.offer("leader_post", queries.leaders(self.task.unit))
        for name in ("standard", "leader_post", "urgency", "frequency", "version"):
            fields[name].initial = getattr(self.task, name)
        meant, branch = queries.intended(self.task), queries.branch(self.task.unit)
        for role in rules.ROLES:
            fields[role].offer(branch)
            fields[role].initial = fields[role].shown(meant[role])

    def terms(self) -> dict[str, Any]:
        """Return what the action wants."""
        said = dict(self.cleaned_data)
        version = said.pop("version")
        return {"terms": actions.Terms(**said), "version": version}


class AskOpinions(TaskForm):
    """Which units are asked about a draft, until when, with what words."""

    units = UnitsField(label="征求单位", error_messages={"required": "请至少选择一个单位。"})
    until_on = forms.DateField(label="截止日期", widget=DateInput)
    words = _words("说明", required=False, rows=2)

    def narrow(self) -> None:
        """Offer the branch, but for the unit itself; begin with whom the task is meant for."""
        fields: dict[str, Any] = self.fields
        branch = queries.branch(self.task.unit).exclude(pk=self.task.unit_id)
        fields["units"].offer(branch)
        meant = queries.intended(self.task)
        fields["units"].initial = fields["units"].shown(
            unit for units in meant.values() for unit in units if unit != self.task.unit
        )


class FileTask(TaskForm):
    """Nothing is asked of who puts a draft on file."""


class Submit(TaskForm):
    """A word to those who approve it, or none."""

    words = _words("提请说明", required=False, rows=2)


class Approve(TaskForm):
    """A word on what is approved, or none."""

    words = _words("审定意见", required=False, rows=2)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def narrow(self) -> None:
        """Carry the version that the page shows."""
        self.fields["version"].initial = self.task.version


class SendBackDraft(TaskForm):
    """What is to be changed."""

    words = _words("修改要求", rows=2)


class OpinionForm(ActorForm):
    """A form about one opinion."""

    def __init__(self, actor: Actor, opinion: Opinion, *args: Any, **kwargs: Any) -> None:
        self.opinion = opinion
        super().__init__(actor, *args, auto_id=f"{type(self).__name__}_%s", **kwargs)


class AnswerOpinion(OpinionForm):
    """Whether the unit agrees, and what it wants changed."""

    answer = forms.ChoiceField(
        label="意见", choices=[*rules.ANSWERS.items()], widget=forms.RadioSelect
    )
    words = _words(
        "修改意见", required=False, help_text="建议修改的必填：改哪一处、怎么改、为什么。"
    )


class SettleOpinion(OpinionForm):
    """Whether a suggestion was taken up."""

    adoption = forms.ChoiceField(
        label="采纳情况", choices=[*rules.ADOPTIONS.items()], widget=forms.RadioSelect
    )
    reply = _words("说明", required=False, rows=2, help_text="没有全部采纳的，请写明理由。")

    def narrow(self) -> None:
        """Begin with what was said of it."""
        for name in ("adoption", "reply"):
            self.fields[name].initial = getattr(self.opinion, name)


class Several(ActorForm):
    """The drafts that were ticked, and a word on all of them."""

    tasks: "forms.ModelMultipleChoiceField[Task]" = forms.ModelMultipleChoiceField(
        None,
        label="任务",
        error_messages={
            "required": "请至少勾选一项任务。",
            "invalid_choice": "勾选的任务有变动，请刷新后再选。",
            "invalid_pk_value": "勾选的任务有变动，请刷新后再选。",
        },
    )
    words = _words("说明", required=False, rows=2)

    def narrow(self) -> None:
        """Let what is not on file yet be ticked."""
        fields: dict[str, Any] = self.fields
        fields["tasks"].queryset = queries.drafts(self.actor)


class ApproveSeveral(Several):
    """The drafts that were ticked, with the version of each that the list showed."""

    def clean(self) -> dict[str, Any]:
        """Add `versions` by the key of the task; what makes no sense was not shown."""
        said = cast(QueryDict, self.data).getlist("seen")
        seen = filter(None, map(SEEN.fullmatch, said))
        return {**self.cleaned_data, "versions": {int(one[1]): int(one[2]) for one in seen}}


class Recall(TaskForm):
    """Nothing is asked of who takes a draft back."""


class StopAsking(TaskForm):
    """Nothing is asked of who waits no longer for opinions."""


FILING: dict[str, type[TaskForm]] = {
    "file": FileTask,
    "submit": Submit,
    "recall": Recall,
    "approve": Approve,
    "send_back": SendBackDraft,
    "stop": StopAsking,
}


def filing_forms(actor: Actor, task: Task) -> dict[str, TaskForm]:
    """Return a blank form for every step on a draft's way; none for what is on file."""
    if task.filed_on:
        return {}
    return {name: kind(actor, task) for name, kind in FILING.items()}
