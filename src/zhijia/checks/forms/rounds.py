"""What the pages of rounds ask."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from zhijia.org.models import Member, Unit
from zhijia.plans.models import StageCheck
from zhijia.plans.queries import stage_checks
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField

from .. import queries
from ..actions import Terms
from ..models import Inspection, Round
from ..rules.rounds import AGREEMENTS, BANDS, read_bands
from .standards import OfUnit

SCOPES = (
    (queries.CHILDREN, "直接下级单位"),
    (queries.WHOLE, "全部下级单位（企业、医院、学校、机关，不含车间、小组）"),
    (queries.CHOSEN, "下面写明的单位"),
)
PARTING = re.compile(r"[\s,，、；;]+")


def words_of(text: str) -> list[str]:
    """Return the words of a list that somebody typed, each once."""
    return list(dict.fromkeys(word for word in PARTING.split(text) if word))


def _lines(label: str, help: str, *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(
        label=label, required=required, max_length=20_000, widget=widget, help_text=help
    )


class WithUnits(ActorForm):
    """Which units: by scope, or by name or code."""

    scope = forms.ChoiceField(
        label="受检单位", choices=SCOPES, initial=queries.CHILDREN, widget=forms.RadioSelect
    )
    units = _lines("单位名称或者代码", "选“下面写明的单位”时填写，一行一个。")

    def found_in(self, unit: Unit) -> list[Unit]:
        """Return the units chosen below one; an error where a word names none."""
        said = self.cleaned_data
        names = [line.strip() for line in said["units"].splitlines() if line.strip()]
        found, unknown = queries.chosen_units(unit, said["scope"], names)
        if unknown:
            self.add_error("units", f"没有找到：{'、'.join(unknown[:10])}。")
        elif not found:
            self.add_error("scope", "这个范围里没有单位。")
        return found


class OpenRound(OfUnit, WithUnits):
    """All that a round publishes when it opens."""

    field_order = ["unit", "title", "edition", "scope", "units", "from_on", "until_on"]
    title = forms.CharField(label="检查名称", max_length=80)
    edition = PickField(
        called=("code",),
        hint="标准的代码",
        label="检查标准",
        empty_label="请选择",
        error_messages={"invalid_choice": "没有这个标准，或者不是本单位的。"},
    )
    from_on = forms.DateField(label="开始日期", widget=DateInput)
    until_on = forms.DateField(label="截止日期", widget=DateInput)
    has_self = forms.BooleanField(
        label="先由单位自查，审核后再到现场", required=False, initial=True
    )
    mode = forms.ChoiceField(
        label="几名检查员怎样汇总", choices=list(AGREEMENTS.items()), widget=forms.RadioSelect
    )
    gap = forms.IntegerField(
        label="相差超过满分的百分之几要先商定", min_value=0, max_value=100, initial=20
    )
    object_days = forms.IntegerField(
        label="申诉期限（工作日）", min_value=1, max_value=30, initial=5
    )
    mend_days = forms.IntegerField(label="整改期限（日）", min_value=1, max_value=365, initial=30)
    bands = forms.CharField(
        label="等次", max_length=200, initial=BANDS, help_text="写等次和起点分，从高到低。"
    )
    words = forms.CharField(
        label="检查要求", required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    gate: "forms.ModelChoiceField[StageCheck]" = forms.ModelChoiceField(
        None,
        label="对应的项目环节检查事项",
        required=False,
        empty_label="没有",
        help_text="全部单位通过以后，由检查结果确认这一事项。",
    )

    def narrow(self) -> None:
        """Offer the standards of the actor's own units."""
        super().narrow()
        self.fields["mode"].initial = "average"
        self.fields["from_on"].initial = localdate()
        units: Any = self.fields["unit"]
        paths = list(units.queryset.values_list("path", flat=True))
        self.offer("edition", queries.usable(paths))
        checks = stage_checks(self.actor).filter(
            confirmed_on=None, stage__project__unit_path__in=paths
        )
        self.among("gate", checks)
        gate: Any = self.fields["gate"]
        gate.label_from_instance = _gate

    def clean_bands(self) -> str:
        """Read the grades."""
        text: str = self.cleaned_data["bands"]
        try:
            read_bands(text)
        except ValueError as why:
            raise ValidationError(f"{why}。") from why
        return text

    def clean(self) -> dict[str, Any]:
        """Find the units."""
        said = super().clean() or self.cleaned_data
        self.found: list[Unit] = []
        if "unit" in said and "scope" in said and "units" in said:
            self.found = self.found_in(said["unit"])
        return said

    def said(self) -> dict[str, Any]:
        """Return what the action is told."""
        words = self.cleaned_data
        terms = Terms(**{name: words[name] for name in Terms.__slots__})
        named = {name: words[name] for name in ("unit", "edition", "gate")}
        return {**named, "units": self.found, "terms": terms}


def _gate(check: StageCheck) -> str:
    """Return a stage's check with the project it belongs to."""
    return f"{check.stage.project.task.wording[:24]} · {check.stage.name}：{check.words[:40]}"


class AddUnits(WithUnits):
    """Which further units a round takes in."""

    def __init__(self, actor: Actor, round: Round, *args: Any, **kwargs: Any) -> None:
        self.round = round
        super().__init__(actor, *args, auto_id="AddUnits_%s", **kwargs)

    def clean(self) -> dict[str, Any]:
        """Find the units."""
        said = super().clean() or self.cleaned_data
        self.found = self.found_in(self.round.unit) if "scope" in said else []
        return said


class NameInspectors(ActorForm):
    """Who inspects which units of a round."""

    people = _lines("检查员工号", "一行一个，第一个是组长；工号有重复的，写“单位代码-工号”。")
    at = forms.ChoiceField(
        label="检查哪些单位",
        choices=[("bare", "还没有检查员的全部单位"), ("chosen", "下面写明的单位")],
        widget=forms.RadioSelect,
        initial="bare",
    )
    units = _lines("单位名称或者代码", "选“下面写明的单位”时填写，一行一个。")

    def __init__(self, actor: Actor, round: Round, *args: Any, **kwargs: Any) -> None:
        self.round = round
        self.members: list[Member] = []
        self.chosen: list[Inspection] = []
        super().__init__(actor, *args, auto_id="NameInspectors_%s", **kwargs)

    def clean(self) -> dict[str, Any]:
        """Find the people and the units."""
        said = super().clean() or self.cleaned_data
        self.members, unknown = queries.people(self.round, words_of(said.get("people", "")))
        if unknown:
            told = "、".join(unknown[:10])
            self.add_error("people", f"没有找到，或者不止一人：{told}。")
        elif not self.members:
            self.add_error("people", "请填写检查员。")
        self.chosen, strange = queries.to_man(
            self.round, said.get("at", ""), words_of(said.get("units", ""))
        )
        if strange:
            self.add_error("units", f"不在本轮检查里：{'、'.join(strange[:10])}。")
        elif not self.chosen:
            self.add_error("at", "没有可以指派的单位。")
        return said


class Reason(ActorForm):
    """A word of explanation; several such forms may stand on one page."""

    words = forms.CharField(label="说明", max_length=1000, widget=forms.Textarea({"rows": 2}))

    def __init__(
        self, actor: Actor, *args: Any, label: str = "说明", required: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(actor, *args, **{"auto_id": f"{label}_%s", **kwargs})
        self.fields["words"].label = label
        self.fields["words"].required = required
