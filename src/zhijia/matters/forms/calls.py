from typing import Any

from django import forms

from zhijia.platform.blanks import DateInput, PickField, VersionedForm

from .. import queries
from ..kinds import KINDS
from .steps import words


class CallForm(VersionedForm):
    """For what, when, and under which name matters are called for."""

    kind = forms.ChoiceField(label="征集什么")
    unit = PickField(
        called=("code", "name"), hint="单位代码或者名称", label="单位", empty_label=None
    )
    title = forms.CharField(
        label="征集名称", max_length=80, help_text="例如：第三届第二次职代会提案征集。"
    )
    from_on = forms.DateField(label="起始日期", widget=DateInput)
    until_on = forms.DateField(label="截止日期", widget=DateInput)
    words = words("征集说明", required=False)

    def narrow(self) -> None:
        """Offer the kinds that are called for, and the units whose desk somebody holds."""
        self.choose("kind", [(kind.id, kind.name) for kind in KINDS.values() if kind.called])
        self.offer("unit", queries.desks_of(self.actor))

    @property
    def said(self) -> dict[str, Any]:
        """Return what was said, without the version of a row that is not there yet."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ChangeCallForm(CallForm):
    """What may change while a call lasts."""

    def narrow(self) -> None:
        """Neither its kind nor its unit."""
        del self.fields["kind"], self.fields["unit"]
