from datetime import date
from typing import Any

from django import forms

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, VersionedForm

from .. import queries
from ..rules import FORMS, PERIODS, TITLE_LENGTH, Period, period

YEARS = 10


class Draft(ActorForm):
    """Whose report, in which form, and on which days."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label=None)
    form = forms.ChoiceField(label="文体", choices=[(k, f.label) for k, f in FORMS.items()])
    year = forms.TypedChoiceField(label="年度", coerce=int)
    part = forms.ChoiceField(label="期间", choices=list(PERIODS.items()))
    start = forms.DateField(
        label="自", required=False, widget=DateInput, help_text="只在“自选起止日期”时填。"
    )
    until = forms.DateField(label="至", required=False, widget=DateInput)

    def __init__(self, actor: Actor, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        years = range(today.year, today.year - YEARS, -1)
        self.choose("year", [(str(y), f"{y} 年") for y in years])

    def narrow(self) -> None:
        """Offer the units of the actor's own desks."""
        self.among("unit", queries.own_units(self.actor))

    def clean(self) -> dict[str, Any]:
        """Ask for both days where they are the reporter's own choice."""
        said = super().clean() or {}
        if said.get("part") == "own":
            for name in ("start", "until"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, f"请填写“{self.fields[name].label}”的日期")
        return said

    def asked(self) -> dict[str, Any]:
        """Return what is to be drafted."""
        said = self.cleaned_data
        own = said["part"] == "own"
        days = Period(said["start"], said["until"]) if own else period(said["year"], said["part"])
        return {"unit": said["unit"], "form": said["form"], "period": days}


class Retitle(VersionedForm):
    """What a report is called."""

    title = forms.CharField(label="标题", max_length=TITLE_LENGTH)


class Sign(VersionedForm):
    """Nothing is asked of who signs but which version they have seen."""


class HandBack(ActorForm):
    """What is to be mended."""

    words = forms.CharField(label="退回意见", max_length=500, widget=forms.Textarea({"rows": 2}))


class Redraw(ActorForm):
    """Which numbers are renewed, and whether the sentences follow."""

    numbers = forms.TypedMultipleChoiceField(
        label="更新哪些数字", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.BooleanField(
        label="没有改过的段落按新的记录重写",
        required=False,
        initial=True,
        help_text="您改过的段落不动，与新稿不同的并列显示，由您选定。",
    )

    def __init__(self, actor: Actor, lines: list[queries.Line], *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        named = [
            (str(line.citation.place), f"{line.citation.name}：{line.shown} → {line.shown_now}")
            for line in lines
        ]
        self.choose("numbers", named)
        self.fields["numbers"].initial = [key for key, _ in named]
