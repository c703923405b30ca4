from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from zhijia.platform.blanks import ActorForm, DateInput, PickField, VersionedForm

from . import queries
from .models import Member, MemberQuerySet, Unit
from .rules import GENDERS, POST_KINDS, TERM_YEARS, UNIT_KINDS

BY_CODE: dict[str, Any] = {
    "to_field_name": "code",
    "called": ("code", "name"),
    "hint": "单位名称或者代码",
    "error_messages": {"invalid_choice": "没有这个单位，或者不在您的职务范围内。"},
}
MOST_STAFF, MOST_SEATS = 9_999_999, 99


def has_come(day: date) -> None:
    """Raise ValidationError for a day that lies ahead: what is entered here has happened."""
    if day > localdate():
        raise ValidationError("日期不能晚于今天。")


class PastDay(forms.DateField):
    """A day up to today, which it starts from."""

    def __init__(self, label: str, **options: Any) -> None:
        options = {"initial": localdate, "widget": DateInput, "validators": [has_come], **options}
        super().__init__(label=label, **options)


class FindUnit(forms.Form):
    """Part of a unit's name, or its code."""

    name = forms.CharField(label="名称或代码", required=False, max_length=60)


class FindMember(ActorForm):
    """Part of a name or a whole staff number, in one unit and those below it."""

    who = forms.CharField(label="姓名或工号", required=False, max_length=50)
    unit = PickField(**BY_CODE, label="单位（含下级）", required=False, empty_label="全部单位")
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "在会"), ("left", "已离会")]
    )

    def narrow(self) -> None:
        """Offer the units this person reaches."""
        self.fields["unit"].offer(queries.units(self.actor).standing())  # type: ignore[attr-defined]  # it is a PickField

    def place(self) -> Unit | None:
        """Return the unit asked for, if any."""
        return self.cleaned_data.get("unit")

    def found(self) -> MemberQuerySet:
        """Return the members asked for: none when the question is wrong."""
        if not self.is_valid():
            return Member.objects.none()
        place, asked = self.place(), self.cleaned_data
        path = place.path if place else ""
        left = asked["state"] == "left"
        return queries.search_members(self.actor, name=asked["who"], path=path, left=left)


class EditUnit(VersionedForm):
    """What may be changed about a unit."""

    name = forms.CharField(label="名称", max_length=60)
    kind = forms.ChoiceField(label="类型", choices=list(UNIT_KINDS.items()))
    staff_count = forms.IntegerField(
        label="职工人数",
        required=False,
        min_value=0,
        max_value=MOST_STAFF,
        help_text="本级和下级职工总数，可以不填。",
    )


class FoundUnit(ActorForm):
    """A new unit."""

    name = forms.CharField(label="名称", max_length=60, help_text="例如：检修车间分工会。")
    code = forms.CharField(
        label="单位代码", max_length=20, help_text="字母和数字，用在登录账号里，以后不能改。"
    )
    kind = forms.ChoiceField(label="类型", choices=list(UNIT_KINDS.items()))
    founded_on = PastDay("建会日期")
    staff_count = forms.IntegerField(
        label="职工人数", required=False, min_value=0, max_value=MOST_STAFF
    )


class OpenTerm(ActorForm):
    """A term of a committee, from the day of its election."""

    number = forms.IntegerField(
        label="届次", min_value=1, max_value=99, help_text="第几届，填数字。"
    )
    elected_on = PastDay("选举日期")
    years = forms.TypedChoiceField(
        label="任期", coerce=int, choices=[(years, f"{years} 年") for years in TERM_YEARS]
    )
    seats = forms.IntegerField(label="委员名额", min_value=1, max_value=MOST_SEATS)


class Enrol(ActorForm):
    """A new member."""

    unit = PickField(**BY_CODE, label="单位", empty_label="请选择")
    name = forms.CharField(label="姓名", max_length=50)
    staff_no = forms.CharField(
        label="工号", max_length=30, help_text="字母、数字和短横线，以后用它登录。"
    )
    gender = forms.ChoiceField(
        label="性别", required=False, choices=[("", "不填"), *GENDERS.items()]
    )
    joined_on = PastDay("入会日期")

    def narrow(self) -> None:
        """Offer the units this person keeps."""
        self.fields["unit"].offer(queries.units_kept(self.actor))  # type: ignore[attr-defined]  # it is a PickField


class EditMember(VersionedForm):
    """What may be corrected about a member."""

    name = forms.CharField(label="姓名", max_length=50)
    gender = forms.ChoiceField(
        label="性别", required=False, choices=[("", "不填"), *GENDERS.items()]
    )


class Leave(ActorForm):
    """When and why a member leaves."""

    left_on = PastDay("离会日期")
    reason = forms.CharField(label="离会原因", max_length=100, help_text="例如：调出、退休。")


class Appoint(ActorForm):
    """Who takes which post. The name is typed: a list of thousands helps nobody."""

    member = forms.CharField(label="会员", max_length=60, help_text="填工号或者姓名。")
    kind = forms.ChoiceField(
        label="职务", choices=[(code, kind.label) for code, kind in POST_KINDS.items()]
    )
    title = forms.CharField(
        label="岗位名称",
        required=False,
        max_length=40,
        help_text="例如：安全员。不填就用职务名称。",
    )
    from_on = PastDay("任职日期")

    def clean_member(self) -> Member:
        """Find the one member meant; name them all where several are."""
        words = str(self.cleaned_data["member"])
        found = list(queries.members_called(self.actor, words)[:5])
        if not found:
            raise ValidationError(f"没有找到“{words}”，请核对工号或者姓名。")
        if len(found) > 1:
            all_ = "、".join(f"{one.unit} {one.unit.code}-{one.staff_no}" for one in found)
            raise ValidationError(f"“{words}”不止一人：{all_}。请填“单位代码-工号”。")
        return found[0]


class Relieve(ActorForm):
    """When a post ends."""

    until_on = PastDay("免职日期")
