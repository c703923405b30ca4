"""Forms about posts and terms."""

from django import forms
from django.core.exceptions import ValidationError

from zhijia.platform.blanks import ActorForm

from .. import queries
from ..models import Member
from ..rules import POST_KINDS, TERM_YEARS
from .fields import MOST_SEATS, PastDay


class OpenTerm(ActorForm):
    """A term of a committee, from the day of its election."""

    number = forms.IntegerField(
        label="届次", min_value=1, max_value=99, help_text="第几届，填数字。"
    )
    elected_on = PastDay("选举日期")
    years = forms.TypedChoiceField(
        label="任期", coerce=int, choices=[(years, f"{years} 年") for years in TERM_YEARS]
    )
    seats = forms.IntegerField(label="委员名额", min_value=1, max_value=MOST_SEATS)


class Appoint(ActorForm):
    """Who takes which post. The name is typed: a list of thousands helps nobody."""

    member = forms.CharField(label="会员", max_length=60, help_text="填工号或者姓名。")
    kind = forms.ChoiceField(
        label="职务", choices=[(code, kind.label) for code, kind in POST_KINDS.items()]
    )
    title = forms.CharField(
        label="岗位名称",
        required=False,
        max_length=40,
        help_text="例如：安全员。不填就用职务名称。",
    )
    from_on = PastDay("任职日期")

    def clean_member(self) -> Member:
        """Find the one member meant; name them all where several are."""
        words = str(self.cleaned_data["member"])
        found = list(queries.members_called(self.actor, words)[:5])
        if not found:
            raise ValidationError(f"没有找到“{words}”，请核对工号或者姓名。")
        if len(found) > 1:
            all_ = "、".join(f"{one.unit} {one.unit.code}-{one.staff_no}" for one in found)
            raise ValidationError(f"“{words}”不止一人：{all_}。请填“单位代码-工号”。")
        return found[0]


class Relieve(ActorForm):
    """When a post ends."""

    until_on = PastDay("免职日期")
