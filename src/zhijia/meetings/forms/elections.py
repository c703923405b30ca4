"""What the pages of elections ask."""

from typing import Any

from django import forms

from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField
from zhijia.platform.scope import under

from ..models import Election, Item, Meeting, Nominee
from ..models.elections import watchers
from ..queries import elections as queries
from ..rules import elections as rules

UNKNOWN = {"invalid_choice": "没有这个会员。"}


def person(label: str, **more: Any) -> PickField:
    """Return a field for a member."""
    return PickField(
        label=label,
        error_messages=UNKNOWN,
        called=("staff_no", "name"),
        hint="工号或者姓名",
        empty_label="请选择",
        **more,
    )


class OfMeeting(ActorForm):
    """A form that picks members of the unit that meets."""

    def __init__(self, actor: Actor, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(actor, *args, **kwargs)

    def offer_members(self, name: str) -> None:
        """Offer the members of the unit and of those below."""
        people = Member.objects.present().filter(under("unit_path", self.meeting.unit_path))
        self.offer(name, people.order_by("staff_no"))


class PlanElection(ActorForm):
    """What an item elects, for how many seats."""

    office = forms.ChoiceField(label="选举的职务")
    seats = forms.IntegerField(label="应选名额", min_value=1, max_value=240)
    percent = forms.IntegerField(
        label="差额率（%）",
        min_value=0,
        max_value=100,
        help_text="委员不低于 5，常务委员不低于 10；主席、副主席可以等额，填 0。",
    )
    keep = forms.IntegerField(
        label="差额预选取前几名",
        required=False,
        min_value=1,
        max_value=240,
        help_text="先差额预选、再正式选举的才填；直接差额选举的不填。",
    )
    years = forms.TypedChoiceField(
        label="本届任期",
        required=False,
        coerce=int,
        help_text="每届第一次会议选举委员会时填写。",
    )
    source = forms.ModelChoiceField(
        Election.objects.none(),
        label="从哪次选举的当选人中产生",
        required=False,
        empty_label="不限",
    )
    timing = forms.CharField(
        label="提前、延期换届批准文号",
        max_length=60,
        required=False,
        help_text="如期换届的不填；提前或者延期换届须经上一级工会批准，延期一般不超过半年。",
    )
    has_party = forms.BooleanField(label="本单位建立了党组织", required=False, initial=True)

    def __init__(self, actor: Actor, item: Item, *args: Any, **kwargs: Any) -> None:
        self.item = item
        super().__init__(actor, *args, **kwargs)

    def clean_keep(self) -> int:
        """Return how many a preliminary round leaves, 0 where there is none."""
        return self.cleaned_data["keep"] or 0

    def clean_years(self) -> int:
        """Return the years, 0 where none are said."""
        return self.cleaned_data["years"] or 0

    def narrow(self) -> None:
        """Offer what this item may elect, and the terms of its kind of meeting."""
        mine = rules.BY_BUSINESS[self.item.business]
        self.choose("office", [(one, rules.OFFICES[one].label) for one in mine])
        terms = self.item.meeting.what.terms or (3, 5)
        self.choose("years", [("", "不适用"), *((n, f"{n} 年") for n in terms)])
        draft = Election(item=self.item, office=mine[0])
        found = queries.sources_of(draft) if draft.what.out_of else []
        self.among("source", Election.objects.filter(pk__in=[one.pk for one in found]))
        if not found:
            del self.fields["source"]
        if not any(rules.least_percent(one) for one in mine):
            del self.fields["keep"]
        if not (self.item.meeting.is_first and "committee" in mine):
            del self.fields["years"], self.fields["timing"]


class Nominate(OfMeeting):
    """Somebody put forward, and by which group."""

    member = person("被推荐人")
    group = forms.CharField(label="推荐的分会（小组）", max_length=60)

    def narrow(self) -> None:
        """Offer the members of the unit."""
        self.offer_members("member")


class ListCandidates(ActorForm):
    """Who of those put forward is on the committee's list."""

    nominees = forms.ModelMultipleChoiceField(
        Nominee.objects.none(), label="列入建议名单", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, actor: Actor, election: Election, *args: Any, **kwargs: Any) -> None:
        self.election = election
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer who was put forward."""
        self.among("nominees", self.election.nominees.all())


class AskConsent(ActorForm):
    """What is sent upward about the list."""

    whom = forms.ChoiceField(
        label="报给",
        choices=[(rules.PARTY, "同级党组织"), (rules.UPPER, "上一级工会")],
        widget=forms.RadioSelect,
    )
    to = forms.CharField(label="主送", max_length=80)
    document = forms.CharField(label="文号", max_length=60, required=False)
    sent_on = forms.DateField(label="上报日期", widget=DateInput)


class ShowCandidates(OfMeeting):
    """Who hears objections, and where the paper hangs."""

    handler = person("异议处理人")
    place = forms.CharField(label="张贴地点", max_length=100, required=False)
    contact = forms.CharField(label="受理异议的地点和电话", max_length=100, required=False)

    def narrow(self) -> None:
        """Offer the members of the unit."""
        self.offer_members("handler")


class NameWatch(OfMeeting):
    """Who watches, and as what."""

    role = forms.ChoiceField(label="职责", choices=watchers)
    member = person("姓名")

    def narrow(self) -> None:
        """Offer the members of the unit."""
        self.offer_members("member")


class Because(ActorForm):
    """Why it goes on over what is missing; empty where nothing is."""

    why = forms.CharField(
        label="有缺漏而继续的理由",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="没有缺漏的不填。有缺漏的由主席、副主席说明并负责，说明始终可见。",
    )


class Parts(ActorForm):
    """What is voted on one by one; empty where the item is voted on as a whole."""

    parts = forms.CharField(
        label="分项表决的各项",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        help_text="每行一项，每项各自表决；不填的，按议题整体表决。",
    )

    def clean_parts(self) -> list[str]:
        """Return the lines."""
        return str(self.cleaned_data["parts"]).splitlines()


class Report(ActorForm):
    """To whom a result is reported."""

    to = forms.CharField(label="主送", max_length=80)
    document = forms.CharField(label="文号", max_length=60, required=False)
    sent_on = forms.DateField(label="上报日期", widget=DateInput)


class EndPosts(ActorForm):
    """Why posts of an election end, and by which document."""

    reason = forms.CharField(
        label="理由",
        max_length=200,
        help_text="例如：选票收回多于发出，选举无效；上一级工会不予批准。",
    )
    document = forms.CharField(label="文号", max_length=60)


class DoDuty(ActorForm):
    """When and by what something was done."""

    done_on = forms.DateField(label="办结日期", widget=DateInput)
    document = forms.CharField(label="证号、文号或者说明", max_length=120)
