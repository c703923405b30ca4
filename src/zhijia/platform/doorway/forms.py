"""What every form at a door carries besides its own fields."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from zhijia.platform.blanks import ActorForm, Blank

from . import queries, rules
from .tickets import Ticket


class MakeDoor(ActorForm):
    """Which unit people may write to."""

    unit_path = forms.ChoiceField(label="单位")

    def narrow(self) -> None:
        """Offer the units this person acts for that have no door."""
        self.choose("unit_path", queries.places_without(self.actor))


class Guard(ActorForm):
    """What a door takes."""

    is_strict = forms.BooleanField(
        label="只收算过题的来件",
        required=False,
        help_text="来件异常多时打开。不能运行脚本的浏览器暂时交不了。",
    )


class Many(forms.ClearableFileInput):
    """A field that takes several files at once."""

    allow_multiple_selected = True


class Photos(forms.FileField):
    """Several photos; each is looked at by itself when it is kept."""

    widget = Many

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[bytes]"]:
        """Return the files that came."""
        sent = data if isinstance(data, Sequence) else [data] if data else []
        return [
            cast("UploadedFile[bytes]", super(Photos, self).clean(one, initial)) for one in sent
        ]


class Knocking(Blank):
    """The ticket of a form, and how its sender shows to be no flood."""

    ticket = forms.CharField(max_length=400, widget=forms.HiddenInput)
    work = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    photos = Photos(label="照片", required=False)
    answer = forms.CharField(
        label="小问题",
        max_length=10,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(
        self, ticket: Ticket, *args: Any, with_photos: bool, bound: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ticket"].initial = ticket.text
        self.fields["ticket"].widget.attrs.update({"data-hard": ticket.hard, "data-bound": bound})
        self.fields["answer"].label = ticket.question
        accept = {"accept": "image/jpeg,image/png,image/webp", "multiple": True}
        self.fields["photos"].widget.attrs.update(accept)
        self.fields["photos"].help_text = (
            f"可以不附。最多 {rules.PHOTOS} 张，每张不超过 {rules.PHOTO_BYTES // 1024 // 1024} MB；"
            "拍摄地点、时间和机型会被去掉。"
        )
        if not with_photos:
            del self.fields["photos"]


class Receipt(Blank):
    """The code by which somebody follows what they wrote."""

    code = forms.CharField(
        label="回执码",
        max_length=60,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text="十六位字母和数字，大小写、空格都不要紧。",
    )
