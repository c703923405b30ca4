"""For whom accounts are opened, many at once."""

from django import forms

from zhijia.platform.blanks import ActorForm, PickField

from .. import queries
from ..models import Unit
from ..rules import OPENED_FOR, WITHOUT
from .fields import BY_CODE


class OpenAccounts(ActorForm):
    """The unit whose members get accounts, those below it included, and which of them."""

    unit = PickField(**BY_CODE, label="单位（含下级）", empty_label="请选择")
    who = forms.ChoiceField(label="对象", choices=list(OPENED_FOR.items()), initial=WITHOUT)

    def narrow(self) -> None:
        """Offer the units this person keeps."""
        self.offer("unit", queries.units_kept(self.actor))

    def place(self) -> Unit | None:
        """Return the unit asked for, if it may be."""
        return self.cleaned_data.get("unit") if self.is_bound and self.is_valid() else None
