"""Fields that the forms of this room share."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from zhijia.platform.blanks import DateInput

BY_CODE: dict[str, Any] = {
    "to_field_name": "code",
    "called": ("code", "name"),
    "hint": "单位名称或者代码",
    "error_messages": {"invalid_choice": "没有这个单位，或者不在您的职务范围内。"},
}
MOST_STAFF = 9_999_999
MOST_SEATS = 99
MOST_RANK = 9999


def has_come(day: date) -> None:
    """Raise ValidationError for a day that lies ahead: what is entered here has happened."""
    if day > localdate():
        raise ValidationError("日期不能晚于今天。")


class PastDay(forms.DateField):
    """A day up to today, which it starts from."""

    def __init__(self, label: str, **options: Any) -> None:
        options = {"initial": localdate, "widget": DateInput, "validators": [has_come], **options}
        super().__init__(label=label, **options)
