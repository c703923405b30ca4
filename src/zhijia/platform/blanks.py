"""The blank forms that every form of ours begins from."""

from typing import Any

from django import forms

from .actor import Actor


class ActorForm(forms.Form):
    """A form that knows who fills it in, so that its choices are what that person may see."""

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
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
