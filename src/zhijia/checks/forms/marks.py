"""What the sheets of marks and the page of an inspection ask."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, VersionedForm

from .. import queries
from ..models import Fault, Inspection, Item
from ..queries import SheetLine
from ..rules.scales import Said

PHOTOS = "image/*,.pdf,.docx,.xlsx,.doc,.txt"
NA = "na"
MOST_FINDINGS = 9999


def _words(label: str, *, required: bool = False, most: int = 1000) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=most, widget=forms.Textarea({"rows": 2})
    )


class MarkForm(VersionedForm):
    """One item of a sheet: what was found there."""

    choice = forms.ChoiceField(label="评分", required=False, widget=forms.RadioSelect)
    number = forms.DecimalField(
        label="数值",
        required=False,
        max_digits=12,
        decimal_places=2,
        widget=forms.NumberInput({"inputmode": "decimal"}),
    )
    words = _words("情况", most=2000)

    def __init__(self, actor: Actor, line: SheetLine, *args: Any, **kwargs: Any) -> None:
        self.line = line
        self.way = line.scale.way
        self.typed = self.way == "figure" or (self.way == "deduct" and not line.choices)
        mark, item = line.mark, line.item
        initial: dict[str, Any] = {}
        if mark is not None:
            initial = {"words": mark.words, "version": mark.version, "choice": self._choice()}
            typed = mark.number if self.way == "figure" else mark.count
            initial["number"] = None if typed is None else f"{Decimal(typed).normalize():f}"
        super().__init__(actor, *args, initial=initial, auto_id=f"item{item.pk}_%s", **kwargs)

    def _choice(self) -> str:
        """Return the button that a mark pressed."""
        mark = self.line.mark
        assert mark is not None, "asked only where there is one"
        if mark.is_na:
            return NA
        return str(mark.count) if self.way == "deduct" else mark.word

    def narrow(self) -> None:
        """Offer the buttons of the item, and that it does not apply."""
        self.choose("choice", [*self.line.choices, (NA, "不涉及")])
        if not self.typed:
            self.fields["number"].widget = forms.HiddenInput()
        elif self.way == "deduct":
            self.fields["number"].label = "问题处数"
        help_ = f"佐证：{self.line.item.proof}" if self.line.item.proof else ""
        self.fields["words"].help_text = help_

    def said(self) -> Said:
        """Return what was found."""
        words = self.cleaned_data
        choice, number = words["choice"], words["number"]
        if choice == NA:
            return Said(is_na=True)
        if self.way == "deduct":
            typed = int(number) if self.typed and number is not None else None
            return Said(count=typed if self.typed else int(choice) if choice else None)
        if self.way == "figure":
            return Said(number=number)
        return Said(word=choice)

    def clean_number(self) -> Decimal | None:
        """Take whole numbers of findings alone."""
        number: Decimal | None = self.cleaned_data["number"]
        if number is None or self.way != "deduct":
            return number
        if number < 0 or number % 1:
            raise ValidationError("请填写整数。")
        if number > MOST_FINDINGS:
            raise ValidationError(f"问题处数最多 {MOST_FINDINGS}。")
        return number


class AboutItem(ActorForm):
    """A form about one item of a sheet; a page has one for each."""

    def __init__(self, actor: Actor, item: Item, *args: Any, **kwargs: Any) -> None:
        self.item = item
        name = type(self).__name__
        super().__init__(actor, *args, **{"auto_id": f"{name}{item.pk}_%s", **kwargs})


class FaultForm(AboutItem):
    """What is wrong, where, with a photo."""

    words = _words("问题", required=True)
    where = forms.CharField(label="地点", required=False, max_length=60)
    upload = forms.FileField(
        label="照片",
        required=False,
        widget=forms.ClearableFileInput({"accept": PHOTOS, "capture": "environment"}),
    )
    hazard = forms.ChoiceField(
        label="同时报为隐患",
        required=False,
        help_text="涉及安全的选类别，并写明地点：马上报给该单位，限期整改、复查；检查的整改单照常下发。",
    )
    is_life = forms.BooleanField(
        label="危及人身安全",
        required=False,
        help_text="报为隐患的，马上通知主席、领导和监督检查员。",
    )

    def narrow(self) -> None:
        """Offer what a hazard may be about; nothing chosen is no hazard."""
        self.choose("hazard", [("", "不报"), *queries.HAZARDS.items()])

    def clean(self) -> dict[str, Any]:
        """Say beside the fields what a hazard asks for."""
        said = super().clean() or self.cleaned_data
        if said.get("hazard") and not said.get("where"):
            self.add_error("where", "报为隐患的，请写明地点。")
        if said.get("is_life") and not said.get("hazard"):
            self.add_error("hazard", "危及人身安全的，请选择隐患类别。")
        return said


class ProofForm(AboutItem):
    """A photo or file as proof."""

    upload = forms.FileField(
        label="照片或者文件", widget=forms.ClearableFileInput({"accept": PHOTOS})
    )
    words = forms.CharField(label="说明", required=False, max_length=200)


class FigureForm(AboutItem):
    """A figure of the house, from when until when."""

    figure = forms.ChoiceField(label="数据")
    start_on = forms.DateField(label="自", widget=DateInput)
    end_on = forms.DateField(label="至", widget=DateInput)

    def narrow(self) -> None:
        """Offer all figures, for the year so far."""
        self.choose("figure", queries.figures())
        today = localdate()
        self.fields["start_on"].initial = today.replace(month=1, day=1)
        self.fields["end_on"].initial = today


class RecordForm(AboutItem):
    """The address of a page of ours."""

    url = forms.CharField(
        label="本系统页面的地址", max_length=300, help_text="以 / 开头，例如 /plans/tasks/12/"
    )
    words = forms.CharField(label="说明", max_length=200)

    def clean_url(self) -> str:
        """Take only addresses that lead to a page of ours."""
        url: str = self.cleaned_data["url"].strip()
        if not queries.is_ours(url):
            raise ValidationError("请填写本系统页面的地址，以 / 开头。")
        return url


class AgreeForm(AboutItem):
    """What the inspectors agreed on."""

    points = forms.DecimalField(label="商定得分", min_value=0, max_digits=6, decimal_places=2)
    is_na = forms.BooleanField(label="不涉及", required=False)
    words = _words("理由", required=True, most=500)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ObjectForm(ActorForm):
    """Against which item a unit objects, and why."""

    item = forms.TypedChoiceField(label="对哪一条有异议", coerce=int)
    words = _words("申诉理由", required=True)
    upload = forms.FileField(
        label="材料", required=False, widget=forms.ClearableFileInput({"accept": PHOTOS})
    )

    def __init__(self, actor: Actor, inspection: Inspection, *args: Any, **kwargs: Any) -> None:
        self.inspection = inspection
        super().__init__(actor, *args, auto_id="ObjectForm_%s", **kwargs)

    def narrow(self) -> None:
        """Offer the items that have a score and no objection yet."""
        self.items = {one.pk: one for one in queries.objectable(self.inspection)}
        self.choose("item", [(pk, f"{one.code} {one.asks[:30]}") for pk, one in self.items.items()])


class DecideForm(ActorForm):
    """The answer to an objection."""

    outcome = forms.ChoiceField(
        label="答复",
        choices=[("keep", "维持得分"), ("change", "更正得分")],
        widget=forms.RadioSelect,
    )
    points = forms.DecimalField(
        label="更正为", required=False, min_value=0, max_digits=6, decimal_places=2
    )
    words = _words("理由", required=True)

    def __init__(self, actor: Actor, key: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, auto_id=f"DecideForm{key}_%s", **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask for the points where they are to be put right."""
        said = super().clean() or self.cleaned_data
        if said.get("outcome") == "change" and said.get("points") is None:
            self.add_error("points", "请填写更正后的得分。")
        return said

    def points_said(self) -> Decimal | None:
        """Return the new points; None where the score stays."""
        said = self.cleaned_data
        points: Decimal | None = said["points"] if said["outcome"] == "change" else None
        return points


class MendForm(ActorForm):
    """What was put right."""

    words = _words("整改情况", required=True)
    upload = forms.FileField(
        label="整改后的照片", required=False, widget=forms.ClearableFileInput({"accept": PHOTOS})
    )

    def __init__(self, actor: Actor, fault: Fault, *args: Any, **kwargs: Any) -> None:
        self.fault = fault
        name = type(self).__name__
        super().__init__(actor, *args, auto_id=f"{name}{fault.pk}_%s", **kwargs)


class RecheckForm(MendForm):
    """What was seen when it was looked at again."""

    is_good = forms.TypedChoiceField(
        label="复查结果",
        choices=[("yes", "合格，销项"), ("no", "不合格，继续整改")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = _words("复查看到的情况", required=True)
    upload = forms.FileField(
        label="复查照片", required=False, widget=forms.ClearableFileInput({"accept": PHOTOS})
    )
    field_order = ["is_good", "words", "upload"]
