"""What the pages of the roll and of those who watch ask."""

from typing import Any

from django import forms

from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, Blank, PickField
from zhijia.platform.scope import under

from ..models import Ballot
from ..rules.rolls import SOURCES
from ..rules.words import WATCHERS


class FillRoll(ActorForm):
    """Where the roll comes from."""

    source = forms.ChoiceField(
        label="名册来源", choices=list(SOURCES.items()), widget=forms.RadioSelect
    )


class PasteRoll(ActorForm):
    """Lines out of a table or a letter."""

    text = forms.CharField(
        label="粘贴名单",
        max_length=400_000,
        widget=forms.Textarea({"rows": 8, "placeholder": "王芳　2007　医院代表团"}),
        help_text="每行一人：姓名，可以跟工号和代表团（分工会），用空格、逗号或者制表符隔开。",
    )


class FindVoters(Blank):
    """A name, a number or a group."""

    q = forms.CharField(label="姓名、工号或者代表团", required=False, max_length=60)


class NewWatcher(ActorForm):
    """Somebody who watches, and as what."""

    role = forms.ChoiceField(label="职责", choices=list(WATCHERS.items()))
    member = PickField(
        called=("staff_no", "name"),
        hint="填写工号或者姓名",
        label="会员",
        required=False,
        empty_label="不是本单位会员",
    )
    name = forms.CharField(
        label="姓名（单位以外的人）",
        max_length=50,
        required=False,
        help_text="只有密钥保管人、资格审查组可以是单位以外的人。",
    )
    sent_by = forms.CharField(
        label="由谁推选", max_length=60, required=False, help_text="例如：大会表决通过、上级工会。"
    )
    is_from_above = forms.BooleanField(label="上级工会派出", required=False)

    def __init__(self, actor: Actor, ballot: Ballot, *args: Any, **kwargs: Any) -> None:
        self.ballot = ballot
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the members of the unit."""
        people = Member.objects.voting().filter(under("unit_path", self.ballot.unit.path))
        self.offer("member", people.order_by("stroke_key"))
