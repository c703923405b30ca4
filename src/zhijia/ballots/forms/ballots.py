"""What the pages of a ballot ask."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from zhijia.org.models import Unit
from zhijia.org.rules import DESKS
from zhijia.platform.blanks import ActorForm, Blank, DateInput, PickField, VersionedForm

from ..rules.words import BODIES, RULE_LEVELS, RULE_SUBJECTS, STATES, WAYS

BY_CODE: dict[str, Any] = {"called": ("code", "name"), "hint": "填写单位名称或者单位代码"}


class MomentInput(forms.DateTimeInput):
    """A moment that browsers understand."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _own(field: str, form: ActorForm) -> None:
    """Offer the units whose desk the actor holds, and choose the only one."""
    units = Unit.objects.standing().filter(path__in=form.actor.stands(DESKS))
    form.offer(field, units)
    if units.count() == 1:
        form.fields[field].initial = units.get().pk


class NewBallot(ActorForm):
    """Which unit votes on what."""

    unit = PickField(**BY_CODE, label="单位", empty_label="请选择")
    body = forms.ChoiceField(
        label="表决事项",
        choices=list(BODIES.items()),
        widget=forms.RadioSelect,
        help_text="依此适用不同的规定；定下以后不能改。",
    )
    title = forms.CharField(label="名称", max_length=80, help_text="例如：第七届委员会选举。")
    meeting = forms.CharField(label="会议名称", max_length=80, required=False)
    held_on = forms.DateField(label="表决日期", required=False, widget=DateInput, initial=localdate)
    is_rehearsal = forms.BooleanField(
        label="这是演练",
        required=False,
        help_text="程序完全一样，每页标明“演练”，不计入统计，结果没有效力。",
    )

    def narrow(self) -> None:
        """Offer the actor's units."""
        _own("unit", self)


class EditBallot(VersionedForm):
    """What a draft is called, by which way it votes, and what allows that."""

    title = forms.CharField(label="名称", max_length=80)
    meeting = forms.CharField(label="会议名称", max_length=80, required=False)
    held_on = forms.DateField(label="表决日期", required=False, widget=DateInput)
    way = forms.ChoiceField(label="投票方式", choices=list(WAYS.items()), widget=forms.RadioSelect)
    closes_at = forms.DateTimeField(
        label="投票截止时间",
        required=False,
        widget=MomentInput,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help_text="只用于远程电子投票；到时自动停止收票，不能提前结束。",
    )
    revote = forms.BooleanField(
        label="截止前可以重投",
        required=False,
        help_text="只用于远程电子投票，以最后一次为准；旁人施压时可以另投。",
    )
    method = forms.CharField(
        label="大会通过的选举（表决）办法",
        max_length=120,
        required=False,
        help_text="写明名称和通过的会议。",
    )
    method_upload = forms.FileField(label="选举（表决）办法文本", required=False)
    consent = forms.CharField(
        label="上一级工会书面同意的文号",
        max_length=120,
        required=False,
        help_text="工会选举用会场电子投票时须有。",
    )
    consent_upload = forms.FileField(label="同意文件", required=False)


class FindBallots(Blank):
    """Ballots in one state."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *STATES.items()])


class AskReason(ActorForm):
    """Why a ballot is void."""

    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea({"rows": 3}))


class LeaveOpen(ActorForm):
    """How many of those present agreed to a smaller committee."""

    present = forms.IntegerField(label="到会人数", min_value=1)
    agreed = forms.IntegerField(label="同意减少名额、不再选举的人数", min_value=0)


class NewRule(ActorForm):
    """A local written rule."""

    unit = PickField(**BY_CODE, label="登记单位", empty_label="请选择")
    subject = forms.ChoiceField(
        label="允许远程投票的事项", choices=list(RULE_SUBJECTS.items()), widget=forms.RadioSelect
    )
    title = forms.CharField(label="规定名称", max_length=120)
    issuer = forms.CharField(label="发布机关", max_length=80)
    level = forms.ChoiceField(label="层级", choices=list(RULE_LEVELS.items()))
    number = forms.CharField(label="文号", max_length=60)
    article = forms.CharField(label="条款", max_length=40, help_text="例如：第十二条。")
    since_on = forms.DateField(label="施行日期", widget=DateInput)
    until_on = forms.DateField(label="失效日期", required=False, widget=DateInput)
    upload = forms.FileField(label="文件", required=False)

    def narrow(self) -> None:
        """Offer the actor's units."""
        _own("unit", self)
