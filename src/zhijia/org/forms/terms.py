"""Forms about terms."""

from datetime import date
from typing import Any

from django import forms

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField, VersionedForm

from .. import queries
from ..models import Post, Shortfall, ShortfallQuerySet, Unit
from ..rules import SHORTFALLS, TERM_YEARS, Handled
from .fields import BY_CODE, MOST_SEATS, PastDay


class OpenTerm(ActorForm):
    """A term of a committee, from the day of its election, and who was elected again."""

    number = forms.IntegerField(
        label="届次", min_value=1, max_value=99, help_text="第几届，填数字。"
    )
    elected_on = PastDay("选举日期")
    years = forms.TypedChoiceField(
        label="任期", coerce=int, choices=[(years, f"{years} 年") for years in TERM_YEARS]
    )
    seats = forms.IntegerField(label="委员名额", min_value=1, max_value=MOST_SEATS)
    meeting = forms.CharField(
        label="选举会议",
        required=False,
        max_length=100,
        help_text="例如：第五届会员代表大会第一次会议。有连任的必填。",
    )
    renews = forms.BooleanField(
        label="换届：上届的各职务自选举之日起届满",
        required=False,
        help_text="勾选后，上届委员会、经审会、女职工委员会的职务一并终止，连任的在下面勾选。",
    )
    reelected = forms.MultipleChoiceField(
        label="连任的",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="新当选的，登记届次以后在“任职”里逐个登记。",
    )

    def __init__(self, actor: Actor, unit: Unit, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        self.held = {str(post.pk): post for post in queries.posts_of_term(unit)}
        self.choose(
            "reelected",
            [(key, str(post)) for key, post in self.held.items()],
        )
        if not self.held:
            del self.fields["renews"], self.fields["reelected"]

    def clean_reelected(self) -> list[Post]:
        """Return the posts of those who were elected again."""
        return [self.held[key] for key in self.cleaned_data["reelected"]]


class HandleTerm(VersionedForm):
    """What became of a term after its election."""

    reported_on = PastDay("选举结果上报日期", required=False)
    approval = forms.CharField(label="批复文号", required=False, max_length=60)
    approved_on = PastDay("批复日期", required=False)
    certified_on = PastDay("工会法人资格证书变更（换证）日期", required=False)
    delayed_until_on = forms.DateField(
        label="批准延期换届至",
        required=False,
        widget=DateInput,
        help_text="经上一级工会批准延期的填，一般不超过半年。",
    )
    delay_document = forms.CharField(label="延期批准文号", required=False, max_length=60)
    early_document = forms.CharField(
        label="提前换届批准文号",
        required=False,
        max_length=60,
        help_text="本届在上届届满以前选举的填。",
    )

    def said(self) -> dict[str, Any]:
        """Return what the action asks for."""
        handled = Handled(**{name: self.cleaned_data[name] for name in Handled._fields})
        return {"handled": handled, "version": self.cleaned_data["version"]}


class FindShortfall(ActorForm):
    """What is lacking, in one unit and those below it."""

    kind = forms.ChoiceField(
        label="缺项", required=False, choices=[("", "全部"), *SHORTFALLS.items()]
    )
    unit = PickField(**BY_CODE, label="单位（含下级）", required=False, empty_label="全部单位")

    def narrow(self) -> None:
        """Offer the units this person reaches."""
        self.offer("unit", queries.units(self.actor).standing())

    def found(self, today: date) -> ShortfallQuerySet:
        """Return what is asked for: nothing when the question is wrong."""
        if not self.is_valid():
            return Shortfall.objects.none()
        place, kind = self.cleaned_data["unit"], self.cleaned_data["kind"]
        return queries.shortfalls(self.actor, today, kind=kind, path=place.path if place else "")
