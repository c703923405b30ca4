"""What the pages of an electronic vote ask: files and texts that devices gave out."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from zhijia.platform.blanks import ActorForm

LARGEST = 64 * 2**20  # bytes: the partial decryptions of a long paper, the codes of 100,000


class BroughtForm(ActorForm):
    """A text that a device gave out: pasted, or as a file."""

    text = forms.CharField(
        label="内容", required=False, strip=True, widget=forms.Textarea({"rows": 3})
    )
    file = forms.FileField(label="或者选择文件", required=False)

    def clean(self) -> dict[str, Any]:
        """Put the text of whichever was given into `text`."""
        data = super().clean() or {}
        file = data.get("file")
        if file is not None:
            if file.size > LARGEST:
                raise ValidationError("文件太大，请核对是不是选错了文件。")
            try:
                data["text"] = file.read().decode()
            except UnicodeDecodeError:
                raise ValidationError("这不是工具导出的文件，请核对。") from None
        if not data.get("text"):
            raise ValidationError("请粘贴内容或者选择文件。")
        return data


class ReasonForm(ActorForm):
    """Why the ceremony begins anew."""

    reason = forms.CharField(label="原因", max_length=200)


class RevocationForm(ActorForm):
    """Which credentials are struck, and why."""

    keys = forms.CharField(
        label="公钥",
        help_text="由资格审查组按投票码查出，每行一个。",
        widget=forms.Textarea({"rows": 2}),
    )
    reason = forms.CharField(label="原因", max_length=200, initial="改领纸质选票")


class SignatureForm(ActorForm):
    """A scrutineer's signature, as their device made it."""

    key = forms.CharField(label="监票公钥", max_length=64)
    sig = forms.CharField(label="签名", max_length=128)
