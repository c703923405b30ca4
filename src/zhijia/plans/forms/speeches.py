"""The forms of a speech: taking it in, saying who spoke, wording and cutting its pieces."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, VersionedForm
from zhijia.platform.files import rules as files

from .. import queries, rules, speech
from ..models import AREA_CHOICES, Piece, Speech

NEAR = 30


class TakeIn(ActorForm):
    """A speech as it comes: a file or a pasted text. Afterwards `source` is what was read."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="登记单位", empty_label=None)
    upload = forms.FileField(
        label="讲话文件",
        required=False,
        widget=forms.FileInput({"accept": ".docx,.txt,.pdf,.doc,.rtf"}),
        error_messages={"empty": "文件是空的，请重新选择"},
        help_text="Word、PDF 或者文本。一个文件里有几篇讲话的，会自动分开。",
    )
    text = forms.CharField(
        label="或者粘贴讲话全文",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 10, "placeholder": "把讲话全文粘贴到这里"}),
    )
    name = forms.CharField(
        label="名称",
        required=False,
        max_length=120,
        help_text="可以不填：讲话里写明了题目的，用原题目；没有写明的，用文件名。",
    )
    known: Speech | None = None
    source: speech.Source

    def narrow(self) -> None:
        """Offer the units whose desk the actor is; a single one needs no choosing."""
        units = list(queries.desk_units(self.actor)[:2])
        field = self.fields["unit"]
        field.queryset = queries.desk_units(self.actor)  # type: ignore[attr-defined]  # of models
        if len(units) == 1:
            field.initial, field.widget = units[0], forms.HiddenInput()

    def clean_upload(self) -> "UploadedFile[bytes] | None":
        """Judge the file by its size before anything of it is read."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        if upload and not (verdict := files.fits(upload.size or 0)):
            raise forms.ValidationError(str(verdict))
        return upload

    def clean(self) -> None:
        """Read the one text there is, and say of the field that it came from what is wrong."""
        upload, text = self.cleaned_data.get("upload"), self.cleaned_data.get("text", "")
        if self.errors:
            return
        if bool(upload) == bool(text.strip()):
            both = "文件和粘贴的文字请只选一种" if upload else "请选择讲话文件，或者粘贴讲话全文"
            self.add_error("upload", both)
            return
        try:
            self.source = self._read(upload, text)
        except speech.Unreadable as error:
            self.add_error("upload" if upload else "text", str(error))

    @staticmethod
    def _read(upload: "UploadedFile[bytes] | None", text: str) -> speech.Source:
        """Read the file, and wind it back for whoever keeps it; or else the pasted text."""
        if upload is None:
            return speech.read_text(text)
        source = speech.read(upload.read(), upload.name or "")
        upload.seek(0)
        return source

    def intake(self) -> dict[str, Any]:
        """Return what the action wants, with a name for speeches that bear no title."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["upload"]
        of_file = (upload.name or "").rsplit(".", 1)[0] if upload else ""
        return {
            "unit": self.cleaned_data["unit"],
            "upload": upload,
            "source": self.source,
            "apart": speech.take_apart(self.source),
            "name": self.cleaned_data["name"] or of_file or "未写明题目的讲话",
        }


class About(VersionedForm):
    """讲话信息: what the head of a speech says."""

    title = forms.CharField(label="题目", max_length=200)
    speaker = forms.CharField(label="讲话人", max_length=50, required=False)
    spoken_on = forms.DateField(
        label="讲话日期",
        required=False,
        widget=DateInput,
        help_text="填了日期，“六月底前”“会后一周内”这样的时限会换算成完成期限。",
    )

    @classmethod
    def of(cls, actor: Actor, one: Speech) -> "About":
        """Return the form filled in with what is known of the speech."""
        shown = (*cls.base_fields, "version")
        return cls(actor, initial={name: getattr(one, name) for name in shown})


class EditPiece(VersionedForm):
    """What a proposed task says; the original words stand beside it."""

    wording = forms.CharField(
        label="任务内容",
        max_length=2000,
        widget=forms.Textarea({"rows": 3, "autofocus": True}),
    )
    area = forms.ChoiceField(label="类别", choices=AREA_CHOICES)
    responsible = forms.CharField(
        label="责任单位（原文）",
        max_length=200,
        required=False,
        help_text="讲话里点到的单位或者人。",
    )
    deadline = forms.CharField(
        label="时限（原文）", max_length=200, required=False, help_text="讲话里的说法，如“年底前”。"
    )
    due_on = forms.DateField(
        label="完成期限", required=False, widget=DateInput, help_text="不填即为待定，交办时再定。"
    )
    figures = forms.CharField(
        label="数字要求", max_length=300, required=False, help_text="几个数字之间用分号隔开。"
    )

    @classmethod
    def of(cls, actor: Actor, piece: Piece) -> "EditPiece":
        """Return the form filled in with what the piece says now."""
        shown = (*cls.base_fields, "version")
        return cls(actor, initial={name: getattr(piece, name) for name in shown})


class Split(ActorForm):
    """Where to cut a piece: after one of the marks inside it."""

    at = forms.TypedChoiceField(
        label="在哪里断开",
        coerce=int,
        widget=forms.RadioSelect({"autofocus": True}),
        error_messages={"required": "请选择断开的位置", "invalid_choice": "请选择断开的位置"},
    )

    def __init__(self, actor: Actor, words: str, *args: Any) -> None:
        super().__init__(actor, *args)
        places = [(at, halves(words, at)) for at in rules.split_places(words)]
        self.choose("at", places)


def halves(words: str, at: int) -> str:
    """Show a cut with what stands around it; long halves are shortened at their far ends."""
    head, tail = words[:at], words[at:]
    head = f"…{head[-NEAR:]}" if len(head) > NEAR else head
    tail = f"{tail[:NEAR]}…" if len(tail) > NEAR else tail
    return f"{head} ┃ {tail}"
