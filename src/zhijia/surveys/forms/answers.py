"""A questionnaire as a form: one or several fields a question, all of them read, none judged here.

Whether something must be answered depends on the way through, so the rules say it (`rules.faults`)
and `take` puts what they say beside the fields.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField

from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, Blank, Choice, DateInput

from .. import rules
from ..models import Round
from ..rules import Item

UNCHOSEN = [("", "请选择")]


def _letter(choices: Sequence[tuple[str, str]], label: str, look: str = "") -> forms.ChoiceField:
    widget = forms.RadioSelect({"class": look} if look else None)
    return forms.ChoiceField(label=label, choices=choices, widget=widget, required=False)


def fields_of(item: Item, label: str, seed: str) -> dict[str, forms.Field]:
    """Return the fields of a question by name."""
    name, choices = item.code, rules.mixed(item, seed)
    text: dict[str, Any] = {"label": label, "required": False, "help_text": item.help}
    found: dict[str, forms.Field] = {}
    if item.kind == "single":
        found[name] = _letter(choices, label)
    elif item.kind == "scale":
        found[name] = _letter(choices, label, "points")
    elif item.kind == "multiple":
        found[name] = forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, **text
        )
    elif item.kind == "matrix":
        for row, words in item.rows:
            found[f"{name}:{row}"] = _letter(item.options, words, "points")
    elif item.kind == "ranking":
        for place in range(1, (item.high or len(item.options)) + 1):
            found[f"{name}:{place}"] = forms.ChoiceField(
                label=f"第 {place} 位", choices=[*UNCHOSEN, *choices], required=False
            )
    elif item.kind == "number":
        entry = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        found[name] = forms.CharField(max_length=20, widget=entry, **text)
    elif item.kind == "date":
        found[name] = forms.CharField(max_length=10, widget=DateInput, **text)
    elif item.kind == "file":
        found[name] = forms.FileField(**text)
    else:
        found[name] = forms.CharField(
            max_length=rules.LONGEST_TEXT * 2, widget=forms.Textarea({"rows": 3}), **text
        )
    if item.other:
        found[f"{name}:other"] = forms.CharField(
            label=f"{item.said(item.other)}（请写明）", required=False, max_length=400
        )
    found[next(iter(found))].help_text = item.help
    return found


class Questions(Blank):
    """The fields of a questionnaire; `seed` mixes its options, the same for the same person."""

    def __init__(self, items: Sequence[Item], seed: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        self.names: dict[str, list[str]] = {}
        for number, item in enumerate(items, 1):
            label = f"{number}. {item.text}{'' if item.required else '（选答）'}"
            fields = fields_of(item, label, seed)
            self.names[item.code] = list(fields)
            self.fields.update(fields)

    def answers(self) -> dict[str, Any]:
        """Return the answers as the rules read them; files are left out."""
        found: dict[str, Any] = {}
        for item in self.items:
            value = self._value(item)
            if value not in (None, "", [], {}):
                found[item.code] = value
            other = self.cleaned_data.get(f"{item.code}:other", "")
            if other:
                found[f"{item.code}:other"] = other
        return found

    def _value(self, item: Item) -> Any:
        given = self.cleaned_data
        if item.kind == "matrix":
            rows = {row: given.get(f"{item.code}:{row}", "") for row, _ in item.rows}
            return {row: letter for row, letter in rows.items() if letter}
        if item.kind == "ranking":
            names = (name for name in self.names[item.code] if not name.endswith(":other"))
            return [letter for name in names if (letter := given.get(name, ""))]
        value = given.get(item.code)
        if item.kind == "file":
            return -1 if value else None
        if item.kind == "scale":
            return int(value) if value else None
        return value.strip() if isinstance(value, str) else value

    def uploads(self) -> "dict[str, UploadedFile[bytes]]":
        """Return the files by the code of their question."""
        codes = (item.code for item in self.items if item.kind == "file")
        return {code: file for code in codes if (file := self.cleaned_data.get(code))}

    def clean(self) -> dict[str, Any]:
        """Say beside each field what the rules find wrong."""
        given = super().clean() or self.cleaned_data
        self.take(rules.faults(self.items, self.answers()))
        return given

    def take(self, faults: Mapping[str, str]) -> None:
        """Put words beside the fields they are about."""
        for name, words in faults.items():
            field = name if name in self.fields else next(iter(self.names[name.partition(":")[0]]))
            if field not in self.errors:
                self.add_error(field, words)

    def pages(self) -> list[list[tuple[Item, list[BoundField]]]]:
        """Return the questions page by page, each with its fields."""
        return [
            [(item, [self[name] for name in self.names[item.code]]) for item in page]
            for page in rules.pages(self.items)
        ]


class AnswerForm(Questions):
    """The questionnaire of somebody who is asked."""

    def __init__(self, round: Round, actor: Actor, *args: Any, **kwargs: Any) -> None:
        seed = f"{round.pk}:{actor.member_id}"
        super().__init__(round.edition.items, seed, *args, **kwargs)


class OutsideForm(Questions):
    """The questionnaire of somebody from outside, with a name where the round is a named one."""

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(round.edition.items, str(round.pk), *args, **kwargs)
        if not round.is_anonymous:
            self.fields["who"] = forms.CharField(
                label="姓名和联系方式",
                max_length=60,
                help_text="加密保存，只用于答复您。",
                error_messages={"required": "请填写姓名"},
            )


class PaperForm(ActorForm):
    """Which sheet of paper is keyed in."""

    serial = forms.IntegerField(
        label="编号", min_value=1, max_value=1_000_000, help_text="写在纸质问卷右上角的号码。"
    )
    group = Choice(None, label="分组", empty_label=None)
    member = Choice(None, label="答卷人", empty_label="请选择")
    is_sure = forms.BooleanField(label="已对照纸质问卷核对，以本次录入为准", required=False)

    def __init__(self, actor: Actor, round: Round, *args: Any, **kwargs: Any) -> None:
        self.round = round
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Ask for the group of an anonymous sheet, and for the person of a named one."""
        self.among("group", self.round.groups.all())
        if self.round.is_anonymous:
            del self.fields["member"]
        else:
            del self.fields["group"]
            handed = self.round.asked.filter(state="paper").values("member_id")
            self.among("member", Member.objects.filter(pk__in=handed).order_by("stroke_key"))
        if not self.round.is_keyed_twice:
            del self.fields["is_sure"]
