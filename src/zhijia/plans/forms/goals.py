"""What is asked of who sets targets of a year."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, VersionedForm

from ..queries import measures as queries
from ..queries.goals import GoalLine
from ..rules.measures import plain
from .measures import by_room


class SetGoal(VersionedForm):
    """Which figure, and how much of it in the year."""

    figure = forms.ChoiceField(label="指标")
    target = forms.DecimalField(
        label="目标",
        max_digits=14,
        decimal_places=2,
        help_text="按数据的单位填写：人数、件数填整数，比率填百分数。",
    )

    def narrow(self) -> None:
        """Offer every figure there is, room by room."""
        self.choose("figure", [("", "请选择"), *by_room()])


class Below(ActorForm):
    """A target for each unit of a leaf; an empty one takes it away."""

    def __init__(self, actor: Actor, rows: Sequence[GoalLine], *args: Any, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Ask for one number a unit."""
        for row in self.rows:
            shown = plain(row.goal.target).replace(",", "") if row.goal else None
            self.fields[f"goal_{row.unit.pk}"] = forms.DecimalField(
                label=str(row.unit),
                required=False,
                min_value=Decimal(0),
                max_digits=14,
                decimal_places=2,
                initial=shown,
                widget=forms.NumberInput({"class": "form-control"}),
            )

    def lines(self) -> Iterable[tuple[GoalLine, forms.BoundField]]:
        """Yield each unit's line with its field."""
        for row in self.rows:
            yield row, self[f"goal_{row.unit.pk}"]

    def targets(self) -> dict[int, Decimal | None]:
        """Return what was filled in, by the keys of the units."""
        said = self.cleaned_data
        return {row.unit.pk: said[f"goal_{row.unit.pk}"] or None for row in self.rows}


class ShareGoal(ActorForm):
    """By what a unit's target is shared out over those below it."""

    by = forms.ChoiceField(label="分解办法", choices=list(queries.WEIGHTS.items()))
