"""What the pages of standards ask."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from zhijia.org.models import Unit
from zhijia.org.queries import units_kept
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, PickField, VersionedForm

from .. import queries
from ..models import Edition, Item
from ..rules.scales import WAYS
from ..rules.standards import CODE, Line, line_stands

SCALE_HELP = (
    "逐处扣分写“每处 2”；分档写“好 10；一般 6；差 0”；"
    "按数值写“90 以上 10；80 以上 6；其余 0”；是否符合不用写。"
)


def unit_field() -> PickField:
    """Return the field for one of the units whose desk the actor keeps."""
    return PickField(
        called=("code", "name"),
        hint="单位名称或者代码",
        label="单位",
        empty_label="请选择",
        error_messages={"invalid_choice": "没有这个单位，或者不由您办理。"},
    )


class OfUnit(ActorForm):
    """A form in the name of one of the actor's own units."""

    unit = unit_field()

    def narrow(self) -> None:
        """Offer the units where the actor is the desk; the only one is chosen already."""
        kept = units_kept(self.actor).filter(path__in=self.actor.stands(DESKS))
        self.offer("unit", kept)
        found: list[Unit] = list(kept[:2])
        if len(found) == 1:
            self.fields["unit"].initial = found[0].pk
            self.fields["unit"].widget = forms.HiddenInput()


class Adopt(OfUnit):
    """Which of the standards that come with the product a unit takes over."""

    shipped = forms.ChoiceField(label="标准", widget=forms.RadioSelect)
    name = forms.CharField(
        label="名称", required=False, max_length=60, help_text="不填的，用标准原来的名称。"
    )

    def narrow(self) -> None:
        """Offer what fits the actor's units."""
        super().narrow()
        units: Any = self.fields["unit"]
        told = queries.to_adopt(list(units.queryset))
        self.choose("shipped", [(key, title) for key, title, _ in told])


class NewStandard(OfUnit):
    """A standard of one's own, to be filled by hand or from a table."""

    name = forms.CharField(label="名称", max_length=60)
    words = forms.CharField(
        label="说明", required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )


class StartEdition(ActorForm):
    """What the next version will change."""

    words = forms.CharField(label="新版要改什么", max_length=300)


class EditItem(VersionedForm):
    """One item: what it asks for and how it is scored."""

    code = forms.CharField(label="编号", max_length=8, help_text="例如 1.2，决定先后")
    section = forms.CharField(label="部分", max_length=40)
    asks = forms.CharField(label="要求", max_length=500, widget=forms.Textarea({"rows": 2}))
    full = forms.DecimalField(label="满分", min_value=0, max_value=1000, decimal_places=1)
    way = forms.ChoiceField(label="评分办法", choices=list(WAYS.items()))
    scale = forms.CharField(label="评分尺度", required=False, max_length=500, help_text=SCALE_HELP)
    is_veto = forms.BooleanField(label="否决项（不符合的，等次定为最低一等）", required=False)
    proof = forms.CharField(label="佐证", required=False, max_length=500)
    source = forms.CharField(label="依据", required=False, max_length=500)

    @classmethod
    def of(cls, actor: Actor, item: Item) -> "EditItem":
        """Return the form with what an item says."""
        line = item.line
        said = {name: getattr(line, name) for name in line.__slots__}
        said["full"] = f"{line.full.normalize():f}"
        return cls(actor, initial={**said, "version": item.version})

    def clean_code(self) -> str:
        """Take numbers such as 1.2 alone."""
        code: str = self.cleaned_data["code"].strip()
        if not CODE.fullmatch(code):
            raise ValidationError("编号写成“1.2”这样的数字。")
        return code

    def clean(self) -> dict[str, Any]:
        """Read the scale; what is wrong with it stands beside it."""
        said = super().clean() or self.cleaned_data
        if not self.errors and (no := line_stands(self.line()).reason):
            self.add_error("scale" if no.startswith("评分尺度") else None, f"{no}。")
        return said

    def line(self) -> Line:
        """Return the item that was filled in."""
        said = self.cleaned_data
        return Line(**{name: said[name] for name in Line.__slots__})


class Compare(ActorForm):
    """Which other version a version is held against."""

    to = forms.TypedChoiceField(label="与哪一版比较", coerce=int)

    def __init__(self, actor: Actor, edition: Edition, *args: Any, **kwargs: Any) -> None:
        self.edition = edition
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the other versions of the same standard."""
        others = self.edition.standard.editions.exclude(pk=self.edition.pk)
        self.choose("to", [(one.pk, f"第 {one.number} 版") for one in others])
