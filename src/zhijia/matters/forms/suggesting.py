"""Forms of a suggestion beside its steps: who shares, what a judge gives, what a month brought."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, VersionedForm

from .. import queries
from ..kinds import KINDS
from ..models import Matter
from ..queries import suggesting as asked
from ..rules.rewards import LABELS, NATIONAL, Scale
from ..rules.suggestions import CRITERIA

LINE = re.compile(r"^(.+?)[\s:：,，、]*(\d{1,3})\s*[%％]?$")


class ShareForm(VersionedForm):
    """Who proposed: a line for each, a name or number and a percent."""

    people = forms.CharField(
        label="建议人和份额",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="一行一人，写工号或者姓名和份额，例如：陶然 60。合计 100，第一行是第一建议人。",
    )

    def __init__(self, actor: Actor, matter: Matter, *args: Any, **kwargs: Any) -> None:
        self.matter = matter
        super().__init__(actor, *args, auto_id="share_%s", **kwargs)

    def clean_people(self) -> list[tuple[Member, int]]:
        """Return the people with their percents; ValidationError names the line that is wrong."""
        lines = [line.strip() for line in self.cleaned_data["people"].splitlines()]
        return [self._read(line) for line in lines if line]

    def _read(self, line: str) -> tuple[Member, int]:
        found = LINE.match(line)
        if found is None:
            raise ValidationError(f"“{line}”没有写份额，请写成“姓名 份额”。")
        words, percent = found[1].strip(), int(found[2])
        people = queries.people_of(self.matter)
        who = list(people.filter(staff_no=words)[:2]) or list(people.filter(name=words)[:2])
        if not who:
            raise ValidationError(f"没有找到“{words}”，请核对工号或者姓名。")
        if len(who) > 1:
            raise ValidationError(f"“{words}”不止一人，请改填工号。")
        return who[0], percent


class ScoreForm(ActorForm):
    """What one judge gives, by each of the four criteria."""

    words = forms.CharField(
        label="评语", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, auto_id="score_%s", **kwargs)

    def narrow(self) -> None:
        """Ask for a mark by each criterion, up to its full marks."""
        marks = {
            one.key: forms.IntegerField(
                label=f"{one.label}（满分 {one.full}）", min_value=0, max_value=one.full
            )
            for one in CRITERIA
        }
        self.fields = {**marks, **self.fields}
        for field in marks.values():
            field.error_messages["required"] = f"请填写{field.label}"

    @property
    def marks(self) -> dict[str, int]:
        """Return the marks by the keys of the criteria."""
        return {one.key: self.cleaned_data[one.key] for one in CRITERIA}


class BenefitForm(ActorForm):
    """What one month brought, and by which papers."""

    month = forms.TypedChoiceField(label="月份", coerce=int)
    amount = forms.DecimalField(
        label="效益（元）",
        max_digits=12,
        decimal_places=2,
        help_text="亏损填负数，没有效益填 0。",
    )
    basis = forms.CharField(
        label="依据", max_length=300, help_text="凭证、报表或者计算方法，例如：电费发票 3 张。"
    )

    def __init__(self, actor: Actor, months: Iterable[asked.Month], *args: Any, **kw: Any) -> None:
        self.months = [one for one in months if one.row is None and one.is_over]
        super().__init__(actor, *args, auto_id="benefit_%s", **kw)

    def narrow(self) -> None:
        """Offer the months that are over and not confirmed."""
        self.choose(
            "month",
            [
                (n.number, f"第 {n.number} 月（{n.first:%Y-%m-%d} 至 {n.last:%Y-%m-%d}）")
                for n in self.months
            ],
        )


class SuggestionFilter(ActorForm):
    """Which suggestions to list. A question that makes no sense is not asked."""

    state = forms.ChoiceField(label="状态", required=False)
    category = forms.ChoiceField(label="类别", required=False)

    def narrow(self) -> None:
        """Offer the states and categories of the kind."""
        kind = KINDS["suggestion"]
        states = [(one.id, one.name) for one in kind.states if one.id != kind.begins]
        self.choose("state", [("", "全部状态"), *states])
        choices = kind.field("category").choices
        self.choose("category", [("", "全部类别"), *choices.items()])

    def asked(self) -> dict[str, str]:
        """Return what was asked and made sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ScaleForm(ActorForm):
    """A unit's own amounts: its document, since when, and for each grade a value and a span."""

    document = forms.CharField(
        label="文件名称和文号",
        max_length=120,
        help_text="例如：《合理化建议奖励办法》（化工集团〔2025〕9号）。",
    )
    since_on = forms.DateField(label="起用日期", widget=DateInput)

    def narrow(self) -> None:
        """Ask for three amounts a grade, the first grade first."""
        for grade, label in LABELS.items():
            band = NATIONAL.band(grade)
            for key, words, initial in (
                ("from", "年创造价值起点（元）", band.value_from),
                ("least", "奖金下限（元）", band.least),
                ("most", "奖金上限（元）", band.most),
            ):
                self.fields[f"{key}{grade}"] = forms.DecimalField(
                    label=f"{label}{words}",
                    min_value=Decimal(0),
                    max_digits=12,
                    decimal_places=2,
                    initial=initial,
                )

    def rows(self) -> Iterable[tuple[str, list[forms.BoundField]]]:
        """Yield each grade's word with its three fields."""
        for grade, label in LABELS.items():
            yield label, [self[f"{key}{grade}"] for key in ("from", "least", "most")]

    def asked(self) -> dict[str, Any]:
        """Return what was filled in: the document, its day, and the amounts, a row a grade."""
        said, keys = self.cleaned_data, ("from", "least", "most")
        bands = [[said[f"{key}{grade}"] for key in keys] for grade in LABELS]
        return {"document": said["document"], "since_on": said["since_on"], "bands": bands}


def initial_of(scale: Scale) -> dict[str, Any]:
    """Return a scale as its form shows it."""
    found: dict[str, Any] = {}
    for band in scale.bands:
        found |= {f"from{band.grade}": band.value_from, f"least{band.grade}": band.least}
        found[f"most{band.grade}"] = band.most
    return found
