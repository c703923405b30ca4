"""What the pages of 公示 ask."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField, VersionedForm

from ..actions.showing import Words
from ..models import Showing
from ..queries import consents as agreed
from ..queries import showing as queries
from ..rules.showing import LOOK_REASONS, RECEIPT_LONG, Line, receipt
from ..rules.showing_kinds import SHOWING_KINDS, TELLS, ShowingKind, periods

BETWEEN = re.compile(r"\t|\||｜")
PICTURES = "image/png,image/jpeg"
MOST_LINES = 500


class ChooseShowing(ActorForm):
    """Which unit shows, and what kind of 公示."""

    unit = PickField(
        label="单位",
        empty_label="请选择",
        to_field_name="code",
        called=("code", "name"),
        hint="单位名称或者代码",
    )
    kind = forms.ChoiceField(
        label="类别",
        choices=[(code, kind.label) for code, kind in SHOWING_KINDS.items()],
        widget=forms.RadioSelect,
    )

    def narrow(self) -> None:
        """Offer the units this desk keeps."""
        self.offer("unit", queries.showing_units(self.actor))


class HandlerField(PickField):
    """Who hears the objections."""

    def __init__(self) -> None:
        super().__init__(
            label="异议处理人",
            empty_label="请选择",
            called=("staff_no", "name"),
            hint="工号或者姓名",
            help_text="只有这个人能看到异议；不能是被公示的人。一般由经审委员、监督委员担任。",
            error_messages={"invalid_choice": "没有这个人，或者没有在本单位任职。"},
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.staff_no}）"


class Show(ActorForm):
    """What is shown, about whom, until when, and who hears objections."""

    title = forms.CharField(label="标题", max_length=100)
    basis = forms.CharField(
        label="依据",
        max_length=150,
        help_text="哪次会议或者哪份文件，例如：工会委员会2026年11月20日会议。",
    )
    text = forms.CharField(label="正文", max_length=5000, widget=forms.Textarea({"rows": 3}))
    lines = forms.CharField(
        label="公示对象", max_length=200_000, widget=forms.Textarea({"rows": 6, "class": "mono"})
    )
    reported_on = forms.DateField(label="报告党组织日期", widget=DateInput)
    from_on = forms.DateField(label="公示自", widget=DateInput, initial=localdate)
    until_on = forms.DateField(label="公示至", widget=DateInput, required=False)
    handler = HandlerField()
    place = forms.CharField(
        label="张贴地点", max_length=100, required=False, help_text="同时张贴纸质公示的填。"
    )
    contact = forms.CharField(
        label="受理异议的地点和电话",
        max_length=100,
        required=False,
        help_text="写工会办公室的座机，不写个人手机。",
    )

    def __init__(
        self,
        actor: Actor,
        unit: Unit,
        kind: str,
        *args: Any,
        again: Showing | None = None,
        **kwargs: Any,
    ) -> None:
        self.unit, self.kind, self.declared = unit, kind, SHOWING_KINDS[kind]
        self.again = again
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Fit the form to the kind."""
        declared: ShowingKind = self.declared
        self.offer("handler", queries.handlers(self.unit))
        self.fields["title"].initial = f"关于{declared.label}的公示"
        self.fields["text"].initial = declared.opening
        if not declared.after_party:
            del self.fields["reported_on"]
        heads = "、".join(["工号或者姓名", *(TELLS[key] for key in declared.tells)])
        consent = "每人须先登记同意公示。" if declared.consent else ""
        masks = "姓名自动隐去中间的字。" if declared.masks else ""
        self.fields["lines"].help_text = (
            f"每行一人，依次填：{heads}；各项之间用“|”隔开，也可以从 Excel 直接粘贴。"
            f"{masks}{consent}"
        )
        held = periods(self.kind, self.unit.kind, self.unit.registration)
        least = queries.least_until(self.unit, self.kind, localdate())
        said = "，并且不少于 ".join(map(str, held))
        self.fields[
            "until_on"
        ].help_text = (
            f"不少于 {said}，当日不计；从今天起最早到 {least:%Y-%m-%d}。不填就按最早的日期。"
        )

    def clean_lines(self) -> list[Line]:
        """Read a line a person; a member is known by name or staff number."""
        rows = [
            [cell.strip() for cell in BETWEEN.split(row)]
            for row in self.cleaned_data["lines"].splitlines()
            if row.strip()
        ]
        if len(rows) > MOST_LINES:
            raise ValidationError(f"一次最多公示 {MOST_LINES} 行。")
        people = queries.people_called(self.unit, [row[0] for row in rows])
        return [self._line(n, row, people) for n, row in enumerate(rows, 1)]

    def _line(self, n: int, row: list[str], people: dict[str, list[Member]]) -> Line:
        first, *rest = row
        tells = self.declared.tells
        if not first:
            raise ValidationError(f"第 {n} 行没有填姓名。")
        if len(rest) > len(tells):
            raise ValidationError(f"第 {n} 行多了 {len(rest) - len(tells)} 项，请核对分隔。")
        found = people.get(first, [])
        if len(found) > 1:
            numbers = "、".join(f"{one.unit} {one.staff_no}" for one in found[:5])
            raise ValidationError(f"第 {n} 行“{first}”不止一人：{numbers}。请填工号。")
        if not found and self.declared.consent:
            raise ValidationError(f"第 {n} 行“{first}”不是本单位会员，没有同意公示的记录。")
        if max(map(len, row)) > 300 or len(first) > 50:
            raise ValidationError(f"第 {n} 行太长，请写得简短些。")
        name, member = (found[0].name, found[0].pk) if found else (first, None)
        return Line(name, dict(zip(tells, rest, strict=False)), member)

    def said(self) -> dict[str, Any]:
        """Return what the action asks for."""
        data = dict(self.cleaned_data)
        words = Words(**{name: data.pop(name) for name in Words._fields})
        of = {"unit": self.unit, "kind": self.kind, "again_of": self.again}
        return {**data, **of, "words": words}


class ShowingForm(VersionedForm):
    """A form about one showing."""

    def __init__(self, actor: Actor, showing: Showing, *args: Any, **kwargs: Any) -> None:
        self.showing = showing
        super().__init__(actor, *args, **kwargs)
        self.fields["version"].initial = showing.version


class Prolong(ShowingForm):
    """Until when it hangs now, and why."""

    until_on = forms.DateField(label="延长至", widget=DateInput)
    reason = forms.CharField(label="原因", max_length=200)


class Photo(ActorForm):
    """A photograph of the board."""

    upload = forms.FileField(label="照片", widget=forms.ClearableFileInput({"accept": PICTURES}))
    place = forms.CharField(label="张贴地点", max_length=100)
    taken_on = forms.DateField(label="拍摄日期", widget=DateInput, initial=localdate)

    def clean_taken_on(self) -> date:
        """A photograph is not of tomorrow."""
        day: date = self.cleaned_data["taken_on"]
        if day > localdate():
            raise ValidationError("拍摄日期不能晚于今天。")
        return day


class ChangeHandler(ActorForm):
    """Who hears the objections from now on, and why."""

    handler = HandlerField()
    reason = forms.CharField(label="更换的原因", max_length=200)

    def __init__(self, actor: Actor, showing: Showing, *args: Any, **kwargs: Any) -> None:
        self.showing = showing
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Offer who holds a post in the unit, but for who hears now and who put it up."""
        not_these = [self.showing.handler_id, self.showing.shown_by_id or 0]
        others = queries.handlers(self.showing.unit).exclude(pk__in=not_these)
        self.offer("handler", others)


class Withdraw(ActorForm):
    """Why it comes down."""

    reason = forms.CharField(
        label="撤下的原因", max_length=200, help_text="撤下的不算公示过，改正以后要重新公示。"
    )


class Close(ActorForm):
    """What more there is to say at the end."""

    words = forms.CharField(
        label="补充说明",
        max_length=150,
        required=False,
        help_text="异议的件数和结果由系统写入，不要写异议人。",
    )


class Look(ActorForm):
    """What somebody opens the archive for."""

    reason = forms.ChoiceField(
        label="事由", choices=[("", "请选择"), *((one, one) for one in LOOK_REASONS)]
    )
    more = forms.CharField(label="补充说明", required=False, max_length=60)

    def why(self) -> str:
        """Return the reason in full."""
        more = self.cleaned_data["more"].strip()
        return f"{self.cleaned_data['reason']}：{more}" if more else self.cleaned_data["reason"]


class Object(ActorForm):
    """What somebody objects to, with their name or without."""

    words = forms.CharField(
        label="异议内容",
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text="写明对哪一行、哪一项有异议，理由和线索是什么。",
    )
    named = forms.ChoiceField(
        label="提出方式",
        choices=[
            ("no", "匿名：只给回执号，系统不保存是谁、什么时候提的"),
            ("yes", "实名：只有异议处理人知道，便于核实和答复"),
        ],
        widget=forms.RadioSelect,
    )
    receipt = forms.CharField(widget=forms.HiddenInput)

    def clean_receipt(self) -> str:
        """Take the code that the page brought along."""
        code = receipt(self.cleaned_data["receipt"])
        if len(code) != RECEIPT_LONG:
            raise ValidationError("请刷新页面后再提交。")
        return code


class Settle(VersionedForm):
    """What became of an objection."""

    outcome = forms.ChoiceField(
        label="处理结果",
        choices=[("no", "异议不成立"), ("yes", "异议成立")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="调查情况和结果",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text="异议人凭回执号或者在“我的异议”里看到这段文字。",
    )

    def said(self) -> dict[str, Any]:
        """Return what the action asks for."""
        said = self.cleaned_data
        return {"is_upheld": said["outcome"] == "yes", "answer": said["answer"]}


class Receipt(ActorForm):
    """A receipt code."""

    code = forms.CharField(
        label="回执号", max_length=30, widget=forms.TextInput({"autocomplete": "off"})
    )


class GiveConsent(ActorForm):
    """What a member agrees may be shown."""

    member = forms.CharField(label="会员", max_length=60, help_text="填工号或者姓名。")
    kind = forms.ChoiceField(
        label="公示类别", choices=[(c, k.label) for c, k in SHOWING_KINDS.items() if k.consent]
    )
    covers = forms.MultipleChoiceField(
        label="同意公示的内容",
        choices=list(TELLS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    until_on = forms.DateField(label="同意至", widget=DateInput, required=False)
    note = forms.CharField(
        label="怎样取得", max_length=100, required=False, help_text="例如：本人11月20日签署同意书。"
    )
    upload = forms.FileField(
        label="同意书", required=False, widget=forms.ClearableFileInput({"accept": PICTURES})
    )

    def narrow(self) -> None:
        """Fill in oneself where no desk keeps anybody else."""
        if me := agreed.only_oneself(self.actor):
            self.fields["member"].initial = me.staff_no

    def clean_member(self) -> Member:
        """Find the one member meant, in the units this desk keeps, or oneself."""
        words = str(self.cleaned_data["member"]).strip()
        found = list(agreed.consenting(self.actor, words)[:5])
        if not found:
            raise ValidationError(f"没有找到“{words}”，请核对工号或者姓名。")
        if len(found) > 1:
            numbers = "、".join(f"{one.unit} {one.staff_no}" for one in found)
            raise ValidationError(f"“{words}”不止一人：{numbers}。请填工号。")
        return found[0]
