"""Forms about a unit's place and its end: a move, a merger, a dissolution."""

from django import forms

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField, VersionedForm
from zhijia.platform.scope import under

from .. import queries
from ..models import Unit
from ..rules import NUMBERINGS
from .fields import BY_CODE, has_come


class Approved(VersionedForm):
    """What a change rests on: the approval of the union above."""

    document = forms.CharField(
        label="批准文号",
        required=False,
        max_length=60,
        help_text="上一级工会的批复，例如：集工发〔2026〕12号。车间、分工会和小组没有的可以不填。",
    )
    document_on = forms.DateField(
        label="批准日期", required=False, widget=DateInput, validators=[has_come]
    )


class Ended(Approved):
    """What the end of a union rests on: the meeting that passed it, and the approval."""

    meeting = forms.CharField(
        label="通过的会议",
        required=False,
        max_length=100,
        help_text="例如：2026年11月20日第三届会员代表大会第五次会议。",
    )
    field_order: tuple[str, ...] = ("meeting", "document", "document_on")


class Dissolve(Ended):
    """The end of a unit."""


class OtherUnit(forms.ModelChoiceField):  # type: ignore[type-arg]  # it has none at runtime
    """The unit whose consequences were shown, carried along unseen."""

    def __init__(self, ask: str) -> None:
        errors = {"required": ask, **BY_CODE["error_messages"]}
        super().__init__(
            Unit.objects.none(),
            to_field_name="code",
            widget=forms.HiddenInput,
            error_messages=errors,
        )


class Choose(ActorForm):
    """Which other unit is meant; asked before anything is done."""

    to = PickField(**BY_CODE, label="单位", empty_label="请选择")

    def __init__(self, actor: Actor, unit: Unit, data: dict[str, str] | None) -> None:
        self.unit = unit
        super().__init__(actor, data)

    def narrow(self) -> None:
        """Offer the units this person keeps, but for the unit itself and what is below it."""
        kept = queries.units_kept(self.actor)
        self.offer("to", kept.exclude(under("path", self.unit.path)))

    def other(self) -> Unit | None:
        """Return the unit chosen, if one was and may be."""
        return self.cleaned_data.get("to") if self.is_bound and self.is_valid() else None


class MoveTo(Choose):
    """Below which unit another is to stand."""

    def narrow(self) -> None:
        super().narrow()
        self.fields["to"].label = "新的上级单位"


class AbsorbInto(Choose):
    """Into which unit another is to go."""

    def narrow(self) -> None:
        super().narrow()
        self.fields["to"].label = "并入哪个单位"


class Move(Approved):
    """The approval of a move, and the place whose consequences were shown."""

    parent = OtherUnit("请先选择新的上级单位，看过后果再确认。")

    def narrow(self) -> None:
        """Take the units this person reaches; whether they may is judged by the action."""
        self.among("parent", queries.units(self.actor))


class Absorb(Ended):
    """The approval of a merger, and how staff numbers that clash are written anew."""

    into = OtherUnit("请先选择并入哪个单位，看过后果再确认。")
    numbering = forms.ChoiceField(
        label="工号重复的", choices=list(NUMBERINGS.items()), widget=forms.RadioSelect
    )
    field_order = ("numbering", "meeting", "document", "document_on")

    def narrow(self) -> None:
        """Take the units this person reaches; whether they may is judged by the action."""
        self.among("into", queries.units(self.actor))
