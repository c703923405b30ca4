"""The registration form: what is written about a member, in groups."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.timezone import localdate

from zhijia.platform.acts import require
from zhijia.platform.blanks import VersionedForm

from .. import queries, rules
from ..models import Member
from ..rules import NOTHING, PARTICULARS, SEALED, Particulars

WHEN = "例如 1985、1985-03 或者 1985-03-14，知道多少写多少。"
GROUPS = {
    "身份": "id_number gender birth_on differing ethnicity native_place household marital",
    "联系": "phone address bank_card",
    "学习和工作": "education political_status department position title skill_level worked_since"
    " employment is_migrant",
    "会员证和名单": "member_no stroke_override remarks",
}
DIFFERING = [
    ("", "先提示我"),
    (rules.BY_ID, "以身份证号为准"),
    (rules.AS_TYPED, "以填写的为准"),
]


def words(label: str, longest: int, help_text: str = "", **options: Any) -> forms.CharField:
    """Return a field of a few words that may be left empty."""
    return forms.CharField(
        label=label, required=False, max_length=longest, help_text=help_text, **options
    )


def pick(label: str, choices: Any) -> forms.ChoiceField:
    """Return a list to choose from, or not."""
    pairs = choices.items() if isinstance(choices, dict) else ((one, one) for one in choices)
    return forms.ChoiceField(label=label, required=False, choices=[("", "不填"), *pairs])


def purpose(column: str) -> str:
    """Say what a sensitive particular is for."""
    return f"用于{rules.PURPOSES[column]}。"


PLAIN = {"autocomplete": "off"}
DIGITS = {**PLAIN, "inputmode": "numeric"}


class ParticularsForm(VersionedForm):
    """What the registration form asks. Sealed fields are never filled in from the table:

    empty, they stay as they are; `erased` takes them out.
    """

    id_number = words("身份证号", 40, purpose("id_number"), widget=forms.TextInput(PLAIN))
    gender = pick("性别", rules.GENDERS)
    birth_on = words("出生日期", 20, WHEN)
    differing = forms.ChoiceField(
        label="性别、出生日期与身份证号不一致时", required=False, choices=DIFFERING
    )
    ethnicity = pick("民族", rules.GROUPS)
    native_place = words("籍贯", 60)
    household = pick("户籍类型", rules.HOUSEHOLDS)
    marital = pick("婚姻状况", rules.MARRIAGES)
    phone = words(
        "手机号", 40, purpose("phone"), widget=forms.TextInput({**PLAIN, "inputmode": "tel"})
    )
    address = words("住址", 200, purpose("address"), widget=forms.TextInput(PLAIN))
    bank_card = words(
        "银行卡号",
        40,
        purpose("bank_card"),
        widget=forms.TextInput({**PLAIN, "inputmode": "numeric"}),
    )
    education = words("学历", 60, f"例如：{'、'.join(rules.EDUCATIONS[2:5])}。")
    political_status = pick("政治面貌", rules.STATUSES)
    department = words("部门", 100, "科室、车间、班组。")
    position = words("岗位", 100)
    title = words("职称", 60)
    skill_level = pick("技能等级", rules.SKILLS)
    worked_since = words("参加工作日期", 20, WHEN)
    employment = pick("用工形式", rules.EMPLOYMENTS)
    is_migrant = forms.NullBooleanField(
        label="农民工",
        required=False,
        widget=forms.Select(choices=[("", "不填"), ("true", "是"), ("false", "否")]),
    )
    member_no = words("会员证号", 30)
    stroke_override = words("排序用字", 50, "姓名的笔画排序不对时，填写按哪几个字排序。")
    remarks = words("备注", 500, widget=forms.Textarea({"rows": 2}))
    erased = forms.MultipleChoiceField(
        label="清除下列内容",
        required=False,
        choices=list(SEALED.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    is_informed = forms.BooleanField(
        label="已告知本人：由本单位工会登记，用途如各栏所示，离会满两年清除，可以随时查阅和申请更正",
        required=False,
    )

    @property
    def first(self) -> tuple[str, ...]:
        """Return the fields that stand before the groups."""
        grouped = set(" ".join(GROUPS.values()).split())
        last = {"erased", "is_informed"}
        return tuple(name for name in self.fields if name not in grouped | last)

    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Yield the groups of fields with their headings."""
        for title, names in GROUPS.items():
            yield title, [self[name] for name in names.split() if name in self.fields]

    def leading(self) -> list[BoundField]:
        """Return the fields before the groups."""
        return [self[name] for name in self.first if name != "version"]

    def typed(self) -> Particulars:
        """Return what was typed, and nothing else."""
        given = {name: self.cleaned_data[name] for name in PARTICULARS if name in self.cleaned_data}
        return replace(NOTHING, **given)

    def told(self, member: Member | None = None) -> dict[str, Any]:
        """Return what the action asks for: refused without the notice that sealed fields need."""
        typed, erased = self.typed(), self.cleaned_data.get("erased", ())
        is_informed, today = self.cleaned_data["is_informed"], localdate()
        require(rules.notice_given(typed, is_informed=is_informed))
        before = queries.particulars_of(member) if member else NOTHING
        kept = {
            column: "" if column in erased else getattr(before, column)
            for column in SEALED
            if not getattr(typed, column)
        }
        told = {name: self.cleaned_data[name] for name in self.first}
        return {
            **told,
            "facts": replace(typed, **kept),  # type: ignore[arg-type]  # sealed fields are text
            "differing": self.cleaned_data["differing"],
            "informed_on": today if is_informed else None,
            "today": today,
        }


def as_written(member: Member) -> dict[str, Any]:
    """Return what the form begins with: everything but what is sealed."""
    names = ("name", "version", *(one for one in PARTICULARS if one not in SEALED))
    return {name: getattr(member, name) for name in names}
