"""Forms about papers and opinions."""

from typing import Any

from django import forms

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm

from ..models import Item, Meeting


class PutDocument(ActorForm):
    """A paper before the meeting."""

    title = forms.CharField(
        label="文件名称", max_length=120, help_text="名称相同的，作为新的一稿，原来的各稿保留。"
    )
    item = forms.ModelChoiceField(
        Item.objects.none(), label="议题", required=False, empty_label="不属于某一项议题"
    )
    upload = forms.FileField(label="文件", help_text="PDF、Word、Excel 或者图片。")

    def __init__(self, actor: Actor, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the items on the agenda."""
        self.among("item", self.meeting.items.all())


class Answer(ActorForm):
    """What became of an opinion."""

    answer = forms.CharField(
        label="答复或者采纳情况", max_length=2000, widget=forms.Textarea({"rows": 4})
    )
