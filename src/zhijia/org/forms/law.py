"""The form of a choice of law."""

from django import forms

from zhijia.law import SETTINGS
from zhijia.law.in_force import ON
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm

INHERIT = ("", "沿用上级或者默认口径")


class ChooseLaw(ActorForm):
    """One answer to one question, and why."""

    value = forms.ChoiceField(label="口径", required=False, widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", max_length=200)
    document = forms.CharField(
        label="依据文件",
        required=False,
        max_length=100,
        help_text="上级或者地方有文件的，填文件名和文号。",
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, actor: Actor, key: str, *args: object, **kwargs: object) -> None:
        super().__init__(actor, *args, **kwargs)
        setting = SETTINGS.get(key)
        offered = [(str(c.value), c.label) for c in setting.choices] if setting else [(ON, "启用")]
        last = INHERIT if setting else ("", "不启用")
        self.choose("value", [*offered, last])
