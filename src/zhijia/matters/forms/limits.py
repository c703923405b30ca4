from typing import Any

from django import forms

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField

from .. import queries
from ..kinds.declaring import Kind
from ..models.limits import pers


class LimitForm(ActorForm):
    """A unit's own limit for one state of a kind."""

    unit = PickField(
        called=("code", "name"), hint="单位代码或者名称", label="单位", empty_label=None
    )
    state = forms.ChoiceField(label="环节")
    n = forms.IntegerField(label="期限", min_value=1, max_value=365)
    per = forms.ChoiceField(label="按", choices=pers)
    source = forms.CharField(
        label="依据", max_length=120, help_text="例如：《提案办理办法》（化工集团〔2026〕3号）。"
    )
    since_on = forms.DateField(
        label="起用日期", widget=DateInput, help_text="从这天起进入该环节的按新期限。"
    )

    def __init__(self, actor: Actor, kind: Kind, *args: Any, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the units whose desk somebody holds, and the states in which time runs."""
        self.offer("unit", queries.desks_of(self.actor))
        states = [(one.id, f"{one.name}（{one.within}）") for one in self.kind.states if one.within]
        self.choose("state", states)
