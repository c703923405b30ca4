"""What is asked of who binds work to a figure, and of who shares a target out."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.apps import apps

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, VersionedForm

from ..actions.measures import Aim
from ..models import Assignment, Measure
from ..queries import measures as queries
from ..rules.measures import plain

SCOPES = [("below", "本级及下级"), ("own", "只算本级")]


class Bind(VersionedForm):
    """Which figure, how much of it, from when until when, and over which units."""

    figure = forms.ChoiceField(label="数据")
    target = forms.DecimalField(
        label="目标",
        max_digits=14,
        decimal_places=2,
        help_text="按所选数据的单位填写：人数、件数填整数，比率填百分数。",
    )
    from_on = forms.DateField(label="自", widget=DateInput)
    until_on = forms.DateField(
        label="至",
        required=False,
        widget=DateInput,
        help_text="不填即计至完成期限；延期的，随新的期限顺延。",
    )
    scope = forms.ChoiceField(label="统计范围", choices=SCOPES, widget=forms.RadioSelect)

    def narrow(self) -> None:
        """Offer every figure there is, room by room."""
        self.choose("figure", [("", "请选择"), *by_room()])

    def aim(self) -> Aim:
        """Return what was filled in."""
        said = self.cleaned_data
        return Aim(
            figure=said["figure"],
            target=said["target"],
            from_on=said["from_on"],
            until_on=said["until_on"],
            below=said["scope"] == "below",
        )

    @classmethod
    def of(cls, actor: Actor, measure: Measure | None, blank: dict[str, Any]) -> "Bind":
        """Return the form with what the work is bound to, or else with what `blank` proposes."""
        if measure is None:
            return cls(actor, initial={"scope": "below", **blank})
        names = ("figure", "target", "from_on", "until_on", "version")
        said = {name: getattr(measure, name) for name in names}
        said["target"] = plain(measure.target).replace(",", "")
        return cls(actor, initial={**said, "scope": "below" if measure.below else "own"})


def by_room() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the figures as choices under the names of their rooms."""
    rooms = {app.label: str(app.verbose_name) for app in apps.get_app_configs()}
    groups = groupby(queries.kinds(), key=lambda kind: kind.name.split(".")[0])
    return [
        (rooms.get(room, room), [(kind.name, f"{kind.label}（{kind.unit}）") for kind in found])
        for room, found in groups
    ]


class ShareOut(ActorForm):
    """A target for each unit of a leaf; an empty one takes the unit's share away."""

    def __init__(self, actor: Actor, rows: Sequence[Assignment], *args: Any, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Ask for one number a unit."""
        for row in self.rows:
            measure = getattr(row, "measure", None)
            shown = plain(measure.target).replace(",", "") if measure else None
            self.fields[f"share_{row.pk}"] = forms.DecimalField(
                label=str(row.unit),
                required=False,
                min_value=Decimal(0),
                max_digits=14,
                decimal_places=2,
                initial=shown,
                disabled=not row.is_open,
                widget=forms.NumberInput({"class": "form-control"}),
            )

    def lines(self) -> Iterable[tuple[Assignment, forms.BoundField]]:
        """Yield each unit's work with its field."""
        for row in self.rows:
            yield row, self[f"share_{row.pk}"]

    def targets(self) -> dict[int, Decimal | None]:
        """Return what was filled in, by the keys of the assignments."""
        said = self.cleaned_data
        return {row.pk: said[f"share_{row.pk}"] or None for row in self.rows if row.is_open}


class ShareBy(ActorForm):
    """By what a target is shared out over all units."""

    by = forms.ChoiceField(label="分解办法", choices=list(queries.WEIGHTS.items()))
