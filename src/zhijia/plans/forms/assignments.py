"""What each step of an assignment asks of the person who takes it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.timezone import localdate

from zhijia.org.models import Post
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField

from .. import queries
from ..models import Assignment
from ..rules import ASKED, CHECKS
from .natures import turn_choices
from .tasks import BY_CODE

KINDS = ".docx,.xlsx,.pdf,.png,.jpg,.jpeg,.txt"


def _words(label: str, *, required: bool = True, rows: int = 3) -> forms.CharField:
    """Return a field for some sentences."""
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(label=label, required=required, max_length=2000, widget=widget)


class StepForm(ActorForm):
    """A form about one assignment; several stand on its page, so each has ids of its own."""

    def __init__(self, actor: Actor, assignment: Assignment, *args: Any, **kwargs: Any) -> None:
        self.assignment = assignment
        super().__init__(actor, *args, auto_id=f"{type(self).__name__}_%s", **kwargs)

    def _first_day(self) -> date:
        """Return the day that a form proposes: that of the work, or a week to make up for it."""
        due_on, today = self.assignment.due_on, localdate()
        return due_on if due_on >= today else today + timedelta(days=7)


class Sign(StepForm):
    """Nothing is asked of who signs."""


class Report(StepForm):
    """How far the work has come, what is in its way, and what comes next."""

    turn = forms.TypedChoiceField(label="填报哪一期", required=False, coerce=int, empty_value=None)
    words = _words("进展情况")
    percent = forms.IntegerField(label="完成进度（%）", min_value=0, max_value=100)
    problems = _words("存在问题", required=False, rows=2)
    help_wanted = _words("需协调事项", required=False, rows=2)
    next_step = _words("下步措施", required=False, rows=2)
    upload = forms.FileField(
        label="附件",
        required=False,
        help_text="Word、Excel、PDF、图片或者文本，20 MB 以内。",
        widget=forms.ClearableFileInput({"accept": KINDS}),
    )

    def narrow(self) -> None:
        """Begin with the progress reported last; what figures or periods tell is not asked."""
        turns = turn_choices(self.assignment)
        if turns is None:
            del self.fields["turn"]
        else:
            self.choose("turn", turns)
            self.fields["turn"].initial = turns[0][0]
        if turns is not None or hasattr(self.assignment, "measure"):
            del self.fields["percent"]
        else:
            self.fields["percent"].initial = self.assignment.percent
        self.fields["help_wanted"].help_text = "需要交办单位出面协调的，写在这里，由其答复。"

    @property
    def has_more(self) -> bool:
        """Say whether something stands in the fields that are folded away."""
        return any(self[name].value() for name in ("problems", "help_wanted", "next_step"))


class Extend(StepForm):
    """Until when, and why."""

    to_on = forms.DateField(label="拟延至", widget=DateInput)
    reason = _words("理由和目前进展")


def _place(post: Post) -> str:
    """Return a post with the unit it stands in."""
    return f"{post.unit}　{post}"


class HandDown(StepForm):
    """A part for one post."""

    post = PickField(
        called=("member__staff_no", "member__name"),
        hint="工号或者姓名",
        label="责任岗位",
        empty_label="请选择",
        error_messages={"invalid_choice": "没有这个岗位，或者责任人不在本单位和下级单位任职。"},
    )
    wording = _words("承办内容")
    due_on = forms.DateField(label="完成期限", widget=DateInput)

    def narrow(self) -> None:
        """Offer the posts of the unit's branch, and the words and the day of the whole."""
        fields: dict[str, Any] = self.fields
        fields["post"].label_from_instance = _place
        fields["post"].offer(queries.branch_posts(self.assignment.unit))
        fields["wording"].initial = self.assignment.wording
        fields["due_on"].initial = self._first_day()


class Finish(StepForm):
    """What was done."""

    words = _words("完成情况")


class Accept(StepForm):
    """What was checked and found right, and a word on it or none."""

    checked = forms.MultipleChoiceField(
        label="逐项核对",
        choices=list(ASKED.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = _words("审核意见", required=False, rows=2)


class SendBack(StepForm):
    """Which points are not met, and what is still missing."""

    lacking = forms.MultipleChoiceField(
        label="不符合的",
        choices=list(CHECKS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = _words("退回原因", rows=2)


class Decide(StepForm):
    """Whether an extension is granted."""

    is_granted = forms.TypedChoiceField(
        label="答复",
        choices=[("yes", "同意延期"), ("no", "不同意，仍按原期限")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reply = _words("说明", required=False, rows=2)


class Withdraw(StepForm):
    """Why an assignment is taken back."""

    words = _words("撤回原因", rows=2)


class Decline(StepForm):
    """Why work is given back that is not one's own."""

    words = _words("退回理由", rows=2)


class Insist(StepForm):
    """Why work stays where it was given."""

    words = _words("维持理由", rows=2)


class Reassign(StepForm):
    """Which other unit takes it, by when, and why."""

    unit = PickField(**BY_CODE, label="改派给", empty_label="请选择")
    due_on = forms.DateField(label="完成期限", required=False, widget=DateInput)
    words = _words("改派原因", rows=2)

    def narrow(self) -> None:
        """Offer the units that can take the task."""
        fields: dict[str, Any] = self.fields
        task = self.assignment.task
        fields["unit"].offer(queries.takers(task).filter(Q(seated=True, has_it=False)))
        fields["due_on"].initial = self._first_day()


STEPS: dict[str, type[StepForm]] = {
    "sign": Sign,
    "report": Report,
    "extend": Extend,
    "hand_down": HandDown,
    "finish": Finish,
    "accept": Accept,
    "send_back": SendBack,
    "decide": Decide,
    "withdraw": Withdraw,
    "reassign": Reassign,
    "decline": Decline,
    "insist": Insist,
}

JUDGES = {"accept": "judge", "send_back": "judge"}


def step_forms(
    actor: Actor, assignment: Assignment, may: queries.Steps, asked: StepForm | None
) -> dict[str, StepForm]:
    """Return a blank form for every step that is open; `asked`, which came back, for its own.

    Where one came back the page may show its neighbours too, so all are there.
    """
    return {
        name: asked if isinstance(asked, kind) else kind(actor, assignment)
        for name, kind in STEPS.items()
        if isinstance(asked, tuple(STEPS.values())) or getattr(may, JUDGES.get(name, name))
    }
