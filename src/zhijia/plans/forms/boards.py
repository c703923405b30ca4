"""What the boards ask."""

from datetime import date
from typing import Any

from django import forms

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm, DateInput

from .. import queries
from ..actions import boards as actions
from ..models import AREA_CHOICES
from ..models.boards import SavedView
from ..queries import boards

ANY = ("", "全部")
YEARS = 6
LONGEST = 500  # signs of a question, as its column holds
HIDDEN = (
    "unit",
    "scope",
    "sort",
    "speech",
    "leader",
)  # they stay in the address where they are in it


class BoardFilter(ActorForm):
    """Which tasks a board shows; what is unit and scope comes from the address."""

    q = forms.CharField(label="查找", required=False, max_length=50, strip=True)
    year = forms.ChoiceField(label="年度", required=False)
    speech = forms.CharField(required=False, widget=forms.HiddenInput)
    leader = forms.CharField(required=False, widget=forms.HiddenInput)
    area = forms.ChoiceField(label="类别", required=False, choices=[ANY, *AREA_CHOICES])
    state = forms.ChoiceField(label="状态", required=False, choices=[ANY, *boards.STATES.items()])
    light = forms.ChoiceField(label="亮灯", required=False, choices=[ANY, *queries.ALIGHT.items()])
    since = forms.DateField(label="期限从", required=False, widget=DateInput)
    until = forms.DateField(label="期限到", required=False, widget=DateInput)
    unit = forms.CharField(required=False, widget=forms.HiddenInput)
    scope = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, actor: Actor, *args: Any, today: date, without: tuple[str, ...] = (), **more: Any
    ) -> None:
        super().__init__(actor, *args, **more)
        self.fields["q"].widget.attrs["placeholder"] = "任务内容"
        years = range(today.year + 1, today.year - YEARS, -1)
        self.choose("year", [ANY, *((str(year), f"{year}年") for year in years)])
        for name in [*without, *(name for name in HIDDEN if not self.data.get(name))]:
            self.fields.pop(name, None)


class SaveView(ActorForm):
    """The name under which a question is kept."""

    name = forms.CharField(label="名称", max_length=20, strip=True)
    is_first = forms.BooleanField(label="打开看板时先用这个查询", required=False)
    question = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_question(self) -> str:
        """Keep only what boards can be asked: of anything else the board would open for ever."""
        asked = boards.cleaned(self.cleaned_data["question"])
        if len(asked) > LONGEST:
            self.add_error(None, "查询条件太长，请减少条件后再保存")  # the field is hidden
        return asked

    def saved(self, board: str) -> SavedView:
        """Keep it."""
        return actions.save_view(actor=self.actor, board=board, **self.cleaned_data)
