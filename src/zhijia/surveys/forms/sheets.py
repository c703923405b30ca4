"""What the pages of the designer ask."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, PickField, VersionedForm

from .. import queries, rules
from ..models import Edition
from ..questionnaires import Questionnaire, questionnaires
from ..rules import Item
from ..rules.branches import goes_text, read_goes, read_shown, shown_text

BY_CODE: dict[str, Any] = {"called": ("code", "name"), "hint": "填写单位名称或者单位代码"}
LINES = forms.Textarea({"rows": 6})


class SheetForm(VersionedForm):
    """What a questionnaire is called, and what it says first."""

    title = forms.CharField(label="问卷名称", max_length=60)
    topic = forms.CharField(label="主题", max_length=20, required=False)
    words = forms.CharField(
        label="卷首语",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="为什么调查、结果用来做什么、大约要几分钟。",
    )


class NewSheet(SheetForm):
    """Which unit asks, beginning with which template."""

    unit = PickField(**BY_CODE, label="发起单位", empty_label="请选择")
    template = forms.ChoiceField(
        label="从模板开始", required=False, help_text="选了模板，名称和卷首语可以留空。"
    )
    field_order = ("unit", "template", "title", "topic", "words")

    def narrow(self) -> None:
        """Offer the actor's units, and the templates."""
        units = queries.units_designing(self.actor)
        self.offer("unit", units)
        if units.count() == 1:
            self.fields["unit"].initial = units.get().pk
        brought = [(one.name, f"{one.title}（{len(one.items)} 题）") for one in questionnaires()]
        self.choose("template", [("", "空白问卷"), *brought])
        self.fields["title"].required = False

    def clean(self) -> dict[str, Any]:
        """Ask for a name only where no template brings one."""
        given = super().clean() or self.cleaned_data
        if not given.get("template") and not given.get("title"):
            self.add_error("title", "请填写问卷名称")
        return given

    def told(self) -> dict[str, Any]:
        """Return what the action asks for."""
        given = self.cleaned_data
        base = self._template()
        return {
            "unit": given["unit"],
            "title": given["title"] or (base.title if base else ""),
            "topic": given["topic"] or (base.topic if base else ""),
            "words": given["words"] or (base.words if base else ""),
            "items": base.items if base else (),
        }

    def _template(self) -> Questionnaire | None:
        name = self.cleaned_data["template"]
        return next((one for one in questionnaires() if one.name == name), None)


class CopySheet(ActorForm):
    """Which unit the copy is for."""

    unit = PickField(**BY_CODE, label="复制到", empty_label="请选择")

    def narrow(self) -> None:
        """Offer the actor's units."""
        self.offer("unit", queries.units_designing(self.actor))


class QuestionForm(VersionedForm):
    """One question; what a kind has no use for is left empty."""

    kind = forms.ChoiceField(label="题型", choices=list(rules.KINDS.items()))
    text = forms.CharField(label="题目", max_length=200)
    help = forms.CharField(label="说明", max_length=200, required=False)
    required = forms.BooleanField(label="必答", required=False, initial=True)
    options = forms.CharField(
        label="选项",
        required=False,
        max_length=3000,
        widget=LINES,
        help_text="每行一个，自动编号 A、B、C……。用于单选、多选、排序和矩阵的各列。",
    )
    rows = forms.CharField(
        label="矩阵的各行",
        required=False,
        max_length=3000,
        widget=LINES,
        help_text="每行一个评价项目，只用于矩阵题。",
    )
    has_other = forms.BooleanField(label="最后一个选项请作答人自己写明", required=False)
    shuffle = forms.BooleanField(
        label="选项次序因人而异", required=False, help_text="同一个人每次看到的次序相同。"
    )
    low = forms.IntegerField(
        label="最低分、最小值或者最少选几项", required=False, min_value=-1_000_000
    )
    high = forms.IntegerField(
        label="最高分、最大值、最多选几项、排前几位或者最多几字",
        required=False,
        max_value=1_000_000_000,
    )
    low_text = forms.CharField(label="最低分的意思", max_length=20, required=False)
    high_text = forms.CharField(label="最高分的意思", max_length=20, required=False)
    new_page = forms.BooleanField(label="从这一题起另起一页", required=False)
    show_if = forms.CharField(
        label="什么时候显示",
        max_length=60,
        required=False,
        help_text="留空为总是显示。写作“2：A、B”，意思是第 2 题选了 A 或者 B 才显示。",
    )
    go_to = forms.CharField(
        label="选了以后跳到哪里",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="只用于单选题，每行写作“A：5”或者“B：结束”。",
    )

    def __init__(
        self, actor: Actor, edition: Edition, item: Item | None, *args: Any, **kwargs: Any
    ) -> None:
        self.items, self.item = edition.items, item
        kwargs["initial"] = {**(self._of(item) if item else {}), "version": edition.version}
        super().__init__(actor, *args, **kwargs)

    def _of(self, item: Item) -> dict[str, Any]:
        """Return a question as the form shows it."""
        plain = {name: getattr(item, name) for name in self.base_fields if hasattr(item, name)}
        return {
            **plain,
            "options": "\n".join(words for _, words in item.options),
            "rows": "\n".join(words for _, words in item.rows),
            "show_if": shown_text(item, self.items),
            "go_to": goes_text(item, self.items),
        }

    def clean_options(self) -> tuple[tuple[str, str], ...]:
        """Give the options their letters."""
        lines = [line for line in self.cleaned_data["options"].splitlines() if line.strip()]
        if len(lines) > rules.MOST_OPTIONS:
            raise ValidationError(f"选项最多 {rules.MOST_OPTIONS} 个")
        return rules.lettered(lines)

    def clean_rows(self) -> tuple[tuple[str, str], ...]:
        """Give the rows their numbers."""
        return rules.numbered(self.cleaned_data["rows"].splitlines())

    def clean_show_if(self) -> tuple[str, tuple[str, ...]] | None:
        """Read the condition."""
        try:
            return read_shown(self.cleaned_data["show_if"], self.items)
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault

    def clean_go_to(self) -> tuple[tuple[str, str], ...]:
        """Read the ways onwards."""
        try:
            return read_goes(self.cleaned_data["go_to"].splitlines(), self.items)
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault

    def told(self) -> Item:
        """Return the question, with what its kind has no use for left out."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        kind = given["kind"]
        if kind not in rules.CHOICES:
            given |= {"options": (), "has_other": False, "shuffle": False}
        if kind != "matrix":
            given["rows"] = ()
        if kind not in {"single", "multiple"}:
            given["has_other"] = False
        if kind == "matrix":
            given["shuffle"] = False
        if kind != "scale":
            given |= {"low_text": "", "high_text": ""}
        if kind in {"single", "matrix", "date", "file"}:
            given |= {"low": None, "high": None}
        return Item(code=self.item.code if self.item else "", **given)
