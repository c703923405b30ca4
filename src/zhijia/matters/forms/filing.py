"""The form of a matter, the same for all kinds: title, what the kind asks, files."""

from typing import Any

from django import forms
from django.urls import reverse

from zhijia.platform.actor import Actor

from ..kinds.declaring import Kind
from ..models import Matter
from .asking import DeclaredForm, FilesField


class MatterForm(DeclaredForm):
    """What a kind asks of who files; a draft needs no more than its title."""

    title = forms.CharField()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, actor: Actor, kind: Kind, *args: Any, matter: Matter | None = None, **kwargs: Any
    ) -> None:
        if matter is not None and not args:
            kwargs["initial"] = {**initial_of(matter), **kwargs.get("initial", {})}
        super().__init__(actor, *args, **kwargs)
        self.kind = kind
        title = self.fields["title"]
        title.label, title.help_text = kind.title, kind.title_hint
        title.error_messages["required"] = f"请填写{kind.title}"
        title.widget.attrs["maxlength"] = kind.title_limit
        if kind.likeness:
            # While somebody writes; without script the page of the draft shows the same.
            title.widget.attrs |= {
                "hx-get": reverse("matters:like", args=[kind.id]),
                "hx-trigger": "keyup changed delay:600ms",
                "hx-target": "#likes",
                "hx-swap": "outerHTML",
                "autocomplete": "off",
            }
        self.ask(kind.fields)
        if self.is_draft:
            for field in kind.fields:
                self.fields[field.id].required = False
        for shown in self.fields.values():
            shown.error_messages["required"] = f"请填写{shown.label}"
        if kind.files:
            self.fields["uploads"] = FilesField(most=kind.files, label=kind.files_label)

    @property
    def is_draft(self) -> bool:
        """Say whether it is only kept for now."""
        return "keep" in self.data


def initial_of(matter: Matter) -> dict[str, Any]:
    """Return what a matter says, as its form shows it."""
    values = {**matter.values, **matter.kept_apart}
    return {**values, "title": matter.title, "version": matter.version}
