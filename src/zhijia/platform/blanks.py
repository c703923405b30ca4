"""The blank forms that every form of ours begins from."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, ProhibitNullCharactersValidator
from django.db.models import Model, QuerySet

from .actor import Actor

if TYPE_CHECKING:
    Choice = forms.ModelChoiceField[Any]
else:
    Choice = forms.ModelChoiceField

FEW = 200  # a list longer than this helps nobody, and makes its page heavy
TOLD = 5
# Days further on are typed by mistake, and terms that run from them leave the calendar.
LAST_DAY = MaxValueValidator(date(2199, 12, 31), "请核对年份。")
UNSAID = forms.Field.default_error_messages["required"]


class Blank(forms.Form):
    """A form whose labels need no colon, and which says by name what is still to be filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            if field.error_messages["required"] == UNSAID:
                verb = "选择" if isinstance(field, forms.ChoiceField | forms.FileField) else "填写"
                field.error_messages["required"] = f"请{verb}{field.label}"

    def full_clean(self) -> None:
        """Judge what was sent; fields may have been added until now."""
        for field in self.fields.values():
            if isinstance(field, forms.DateField) and LAST_DAY not in field.validators:
                field.validators.append(LAST_DAY)
        super().full_clean()


class ActorForm(Blank):
    """A form that knows who fills it in, so that its choices are what that person may see."""

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.narrow()

    def narrow(self) -> None:
        """Draw the choices from queries; the plain form has none."""

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        """Let one of these rows be picked in the field `name`, a PickField."""
        field = self.fields[name]
        assert isinstance(field, PickField)
        field.offer(rows)

    def among(self, name: str, rows: QuerySet[Any]) -> None:
        """Take only these rows in the field `name`, a field of rows however it is shown."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def choose(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Let one of these be chosen in the field `name`, a field of choices or of groups."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class VersionedForm(ActorForm):
    """A form about one row: it carries the version of the row that its reader saw."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DateInput(forms.DateInput):
    """A date field that browsers understand: zh-hans would format it so that it looks empty."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PickField(Choice):
    """One row out of `offer`: chosen from a list while they are few, beyond that typed.

    `called` are the fields that name a row, the one that tells rows of one name apart first.
    """

    def __init__(self, *, called: tuple[str, ...], hint: str, **options: Any) -> None:
        super().__init__(None, **options)
        self.called, self.hint, self.is_typed = called, hint, False

    def offer(self, rows: QuerySet[Any]) -> None:
        """Let one of these rows be picked; one query, and none when they are shown."""
        self.queryset = rows
        first = list(rows[: FEW + 1])
        self.is_typed = len(first) > FEW
        blank = [] if self.empty_label is None else [("", self.empty_label)]
        self.widget.choices = [
            *blank,
            *((self.prepare_value(row), self.label_from_instance(row)) for row in first),
        ]
        if self.is_typed:
            self.widget = forms.TextInput({"placeholder": self.hint})
            self.widget.is_required = self.required

    def to_python(self, value: Any) -> Any:
        """Return the row that was chosen, or the only one that is called so."""
        if not self.is_typed:
            return super().to_python(value)
        words = str(value or "").strip()
        return self._called(words) if words else None

    def _called(self, words: str) -> Any:
        """Return the only row called so; ValidationError where there is none or are several."""
        ProhibitNullCharactersValidator()(words)
        assert self.queryset is not None
        for name in self.called:
            found = list(self.queryset.filter(**{name: words})[: TOLD + 1])
            if len(found) == 1:
                return found[0]
            if found:
                raise ValidationError(several(words, found[:TOLD], self.called[0]))
        raise ValidationError(self.error_messages["invalid_choice"])


def several(words: str, found: Iterable[Model], key: str) -> str:
    """Say that more than one row is called so, and what tells them apart."""
    told = attrgetter(key.replace("__", "."))
    return f"“{words}”不止一个，请改填代码或者编号：{'、'.join(str(told(row)) for row in found)}。"
