from django import forms

from zhijia.platform.blanks import PickField, VersionedForm

from .. import queries


class PromiseForm(VersionedForm):
    """What a unit promises, in words that somebody can measure."""

    unit = PickField(
        called=("code", "name"), hint="单位代码或者名称", label="单位", empty_label=None
    )
    title = forms.CharField(label="服务事项", max_length=60, help_text="例如：出院结算。")
    words = forms.CharField(
        label="承诺内容",
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text="写能量得出的话，例如：材料齐全的三十分钟以内办完，超时由值班长当场说明。不写个人姓名。",
    )
    office = forms.CharField(label="办理部门", max_length=60, required=False)
    contact = forms.CharField(
        label="监督电话", max_length=40, required=False, help_text="办公电话，不写个人手机。"
    )
    rank = forms.IntegerField(label="排序号", min_value=1, max_value=999, initial=100)

    def narrow(self) -> None:
        """Offer the units whose desk somebody holds; what stands already stays where it is."""
        self.offer("unit", queries.desks_of(self.actor))


class RewriteForm(PromiseForm):
    """A promise that is said better."""

    def narrow(self) -> None:
        """Its unit stays."""
        del self.fields["unit"]
