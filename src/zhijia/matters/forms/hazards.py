"""What the register of hazards asks, and the place of a QR code."""

from typing import Any

from django import forms

from zhijia.platform.blanks import ActorForm

from ..rules.hazards import GRADES


class HazardFilter(ActorForm):
    """Which hazards to list. A question that makes no sense is not asked."""

    at = forms.CharField(label="地点", required=False, max_length=60)
    grade = forms.ChoiceField(
        label="等级", required=False, choices=[("", "全部等级"), *GRADES.items()]
    )
    open = forms.BooleanField(label="只看没有销号的", required=False)

    def asked(self) -> dict[str, Any]:
        """Return what was asked and made sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class PlaceForm(ActorForm):
    """The place that a QR code stands at."""

    at = forms.CharField(
        label="地点",
        max_length=60,
        help_text="写成上报时希望看到的样子，例如：合成车间二号炉平台。",
    )
