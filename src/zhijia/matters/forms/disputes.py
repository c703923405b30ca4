from datetime import date
from typing import Any

from django import forms

from zhijia.org.models import Member
from zhijia.platform.blanks import ActorForm, DateInput, PickField

from .. import queries
from ..rules.disputes import SIDES


class MediatorForm(ActorForm):
    """Who is given a seat on which committee, for which side, from when."""

    unit = PickField(
        called=("code", "name"), hint="单位代码或者名称", label="单位", empty_label=None
    )
    member = PickField(
        called=("staff_no", "name"),
        hint="工号或者姓名",
        label="会员",
        required=False,
        empty_label="不是会员",
        help_text="是会员的从这里选，不是会员的填写姓名。",
    )
    name = forms.CharField(label="姓名", max_length=40, required=False)
    side = forms.ChoiceField(label="代表", choices=list(SIDES.items()))
    is_head = forms.BooleanField(label="主任", required=False)
    from_on = forms.DateField(label="聘任日期", widget=DateInput)
    until_on = forms.DateField(
        label="聘期至", widget=DateInput, required=False, help_text="至少一年；不填为长期。"
    )

    def narrow(self) -> None:
        """Offer the units whose desk somebody holds, and the people of those units."""
        desks = queries.desks_of(self.actor)
        self.offer("unit", desks)
        self.offer("member", Member.objects.present().filter(unit__in=desks))

    def clean(self) -> dict[str, Any]:
        """A seat has somebody on it."""
        said = super().clean() or self.cleaned_data
        if not said.get("member") and not said.get("name", "").strip():
            self.add_error("name", "请填写姓名，或者选择会员")
        return said

    @property
    def said(self) -> dict[str, Any]:
        """Return what was said; a member brings their name."""
        member: Member | None = self.cleaned_data["member"]
        name = member.name if member else self.cleaned_data["name"].strip()
        return {**self.cleaned_data, "name": name}

    @staticmethod
    def begins(today: date) -> dict[str, Any]:
        """Return what stands in the blank at first."""
        return {"from_on": today}
