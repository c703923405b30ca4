"""Forms about delegates: their term, electoral units, who was elected, what is asked of them."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField, VersionedForm
from zhijia.platform.scope import under

from ..kinds import MEETINGS
from ..models import Congress, Precinct
from ..queries import delegates as asked
from ..rules.mandates import BOUNDS, RANKS, SHARES, NewDelegate

MOST = 9_999_999


def count(label: str, *, required: bool = False, least: int = 0, **more: Any) -> forms.IntegerField:
    """Return a field for a number of people."""
    return forms.IntegerField(
        label=label, required=required, min_value=least, max_value=MOST, **more
    )


class EditCongress(VersionedForm):
    """How long a term of delegates is, how many they are, how many people elect them."""

    years = forms.IntegerField(label="任期（年）", min_value=1, max_value=9)
    begins_on = forms.DateField(label="本届起始日期", widget=DateInput)
    seats = count("代表名额", required=True, least=1)
    people = count(
        "选举人总数", help_text="选会员代表的填会员人数，选职工代表的填职工人数；不填的不核对名额。"
    )
    women = count("其中女性", help_text="用来核对女代表的比例，可以不填。")


class EnterCongress(EditCongress):
    """A term of delegates to be entered."""

    kind = forms.ChoiceField(label="代表大会", widget=forms.RadioSelect)
    number = forms.IntegerField(label="第几届", min_value=1, max_value=99)
    field_order = ("kind", "number", "years", "begins_on", "seats", "people", "women")

    def __init__(self, actor: Actor, unit: Unit, *args: Any, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the congresses of this unit that have delegates."""
        kinds = asked.kinds_with_delegates(self.unit)
        self.choose("kind", [(one.id, f"{one.name}（{one.people}）") for one in kinds])

    def said(self) -> dict[str, Any]:
        """Return what `actions.enter_congress` takes."""
        said = dict(self.cleaned_data)
        said.pop("version")
        return said


class PutPrecinct(VersionedForm):
    """An electoral unit."""

    name = forms.CharField(label="选举单位", max_length=60)
    people = count("人数", required=True, least=1)
    seats = count("代表名额", required=True)


class Kindful(VersionedForm):
    """What kind of delegate somebody is."""

    rank = forms.ChoiceField(
        label="职务层次",
        choices=list(RANKS.items()),
        required=False,
        help_text="中层副职在职工代表中计入管理人员，在会员代表中不计入。",
    )
    is_woman = forms.BooleanField(label="女", required=False)
    is_young = forms.BooleanField(label="青年", required=False)
    is_frontline = forms.BooleanField(label="一线职工", required=False)
    is_teacher = forms.BooleanField(label="教师", required=False)
    is_model = forms.BooleanField(label="劳模先进", required=False)
    is_dispatched = forms.BooleanField(label="劳务派遣", required=False)


class EnterDelegate(Kindful):
    """Somebody who was elected: where, when, by how many."""

    precinct = forms.ModelChoiceField(
        Precinct.objects.none(), label="选举单位", empty_label="请选择"
    )
    member = PickField(
        label="会员",
        required=False,
        empty_label="不是会员（只可以任职工代表）",
        called=("staff_no", "name"),
        hint="工号或者姓名",
        error_messages={"invalid_choice": "没有这个会员。"},
    )
    name = forms.CharField(
        label="姓名", max_length=50, required=False, help_text="选了会员的不用填。"
    )
    number = forms.CharField(label="工号", max_length=30, required=False)
    elected_on = forms.DateField(label="当选日期", widget=DateInput)
    everybody = count("选举单位全体人数")
    came = count("到会人数")
    candidates = count("候选人数")
    yes = count("赞成票")
    field_order = (
        "precinct",
        "member",
        "name",
        "number",
        "elected_on",
        "everybody",
        "came",
        "candidates",
        "yes",
    )

    def __init__(self, actor: Actor, congress: Congress, *args: Any, **kwargs: Any) -> None:
        self.congress = congress
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the electoral units, and the members of the unit and of those below."""
        self.among("precinct", self.congress.precincts.all())
        people = Member.objects.present().filter(under("unit_path", self.congress.unit_path))
        self.offer("member", people.order_by("staff_no"))
        if self.congress.side == "union":
            field = self.fields["member"]
            field.required, field.widget.is_required = True, True

    def clean(self) -> dict[str, Any]:
        """Ask for a name where no member was chosen."""
        said = super().clean() or self.cleaned_data
        if self.congress.side == "staff" and not said.get("member") and not said.get("name"):
            self.add_error("name", "请选择会员，或者填写姓名")
        return said

    def said(self) -> NewDelegate:
        """Return whom `actions.enter_delegates` takes."""
        said = dict(self.cleaned_data)
        said.pop("version")
        member, precinct = said.pop("member"), said.pop("precinct")
        if member is not None:
            said |= {"member_id": member.pk, "name": member.name, "number": member.staff_no}
        return NewDelegate(precinct=precinct.name, **said)


class SetTarget(ActorForm):
    """A share that is asked of the delegates."""

    share = forms.ChoiceField(label="代表类别", choices=list(SHARES.items()))
    bound = forms.ChoiceField(
        label="要求", choices=list(BOUNDS.items()), widget=forms.RadioSelect, initial="least"
    )
    percent = forms.IntegerField(label="百分比", min_value=1, max_value=100)
    source = forms.CharField(
        label="出处", max_length=120, help_text="例如：市总工会文号，或者选举方案第几条。"
    )
    is_must = forms.BooleanField(
        label="必须达到", required=False, help_text="没有达到的，不能通过资格审查。"
    )


class Check(ActorForm):
    """The reason of who goes on over a no."""

    despite = forms.CharField(
        label="仍要通过的理由",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="有不合规定的事项时，只能由主席、副主席说明理由并负责，说明始终可见。",
    )


def fresh(unit: Unit) -> dict[str, Any]:
    """Return what a new term most likely says: five years, from today, for who is there now."""
    kinds = asked.kinds_with_delegates(unit)
    kind = kinds[0].id if kinds else ""
    side = MEETINGS[kind].side if kind else "union"
    people = asked.voters_under(unit, side)
    women = asked.women_under(unit) if side == "union" else None
    return {
        "kind": kind,
        "years": 5,
        "begins_on": localdate(),
        "people": people,
        "women": women,
    }
