"""The form of the style guide: one field of every kind that pages use."""

from django import forms

from zhijia.platform.blanks import DateInput

PLACES = [("", "请选择"), ("hospital", "职工医院"), ("school", "子弟学校"), ("power", "供电公司")]


class Sample(forms.Form):
    """A task, as somebody might write it down."""

    name = forms.CharField(label="任务名称", max_length=40, help_text="不超过 40 字。")
    place = forms.ChoiceField(label="责任单位", choices=PLACES)
    due_on = forms.DateField(label="完成时限", widget=DateInput)
    words = forms.CharField(label="要求", required=False, widget=forms.Textarea({"rows": 3}))
    file = forms.FileField(label="附件", required=False)
    pace = forms.ChoiceField(
        label="缓急", choices=[("soon", "急件"), ("plain", "平件")], widget=forms.RadioSelect
    )
    told = forms.BooleanField(label="已口头通知责任单位", required=False)
