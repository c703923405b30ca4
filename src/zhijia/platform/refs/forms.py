from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from zhijia.platform.blanks import ActorForm, DateInput, VersionedForm

from .announced import Moved
from .notice_text import Unread, read

FIRST, LAST = 2000, 2099


class Year(forms.Form):
    """Which year's notice to look at; without a good answer, this year's."""

    year = forms.IntegerField(label="年度", required=False, min_value=FIRST, max_value=LAST)

    def asked(self) -> int:
        """Return the year asked for."""
        year = self.cleaned_data["year"] if self.is_valid() else None
        return year or localdate().year


class EnterYear(ActorForm):
    """A year's notice as it was published."""

    year = forms.IntegerField(label="年度", min_value=FIRST, max_value=LAST)
    source = forms.CharField(label="文号", max_length=80, help_text="例如：国办发明电〔2025〕7号")
    text = forms.CharField(
        label="通知正文",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="把通知里“一、元旦：……”起的各行原样粘贴进来，系统逐行读出放假和调休上班的日子。",
    )

    def clean(self) -> dict[str, Any]:
        """Read the notice; a line that does not add up is an error of the text."""
        asked = super().clean() or self.cleaned_data
        if {"year", "source", "text"} <= asked.keys():
            try:
                asked["moved"] = read(asked["text"], year=asked["year"], source=asked["source"])
            except Unread as error:
                raise ValidationError({"text": f"{error}。"}) from error
        return asked


class EnterDay(VersionedForm):
    """One day that is off or worked."""

    day = forms.DateField(label="日期", widget=DateInput)
    is_workday = forms.TypedChoiceField(
        label="这一天",
        choices=[("off", "放假"), ("work", "上班")],
        coerce=lambda said: said == "work",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label="名称", max_length=20, help_text="例如：春节、调休上班、厂休")
    source = forms.CharField(label="依据（文号）", max_length=80)
    year = forms.IntegerField(label="安排年度", min_value=FIRST, max_value=LAST)

    def moved(self) -> Moved:
        """Return the day as the calendar reads it."""
        return Moved(**{name: self.cleaned_data[name] for name in Moved._fields})
