"""消息设置: a pair of boxes for each kind. 群机器人: what a group is called and told."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, VersionedForm
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


def _kinds() -> forms.MultipleChoiceField:
    """Ask which kinds a group is told."""
    return forms.MultipleChoiceField(
        label="发到群里的消息",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选择一类消息"},
    )


def _offer(field: forms.Field) -> None:
    """Let the kinds be ticked that a group may be told."""
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = [(kind.name, kind.label) for kind in queries.group_kinds()]


class NewRobot(ActorForm):
    """A robot somebody added to a group: its address, and what the group is told."""

    unit_path = forms.ChoiceField(label="单位")
    name = forms.CharField(label="群名称", max_length=40, help_text="只在本页显示，便于辨认。")
    address = forms.CharField(
        label="机器人地址（Webhook）",
        max_length=500,
        help_text="在企业微信、钉钉或者飞书的群设置里添加自定义机器人，整条复制过来。加密保存，以后只显示末四位。",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label="加签密钥",
        max_length=200,
        required=False,
        help_text="钉钉选了“加签”、飞书选了“签名校验”的，填写对应的密钥；选“自定义关键词”的，关键词请填“职家”。",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    kinds = _kinds()

    def narrow(self) -> None:
        """Offer the units whose desk this person is; with only one there is nothing to choose."""
        units = list(queries.robot_units(self.actor).items())
        field = self.fields["unit_path"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = units
        if len(units) == 1:
            field.widget, field.initial = forms.HiddenInput(), units[0][0]
        _offer(self.fields["kinds"])
        self.fields["kinds"].initial = [kind.name for kind in queries.group_kinds()]


class EditRobot(VersionedForm):
    """What a group is called here, and what it is told."""

    name = forms.CharField(label="群名称", max_length=40)
    kinds = _kinds()

    def narrow(self) -> None:
        """Offer the kinds."""
        _offer(self.fields["kinds"])


class Pause(forms.Form):
    """Whether a robot is to be silent."""

    is_paused = forms.BooleanField(required=False)
