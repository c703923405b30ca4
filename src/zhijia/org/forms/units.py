"""Forms about units."""

from django import forms

from zhijia.platform.blanks import ActorForm, DateInput, PickField, VersionedForm

from .. import queries
from ..models import Unit
from ..rules import UNIT_KINDS
from .fields import BY_CODE, MOST_STAFF, PastDay, has_come


class FindUnit(forms.Form):
    """Part of a unit's name, or its code."""

    name = forms.CharField(label="名称或代码", required=False, max_length=60)


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


class MoveTo(ActorForm):
    """Below which unit another is to stand; asked before anything is done."""

    to = PickField(**BY_CODE, label="新的上级单位", empty_label="请选择")

    def narrow(self) -> None:
        """Offer the units this person keeps."""
        self.fields["to"].offer(queries.units_kept(self.actor))  # type: ignore[attr-defined]  # it is a PickField

    def parent(self) -> Unit | None:
        """Return the unit chosen, if one was and may be."""
        return self.cleaned_data.get("to") if self.is_bound and self.is_valid() else None


class Move(VersionedForm):
    """The approval of a move, and the place whose consequences were shown."""

    parent = forms.ModelChoiceField(
        Unit.objects.none(),
        to_field_name="code",
        widget=forms.HiddenInput,
        error_messages={
            "required": "请先选择新的上级单位，看过后果再确认。",
            "invalid_choice": BY_CODE["error_messages"]["invalid_choice"],
        },
    )
    document = forms.CharField(
        label="批准文号", max_length=60, help_text="上一级工会的批复，例如：集工发〔2026〕12号。"
    )
    document_on = forms.DateField(
        label="批准日期", required=False, widget=DateInput, validators=[has_come]
    )

    def narrow(self) -> None:
        """Take the units this person reaches; whether they may is judged by the action."""
        self.fields["parent"].queryset = queries.units(self.actor)  # type: ignore[attr-defined]  # it chooses a row
