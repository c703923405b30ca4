"""What the pages of rounds ask."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.timezone import localdate

from zhijia.matters.kinds.opinion import THEMES
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import FEW, ActorForm, Blank, DateInput, PickField, VersionedForm
from zhijia.platform.scope import under

from .. import rules
from ..models import Edition, Round
from ..queries import Spec
from ..rules.sampling import WAYS
from .sheets import BY_CODE

if TYPE_CHECKING:
    Choices = forms.ModelMultipleChoiceField[Member]
else:
    Choices = forms.ModelMultipleChoiceField


def _in_two_weeks() -> Any:
    return localdate() + timedelta(days=14)


class OpenRound(ActorForm):
    """Whom to ask, from when until when, and how."""

    title = forms.CharField(label="调查名称", max_length=80)
    is_anonymous = forms.TypedChoiceField(
        label="方式",
        choices=[("yes", "匿名"), ("no", "实名")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
        help_text="匿名：每人一份，谁也查不出哪一份是谁的；发布以后不能改为实名。",
    )
    within = PickField(**BY_CODE, label="调查范围", empty_label=None)
    way = forms.ChoiceField(
        label="调查对象", choices=list(WAYS.items()), widget=forms.RadioSelect, initial="all"
    )
    size = forms.IntegerField(
        label="抽样人数", required=False, min_value=1, help_text="按单位人数比例抽样时填写。"
    )
    quotas = forms.CharField(
        label="配额",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 4, "placeholder": "职工医院工会，女，36-45，5"}),
        help_text="按配额抽样时填写，每行“单位，性别，年龄，人数”，不限的写“不限”。",
    )
    roll_on = forms.DateField(
        label="名册日期", initial=localdate, widget=DateInput, help_text="这一天在会的会员。"
    )
    from_on = forms.DateField(label="开始日期", initial=localdate, widget=DateInput)
    until_on = forms.DateField(label="截止日期", initial=_in_two_weeks, widget=DateInput)
    is_outside = forms.BooleanField(
        label="另开对外链接",
        required=False,
        help_text="单位以外的人凭链接作答，答卷单列，不计入作答率。",
    )
    is_keyed_twice = forms.BooleanField(label="纸质问卷由两人分别录入", required=False)

    def __init__(self, actor: Actor, edition: Edition, *args: Any, **kwargs: Any) -> None:
        self.edition = edition
        first = {"title": f"{localdate().year} 年{edition.sheet.title}"[:80]}
        first["within"] = edition.sheet.unit.code
        kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the unit that asks and those below it."""
        below = Unit.objects.standing().filter(under("path", self.edition.sheet.unit_path))
        self.offer("within", below)
        field = self.fields["within"]
        if isinstance(field, PickField) and not field.is_typed:
            self.initial["within"] = self.edition.sheet.unit_id

    def told(self) -> Spec:
        """Return what the action asks for."""
        given = {**self.cleaned_data, "size": self.cleaned_data["size"] or 0}
        return Spec(**given)


class Prolong(ActorForm):
    """A later last day."""

    until_on = forms.DateField(label="新的截止日期", widget=DateInput)


class Takers(Choices):
    """People to tick, each with the unit that tells namesakes apart."""

    def label_from_instance(self, obj: Member) -> str:
        return f"{obj}（{obj.unit}）"


class HandOut(ActorForm):
    """Who takes a sheet of paper; who has answered is not told from who has not."""

    members = Takers(None, label="领取纸质问卷的人", widget=forms.CheckboxSelectMultiple)

    def __init__(self, actor: Actor, round: Round, *args: Any, **kwargs: Any) -> None:
        self.round = round
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer all who are asked and have not taken one, whether they have answered or not.

        Of many only those without an account: nobody else needs paper, and a page has an end.
        """
        asked = self.round.asked.exclude(state="paper").values("member_id")
        people = Member.objects.filter(pk__in=asked).select_related("unit")
        if people.count() > FEW:
            people = people.filter(user=None)
        self.among("members", people.order_by("unit_path", "stroke_key"))


class SettleOutcome(VersionedForm):
    """A finding, and what is answered to it."""

    finding = forms.CharField(
        label="听到的意见", max_length=500, widget=forms.Textarea({"rows": 2})
    )
    weight = forms.CharField(
        label="多少人这样说",
        max_length=60,
        required=False,
        help_text="例如：第 5 题 38% 选“不满意”。",
    )
    adoption = forms.ChoiceField(
        label="处理结果", choices=list(rules.ADOPTIONS.items()), widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label="怎么办、为什么",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="谁来办、什么时候办完；不采纳的写明理由。",
    )


class OpenMatter(ActorForm):
    """What an opinion is about."""

    theme = forms.ChoiceField(label="方面", choices=list(THEMES.items()))


class FindRounds(Blank):
    """Rounds in one state."""

    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部"), ("running", "进行中"), ("closed", "已结束")],
    )
