"""Forms about looking at what is sensitive and about corrections."""

from django import forms

from zhijia.platform.blanks import ActorForm, Blank

from .. import queries, rules


class LookAt(ActorForm):
    """What to look at, and what for."""

    columns = forms.MultipleChoiceField(
        label="查看内容",
        choices=list(rules.SEALED.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.ChoiceField(
        label="事由", choices=[("", "请选择"), *((one, one) for one in rules.LOOK_REASONS)]
    )
    more = forms.CharField(
        label="补充说明", required=False, max_length=60, help_text="例如：办理哪一项业务。"
    )

    def for_oneself(self) -> None:
        """Ask nobody why they look at what is theirs."""
        del self.fields["reason"], self.fields["more"]

    def why(self) -> str:
        """Return the reason in full."""
        if "reason" not in self.fields:
            return "本人查看"
        more = self.cleaned_data["more"].strip()
        return f"{self.cleaned_data['reason']}：{more}" if more else self.cleaned_data["reason"]


class AskCorrection(ActorForm):
    """What is wrong, and what ought to stand there."""

    column = forms.ChoiceField(label="哪一项", choices=())
    wanted = forms.CharField(
        label="应当改为", max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=200,
        help_text="例如：凭什么证件，证件在哪里可以核对。",
    )

    def narrow(self) -> None:
        """Offer the particulars that may be corrected."""
        offered = [(one, queries.label_of(one)) for one in rules.CORRECTABLE]
        self.choose("column", [("", "请选择"), *offered])


class AnswerCorrection(ActorForm):
    """Whether the member is right, and a word about it."""

    is_right = forms.TypedChoiceField(
        label="办理结果",
        coerce=lambda value: value == "yes",
        choices=[("yes", "核对无误，予以更正"), ("no", "不予更正")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="答复", required=False, max_length=200, help_text="不予更正的必须填写理由。"
    )


class FindCorrection(Blank):
    """Requests in one state."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "待办理"), ("all", "全部")]
    )
