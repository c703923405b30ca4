"""Forms of the library of methods."""

from typing import Any

from django import forms

from zhijia.platform.blanks import ActorForm, PickField, VersionedForm

from ..queries import methods as queries
from ..rules.methods import PARTS, TRADES


def part(label: str, hint: str = "") -> forms.CharField:
    """Return a field for one part of a method's text."""
    widget = forms.Textarea({"rows": 4})
    return forms.CharField(label=label, max_length=3000, widget=widget, help_text=hint)


class TextForm(VersionedForm):
    """The three parts of a method's text."""

    scope = part(PARTS["scope"], "什么岗位、什么设备、什么情况下用。")
    points = part(PARTS["points"], "一步一行，写清楚做法、参数和注意事项。")
    effect = part(PARTS["effect"], "与原来相比怎样，有数据的写数据。")

    @property
    def text(self) -> dict[str, str]:
        """Return the text by its parts."""
        return {key: self.cleaned_data[key] for key in PARTS}


class RegisterMethod(TextForm):
    """A new method: what it is called, who found it, and its text."""

    unit = PickField(
        called=("code", "name"), hint="单位代码或者名称", label="命名单位", empty_label=None
    )
    name = forms.CharField(label="名称", max_length=60, help_text="例如：三步巡检法。")
    trade = forms.ChoiceField(label="类别", choices=[("", "请选择"), *TRADES.items()])
    found_by = PickField(
        called=("staff_no", "name"),
        hint="工号或者姓名",
        label="创造人",
        required=False,
        empty_label="集体创造，不写",
        help_text="已经离开单位的也可以写。",
    )
    is_named_after = forms.BooleanField(
        label="以创造人姓名命名", required=False, help_text="须经本人同意以后才能发布。"
    )
    matter = PickField(
        called=("receipt", "title"),
        hint="回执号或者建议名称",
        label="来自合理化建议",
        required=False,
        empty_label="不是",
    )
    field_order = ["unit", "name", "trade", "scope", "points", "effect", "found_by"]

    def narrow(self) -> None:
        """Offer one's own units, their people and their suggestions in use."""
        self.offer("unit", queries.own_units(self.actor))
        self.offer("found_by", queries.finders(self.actor))
        self.offer("matter", queries.in_use(self.actor))

    def begin(self, matter: str) -> None:
        """Start from a suggestion, given by its key."""
        chosen = (
            queries.in_use(self.actor).filter(pk=matter).first() if matter.isdecimal() else None
        )
        if chosen:
            first = {"matter": chosen.pk, "unit": chosen.unit_id, "found_by": chosen.filer_id}
            self.initial = {**self.initial, **first}

    def asked(self) -> dict[str, Any]:
        """Return what was filled in, as the action takes it."""
        said = self.cleaned_data
        names = ("unit", "name", "trade", "found_by", "is_named_after", "matter")
        return {**{name: said[name] for name in names}, "text": self.text}


class ReviseMethod(TextForm):
    """The text anew, and what is new in it."""

    why = forms.CharField(label="修订说明", max_length=200, required=False)


class WithdrawMethod(ActorForm):
    """Why a method is out of use."""

    reason = forms.CharField(label="停用原因", max_length=200)


class MethodFilter(ActorForm):
    """Which methods to list. A question that makes no sense is not asked."""

    words = forms.CharField(label="关键词", required=False, max_length=60)
    trade = forms.ChoiceField(
        label="类别", required=False, choices=[("", "全部类别"), *TRADES.items()]
    )

    def asked(self) -> dict[str, str]:
        """Return what was asked and made sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
