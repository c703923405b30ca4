"""What a bulletin asks: whose and which period, a person's own words, the leader's answer."""

from datetime import date
from typing import Any

from django import forms

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, VersionedForm

from .. import rules
from ..models import Bulletin
from ..queries import bulletins as queries


def _words(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(
        label=label, required=False, max_length=2000, widget=widget, help_text=help_text
    )


class DrawBulletin(ActorForm):
    """Whose bulletin, and of which period."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label=None)
    period = forms.ChoiceField(label="期间")

    def __init__(self, actor: Actor, today: date, *args: Any, **kwargs: Any) -> None:
        self.today = today
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the units of one's own desks, and this period and the last of each kind."""
        self.among("unit", queries.own_desks(self.actor))
        self.choose(
            "period",
            [
                (f"{kind}:{first:%Y-%m-%d}", f"{rules.PERIODS[kind]}：{_named(kind, first)}")
                for kind, first in rules.periods_open(self.today)
            ],
        )

    def asked(self) -> dict[str, Any]:
        """Return what was asked as the action takes it."""
        kind, _, first = self.cleaned_data["period"].partition(":")
        unit = self.cleaned_data["unit"]
        return {"unit": unit, "kind": kind, "first": date.fromisoformat(first)}


def _named(kind: str, first: date) -> str:
    """Return a period with its days, where its name does not tell them."""
    name, (_, last) = rules.period_name(kind, first), rules.period_of(kind, first)
    days = f"（{first.month}月{first.day}日至{last.month}月{last.day}日）"
    return f"{name}{days}" if kind == "week" else name


class WordBulletin(VersionedForm):
    """A person's own words; the numbers are not here."""

    praise = _words("表扬", "写谁、因何事表扬；不写就没有这一节。")
    criticism = _words("批评", "写谁、因何事批评；不写就没有这一节。")
    demands = _words("下一步要求")

    @classmethod
    def of(cls, actor: Actor, bulletin: Bulletin) -> "WordBulletin":
        """Return the form with what was written last."""
        kept = ("praise", "criticism", "demands", "version")
        return cls(actor, initial={name: getattr(bulletin, name) for name in kept})


class ApproveBulletin(VersionedForm):
    """Whether a bulletin may be issued, and a leader's words."""

    is_approved = forms.TypedChoiceField(
        label="审定",
        choices=[("yes", "同意印发"), ("no", "退回修改")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reply = _words("审定意见")
