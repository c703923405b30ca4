"""What the pages after a meeting ask."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate

from zhijia.disclosure.rules.catalogue import FORMS, SCOPES
from zhijia.plans.speech import AREAS
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, VersionedForm

from ..models import Item, Meeting
from ..rules.after import PARTY_FIRST


class Minutes(VersionedForm):
    """A further draft of the minutes."""

    text = forms.CharField(
        label="纪要",
        max_length=50_000,
        widget=forms.Textarea({"rows": 22}),
        help_text="以“一、”“二、”开头的行在 Word 里成为标题。每次保存另存一稿，以前各稿不会丢。",
    )


class TaskOf(ActorForm):
    """A task drawn up from what was resolved."""

    wording = forms.CharField(
        label="任务内容",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="要办的一件事；一项决议有几件事的，分别立项。",
    )
    area = forms.ChoiceField(label="类别", choices=list(AREAS.items()))
    due_on = forms.DateField(
        label="完成期限", required=False, widget=DateInput, help_text="没有定下来就空着。"
    )


class Publish(ActorForm):
    """What is made public of a meeting."""

    items = forms.ModelMultipleChoiceField(
        Item.objects.none(),
        label="公开的议题",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择要公开的议题。"},
    )
    title = forms.CharField(label="标题", max_length=100)
    text = forms.CharField(label="内容", max_length=20_000, widget=forms.Textarea({"rows": 12}))
    scope = forms.ChoiceField(label="公开范围", choices=list(SCOPES.items()))
    forms = forms.MultipleChoiceField(
        label="公开形式", choices=list(FORMS.items()), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, actor: Actor, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer what was dealt with; grades of persons go to the Party first."""
        rows = self.meeting.items.filter(state="done").exclude(competence=PARTY_FIRST)
        self.among("items", rows.order_by("place"))


class Proposals(ActorForm):
    """A call for proposals before the meeting."""

    title = forms.CharField(label="征集名称", max_length=80)
    from_on = forms.DateField(label="起始日期", widget=DateInput)
    until_on = forms.DateField(label="截止日期", widget=DateInput, help_text="不晚于开会日。")
    words = forms.CharField(
        label="说明", max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )


def proposals_initial(meeting: Meeting) -> dict[str, object]:
    """Return what a call usually says: from today until a week before the meeting."""
    today = localdate()
    until = max(today, meeting.meets_on - timedelta(days=7))
    return {"title": f"{meeting.title[:76]}提案征集", "from_on": today, "until_on": until}
