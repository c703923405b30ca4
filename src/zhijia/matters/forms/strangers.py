"""What people write without an account: one list of causes in place of kinds, and few fields."""

from typing import Any

from django import forms

from zhijia.platform.blanks import Blank
from zhijia.platform.scope import STEP

from .. import queries
from ..kinds.appealing import CAUSES, RATINGS
from ..kinds.grievance import ABOUT
from ..kinds.opinion import THEMES
from ..kinds.service import FAULTS
from ..rules import appeals as judged
from ..rules import promises

UP = "upper"
LONG = {"rows": 5}


def causes(unit_path: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what an appeal may be about, as `kind:cause`, in groups."""
    has_upper = judged.has_upper(is_top=len(unit_path) == STEP)
    urgent = [(f"urgent:{key}", label) for key, label in judged.URGENT_CAUSES.items()]
    secret = [("harassment:", "性骚扰")]
    about = [(f"grievance:{key}", label) for key, label in ABOUT.items()]
    if has_upper:
        secret.append((f"harassment:{UP}", "性骚扰，涉及工会主席或者女职工委员会主任"))
    groups = [
        ("紧急（当日通知工会负责人）", urgent),
        ("工作和生活", [(f"appeal:{key}", label) for key, label in CAUSES.items()]),
        ("只有工会主席、女职工委员会主任看得到", secret),
    ]
    if has_upper:
        groups.append(("投诉工会工作人员（交上级工会办理）", about))
    return groups


class AppealForm(Blank):
    """An appeal of somebody without an account, written in a minute."""

    cause = forms.ChoiceField(label="什么事")
    title = forms.CharField(label="一句话", max_length=60, help_text="例如：三月的加班费没有发")
    words = forms.CharField(
        label="情况", max_length=3000, min_length=5, widget=forms.Textarea(LONG)
    )
    wish = forms.CharField(
        label="希望怎么解决", max_length=600, required=False, widget=forms.Textarea({"rows": 2})
    )
    phone = forms.CharField(
        label="姓名、电话",
        max_length=30,
        required=False,
        help_text="可以不填；不填就是匿名。",
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, unit_path: str, number: int | None = None) -> None:
        super().__init__(data)
        cause = self.fields["cause"]
        assert isinstance(cause, forms.ChoiceField)
        cause.choices = [("", "请选择"), *causes(unit_path)]


class OpinionForm(Blank):
    """An opinion of somebody without an account."""

    theme = forms.ChoiceField(label="方面", choices=[("", "请选择"), *THEMES.items()])
    title = forms.CharField(label="一句话", max_length=60, help_text="例如：把体检提前到三月")
    words = forms.CharField(
        label="具体意见", max_length=3000, min_length=5, widget=forms.Textarea(LONG)
    )

    def __init__(self, data: Any, *, unit_path: str, number: int | None = None) -> None:
        super().__init__(data)


class ServiceForm(Blank):
    """How somebody was served, by which promise, and whether they want it set right."""

    promise = forms.ChoiceField(label="哪项服务")
    choice = forms.ChoiceField(
        label="评价", choices=list(promises.CHOICES.items()), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="情况", max_length=3000, required=False, widget=forms.Textarea(LONG)
    )
    fault = forms.ChoiceField(
        label="要求处理的，是哪方面",
        required=False,
        choices=[("", "只评价，不要求处理"), *FAULTS.items()],
        help_text="要求处理的请写明情况，七个工作日以内答复。",
    )
    phone = forms.CharField(
        label="联系电话", max_length=30, required=False, help_text="可以不填，凭回执码看答复。"
    )

    def __init__(self, data: Any, *, unit_path: str, number: int | None = None) -> None:
        super().__init__(data)
        promise = self.fields["promise"]
        assert isinstance(promise, forms.ChoiceField)
        rows = [(one.token, one.title) for one in queries.promises_at(unit_path)]
        promise.choices = [*rows, ("", "其他服务")]
        promise.required = False

    def clean(self) -> dict[str, Any]:
        """Ask for words where something is to be set right."""
        said = super().clean() or self.cleaned_data
        if said.get("fault") and len((said.get("words") or "").strip()) < 5:
            self.add_error("words", "要求处理的，请写明情况。")
        return said


class MoreForm(Blank):
    """What the bearer of a receipt adds: words, a rating, consent to go on by name, or again."""

    fold, folded = "同意实名转办（调解、法律援助）", ("consented", "name", "phone")

    words = forms.CharField(
        label="补充的话", max_length=3000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data: Any, *, unit_path: str, number: int | None = None) -> None:
        super().__init__(data)
        self.may = queries.stranger_may(number) if number is not None else frozenset[str]()
        if "rate" in self.may:
            self.fields["choice"] = forms.ChoiceField(
                label="对答复",
                required=False,
                choices=[("", "先不评价"), *RATINGS.choices.items()],
                widget=forms.RadioSelect,
            )
        if "reopen" in self.may:
            self.fields["again"] = forms.BooleanField(
                label="要求重办一次", required=False, help_text="请在上面写明理由。"
            )
        if "consent" in self.may:
            self._ask_for_consent()

    def _ask_for_consent(self) -> None:
        """Offer to go on by name, where an appeal may need it."""
        self.fields["consented"] = forms.MultipleChoiceField(
            label="转往",
            required=False,
            choices=list(judged.NAMED_WAYS.items()),
            widget=forms.CheckboxSelectMultiple,
            help_text="调解、法律援助要知道您是谁。只在您同意以后，把下面的姓名、电话交给接收的人。",
        )
        self.fields["name"] = forms.CharField(label="姓名", max_length=30, required=False)
        self.fields["phone"] = forms.CharField(label="电话", max_length=30, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse an empty letter, consent without a name, another round without a reason."""
        said = super().clean() or self.cleaned_data
        if said.get("consented") and not (said.get("name") and said.get("phone")):
            self.add_error("consented", "同意实名转办的，请填写姓名和电话。")
        if said.get("again") and not said.get("words"):
            self.add_error("words", "请写明要求重办的理由。")
        if not any(said.get(name) for name in ("words", "choice", "consented")):
            self.add_error("words", "请写补充的话。")
        return said
