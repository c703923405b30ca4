"""What the pages of evaluations and recalls ask."""

from typing import Any

from django import forms

from zhijia.disclosure.rules.catalogue import FORMS, SCOPES
from zhijia.org.models import Member, Post
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput
from zhijia.platform.scope import under

from ..models import Item
from ..queries import evaluations as queries
from ..rules.evaluations import WITHIN


class PlanEvaluation(ActorForm):
    """Of which year whom an item evaluates."""

    year = forms.IntegerField(label="评议年度", min_value=2000, max_value=2199)
    members = forms.ModelMultipleChoiceField(
        Member.objects.none(),
        label="评议对象（会员）",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    names = forms.CharField(
        label="其他评议对象",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text="每行一个：会员填工号或者姓名，不是会员的填姓名；会员评家填工会名称。",
    )
    has_party = forms.BooleanField(label="本单位建立了党组织", required=False, initial=True)

    def __init__(self, actor: Actor, item: Item, *args: Any, **kwargs: Any) -> None:
        self.item = item
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer who holds the posts that this item is usually about."""
        keys = [one.pk for one in queries.usual_subjects(self.item)]
        if keys:
            self.among("members", Member.objects.filter(pk__in=keys).order_by("stroke_key"))
        else:
            del self.fields["members"]

    def clean_names(self) -> list[str]:
        """Return the lines."""
        return [line.strip() for line in str(self.cleaned_data["names"]).splitlines()]

    def said(self) -> dict[str, Any]:
        """Return what `actions.plan_evaluation` takes; lines that name a member become one."""
        said = dict(self.cleaned_data)
        chosen, others = list(said.get("members") or []), []
        path = self.item.meeting.unit_path
        people = Member.objects.present().filter(under("unit_path", path))
        for line in said["names"]:
            found = list(people.filter(staff_no=line)[:2]) or list(people.filter(name=line)[:2])
            if len(found) == 1 and found[0] not in chosen:
                chosen.append(found[0])
            elif line and len(found) != 1:
                others.append(line)
        return {**said, "members": chosen, "names": others}


class KeepMethod(ActorForm):
    """How grades are found, as the meeting adopted it."""

    good = forms.IntegerField(
        label="满意（优秀）票达到有效票的（%），评为最高等次", min_value=1, max_value=100
    )
    bad = forms.IntegerField(
        label="不满意（不称职）票达到有效票的（%），评为最低等次", min_value=1, max_value=100
    )


class FileMethod(ActorForm):
    """That a method was filed with the union above."""

    filed_on = forms.DateField(label="报备日期", widget=DateInput)
    document = forms.CharField(label="文号", max_length=60, required=False)


class ReportEvaluation(ActorForm):
    """When the Party organisation and the union above were told."""

    party_told_on = forms.DateField(label="报告党组织日期", required=False, widget=DateInput)
    upper_told_on = forms.DateField(label="报告上一级工会日期", required=False, widget=DateInput)


class PlanRecall(ActorForm):
    """Whose post an item would end, and why."""

    post = forms.ModelChoiceField(Post.objects.none(), label="职务", empty_label="请选择")
    reason = forms.CharField(label="事由", max_length=200)
    examined = forms.CharField(label="民主测评和考察情况", max_length=200)
    by_committee = forms.BooleanField(label="由工会委员会提出", required=False, initial=True)
    asking = forms.IntegerField(
        label="提出的会员（代表）人数", required=False, min_value=0, max_value=999_999
    )
    of = forms.IntegerField(
        label="会员（代表）总数", required=False, min_value=0, max_value=999_999
    )

    def __init__(self, actor: Actor, item: Item, *args: Any, **kwargs: Any) -> None:
        self.item = item
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer the seats of the committee."""
        self.among("post", queries.open_seats(self.item.meeting))

    def clean(self) -> dict[str, Any]:
        """Count nobody where nothing was said."""
        said = super().clean() or self.cleaned_data
        return {**said, "asking": said.get("asking") or 0, "of": said.get("of") or 0}


class ApproveRecall(ActorForm):
    """That the union above approved."""

    approved_on = forms.DateField(label="批准日期", widget=DateInput)
    document = forms.CharField(label="批准文号", max_length=60)


class PublishEvaluation(ActorForm):
    """How the results of an evaluation are published; their words follow from the count."""

    title = forms.CharField(label="标题", max_length=100)
    scope = forms.ChoiceField(
        label="公开范围",
        choices=[(key, SCOPES[key]) for key in WITHIN],
        widget=forms.RadioSelect,
        help_text="正文按测评结果生成，只写票数和按测评办法评定的等次；提交以后由另一人审核。",
    )
    forms = forms.MultipleChoiceField(
        label="公开形式", choices=list(FORMS.items()), widget=forms.CheckboxSelectMultiple
    )
