"""Forms about delegations, the end of mandates, by-elections, presidium and special committees."""

from typing import Any

from django import forms

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField

from ..models import Congress, Delegate, Meeting, Precinct, Seat
from ..queries import delegates as asked
from ..rules.delegates import REASONS
from ..rules.mandates import NewDelegate
from .delegates import EnterDelegate, count

PICK = {
    "called": ("number", "name"),
    "hint": "工号或者姓名",
    "error_messages": {"invalid_choice": "没有这名代表。"},
}
BY_THEMSELVES = [(key, words) for key, words in REASONS.items() if key != "recalled"]


class OfCongress(ActorForm):
    """A form about one term of delegates."""

    def __init__(self, actor: Actor, congress: Congress, *args: Any, **kwargs: Any) -> None:
        self.congress = congress
        super().__init__(actor, *args, **kwargs)


class PutDelegation(OfCongress):
    """A delegation, and the electoral units whose delegates join it."""

    name = forms.CharField(label="代表团（组）", max_length=40)
    precincts = forms.ModelMultipleChoiceField(
        Precinct.objects.none(),
        label="编入这些选举单位的代表",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="只列出还有代表没有编团的选举单位。",
    )

    def narrow(self) -> None:
        """Offer the electoral units with delegates who are in no delegation."""
        field = self.fields["precincts"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = asked.precincts_to_group(self.congress)


class Ending(ActorForm):
    """Why and when somebody ceased to be a delegate."""

    reason = forms.ChoiceField(label="终止原因", choices=BY_THEMSELVES)
    on = forms.DateField(label="终止日期", widget=DateInput)
    months_away = forms.IntegerField(
        label="离岗月数",
        required=False,
        min_value=0,
        max_value=999,
        help_text="停薪留职、长期病事假、内退、外派的填写。",
    )
    why = forms.CharField(label="说明", max_length=200, required=False)

    def said(self) -> dict[str, Any]:
        """Return what `actions.end_mandate` takes."""
        return {**self.cleaned_data, "months_away": self.cleaned_data["months_away"] or 0}


class Recall(ActorForm):
    """A recall by the electoral unit."""

    on = forms.DateField(label="表决日期", widget=DateInput)
    everybody = count("选举单位全体人数", required=True, least=1)
    came = count("到会人数", required=True)
    yes = count("赞成罢免", required=True)
    is_by_union = forms.BooleanField(label="由选举单位工会提出", required=False)
    asking = count("提出罢免的人数", help_text="不是由工会提出的，填写提出的会员人数。")
    why = forms.CharField(label="罢免理由", max_length=200)

    def said(self) -> dict[str, Any]:
        """Return what `actions.recall_delegate` takes."""
        return {**self.cleaned_data, "asking": self.cleaned_data["asking"] or 0}


class ElectInstead(EnterDelegate):
    """Who was elected into a vacant seat."""

    def __init__(self, actor: Actor, delegate: Delegate, *args: Any, **kwargs: Any) -> None:
        self.delegate = delegate
        super().__init__(actor, delegate.congress, *args, **kwargs)

    def narrow(self) -> None:
        """The electoral unit is that of the vacant seat."""
        super().narrow()
        del self.fields["precinct"]

    def said(self) -> NewDelegate:
        """Return whom `actions.elect_instead` takes."""
        self.cleaned_data["precinct"] = self.delegate.precinct
        return super().said()


class Preside(ActorForm):
    """A delegate of this meeting for its presidium."""

    seat = PickField(
        label="代表",
        empty_label="请选择",
        called=("member__staff_no", "name"),
        hint="工号或者姓名",
        error_messages={"invalid_choice": "名单上没有这名代表。"},
    )
    is_executive = forms.BooleanField(label="执行主席", required=False)

    def __init__(self, actor: Actor, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the delegates on the roll of this meeting."""
        rows = Seat.objects.filter(meeting=self.meeting, seat="delegate", presides=None)
        self.offer("seat", rows.order_by("place"))


class PutPanel(OfCongress):
    """A special committee."""

    name = forms.CharField(label="名称", max_length=40, help_text="例如：提案审查委员会。")
    duty = forms.CharField(label="职责", max_length=200, required=False)
    adopted_at = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="审议通过的会议",
        required=False,
        empty_label="还没有通过",
    )

    def narrow(self) -> None:
        """Offer the meetings of this congress that were held or are going on."""
        self.among("adopted_at", asked.meetings_of(self.congress))


class SeatOnPanel(OfCongress):
    """Somebody for a special committee."""

    delegate = PickField(label="代表", required=False, empty_label="不是代表", **PICK)  # type: ignore[arg-type]  # options by name
    name = forms.CharField(label="姓名", max_length=50, required=False, help_text="非代表填写。")
    is_head = forms.BooleanField(label="主任（组长）", required=False)
    from_on = forms.DateField(label="起始日期", widget=DateInput)

    def narrow(self) -> None:
        """Offer the delegates of this term."""
        self.offer("delegate", Delegate.objects.filter(congress=self.congress).held())
