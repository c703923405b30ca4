"""Forms of the pages that bring in and take out."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import now

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, PickField

from . import actions, rules
from .models import Export, Import
from .register import Asked, Sheet

LANDSCAPE = [("landscape", "横向"), ("portrait", "纵向")]


class Bring(ActorForm):
    """A file, and the unit it goes to."""

    place = PickField(
        label="导入到",
        called=("code", "name"),
        hint="单位名称或者代码",
        to_field_name="code",
        empty_label="请选择",
        error_messages={
            "required": "请选择导入到哪个单位。",
            "invalid_choice": "没有这个单位，或者不在您的职务范围内。",
        },
    )
    file = forms.FileField(
        label="文件",
        help_text=f"Excel（.xlsx、.xls）或 CSV，不超过 {rules.LARGEST // 1024 // 1024} MB。",
        error_messages={"empty": "文件是空的，请重新选择。"},
    )

    def __init__(self, actor: Actor, sheet: Sheet, *args: Any, **options: Any) -> None:
        self.sheet = sheet
        super().__init__(actor, *args, **options)

    def narrow(self) -> None:
        """Offer the units this person may bring rows into."""
        assert self.sheet.brings is not None
        places = self.sheet.brings.places(self.actor)
        self.offer("place", places)

    def clean_file(self) -> "UploadedFile[bytes]":
        """Judge the file by its size before anything reads it."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if no := rules.fits(upload.size or 0).reason:
            raise ValidationError(f"{no}。")
        return upload

    def brought(self) -> Import:
        """Bring the file in."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return actions.bring(
            actor=self.actor,
            sheet=self.sheet,
            place=self.cleaned_data["place"],
            data=file.read(),
            name=file.name or "",
            chosen={},
        )


class Ways(ActorForm):
    """How rows are brought in: one field for each option of the sheet."""

    def __init__(self, actor: Actor, sheet: Sheet, *args: Any, **options: Any) -> None:
        super().__init__(actor, *args, **options)
        for option in sheet.brings.options if sheet.brings else ():
            self.fields[option.name] = forms.ChoiceField(
                label=option.label,
                choices=option.choices,
                initial=option.choices[0][0],
                help_text=option.help,
                widget=forms.RadioSelect,
            )


class Confirm(ActorForm):
    """Whether one bad row holds up all of them; `version` says which reading was looked through."""

    how = forms.ChoiceField(
        label="有不能导入的行时",
        choices=[("skip", "跳过这些行，导入其余的"), ("whole", "一行都不导入")],
        initial="whole",
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class Take(ActorForm):
    """Which columns, and which way the paper lies."""

    columns = forms.MultipleChoiceField(
        label="列",
        widget=forms.CheckboxSelectMultiple({"class": "in-columns"}),
        error_messages={"required": "请至少选择一列。"},
    )
    reason = forms.CharField(
        label="用途",
        required=False,
        max_length=90,
        help_text="勾选了身份证号等敏感列的，要写明用途；导出记入留痕，本人可以看到。",
    )
    paper = forms.ChoiceField(
        label="纸张方向（A4）", choices=LANDSCAPE, initial="landscape", widget=forms.RadioSelect
    )

    def __init__(
        self, actor: Actor, sheet: Sheet, asked: Asked, *args: Any, **options: Any
    ) -> None:
        super().__init__(actor, *args, **options)
        self.sheet, self.asked = sheet, asked
        sees = sheet.may_see(actor) if sheet.may_see else None
        offered = [c for c in sheet.told_columns if sees or not c.is_sensitive]
        field = self.fields["columns"]
        field.choices = [(c.key, c.head) for c in offered]  # type: ignore[attr-defined]  # a choice field
        field.initial = [c.key for c in offered if c.is_shown and not c.is_sensitive]
        if not sees:
            del self.fields["reason"]

    def taken(self) -> Export:
        """Take the chosen columns out."""
        return actions.take(
            actor=self.actor,
            sheet=self.sheet,
            columns=self.cleaned_data["columns"],
            asked=self.asked,
            is_landscape=self.cleaned_data["paper"] == "landscape",
            at=now(),
            reason=self.cleaned_data.get("reason", ""),
        )
