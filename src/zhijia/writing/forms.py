from datetime import date
from typing import Any

from django import forms

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm

from . import queries


class Draft(ActorForm):
    """Whose report, and for which year."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label=None)
    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, actor: Actor, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        years = range(today.year, today.year - 10, -1)
        self.fields["year"].choices = [(y, f"{y} 年") for y in years]  # type: ignore[attr-defined]

    def narrow(self) -> None:
        """Offer the units of the actor's own desks."""
        self.fields["unit"].queryset = queries.own_units(self.actor)  # type: ignore[attr-defined]
