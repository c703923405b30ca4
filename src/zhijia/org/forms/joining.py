"""Forms about joining by link."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate

from zhijia.platform.blanks import ActorForm, Blank, DateInput, PickField

from .. import queries, rules
from ..rules import Particulars
from .fields import BY_CODE


def _in_ninety_days() -> Any:
    return localdate() + timedelta(days=90)


class MakeLink(ActorForm):
    """Which unit people may ask to join, and until when."""

    unit = PickField(**BY_CODE, label="单位", empty_label="请选择")
    until_on = forms.DateField(
        label="有效期至",
        initial=_in_ninety_days,
        widget=DateInput,
        help_text=f"最长 {rules.LINK_LASTS.days} 日，可以随时停用。",
    )

    def narrow(self) -> None:
        """Offer the units this person keeps."""
        self.offer("unit", queries.units_kept(self.actor))


OFF = {"autocomplete": "off", "autocapitalize": "characters"}


class Apply(Blank):
    """What a stranger fills in on a phone in two minutes."""

    name = forms.CharField(
        label="姓名", max_length=50, widget=forms.TextInput({"autocomplete": "name"})
    )
    id_number = forms.CharField(
        label="身份证号",
        max_length=40,
        widget=forms.TextInput(OFF),
    )
    phone = forms.CharField(
        label="手机号",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    department = forms.CharField(
        label="部门", required=False, max_length=100, help_text="科室、车间、班组。"
    )
    employment = forms.ChoiceField(
        label="用工形式", choices=[("", "请选择"), *rules.EMPLOYMENTS.items()]
    )
    has_pledged = forms.BooleanField(label=rules.PLEDGE, required=False)
    has_consented = forms.BooleanField(label="我已阅读并同意个人信息处理说明", required=False)

    def told(self) -> dict[str, Any]:
        """Return what the action asks for."""
        given = self.cleaned_data
        facts = Particulars(
            id_number=given["id_number"],
            phone=given["phone"],
            department=given["department"],
            employment=given["employment"],
        )
        rest = {name: given[name] for name in ("name", "has_pledged", "has_consented")}
        return {**rest, "facts": facts}


class Receipt(Blank):
    """The code on the receipt."""

    code = forms.CharField(
        label="回执号",
        max_length=40,
        widget=forms.TextInput(OFF),
    )


class Approve(ActorForm):
    """Under which number somebody becomes a member."""

    staff_no = forms.CharField(
        label="工号", max_length=30, help_text="字母、数字和短横线，以后用它登录。"
    )


class RefuseApplication(ActorForm):
    """Why somebody is not taken in."""

    words = forms.CharField(
        label="不予批准的理由", max_length=200, help_text="申请人凭回执号能看到。"
    )


class FindApplication(Blank):
    """Applications in one state."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "待审批"), ("all", "全部")]
    )
