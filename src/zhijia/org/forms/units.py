"""Forms about units."""

from dataclasses import fields
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from zhijia.platform.blanks import ActorForm, DateInput, VersionedForm

from ..rules import KIND_LABELS, REGISTRATIONS, About
from .fields import MOST_RANK, MOST_STAFF, PastDay, has_come


class FindUnit(forms.Form):
    """Part of a unit's name, or its code."""

    name = forms.CharField(label="名称或代码", required=False, max_length=60)


class AboutUnit(VersionedForm):
    """What may be written about a unit, in the groups of its page."""

    short_name = forms.CharField(label="简称", required=False, max_length=20)
    rank = forms.IntegerField(
        label="排序号",
        required=False,
        min_value=0,
        max_value=MOST_RANK,
        help_text="同级单位按它从小到大排列，相同的按建立先后。",
    )
    registration = forms.ChoiceField(
        label="登记类型",
        required=False,
        choices=[("", "未填写"), *REGISTRATIONS.items()],
        help_text="有的规定只适用于某一类登记的单位，例如未改制的全民所有制企业。",
    )
    address = forms.CharField(label="地址", required=False, max_length=100)
    phone = forms.CharField(
        label="工会办公电话",
        required=False,
        max_length=30,
        validators=[RegexValidator(r"^[0-9+（）() 、,，转-]*$", "电话只能用数字、括号和短横线。")],
        help_text="办公室的电话，不填个人手机。",
    )
    approval_no = forms.CharField(label="建会批复文号", required=False, max_length=60)
    legal_no = forms.CharField(label="工会法人资格证书号", required=False, max_length=40)
    legal_until_on = forms.DateField(label="证书有效期至", required=False, widget=DateInput)

    def about(self) -> About:
        """Return what was written."""
        said = self.cleaned_data
        told = {field.name: said[field.name] for field in fields(About)}
        return About(**{**told, "rank": said["rank"] or 0})


class EditUnit(AboutUnit):
    """What may be corrected about a unit."""

    name = forms.CharField(
        label="名称", max_length=60, help_text="更正错字用；正式更名请用“更名”，原名会保留。"
    )
    kind = forms.ChoiceField(label="类型", choices=list(KIND_LABELS.items()))
    staff_count = forms.IntegerField(
        label="职工人数",
        required=False,
        min_value=0,
        max_value=MOST_STAFF,
        help_text="本级和下级职工总数，可以不填。",
    )
    groups = (
        ("基本情况", ("name", "short_name", "kind", "registration", "rank")),
        ("规模与联系", ("staff_count", "address", "phone")),
        ("批复与法人资格", ("approval_no", "legal_no", "legal_until_on")),
    )

    def grouped(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields under their heads."""
        return [(head, [self[name] for name in names]) for head, names in self.groups]

    def told(self) -> dict[str, Any]:
        """Return what the action asks for."""
        names = ("name", "kind", "staff_count", "version")
        return {**{name: self.cleaned_data[name] for name in names}, "about": self.about()}


class Rename(VersionedForm):
    """A unit's new name, and what approved it."""

    name = forms.CharField(label="新名称", max_length=60)
    document = forms.CharField(label="批准文号", required=False, max_length=60)
    document_on = forms.DateField(
        label="批准日期", required=False, widget=DateInput, validators=[has_come]
    )


class FoundUnit(ActorForm):
    """A new unit."""

    name = forms.CharField(label="名称", max_length=60, help_text="例如：检修车间分工会。")
    code = forms.CharField(
        label="单位代码", max_length=20, help_text="字母和数字，用在登录账号里，以后不能改。"
    )
    kind = forms.ChoiceField(label="类型", choices=list(KIND_LABELS.items()))
    founded_on = PastDay("建会日期")
    staff_count = forms.IntegerField(
        label="职工人数", required=False, min_value=0, max_value=MOST_STAFF
    )
