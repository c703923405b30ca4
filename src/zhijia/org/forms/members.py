"""Forms about members."""

from django import forms

from zhijia.platform.blanks import ActorForm, PickField
from zhijia.platform.place import Place

from .. import queries, rules
from ..models import Unit
from .fields import BY_CODE, PastDay
from .particulars import ParticularsForm


class FindMember(ActorForm):
    """Part of a name or the beginning of a number, in one unit and those below it."""

    who = forms.CharField(label="姓名或工号", required=False, max_length=50)
    unit = PickField(**BY_CODE, label="单位（含下级）", required=False, empty_label="全部单位")
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "在会"), ("left", "已离会")]
    )

    def narrow(self) -> None:
        """Offer the units this person reaches."""
        self.offer("unit", queries.units_named(self.actor))

    def place(self) -> Unit | None:
        """Return the unit asked for, if any."""
        return self.cleaned_data.get("unit")

    def wanted(self, sort: str, place: Place) -> queries.Wanted | None:
        """Return what is asked: in the unit named here, else in the chosen place; None if wrong."""
        if not self.is_valid():
            return None
        unit, asked = self.place(), self.cleaned_data
        here = [(path, place.below) for path in place.paths] if place.is_chosen else None
        within = [[(unit.path, True)]] if unit else [here] if here else []
        left = asked["state"] == "left"
        return queries.Wanted(asked["who"].strip(), within, left=left, sort=sort)


class Enrol(ParticularsForm):
    """A new member."""

    unit = PickField(**BY_CODE, label="单位", empty_label="请选择")
    name = forms.CharField(label="姓名", max_length=50)
    staff_no = forms.CharField(
        label="工号", max_length=30, help_text="字母、数字和短横线，以后用它登录。"
    )
    joined_on = PastDay("入会日期")

    field_order = ("unit", "name", "staff_no", "joined_on")

    def narrow(self) -> None:
        """Offer the units this person keeps; there is no row yet, and nothing to take out."""
        del self.fields["version"], self.fields["erased"]
        self.offer("unit", queries.units_kept(self.actor))


class EditMember(ParticularsForm):
    """What may be corrected about a member."""

    name = forms.CharField(label="姓名", max_length=50)


class Leave(ActorForm):
    """How, when and why a member leaves."""

    kind = forms.ChoiceField(
        label="离会方式",
        choices=[("", "请选择"), *((one, rules.STATES[one]) for one in rules.PLAIN_LEAVING)],
    )
    left_on = PastDay("离会日期")
    reason = forms.CharField(
        label="离会原因", max_length=100, help_text="例如：调出、退休、本人申请。"
    )
    document = forms.CharField(
        label="文号", required=False, max_length=60, help_text="介绍信或者决定的文号，没有就不填。"
    )
