"""What a catalogue asks: which sample, how a unit goes about it, its items."""

from typing import Any

from django import forms as fields

from zhijia.org.models import Unit
from zhijia.org.rules import POST_KINDS
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, VersionedForm

from ..models import Catalogue, Item
from ..queries import catalogues as queries
from ..rules.catalogue import FORMS, GROUPS, NAME, RHYTHMS, SAMPLES, SCOPES, WORDS, sample_for
from ..rules.dues import COUNTED_SAID, FARTHEST
from ..rules.questions import LEAST, MOST


def words(label: str, *, required: bool = True, most: int = 200, help_text: str = "") -> Any:
    """Return a field for a sentence or two."""
    widget = fields.Textarea({"rows": 3})
    return fields.CharField(
        label=label, required=required, max_length=most, widget=widget, help_text=help_text
    )


class Adopt(ActorForm):
    """Which unit takes which sample over."""

    unit = fields.ModelChoiceField(Unit.objects.none(), label="单位", empty_label=None)
    kind = fields.ChoiceField(
        label="目录样本",
        choices=list(SAMPLES.items()),
        help_text="采用以后逐项修改成本单位的目录。",
    )
    basis = fields.CharField(
        label="通过的会议或者文号",
        required=False,
        max_length=100,
        help_text="例如：第三届职代会第二次会议审议通过。还没有的，以后再填。",
    )

    def narrow(self) -> None:
        """Offer the units of one's own desks, and begin with the sample that suits."""
        found = queries.without_catalogue(self.actor)
        self.among("unit", found)
        first = found.first()
        if first:
            self.fields["kind"].initial = sample_for(first.kind, first.registration)


class SetUp(VersionedForm):
    """How a unit goes about it."""

    basis = fields.CharField(label="通过的会议或者文号", required=False, max_length=100)
    two_people = fields.BooleanField(
        label="拟稿人不审核自己的稿件",
        required=False,
        help_text="只有一名工会负责人的单位可以改为一人办理；由主席、副主席改。",
    )
    answer_days = fields.IntegerField(
        label="提问在几个工作日内答复", min_value=LEAST, max_value=MOST
    )
    is_indexed = fields.BooleanField(
        label="社会公开的网页可供搜索引擎收录", required=False, help_text="不勾选的，不收录。"
    )

    @classmethod
    def of(cls, actor: Actor, catalogue: Catalogue) -> "SetUp":
        """Return the form as the catalogue now is."""
        names = ("basis", "two_people", "answer_days", "is_indexed", "version")
        return cls(actor, initial={name: getattr(catalogue, name) for name in names})


class EditItem(VersionedForm):
    """One item of a catalogue."""

    group = fields.ChoiceField(label="公开类别", choices=list(GROUPS.items()))
    name = fields.CharField(label="公开事项", max_length=NAME)
    content = words("公开内容", most=WORDS)
    forms = fields.MultipleChoiceField(
        label="公开形式", choices=list(FORMS.items()), widget=fields.CheckboxSelectMultiple
    )
    scope = fields.ChoiceField(label="公开范围", choices=list(SCOPES.items()))
    rhythm = fields.ChoiceField(
        label="公开频次",
        choices=list(RHYTHMS.items()),
        help_text="即时公开的，事项发生以后登记，期限自发生之日起算；每月、每季度等自期满之日起算。",
    )
    within = fields.IntegerField(label="公开时限", min_value=1, max_value=FARTHEST)
    counted = fields.ChoiceField(label="时限单位", choices=list(COUNTED_SAID.items()))
    department = fields.CharField(label="责任部门", required=False, max_length=60)
    owner = fields.ChoiceField(
        label="责任岗位",
        required=False,
        help_text="选了的，由本单位担任这一职务的人收到提醒、可以拟稿；换了人自动跟随。",
    )
    person = fields.CharField(label="责任人", required=False, max_length=50)
    remark = fields.CharField(label="备注", required=False, max_length=100)

    def narrow(self) -> None:
        """Offer the kinds of post."""
        kinds = [(code, kind.label) for code, kind in POST_KINDS.items()]
        self.choose("owner", [("", "不指定"), *kinds])
        self.choose(
            "counted", [(code, said.removeprefix("个")) for code, said in COUNTED_SAID.items()]
        )

    @classmethod
    def of(cls, actor: Actor, item: Item) -> "EditItem":
        """Return the form as the item now is."""
        names = (*queries.FIELDS, "version")
        return cls(actor, initial={name: getattr(item, name) for name in names})

    def told(self) -> dict[str, Any]:
        """Return what was filled in as the actions take it."""
        return {name: self.cleaned_data[name] for name in queries.FIELDS}

    def changed(self) -> dict[str, Any]:
        """Return the same with the version that was seen."""
        return {**self.told(), "version": self.cleaned_data["version"]}


class DropItem(ActorForm):
    """Why an item is listed no more."""

    why = words("停用的原因")


class Register(ActorForm):
    """Something that happened and must be made public at once."""

    label = fields.CharField(
        label="事项", max_length=60, help_text="例如：2026年度先进集体、先进个人评选结果。"
    )
    event_on = fields.DateField(label="发生日期", widget=DateInput)


class Waive(VersionedForm):
    """That there was nothing to make public."""

    why = words("本期情况", help_text="例如：本季度没有招投标和大宗采购。本单位职工都能看到。")
