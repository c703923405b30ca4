from datetime import date
from typing import Any

from django import forms

from zhijia.org.models import Unit
from zhijia.org.queries import units_named
from zhijia.plans.speech import AREAS
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField, VersionedForm
from zhijia.platform.offers import FIGURES, RATIOS

from ..actions import Insert
from ..rules import HERE, KINDS

NONE = [("", "不插入")]


def _figures() -> list[tuple[str, str]]:
    """Return every number there is, figures and rates, each with its unit."""
    plain = [(one.name, f"{one.label}（{one.unit}）") for one in FIGURES.values()]
    rates = [(one.name, f"{one.label}（%）") for one in RATIOS.values()]
    return [*NONE, *plain, *rates]


class EditPassage(VersionedForm):
    """The words of a passage, and a number that is to come in."""

    kind = forms.ChoiceField(label="样式", choices=list(KINDS.items()))
    text = forms.CharField(
        label="文字",
        widget=forms.Textarea({"rows": 6}),
        max_length=20_000,
        help_text="〔　〕里是系统数字，不能改；不要时整个删去。另起一行就是另起一段。",
    )
    figure = forms.ChoiceField(
        label="插入数字",
        required=False,
        choices=_figures,
        help_text=f"选好后保存：文中写了 {HERE} 的插在那里，没写的插在段末。",
    )
    group = forms.ChoiceField(label="类别", required=False, choices=[("", "全部"), *AREAS.items()])
    of: PickField = PickField(
        called=("code", "name"),
        hint="单位代码或者全称",
        label="哪个单位",
        required=False,
        empty_label="本报告的单位",
        error_messages={"invalid_choice": "没有这个单位，或者不在您的职务范围内。"},
    )
    start = forms.DateField(
        label="自", required=False, widget=DateInput, help_text="不填就是报告的期间。"
    )
    until = forms.DateField(label="至", required=False, widget=DateInput)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the units that the actor reaches."""
        self.offer("of", units_named(self.actor))

    def clean(self) -> dict[str, Any]:
        """Ask for both days or neither, and for a group only of what has groups."""
        said = super().clean() or {}
        name = said.get("figure")
        if bool(said.get("start")) != bool(said.get("until")):
            self.add_error("until", "起止日期要么都填，要么都不填")
        if said.get("group") and name and (name in RATIOS or not FIGURES[name].groups):
            self.add_error("group", "这项数字不分类别，请选“全部”")
        return said

    def asked(self, today: date) -> dict[str, Any]:
        """Return what the passage is to be."""
        said = self.cleaned_data
        unit: Unit | None = said["of"]
        insert = None
        if said["figure"]:
            insert = Insert(said["figure"], said["group"], unit, said["start"], said["until"])
        return {"kind": said["kind"], "text": said["text"], "insert": insert, "today": today}


class Move(ActorForm):
    """Which way a passage goes."""

    way = forms.ChoiceField(choices=[("up", "上移"), ("down", "下移")])


class Settle(ActorForm):
    """Whether the new words are taken."""

    choice = forms.ChoiceField(choices=[("adopt", "采用新稿"), ("keep", "保留现在的文字")])
