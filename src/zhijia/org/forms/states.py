"""Forms about what becomes of a membership."""

from django import forms

from zhijia.platform.blanks import ActorForm

from .. import rules
from ..rules import Expulsion, Lapse
from .fields import PastDay


class Keep(ActorForm):
    """From when and for what reason a membership is kept."""

    from_on = PastDay("保留起始日期")
    reason = forms.ChoiceField(
        label="原因", choices=[("", "请选择"), *((one, one) for one in rules.KEPT_FOR)]
    )
    document = forms.CharField(
        label="文号", required=False, max_length=60, help_text="退休证、决定等的文号，没有就不填。"
    )


class Resume(ActorForm):
    """From when a kept membership goes on."""

    on = PastDay("恢复日期")


class Rejoin(ActorForm):
    """From when somebody is a member again."""

    joined_on = PastDay("批准入会日期")


class LapseForm(ActorForm):
    """What the committee found: three conditions, the education, the decision."""

    unpaid_since = PastDay("不交会费，自", initial=None)
    absent_since = PastDay("不参加组织生活，自", initial=None)
    has_no_reason = forms.BooleanField(label="经核实，没有正当理由", required=False)
    taught_on = PastDay("教育日期", initial=None)
    taught_how = forms.CharField(
        label="教育的经过", max_length=80, help_text="谁、怎样谈的、本人怎么说。"
    )
    still_refuses = forms.BooleanField(label="经教育，本人拒不改正", required=False)
    decided_on = PastDay("委员会认定日期")

    def found(self) -> Lapse:
        """Return the findings."""
        return Lapse(**self.cleaned_data)


class Expel(ActorForm):
    """The steps of an expulsion."""

    sentenced_on = PastDay("刑事处分日期", initial=None)
    judgment = forms.CharField(label="裁判文书号", max_length=60)
    heard_on = PastDay("工会小组讨论日期", initial=None)
    decided_on = PastDay("委员会决定日期")
    filed_as = forms.CharField(
        label="上一级工会备案文号",
        required=False,
        max_length=60,
        help_text="还没有备案的先不填，办理以后请报上一级工会备案。",
    )

    def steps(self) -> Expulsion:
        """Return the steps."""
        return Expulsion(**self.cleaned_data)
