"""What the pages of projects ask."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from zhijia.org.models import Post, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField, VersionedForm

from .. import policies, queries, rules
from ..models import Project, Stage, StageCheck, StageTemplate, Task
from ..rules import Check
from .assignments import KINDS

OUTLINE_HELP = (
    "一行写一项：“环节：招标，30天”，后面可以加“，可交叉”；"
    "“检查：内容；确认人；凭据”；“材料：名称”。"
)


def _sentences(label: str, *, required: bool = True, rows: int = 2) -> forms.CharField:
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, max_length=500, widget=widget)


class OutlineField(forms.CharField):
    """Lines that say stages; what is not understood is named by its line."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea({"rows": 16})
        super().__init__(max_length=10_000, widget=widget, help_text=OUTLINE_HELP, **options)

    def clean(self, value: Any) -> str:
        """Return the lines, once all of them are understood."""
        text: str = super().clean(value)
        if faults := rules.read_outline(text).faults:
            raise ValidationError(list(faults[:5]))
        return text


class ChooseTemplate(ActorForm):
    """Which unit takes a task through stages, by which template, from when."""

    unit = forms.TypedChoiceField(label="项目单位", coerce=int)
    template = forms.ChoiceField(label="环节模板")

    def __init__(self, actor: Actor, task: Task, *args: Any, **kwargs: Any) -> None:
        self.task = task
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the units of the actor's desks that have the task, and the templates they see."""
        self.units = {unit.pk: unit for unit in queries.may_part(self.actor, self.task)}
        self.choose("unit", [(str(pk), unit.name) for pk, unit in self.units.items()])
        found = [one for unit in self.units.values() for one in queries.offered_templates(unit)]
        self.templates = {one.key: one for one in found}
        self.choose(
            "template",
            [(one.key, f"{one.name}（{one.origin}）") for one in self.templates.values()],
        )


class OpenProject(ChooseTemplate):
    """The stages of a template as they shall be for this task."""

    begins_on = forms.DateField(label="第一个环节开始日期", widget=DateInput)
    outline = OutlineField(label="环节")

    def narrow(self) -> None:
        """Begin with the lines of the template chosen before."""
        super().narrow()
        self.fields["begins_on"].initial = localdate()
        self.fields["template"].widget = forms.HiddenInput()
        chosen = self.templates.get(str(self.initial.get("template", "")))
        self.fields["outline"].initial = chosen.outline if chosen else ""

    def said(self) -> dict[str, Any]:
        """Return what the action is told."""
        words = self.cleaned_data
        return {
            "unit": self.units[words["unit"]],
            "kind": self.templates[words["template"]].name,
            "stages": rules.read_outline(words["outline"]).stages,
            "begins_on": words["begins_on"],
        }


def _lines(text: str) -> list[str]:
    """Return the lines that say something, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class EditStage(VersionedForm):
    """Who has a stage, from when until when, and what opens its gate."""

    name = forms.CharField(label="环节", max_length=30)
    post = PickField(
        called=("member__staff_no", "member__name"),
        hint="工号或者姓名",
        label="责任岗位",
        required=False,
        empty_label="待定",
        error_messages={"invalid_choice": "没有这个岗位，或者责任人不在本单位和下级单位任职。"},
    )
    from_on = forms.DateField(label="开始日期", widget=DateInput)
    until_on = forms.DateField(label="截止日期", widget=DateInput)
    overlaps = forms.BooleanField(label="可与前一环节交叉", required=False)
    checks = forms.CharField(
        label="检查事项",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text="一行一项：“内容；确认人；凭据”。",
    )
    papers = forms.CharField(
        label="应交材料",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text="一行一项。",
    )
    reason = _sentences("调整原因", required=False)

    def __init__(self, actor: Actor, stage: Stage, *args: Any, **kwargs: Any) -> None:
        self.stage = stage
        super().__init__(actor, *args, auto_id="EditStage_%s", **kwargs)

    def narrow(self) -> None:
        """Offer the posts of the branch; begin with what stands now."""
        fields, stage = self.fields, self.stage
        post: Any = fields["post"]
        post.label_from_instance = _place
        self.offer("post", queries.branch_posts(stage.project.unit))
        for name in ("name", "from_on", "until_on", "overlaps", "version"):
            fields[name].initial = getattr(stage, name)
        fields["post"].initial = stage.post_id
        checks = (Check(one.words, one.who, one.proof) for one in stage.checks.all())
        fields["checks"].initial = "\n".join(map(str, checks))
        required = (one.name for one in stage.papers.all() if one.is_required)
        fields["papers"].initial = "\n".join(required)

    def clean_checks(self) -> list[Check]:
        """Read each line as a check."""
        return [rules.check_of(line) for line in self._few("checks")]

    def clean_papers(self) -> list[str]:
        """Read each line as a paper."""
        return self._few("papers")

    def _few(self, name: str) -> list[str]:
        lines = _lines(self.cleaned_data[name])
        if len(lines) > rules.MOST_LINES or any(len(line) > rules.LONGEST for line in lines):
            raise ValidationError(f"最多 {rules.MOST_LINES} 项，每项不超过 {rules.LONGEST} 字。")
        return lines


def _place(post: Post) -> str:
    """Return a post with the unit it stands in."""
    return f"{post.unit}　{post}"


class AboutStage(ActorForm):
    """A form about one stage; several stand on its page, so each has ids of its own."""

    def __init__(self, actor: Actor, stage: Stage, *args: Any, **kwargs: Any) -> None:
        self.stage = stage
        super().__init__(actor, *args, auto_id=f"{type(self).__name__}_%s", **kwargs)


class HandIn(AboutStage):
    """Which paper, and its file."""

    paper = forms.ChoiceField(label="材料")
    name = forms.CharField(label="其他材料的名称", required=False, max_length=100)
    upload = forms.FileField(
        label="文件",
        help_text="Word、Excel、PDF、图片或者文本，20 MB 以内。",
        widget=forms.ClearableFileInput({"accept": KINDS}),
    )

    def narrow(self) -> None:
        """Offer the papers asked for, those missing first, and one more."""
        self.papers = {str(one.pk): one for one in self.stage.papers.all()}
        listed = sorted(self.papers.items(), key=lambda item: item[1].file_id is not None)
        told = [(pk, f"{one}{'（替换）' if one.file_id else ''}") for pk, one in listed]
        self.choose("paper", [*told, ("other", "其他材料")])

    def clean(self) -> dict[str, Any]:
        """Ask for a name where it is a paper nobody listed."""
        said = self.cleaned_data
        if said.get("paper") == "other" and not said.get("name"):
            self.add_error("name", "请填写材料的名称。")
        return said

    def said(self) -> dict[str, Any]:
        """Return what the action is told."""
        words = self.cleaned_data
        paper = self.papers.get(words["paper"])
        return {"paper": paper, "name": words["name"], "upload": words["upload"]}


class Begin(AboutStage):
    """Nothing is asked of who begins."""


class AskGate(AboutStage):
    """What was done."""

    words = _sentences("完成情况")


class PassGate(AboutStage):
    """A word on the gate, or none."""

    words = _sentences("审核意见", required=False)


class SendStageBack(AboutStage):
    """What is still missing."""

    words = _sentences("退回原因")


class Reopen(AboutStage):
    """Why one goes back behind the gate."""

    words = _sentences("重新打开的原因")


class Shift(AboutStage):
    """By how many days the later stages move, and why."""

    days = forms.IntegerField(label="顺延天数", min_value=-365, max_value=365)
    reason = _sentences("顺延原因")


class Confirm(ActorForm):
    """What was found when a check was confirmed."""

    found = _sentences("核对情况")

    def __init__(self, actor: Actor, check: StageCheck, *args: Any, **kwargs: Any) -> None:
        self.check = check
        super().__init__(actor, *args, auto_id=f"Confirm{check.pk}_%s", **kwargs)


class Unconfirm(ActorForm):
    """Why a confirmation is taken back."""

    reason = _sentences("撤销原因")

    def __init__(self, actor: Actor, check: StageCheck, *args: Any, **kwargs: Any) -> None:
        self.check = check
        super().__init__(actor, *args, auto_id=f"Unconfirm{check.pk}_%s", **kwargs)


class AddStage(ActorForm):
    """One more stage as its lines say it."""

    line = forms.CharField(label="环节", max_length=60, help_text="名称和天数，如“审计，20天”。")
    from_on = forms.DateField(label="开始日期", widget=DateInput)

    def __init__(self, actor: Actor, project: Project, *args: Any, **kwargs: Any) -> None:
        self.project = project
        super().__init__(actor, *args, auto_id="AddStage_%s", **kwargs)

    def clean_line(self) -> rules.StagePlan:
        """Read one stage."""
        outline = rules.read_outline(f"环节：{self.cleaned_data['line']}")
        if outline.faults:
            raise ValidationError("请写成“名称，天数”，如“审计，20天”。")
        return outline.stages[0]


class TemplateForm(VersionedForm):
    """A template of a unit: its name and its stages."""

    unit = forms.TypedChoiceField(label="单位", coerce=int)
    name = forms.CharField(label="名称", max_length=30)
    outline = OutlineField(label="环节")

    def __init__(
        self,
        actor: Actor,
        template: StageTemplate | None,
        units: dict[int, Unit],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        self.template, self.units = template, units
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the units of the actor's desks; begin with what stands now."""
        if self.template:
            del self.fields["unit"]
            for name in ("name", "outline", "version"):
                self.fields[name].initial = getattr(self.template, name)
        else:
            self.choose("unit", [(str(pk), unit.name) for pk, unit in self.units.items()])

    def said(self) -> dict[str, Any]:
        """Return what the action is told."""
        words = dict(self.cleaned_data)
        unit = self.template.unit if self.template else self.units[words.pop("unit")]
        return {"unit": unit, "template": self.template, **words}


STAGE_FORMS: dict[str, type[AboutStage] | type[EditStage]] = {
    "run": EditStage,
    "begin": Begin,
    "hand_in": HandIn,
    "submit": AskGate,
    "gate": PassGate,
    "send_back": SendStageBack,
    "reopen": Reopen,
    "shift": Shift,
}


def stage_forms(
    actor: Actor, stage: Stage, may: queries.StageSteps, asked: forms.Form | None
) -> dict[str, Any]:
    """Return a blank form for every step that is open, `asked` for its own.

    `confirm` are pairs of a check and the form that confirms it or takes that back.
    """
    blanks: dict[str, Any] = {
        name: asked if isinstance(asked, kind) else kind(actor, stage)
        for name, kind in STAGE_FORMS.items()
        if asked is not None or getattr(may, name)
    }
    checks = []
    for check in stage.checks.all():
        kind: type[Confirm] | type[Unconfirm] = Unconfirm if check.confirmed_on else Confirm
        mine = isinstance(asked, Confirm | Unconfirm) and asked.check.pk == check.pk
        may_act = may.confirm and (not check.confirmed_on or policies.may_unconfirm(actor, check))
        checks.append((check, asked if mine else kind(actor, check) if may_act else None))
    return {**blanks, "checks": checks}
