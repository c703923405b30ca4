"""The form by which a desk lets a speech leave the house."""

from django import forms

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm


class SendOut(ActorForm):
    """Where the sender was told that the speech goes, and that they agree."""

    host = forms.CharField(widget=forms.HiddenInput, max_length=200)
    agreed = forms.BooleanField(
        label="我已看过上面的说明，同意把这篇讲话的全文发送出去",
        error_messages={"required": "请先看过说明，勾选同意"},
    )

    @classmethod
    def to(cls, actor: Actor, host: str) -> "SendOut":
        """Return the form for sending to this host."""
        return cls(actor, initial={"host": host})
