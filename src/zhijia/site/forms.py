from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator

from zhijia.org.models import Unit
from zhijia.org.queries import units
from zhijia.org.rules import KIND_LABELS
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.acts import ACTIONS
from zhijia.platform.blanks import ActorForm, Blank, DateInput, PickField, VersionedForm

from .record import Asked
from .rules import FIRST, LAST, Line
from .setting_up import is_setup_code

CODE = RegexValidator(r"\A[0-9A-Za-z]+\Z", "只能用字母和数字，不含空格和横线。")

# Days that every database and every time zone can hold.
DAYS = [
    MinValueValidator(date(2000, 1, 1), "请填写 2000 年以后的日期。"),
    MaxValueValidator(date(2099, 12, 31), "请填写 2099 年以前的日期。"),
]
LAST_KEY = 2**63 - 1
LONGEST = 5 * 366


def _actions() -> list[tuple[str, str]]:
    """Return every action there is, by its label, after the choice of none."""
    return [("", "全部"), *sorted(ACTIONS.items(), key=lambda action: action[1])]


class Lens(forms.Form):
    """Which unit, and which year, or else from which day until which."""

    unit = forms.ChoiceField(label="单位", required=False)
    year = forms.TypedChoiceField(
        label="年度",
        required=False,
        coerce=int,
        error_messages={"invalid_choice": "没有这一年的数据，请从列表中选择年度。"},
    )

    start = forms.DateField(label="或者自", required=False, widget=DateInput, validators=DAYS)
    until = forms.DateField(label="至", required=False, widget=DateInput, validators=DAYS)

    def __init__(
        self, unit: Unit, said: Mapping[str, str], *, units: Iterable[Unit], years: list[int]
    ) -> None:
        asked = {"unit": str(unit.pk), "year": said.get("year") or str(years[0])}
        asked |= {name: said.get(name, "") for name in ("start", "until")}
        super().__init__(asked, label_suffix="")
        top = min(near.depth for near in units)
        named = [(str(u.pk), "　" * (u.depth - top) + u.name) for u in units]
        self.fields["unit"].choices = named  # type: ignore[attr-defined]  # it is a ChoiceField
        self.fields["year"].choices = [(y, f"{y} 年") for y in years]  # type: ignore[attr-defined]  # likewise
        self.newest = years[0]

    def clean(self) -> None:
        """See that days come in pairs, in their order, and not too far apart."""
        start, until = (self.cleaned_data.get(name) for name in ("start", "until"))
        if bool(start) != bool(until) and not self.errors:
            self.add_error("until" if start else "start", "起止日期请一起填写。")
        elif start and until and (start > until or (until - start).days > LONGEST):
            self.add_error("until", "截止日期应不早于起始日期，期间最长 5 年。")

    def chosen_year(self) -> int:
        """Return the year asked for, or the newest where the answer is not one of ours."""
        self.is_valid()
        return int(self.cleaned_data.get("year") or self.newest)

    def chosen_days(self) -> tuple[date, date] | None:
        """Return the days asked for; None where a year is."""
        start, until = (self.cleaned_data.get(name) for name in ("start", "until"))
        return (start, until) if self.is_valid() and start and until else None


class ArrangeYear(ActorForm):
    """Which year the template is entered into."""

    year = forms.IntegerField(min_value=FIRST, max_value=LAST)


class EditLine(VersionedForm):
    """A line of a year: when, and what."""

    month = forms.TypedChoiceField(
        label="月份", coerce=int, choices=[(month, f"{month} 月") for month in range(1, 13)]
    )
    day = forms.IntegerField(
        label="日",
        required=False,
        min_value=1,
        max_value=31,
        help_text="哪一天还没有定，就空着，日历上写在月份下面。",
    )
    title = forms.CharField(label="内容", max_length=60)
    is_theme = forms.BooleanField(label="这是当月的主题", required=False)

    def __init__(self, actor: Actor, unit: Unit, *args: Any, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(actor, *args, **kwargs)

    def line(self) -> Line:
        """Return what was filled in."""
        return Line(**{name: self.cleaned_data[name] for name in Line._fields})


SCOPES = {"below": "本级及下级", "own": "本级"}


class ChooseUnit(ActorForm):
    """Which unit to look at."""

    unit = PickField(
        to_field_name="code",
        called=("code", "name"),
        hint="单位名称或者代码",
        error_messages={"invalid_choice": "没有这个单位，或者不在您的职务范围内。"},
        label="单位",
        required=False,
        empty_label="任职的最高一级单位",
    )
    below = forms.ChoiceField(
        label="范围", choices=list(SCOPES.items()), widget=forms.RadioSelect, initial="below"
    )

    def narrow(self) -> None:
        """Offer the units this person reaches."""
        fields: dict[str, Any] = self.fields
        fields["unit"].offer(units(self.actor).standing())


class ChooseScope(Blank):
    """Whether the units below count too."""

    below = forms.ChoiceField(choices=list(SCOPES.items()))


class SetUp(Blank):
    """The first unit and the first person, asked once in the life of an instance."""

    setup_code = forms.CharField(
        label="设置码",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text="启动 script/server --empty 时显示在终端里。",
    )
    name = forms.CharField(label="单位名称", max_length=60, help_text="例如：某某化工集团工会。")
    code = forms.CharField(
        label="单位代码", max_length=20, validators=[CODE], help_text="字母和数字，以后不能改。"
    )
    kind = forms.ChoiceField(label="单位类型", choices=list(KIND_LABELS.items()))
    person = forms.CharField(label="您的姓名", max_length=50)
    staff_no = forms.CharField(
        label="您的工号", max_length=30, validators=[CODE], help_text="用工号登录。"
    )
    password = forms.CharField(
        label="密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="至少 8 位，不能只有数字，不能与工号相近。",
    )
    again = forms.CharField(
        label="再输一次密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_setup_code(self) -> str:
        """Let only who can read the server's terminal go on."""
        typed = str(self.cleaned_data["setup_code"])
        if not is_setup_code(typed):
            raise forms.ValidationError("设置码不对，请看启动服务的终端。")
        return typed

    def clean(self) -> dict[str, Any]:
        """Hold the password against the rules in settings and compare the two."""
        said = super().clean() or {}
        if "password" in said:
            self._judge(said["password"], said.get("code", ""), said.get("staff_no", ""))
        if "password" in said and "again" in said and said["password"] != said["again"]:
            self.add_error("again", "两次输入的密码不一样。")
        return said

    def _judge(self, password: str, code: str, staff_no: str) -> None:
        """Put what is wrong with a password under its field."""
        try:
            validate_password(password, User(username=f"{code}-{staff_no}", staff_no=staff_no))
        except forms.ValidationError as wrong:
            self.add_error("password", wrong)


class RecordSearch(Blank):
    """What to look for in the record."""

    since = forms.DateField(label="自", required=False, widget=DateInput, validators=DAYS)
    until = forms.DateField(label="至", required=False, widget=DateInput, validators=DAYS)
    person = forms.CharField(label="办理人姓名或工号", required=False, max_length=50)
    action = forms.ChoiceField(
        label="动作",
        required=False,
        choices=_actions,
        error_messages={"invalid_choice": "没有这种动作，请从列表中选择。"},
    )
    words = forms.CharField(label="对象中的词", required=False, max_length=50)
    before = forms.IntegerField(
        required=False, min_value=1, max_value=LAST_KEY, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        """Let time run forwards."""
        said = super().clean() or self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and since > until:
            self.add_error("until", "截止日期不能早于起始日期。")
        return said

    def asked(self) -> Asked | None:
        """Return what was asked, or None where that cannot be told."""
        return Asked(**self.cleaned_data) if self.is_valid() else None


class ClearCheck(ActorForm):
    """By which copy an article was checked."""

    note = forms.CharField(
        label="核对所依据的文本",
        max_length=200,
        help_text="例如：中国人大网公布的文本，某某出版社 2024 年汇编本第 12 页。",
    )


class WithdrawCheck(ActorForm):
    """Why a check no longer holds."""

    reason = forms.CharField(label="撤回的原因", max_length=200)
