"""Forms about posts, and the facts that bar somebody from one."""

from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, VersionedForm

from .. import queries
from ..models import Member, Post
from ..rules import BARS, ENDINGS, OWN_ENDINGS, POST_KINDS, WAYS, Basis, Ending
from .fields import MOST_STAFF, PastDay, has_come

KINDS = [
    (group, [(code, kind.label) for code, kind in kinds])
    for group, kinds in groupby(POST_KINDS.items(), key=lambda item: item[1].group)
]


class Appoint(ActorForm):
    """Who takes which post, and how. The name is typed: a list of thousands helps nobody."""

    member = forms.CharField(label="会员", max_length=60, help_text="填工号或者姓名。")
    kind = forms.ChoiceField(label="职务", choices=KINDS)
    title = forms.CharField(
        label="岗位名称",
        required=False,
        max_length=40,
        help_text="例如：安全员。不填就用职务名称。",
    )
    from_on = PastDay("任职日期")
    way = forms.ChoiceField(
        label="产生方式",
        required=False,
        choices=[("", "按职务只有一种的，不用选"), *WAYS.items()],
    )
    meeting = forms.CharField(
        label="由哪次会议产生",
        required=False,
        max_length=100,
        help_text="选举产生的必填，例如：第五届会员代表大会第一次会议。",
    )
    met_on = PastDay("会议日期", required=False, initial=None)
    document = forms.CharField(
        label="任命文号或者证号", required=False, max_length=60, help_text="任命的填，没有的不填。"
    )
    is_full_time = forms.BooleanField(label="专职工会干部", required=False)
    trained_on = PastDay(
        "岗位培训日期", required=False, initial=None, help_text="主席、副主席已参加岗位培训的填。"
    )

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

    def said(self) -> dict[str, Any]:
        """Return what the action asks for."""
        said = dict(self.cleaned_data)
        basis = Basis(**{name: said.pop(name) for name in Basis._fields})
        return {**said, "basis": basis}


class Relieve(ActorForm):
    """When and why a post ends."""

    until_on = PastDay("免职日期")
    reason = forms.ChoiceField(label="终止原因", required=False)
    meeting = forms.CharField(
        label="同意的会议",
        required=False,
        max_length=100,
        help_text="罢免的填会员（代表）大会；任期内调动主席、副主席的填本级工会委员会会议。",
    )
    document = forms.CharField(
        label="上一级工会同意的文号",
        required=False,
        max_length=60,
        help_text="任期内调动主席、副主席的必填。",
    )
    yes = forms.IntegerField(
        label="赞成票", required=False, min_value=0, max_value=MOST_STAFF, help_text="罢免的必填。"
    )
    of = forms.IntegerField(
        label="全体会员（代表）人数", required=False, min_value=1, max_value=MOST_STAFF
    )

    def __init__(self, actor: Actor, post: Post, *args: Any, **kwargs: Any) -> None:
        super().__init__(actor, *args, **kwargs)
        if not POST_KINDS[post.kind].is_elected:
            for name in ("meeting", "document", "yes", "of"):
                del self.fields[name]
        codes = [code for code in OWN_ENDINGS if self._fits(post, code)]
        self.choose(
            "reason",
            [
                *([("", "请选择")] if len(codes) > 1 and "relieved" not in codes else []),
                *((code, ENDINGS[code]) for code in codes),
            ],
        )

    def _fits(self, post: Post, code: str) -> bool:
        """Say whether a post of this kind may end so: who was elected is not simply relieved."""
        elected = POST_KINDS[post.kind].is_elected
        return code not in ({"relieved"} if elected else {"recalled", "term_ended"})

    def ending(self) -> Ending:
        """Return why the post ends, as the action asks for it."""
        said = self.cleaned_data
        given = {name: said[name] for name in Ending._fields if said.get(name) not in {None, ""}}
        return Ending(**given)


class EditPost(VersionedForm):
    """What may change while a post is held."""

    title = forms.CharField(
        label="岗位名称", required=False, max_length=40, help_text="不填就用职务名称。"
    )
    is_full_time = forms.BooleanField(label="专职工会干部", required=False)
    trained_on = forms.DateField(
        label="岗位培训日期", required=False, widget=DateInput, validators=[has_come]
    )


class NoteBar(ActorForm):
    """A fact that bars a member from a post, and where it was learnt from."""

    kind = forms.ChoiceField(label="情形", choices=list(BARS.items()))
    source = forms.CharField(
        label="依据",
        max_length=100,
        help_text="例如：任职文件文号、本人申报。",
    )
    from_on = PastDay("自何日起")


class LiftBar(ActorForm):
    """When a fact ceased to hold."""

    until_on = PastDay("终止日期")
