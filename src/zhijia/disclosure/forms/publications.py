"""What a publication asks: its text and files, its review, its record on the board, questions."""

from collections.abc import Sequence
from typing import Any

from django import forms as fields
from django.core.files.uploadedfile import UploadedFile

from zhijia.matters.kinds.opinion import THEMES
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput, PickField, VersionedForm

from ..models import Due, Edition, Item
from ..queries import publications as queries
from ..rules.catalogue import FORMS, GROUPS, SCOPES
from ..rules.publications import MOST_FILES, TEXT, TITLE
from ..rules.questions import LONGEST
from .catalogues import words

PICTURES = "image/png,image/jpeg"


class FilesInput(fields.FileInput):
    """A field of files that takes several at once."""

    allow_multiple_selected = True


class FilesField(fields.FileField):
    """Several files, or none."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """Return the files that were chosen; ValidationError for an empty one."""
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in chosen if one]


class WriteText(VersionedForm):
    """The text of a publication, what lies beside it, for whom and in what form."""

    title = fields.CharField(label="标题", max_length=TITLE)
    text = fields.CharField(
        label="公开内容",
        required=False,
        max_length=TEXT,
        widget=fields.Textarea({"rows": 10}),
        help_text="不写个人的身份证号、电话、银行卡号；困难职工不写姓名。",
    )
    uploads = FilesField(
        label="附件",
        required=False,
        help_text=f"表格、文件、照片，每个 20 MB 以内，最多 {MOST_FILES} 个。",
    )
    scope = fields.ChoiceField(label="公开范围", choices=list(SCOPES.items()))
    forms = fields.MultipleChoiceField(
        label="公开形式",
        choices=list(FORMS.items()),
        widget=fields.CheckboxSelectMultiple,
    )

    def told(self) -> dict[str, Any]:
        """Return what was filled in as the actions take it."""
        names = ("title", "text", "uploads", "scope", "forms")
        return {name: self.cleaned_data[name] for name in names}


class Begin(WriteText):
    """A new publication, for an item of the catalogue or beside it."""

    unit = fields.ModelChoiceField(Unit.objects.none(), label="单位", empty_label=None)
    item = PickField(
        label="公开事项",
        required=False,
        called=("name",),
        hint="公开事项的名称",
        empty_label="目录以外的事项",
    )
    field_order = ("unit", "item", "title", "text", "uploads", "scope", "forms")

    def narrow(self) -> None:
        """Offer the units of one's own desks and the items of their catalogues."""
        units = queries.own_units(self.actor)
        self.among("unit", units)
        self.offer("item", queries.items_of(units.values_list("pk", flat=True)))

    def chosen(self) -> dict[str, Any]:
        """Return the unit and the item, with the rest."""
        picked: dict[str, Unit | Item | None] = {
            name: self.cleaned_data[name] for name in ("unit", "item")
        }
        return {**self.told(), **picked}


def for_due(actor: Actor, due: Due, data: Any, files: Any) -> WriteText:
    """Return the form of a new publication for something due, filled in from its item."""
    item = due.item
    initial = {
        "title": f"{item.name}（{due.label}）"[:TITLE],
        "scope": item.scope,
        "forms": item.forms,
    }
    return WriteText(actor, data, files, initial=initial)


class EditText(WriteText):
    """A draft as it now is; files may be taken away."""

    remove = fields.TypedMultipleChoiceField(
        label="去掉附件", required=False, coerce=int, widget=fields.CheckboxSelectMultiple
    )
    field_order = ("title", "text", "remove", "uploads", "scope", "forms")

    def __init__(self, actor: Actor, edition: Edition, *args: Any, **kwargs: Any) -> None:
        self.edition = edition
        kwargs.setdefault(
            "initial",
            {
                "title": edition.title,
                "text": edition.text,
                "version": edition.version,
                "scope": edition.for_whom,
                "forms": edition.how,
            },
        )
        super().__init__(actor, *args, **kwargs)

    def narrow(self) -> None:
        """Name the files there are; without any nothing is asked."""
        files: Sequence[Any] = list(self.edition.files.all())
        if files:
            self.choose("remove", [(file.pk, str(file)) for file in files])
        else:
            del self.fields["remove"]

    def kept(self) -> dict[str, Any]:
        """Return what was filled in as the action takes it."""
        remove = self.cleaned_data.get("remove", [])
        return {**self.told(), "remove": remove, "version": self.cleaned_data["version"]}


class Submit(ActorForm):
    """That a text for strangers was looked through."""

    is_checked = fields.BooleanField(
        label="已逐处核对，没有不该公开的个人信息；附件也已核对", required=False
    )


class Approve(ActorForm):
    """What the reviewer says."""

    is_approved = fields.TypedChoiceField(
        label="审核",
        choices=[("yes", "同意公开"), ("no", "退回修改")],
        coerce=lambda value: value == "yes",
        widget=fields.RadioSelect,
    )
    reply = words("审核意见", required=False)


class Why(ActorForm):
    """Why something is changed or taken down."""

    why = words("原因")


class PostSheet(ActorForm):
    """Where and when it hung, with a photo."""

    posted_on = fields.DateField(label="日期", widget=DateInput)
    place = fields.CharField(
        label="地点或者载体", max_length=60, help_text="例如：办公楼一楼公开栏、班前会、微信群。"
    )
    photo = fields.FileField(
        label="照片",
        required=False,
        widget=fields.ClearableFileInput({"accept": PICTURES}),
        help_text="公开栏张贴的请拍照，手机直接拍摄即可；拍摄地点等信息会去掉。",
    )
    feedback = words("职工反映", required=False)


class Ask(ActorForm):
    """What somebody wants to know."""

    text = fields.CharField(
        label="我要提问",
        max_length=LONGEST,
        widget=fields.Textarea({"rows": 3}),
        help_text="实名提问，审核后公开，其他职工也能看到。",
    )


class Answer(VersionedForm):
    """The answer to a question."""

    answer = words("答复", most=2000)


class PassOn(ActorForm):
    """What an opinion is about."""

    theme = fields.ChoiceField(label="方面", choices=list(THEMES.items()))


class Find(ActorForm):
    """Which publications to list."""

    words = fields.CharField(label="标题", required=False, max_length=50)
    group = fields.ChoiceField(label="公开类别", required=False)

    def narrow(self) -> None:
        """Offer the headings."""
        self.choose("group", [("", "全部类别"), *GROUPS.items()])
