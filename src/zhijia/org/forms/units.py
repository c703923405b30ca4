"""Forms about units."""

from django import forms

from zhijia.platform.blanks import ActorForm, VersionedForm

from ..rules import UNIT_KINDS
from .fields import MOST_STAFF, PastDay


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
