"""What the pages of meetings ask."""

from typing import Any

from django import forms

from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField, VersionedForm

from .. import queries
from ..kinds import MEETINGS
from ..models import Item, Meeting, Petition
from ..rules.beside import is_open
from ..rules.hall import SEATS
from ..rules.opening import BEFORE_FIRST


class TimeInput(forms.TimeInput):
    """A time field that browsers understand."""

    input_type = "time"


class Choose(ActorForm):
    """Which unit meets, and in which kind of meeting."""

    unit = PickField(
        label="单位",
        empty_label="请选择",
        to_field_name="code",
        called=("code", "name"),
        hint="单位名称或者代码",
    )

    def narrow(self) -> None:
        """Offer the units whose desk this person keeps."""
        self.offer("unit", queries.units_of(self.actor))


class Plan(ActorForm):
    """A meeting to come."""

    kind = forms.ChoiceField(label="会议类别", widget=forms.RadioSelect)
    term = forms.IntegerField(
        label="第几届", required=False, min_value=1, max_value=99, help_text="代表大会才填。"
    )
    session = forms.IntegerField(label="第几次", required=False, min_value=1, max_value=99)
    title = forms.CharField(
        label="会议名称", max_length=100, help_text="例如：第三届第一次会员代表大会。"
    )
    meets_on = forms.DateField(label="开会日期", widget=DateInput)
    begins = forms.TimeField(label="开始时间", required=False, widget=TimeInput)
    place = forms.CharField(label="地点", max_length=100, required=False)

    def __init__(self, actor: Actor, unit: Unit, *args: Any, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the kinds this unit holds, each with what it is."""
        self.choose(
            "kind", [(one.id, f"{one.name}：{one.about}") for one in queries.kinds_of(self.unit)]
        )

    def clean(self) -> dict[str, Any]:
        """Ask for term and session where the kind counts so."""
        said = super().clean() or self.cleaned_data
        kind = MEETINGS.get(said.get("kind", ""))
        if kind and kind.keeps == "sessions":
            for name in ("term", "session"):
                if name not in self.errors and not said.get(name):
                    self.add_error(name, f"请填写{self.fields[name].label}")
        said["term"], said["session"] = said.get("term") or 0, said.get("session") or 0
        return said


class Edit(VersionedForm):
    """What a meeting is called, when and where."""

    title = forms.CharField(label="会议名称", max_length=100)
    meets_on = forms.DateField(label="开会日期", widget=DateInput)
    begins = forms.TimeField(label="开始时间", required=False, widget=TimeInput)
    place = forms.CharField(label="地点", max_length=100, required=False)


class Why(ActorForm):
    """A reason."""

    why = forms.CharField(label="原因", max_length=200)


class Cancel(Why):
    """Why a meeting is called off; of a 双代会 also what becomes of the other one."""

    both = forms.TypedChoiceField(
        label="同日的另一个会议",
        choices=[("yes", "一并取消"), ("no", "照常单独召开")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, actor: Actor, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Ask of the other meeting only where there is one that is still to be held."""
        other = self.meeting.beside
        if other is None or not is_open(other.state):
            del self.fields["both"]
        else:
            self.fields["both"].label = f"同日的“{other}”"


class Beside(ActorForm):
    """The other meeting of a 双代会."""

    other = forms.ModelChoiceField(Meeting.objects.none(), label="另一个会议", empty_label="请选择")

    def __init__(self, actor: Actor, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the meetings of the same unit on the same day."""
        one = self.meeting
        same = queries.kept(self.actor).filter(unit_id=one.unit_id, meets_on=one.meets_on)
        self.among("other", same.filter(beside=None).live().exclude(pk=one.pk))


class AddSeat(ActorForm):
    """Somebody to put on the roll."""

    member = PickField(
        label="姓名或者工号",
        empty_label="请选择",
        called=("staff_no", "name"),
        hint="工号或者姓名",
        error_messages={"invalid_choice": "没有这个会员。"},
    )
    kind = forms.ChoiceField(label="身份", choices=list(SEATS.items()), initial="delegate")
    group = forms.CharField(label="代表团（组）", max_length=40, required=False)

    def __init__(self, actor: Actor, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the members of the unit and of those below."""
        people = Member.objects.present()
        path = self.meeting.unit_path
        self.offer("member", people.filter(unit_path__startswith=path).order_by("staff_no"))

    def said(self) -> dict[str, Any]:
        """Return what `actions.seat` takes."""
        said = dict(self.cleaned_data)
        return {"members": [said.pop("member")], **said}


class AddItem(ActorForm):
    """Something for the agenda."""

    business = forms.ChoiceField(label="事项", required=False)
    title = forms.CharField(label="议题", max_length=120)
    speaker = forms.CharField(label="报告人", max_length=50, required=False)
    minutes = forms.IntegerField(label="时长（分钟）", required=False, min_value=1, max_value=600)

    def __init__(self, actor: Actor, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer what this kind of meeting deals with."""
        offered = [(one.id, one.title) for one in self.meeting.what.business]
        self.choose("business", [("", "其他（听取、讲话等，不表决）"), *offered])


class HandVote(ActorForm):
    """A vote by show of hands."""

    yes = forms.IntegerField(label="赞成", min_value=0, max_value=99_999)
    no = forms.IntegerField(label="反对", min_value=0, max_value=99_999)
    abstain = forms.IntegerField(label="弃权", min_value=0, max_value=99_999, initial=0)


class Ending(ActorForm):
    """The words of what was resolved."""

    resolution = forms.CharField(
        label="决议文字", max_length=5000, required=False, widget=forms.Textarea({"rows": 4})
    )


class Prepare(ActorForm):
    """A step before a first session: done, or passed over with a reason."""

    key = forms.ChoiceField(
        label="事项", choices=[(key, words) for key, (words, _) in BEFORE_FIRST.items()]
    )
    done_on = forms.DateField(label="完成日期", required=False, widget=DateInput)
    document = forms.CharField(label="文号或者说明", max_length=120, required=False)
    why_not = forms.CharField(
        label="没有办理的原因",
        max_length=200,
        required=False,
        help_text="只能由主席、副主席说明，说明始终可见。",
    )


class Ask(ActorForm):
    """What is asked upward."""

    to = forms.CharField(label="主送", max_length=80)
    title = forms.CharField(label="事由", max_length=120)
    document = forms.CharField(label="文号", max_length=60, required=False)
    sent_on = forms.DateField(label="上报日期", widget=DateInput)
    is_upper = forms.BooleanField(label="主送上一级工会", required=False)


class Answered(ActorForm):
    """The answer to what was asked."""

    answered_on = forms.DateField(label="批复日期", widget=DateInput)
    is_agreed = forms.TypedChoiceField(
        label="批复",
        choices=[("yes", "同意"), ("no", "不同意")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label="批复文号", max_length=120)

    def __init__(self, actor: Actor, petition: Petition, *args: Any, **kwargs: Any) -> None:
        self.petition = petition
        super().__init__(actor, *args, **kwargs)


class CorrectAnswer(Answered):
    """The answer as it is, and why it was entered otherwise."""

    why = forms.CharField(
        label="更正理由",
        max_length=200,
        help_text="更正以前的批复、日期和文号保留，与理由一同显示。",
    )


def answer_of(row: Petition) -> dict[str, object]:
    """Return an answer as the form that corrects it begins."""
    is_agreed = "yes" if row.is_agreed else "no"
    return {"answered_on": row.answered_on, "is_agreed": is_agreed, "answer": row.answer}


class Say(ActorForm):
    """An opinion of a delegation."""

    item = forms.ModelChoiceField(
        Item.objects.none(), label="议题", required=False, empty_label="不针对某一项议题"
    )
    words = forms.CharField(label="意见", max_length=2000, widget=forms.Textarea({"rows": 3}))
    group = forms.CharField(label="代表团（组）", max_length=40, required=False)

    def __init__(self, actor: Actor, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        self.meeting = meeting
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the items on the agenda."""
        self.among("item", self.meeting.items.all())


class Explain(ActorForm):
    """What was gone over, and why."""

    what = forms.CharField(label="事项", max_length=200)
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea({"rows": 3}))


class Receive(ActorForm):
    """That the notice came."""

    leave = forms.CharField(
        label="不能到会的，请写明事由",
        max_length=100,
        required=False,
        help_text="不能委托他人代为出席和投票。",
    )
