"""Forms about transfers."""

from django import forms
from django.core.exceptions import ValidationError

from zhijia.platform.blanks import ActorForm, PickField

from .. import queries
from ..models import Unit
from .fields import BY_CODE

WHY = {"label": "原因", "max_length": 100, "help_text": "例如：工作调动。"}


class ProposeTransfer(ActorForm):
    """Where a member goes."""

    to_unit = forms.CharField(
        label="转入单位", max_length=60, help_text="填单位代码或者完整名称，本系统内任何单位。"
    )
    reason = forms.CharField(**WHY)  # type: ignore[arg-type]  # words and a number

    def clean_to_unit(self) -> Unit:
        """Find the one unit meant."""
        words = str(self.cleaned_data["to_unit"]).strip()
        found = queries.unit_called(words)
        if len(found) != 1:
            few = "不止一个，请改填单位代码" if found else "没有这个单位，请核对代码或者名称"
            raise ValidationError(f"“{words}”{few}。")
        return found[0]


class RequestTransfer(ActorForm):
    """Who is to come, and where they are now."""

    unit = PickField(**BY_CODE, label="转入单位", empty_label="请选择")
    code = forms.CharField(label="原单位代码", max_length=20)
    staff_no = forms.CharField(label="原工号", max_length=30)
    name = forms.CharField(label="姓名", max_length=50)
    reason = forms.CharField(**WHY)  # type: ignore[arg-type]  # words and a number

    def narrow(self) -> None:
        """Offer the units this person keeps."""
        self.offer("unit", queries.units_kept(self.actor))


class AcceptTransfer(ActorForm):
    """Under which number the member goes on."""

    staff_no = forms.CharField(
        label="在新单位的工号", max_length=30, help_text="原工号在新单位没有人用的，可以沿用。"
    )


class DeclineTransfer(ActorForm):
    """Why not."""

    words = forms.CharField(label="理由", max_length=100)
