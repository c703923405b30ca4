"""Forms made from what a kind declares: one field of ours is one field of a form."""

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from zhijia.org.models import Member
from zhijia.platform.blanks import ActorForm, DateInput, PickField

from ..kinds.declaring import Field

KINDS = ".docx,.doc,.xlsx,.pdf,.png,.jpg,.jpeg,.txt"
LONGEST = 20_000


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several; Django's own refuses the word."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each checked when it is kept."""

    def __init__(self, *, most: int, label: str = "附件", **options: Any) -> None:
        self.most = most
        widget = ManyFiles({"accept": KINDS, "multiple": True})
        said = f"最多 {most} 个，Word、Excel、PDF、图片或者文本，每个 20 MB 以内。"
        super().__init__(label=label, required=False, widget=widget, help_text=said, **options)

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """Return the files, each a proper one; too many are refused."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        files = [super(FilesField, self).clean(one, initial) for one in given]
        if len(files) > self.most:
            raise forms.ValidationError(f"附件最多 {self.most} 个，现在选了 {len(files)} 个。")
        return [one for one in files if one]


def person_field(field: Field) -> forms.Field:
    """Return a field for one member by number or name."""
    return PickField(
        called=("staff_no", "name"),
        hint="工号或者姓名",
        label=field.label,
        required=field.required,
        empty_label="请选择",
        help_text=field.hint,
        error_messages={"invalid_choice": "没有这个人，或者不在本单位。"},
    )


def _text(field: Field, **how: Any) -> forms.Field:
    rows = 5 if field.limit > 300 or not field.limit else 3
    widget = forms.Textarea({"rows": rows}) if field.type == "long" else forms.TextInput()
    return forms.CharField(max_length=field.limit or LONGEST, widget=widget, **how)


def _choice(field: Field, **how: Any) -> forms.Field:
    choices = [*field.choices.items()]
    if len(choices) > 6:
        return forms.ChoiceField(choices=[("", "请选择"), *choices], **how)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **how)


def _choices(field: Field, **how: Any) -> forms.Field:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(choices=[*field.choices.items()], widget=widget, **how)


def _people(field: Field, **how: Any) -> forms.Field:
    widget = forms.CheckboxSelectMultiple
    return forms.ModelMultipleChoiceField(Member.objects.none(), widget=widget, **how)


MADE: dict[str, Callable[..., forms.Field]] = {
    "text": _text,
    "long": _text,
    "number": lambda f, **how: forms.IntegerField(min_value=0, max_value=f.limit or None, **how),
    "money": lambda f, **how: forms.DecimalField(
        min_value=0, max_digits=14, decimal_places=2, **how
    ),
    "date": lambda f, **how: forms.DateField(widget=DateInput, **how),
    "yes": lambda f, **how: forms.BooleanField(**how),
    "choice": _choice,
    "choices": _choices,
    "people": _people,
}


def made(field: Field) -> forms.Field:
    """Return the field of a form for a declared one."""
    if field.type == "person":
        return person_field(field)
    required = field.required and field.type != "yes"
    how = {"label": field.label, "required": required, "help_text": field.hint}
    return MADE[field.type](field, **how)


class DeclaredForm(ActorForm):
    """A form whose fields are declared; `people` are those whom a person may be chosen from."""

    declared: tuple[Field, ...] = ()

    def ask(self, fields: Iterable[Field], people: QuerySet[Member] | None = None) -> None:
        """Add the fields; they stand in the order of their declaration."""
        for field in fields:
            self.fields[field.id] = made(field)
            self.declared = (*self.declared, field)
            if field.type in {"person", "people"} and people is not None:
                self._choose_from(field, people)

    def offer_all(self, names: Sequence[str], rows: QuerySet[Any]) -> None:
        """Let the same rows be picked in several fields; they are asked for once."""
        first, *others = [self.fields[name] for name in names]
        assert isinstance(first, PickField)
        first.offer(rows)
        for field in others:
            assert isinstance(field, PickField)
            field.queryset, field.is_typed = rows, first.is_typed
            field.widget = deepcopy(first.widget)

    def _choose_from(self, field: Field, people: QuerySet[Member]) -> None:
        if field.type == "person":
            self.offer(field.id, people)
        else:
            self.among(field.id, people)

    @property
    def values(self) -> dict[str, Any]:
        """Return the answers by the ids of their fields."""
        said = self.cleaned_data
        return {field.id: said.get(field.id) for field in self.declared}
