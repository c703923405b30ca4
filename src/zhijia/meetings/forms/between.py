"""Forms about what delegates look at and ask between sessions."""

from typing import TYPE_CHECKING, Any

from django import forms

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField
from zhijia.platform.scope import under

from ..models import Congress, Delegate, Meeting, Seat
from ..rules.between import ASKING

if TYPE_CHECKING:
    Seats = forms.ModelMultipleChoiceField[Seat]
else:
    Seats = forms.ModelMultipleChoiceField


class Inspect(ActorForm):
    """An inspection or a question of delegates."""

    kind = forms.ChoiceField(label="类别", choices=list(ASKING.items()), widget=forms.RadioSelect)
    title = forms.CharField(label="事项", max_length=80)
    held_on = forms.DateField(label="日期", widget=DateInput)
    whom = forms.CharField(label="被检查（质询）的单位或者部门", max_length=80)
    unit = PickField(
        label="下级单位",
        required=False,
        empty_label="不是下级单位",
        to_field_name="code",
        called=("code", "name"),
        hint="单位名称或者代码",
    )
    names = forms.CharField(
        label="参加的代表",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="每行一人，姓名或者工号，两人以上。",
    )
    found = forms.CharField(label="情况和意见", max_length=3000, widget=forms.Textarea({"rows": 5}))

    def __init__(self, actor: Actor, congress: Congress, *args: Any, **kwargs: Any) -> None:
        self.congress = congress
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the units below."""
        below = Unit.objects.filter(under("path", self.congress.unit_path), dissolved_on=None)
        self.offer("unit", below.exclude(pk=self.congress.unit_id).order_by("path"))

    def clean_names(self) -> list[Delegate]:
        """Return the delegates who are named, each found once."""
        lines = self.cleaned_data["names"].replace("、", "\n").split("\n")
        people = list(Delegate.objects.filter(congress=self.congress).held())
        found: dict[int, Delegate] = {}
        for words in filter(None, (line.strip() for line in lines)):
            met = [one for one in people if words in {one.number, one.name}]
            if len(met) != 1:
                why = "不止一名，请改填工号" if met else "不在本届代表名册上"
                raise forms.ValidationError(f"“{words}”{why}。")
            found[met[0].pk] = met[0]
        return list(found.values())

    def said(self) -> dict[str, Any]:
        """Return what `actions.enter_inspection` takes."""
        said = dict(self.cleaned_data)
        return {"delegates": said.pop("names"), **said}


class AnswerInspection(ActorForm):
    """What was answered."""

    answer = forms.CharField(label="答复", max_length=3000, widget=forms.Textarea({"rows": 5}))
    answered_on = forms.DateField(label="答复日期", widget=DateInput)


class SeatsField(Seats):
    """Seats to be ticked, each with its delegation."""

    def label_from_instance(self, obj: Seat) -> str:
        """Return the name and the delegation."""
        return f"{obj.name}（{obj.group}）" if obj.group else obj.name


class PaperList(ActorForm):
    """Who signed on the paper list."""

    seats = SeatsField(Seat.objects.none(), label="到会的人", widget=forms.CheckboxSelectMultiple)

    def __init__(self, actor: Actor, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer who is on the roll, sits there still and has not signed in."""
        field = self.fields["seats"]
        assert isinstance(field, SeatsField)
        rows = self.meeting.seats.filter(signed_at=None, mandate__ended_on=None)
        field.queryset = rows.order_by("group", "place")
