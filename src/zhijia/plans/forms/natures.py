"""What is asked of who says how often work is done, and of who reports on one of its periods."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import VersionedForm

from ..models import Assignment, Piece, Task, Turn
from ..queries import natures as queries
from ..speech.nature import EVERY, NATURES

MOST_TURNS = 60


class Recur(VersionedForm):
    """Once, again and again, or always; and how often."""

    nature = forms.ChoiceField(
        label="性质", choices=list(NATURES.items()), widget=forms.RadioSelect
    )
    every = forms.ChoiceField(
        label="频次",
        required=False,
        choices=[("", "待定"), *EVERY.items()],
        help_text="定期任务按频次分期，每期各有期限和填报；经常性任务不选的，按每季度填报。",
    )

    @classmethod
    def of(cls, actor: Actor, row: Piece | Task) -> "Recur":
        """Return the form with what is known of a piece or a task."""
        names = ("nature", "every", "version")
        return cls(actor, initial={name: getattr(row, name) for name in names})


def turn_choices(assignment: Assignment) -> list[tuple[str, str]] | None:
    """Return the periods that a report may be for, the earliest first; None without periods."""
    if not queries.recurs(assignment):
        return None
    waiting = queries.to_report(assignment, localdate())[:MOST_TURNS]
    shown = [(str(turn.pk), _called(turn)) for turn in waiting]
    return [*shown, ("", "不属于某一期，只补充情况")]


def _called(turn: Turn) -> str:
    days = f"{turn.from_on:%Y-%m-%d} 至 {turn.until_on:%Y-%m-%d}"
    return f"{days}（期限 {turn.due_on:%m-%d}）"


def values(form: Recur) -> dict[str, Any]:
    """Return what was filled in, without the version."""
    return {name: form.cleaned_data[name] for name in ("nature", "every")}
