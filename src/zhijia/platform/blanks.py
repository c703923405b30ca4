"""The blank forms that every form of ours begins from."""

from typing import Any

from django import forms

from .actor import Actor

UNSAID = forms.Field.default_error_messages["required"]


class Blank(forms.Form):
    """A form whose labels need no colon, and which says by name what is still to be filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            if field.error_messages["required"] == UNSAID:
                verb = "选择" if isinstance(field, forms.ChoiceField | forms.FileField) else "填写"
                field.error_messages["required"] = f"请{verb}{field.label}"


class ActorForm(Blank):
    """A form that knows who fills it in, so that its choices are what that person may see."""

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.narrow()

    def narrow(self) -> None:
        """Draw the choices from queries; the plain form has none."""


class VersionedForm(ActorForm):
    """A form about one row: it carries the version of the row that its reader saw."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DateInput(forms.DateInput):
    """A date field that browsers understand: zh-hans would format it so that it looks empty."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
