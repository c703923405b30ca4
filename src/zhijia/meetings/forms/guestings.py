"""Forms about meetings of management that the union must be at."""

from typing import Any

from django import forms

from zhijia.org.models import Member, Unit
from zhijia.platform.blanks import DateInput, PickField, VersionedForm
from zhijia.platform.scope import under

from .. import queries
from ..rules.guests import TOPICS


class MendGuest(VersionedForm):
    """What is told of such a meeting: its topics, who went, what the union said there."""

    title = forms.CharField(label="会议名称", max_length=120)
    held_on = forms.DateField(label="开会日期", widget=DateInput)
    topics = forms.MultipleChoiceField(
        label="讨论事项",
        choices=list(TOPICS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    was_invited = forms.BooleanField(label="邀请了工会", required=False, initial=True)
    who = forms.CharField(
        label="参加会议的工会代表",
        max_length=50,
        required=False,
        help_text="姓名或者工号；没有派人的不填。",
    )
    why_absent = forms.CharField(label="没有派人参加的原因", max_length=200, required=False)
    opinion = forms.CharField(
        label="工会提出的意见", max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    decided = forms.CharField(
        label="会议决定", max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    about: Unit | None = None

    def clean(self) -> dict[str, Any]:
        """Find the member who went, in the unit that the meeting is of."""
        said = super().clean() or self.cleaned_data
        unit, words = said.get("unit") or self.about, said.get("who", "").strip()
        said["who"] = self._member(unit, words) if words and unit else None
        return said

    def _member(self, unit: Unit, words: str) -> Member | None:
        people = Member.objects.present().filter(under("unit_path", unit.path))
        for name in ("staff_no", "name"):
            found = list(people.filter(**{name: words})[:2])
            if len(found) == 1:
                return found[0]
            if found:
                self.add_error("who", f"叫“{words}”的不止一人，请填写工号")
                return None
        self.add_error("who", f"本单位没有叫“{words}”或者工号是“{words}”的会员")
        return None


class Guest(MendGuest):
    """A meeting of management of one's unit, and what the union said there."""

    unit = PickField(
        label="单位",
        empty_label="请选择",
        to_field_name="code",
        called=("code", "name"),
        hint="单位名称或者代码",
    )
    field_order = ["unit"]

    def narrow(self) -> None:
        """Offer the units whose desk this person keeps."""
        self.offer("unit", queries.units_of(self.actor))

    def said(self) -> dict[str, Any]:
        """Return what `actions.enter_guesting` takes: a new row has no version yet."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
