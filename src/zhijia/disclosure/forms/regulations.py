"""What the pages of the register ask."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from zhijia.org.queries import units_kept
from zhijia.org.rules import POST_KINDS
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField, VersionedForm

from ..actions.regulations import About, Account, Text
from ..models import StepTaken, Wording
from ..queries import regulations as queries
from ..rules.competence import BY_VOTE, SUBJECTS
from ..rules.regulations import OUTCOMES, STATES, STEPS

PAPERS = ".docx,.doc,.pdf,.png,.jpg,.jpeg,.txt,.xlsx"
LISTED = [("", "全部类别"), *((code, one.label) for code, one in SUBJECTS.items())]
VITAL = [(code, one.label) for code, one in SUBJECTS.items() if one.is_vital]
OTHERS = [(code, one.label) for code, one in SUBJECTS.items() if not one.is_vital]
MOST_KEYED = 2000


class UnitPick(PickField):
    """A unit whose register this desk keeps."""

    def __init__(self) -> None:
        super().__init__(
            label="单位",
            empty_label="请选择",
            to_field_name="code",
            called=("code", "name"),
            hint="单位名称或者代码",
            error_messages={"invalid_choice": "没有这个单位，或者不在您的职务范围内。"},
        )


class Day(forms.DateField):
    """A day."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label=label, **{"widget": DateInput, **options})


class Attached(forms.FileField):
    """A file that goes along."""

    def __init__(self, label: str, **options: Any) -> None:
        widget = forms.ClearableFileInput({"accept": PAPERS})
        super().__init__(label=label, **{"required": False, "widget": widget, **options})


class FindRegulation(ActorForm):
    """Which regulations to list. A question that makes no sense is not asked."""

    words = forms.CharField(label="名称、文号、内容", required=False, max_length=60)
    subject = forms.ChoiceField(label="类别", required=False, choices=LISTED)
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "现行"), ("repealed", STATES["repealed"])]
    )

    def asked(self) -> dict[str, str]:
        """Return what was asked and made sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class Named(VersionedForm):
    """What a regulation is called and about."""

    title = forms.CharField(label="名称", max_length=100)
    subject = forms.ChoiceField(
        label="类别",
        choices=[("涉及职工切身利益", VITAL), ("其他", OTHERS)],
        help_text="涉及职工切身利益的，要留下职工讨论、平等协商、公示告知三步的证据。",
    )
    number = forms.CharField(label="文号", max_length=60, required=False)
    department = forms.CharField(label="主管部门", max_length=60, required=False)

    def what(self) -> About:
        """Return what the action asks for."""
        return About(**{name: self.cleaned_data[name] for name in About._fields})


class Written(ActorForm):
    """A text: typed, or a file."""

    from_on = Day("施行日期")
    text = forms.CharField(
        label="正文",
        required=False,
        max_length=500_000,
        widget=forms.Textarea({"rows": 12}),
        help_text="从 Word 复制粘贴正文，以后可以搜索、逐条对照；也可以只上传文件。",
    )
    upload = Attached("文件")

    def said(self) -> Text:
        """Return what the action asks for."""
        names = [name for name in Text._fields if name in self.cleaned_data]
        return Text(**{name: self.cleaned_data[name] for name in names})


class Enter(Named, Written):
    """A new regulation with its first text."""

    unit = UnitPick()
    review_on = Day("复审期限", required=False, help_text="不填就按施行之日起三年。")
    field_order = (
        "unit title subject number department from_on text upload review_on version".split()
    )

    def narrow(self) -> None:
        """Offer the units this desk keeps."""
        self.offer("unit", units_kept(self.actor))

    def entered(self) -> dict[str, Any]:
        """Return what the action asks for."""
        own = {name: self.cleaned_data[name] for name in ("unit", "review_on")}
        return {**own, "what": self.what(), "text": self.said()}


class NewText(Written):
    """A further text of a regulation."""

    note = forms.CharField(
        label="修改说明", max_length=300, required=False, help_text="改了什么，为什么改。"
    )
    field_order = ("from_on", "note", "text", "upload")


class StepForm(VersionedForm):
    """The account of a step."""

    on = Day("日期", initial=localdate)
    meeting = forms.CharField(
        label="会议",
        max_length=100,
        required=False,
        help_text="例如：第三届职工代表大会第五次会议；没有开会的写怎样组织讨论的。",
    )
    outcome = forms.ChoiceField(label="表决结果", required=False, choices=list(OUTCOMES.items()))
    words = forms.CharField(label="情况", max_length=2000, widget=forms.Textarea({"rows": 4}))
    upload = Attached("证据", help_text="会议纪要、决议、签到表、协商记录、张贴照片等。")

    def __init__(
        self, actor: Actor, wording: Wording, step: str, *args: Any, **kwargs: Any
    ) -> None:
        self.wording, self.step = wording, step
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Ask what this step is about."""
        self.fields["words"].help_text = f"写明{STEPS[self.step].asks}。"
        asks = queries.asks(self.wording.regulation)
        if self.step != "discuss" or asks is None or asks.code not in BY_VOTE:
            del self.fields["outcome"]
        if self.step == "tell":
            del self.fields["meeting"]

    def account(self) -> Account:
        """Return what the action asks for."""
        names = [name for name in Account._fields if name in self.cleaned_data]
        return Account(**{name: self.cleaned_data[name] for name in names})


def as_written(taken: StepTaken | None) -> dict[str, Any]:
    """Return what a step's form starts from when it is put right; nothing where it is new."""
    if taken is None:
        return {}
    names = ("on", "meeting", "outcome", "words", "version")
    return {name: getattr(taken, name) for name in names}


class Repeal(ActorForm):
    """From when on a regulation holds no longer, and by what."""

    on = Day("废止日期", initial=localdate)
    basis = forms.CharField(label="依据", max_length=150, help_text="哪次会议或者哪份文件。")

    def clean_on(self) -> date:
        """It is written down on the day, as it holds no longer from then on."""
        day: date = self.cleaned_data["on"]
        if day > localdate():
            raise ValidationError("废止日期不能晚于今天，请在废止之日办理。")
        return day


class ReviewForm(ActorForm):
    """What a review found, and by when the next one is due."""

    words = forms.CharField(
        label="结论", max_length=300, help_text="例如：与现行法律一致，继续施行。"
    )
    due_on = Day("下次复审期限")


class AskReading(ActorForm):
    """By when people are asked to sign."""

    until_on = Day("签阅期限")
    below = forms.BooleanField(label="下级单位的会员也要签阅", required=False)


class KeyReadings(ActorForm):
    """Who signed on paper."""

    numbers = forms.CharField(
        label="工号或者姓名",
        max_length=60_000,
        widget=forms.Textarea({"rows": 6}),
        help_text="每行一个，也可以用顿号、逗号隔开；同名的填工号。",
    )
    on = Day("签阅日期", initial=localdate)

    def clean_numbers(self) -> list[str]:
        """Read the words one by one."""
        text = self.cleaned_data["numbers"]
        for sign in "、，,;；\t ":
            text = text.replace(sign, "\n")
        found = list(dict.fromkeys(word.strip() for word in text.split("\n") if word.strip()))
        if len(found) > MOST_KEYED:
            raise ValidationError(f"一次最多补登 {MOST_KEYED} 人。")
        return found


class LayDown(ActorForm):
    """A duty."""

    unit = UnitPick()
    post_kind = forms.ChoiceField(
        label="职务",
        required=False,
        choices=[("", "按岗位名称"), *((code, kind.label) for code, kind in POST_KINDS.items())],
    )
    job = forms.CharField(
        label="岗位名称", max_length=40, required=False, help_text="例如：安全员、护理部主任。"
    )
    words = forms.CharField(label="职责", max_length=300, widget=forms.Textarea({"rows": 2}))
    regulation = PickField(
        called=("number", "title"),
        hint="文号或者名称",
        label="依据的制度",
        required=False,
        empty_label="不写明",
    )
    clause = forms.CharField(label="条款", max_length=40, required=False)
    from_on = Day("起始日期", initial=localdate)

    def narrow(self) -> None:
        """Offer the units this desk keeps and the regulations they go by."""
        self.offer("unit", units_kept(self.actor))
        self.offer("regulation", queries.regulations(self.actor).standing())

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two names of whose duty it is."""
        data = super().clean() or {}
        if not data.get("post_kind") and not str(data.get("job", "")).strip():
            self.add_error("job", "请选择职务或者填写岗位名称。")
        return data


class EndDuty(ActorForm):
    """From when on a duty holds no longer."""

    on: Any = Day("终止日期", initial=localdate)

    def day(self) -> date:
        """Return the day."""
        found: date = self.cleaned_data["on"]
        return found
