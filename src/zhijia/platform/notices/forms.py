"""消息设置: a pair of boxes for each kind."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm
from zhijia.platform.offers import NoticeKind

from . import queries


class Settings(ActorForm):
    """Which kinds come into the inbox and by e-mail; a duty's box in the inbox stays ticked."""

    def __init__(self, actor: Actor, *args: Any, can_mail: bool = True, **kwargs: Any) -> None:
        self.can_mail = can_mail
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Ask of every kind that may reach this person."""
        self.switches = queries.switches(self.actor)
        for _, kinds in self.switches:
            for switch in kinds:
                name, label = switch.kind.name, switch.kind.label
                self.fields[f"inbox-{name}"] = forms.BooleanField(
                    label=f"站内接收：{label}",
                    required=False,
                    widget=forms.CheckboxInput({"class": "form-check-input"}),
                    initial=switch.in_inbox,
                    disabled=bool(switch.kind.must),
                )
                self.fields[f"mail-{name}"] = forms.BooleanField(
                    label=f"邮件接收：{label}",
                    required=False,
                    widget=forms.CheckboxInput({"class": "form-check-input"}),
                    initial=switch.by_mail,
                    disabled=not self.can_mail,
                )

    def rows(self) -> Iterator[tuple[str, NoticeKind, BoundField, BoundField]]:
        """Yield each kind with its room and its two boxes."""
        for room, kinds in self.switches:
            for kind in (switch.kind for switch in kinds):
                yield room, kind, self[f"inbox-{kind.name}"], self[f"mail-{kind.name}"]

    def wanted(self) -> dict[str, tuple[bool, bool]]:
        """Return what was ticked, by kind."""
        said = self.cleaned_data
        return {
            kind.name: (said[f"inbox-{kind.name}"], said[f"mail-{kind.name}"])
            for _, kind, _, _ in self.rows()
        }
