"""How ballot papers are printed."""

from typing import Any

from django import forms

from zhijia.platform.actor import Actor
from zhijia.platform.blanks import ActorForm

from ..models import Ballot
from ..paper import PLACES
from ..rules.printing import TINTS
from .piles import EVERY, CountInput

MOST_COPIES = 20_000
AS = {"pdf": "PDF（直接打印）", "docx": "Word（可以修改）"}


class PrintForm(ActorForm):
    """Which paper, how many, in which layout; a question, so it is asked by GET."""

    kind = forms.ChoiceField(label="哪一种选票")
    copies = forms.IntegerField(
        label="份数",
        min_value=1,
        max_value=MOST_COPIES,
        widget=CountInput(),
        help_text="按应到人数，可以略多；多印而未发出的当场剪角作废。",
    )
    per_sheet = forms.ChoiceField(
        label="一张纸排几份",
        choices=[("1", "1 份"), ("2", "2 份（裁一刀）"), ("4", "4 份（裁两刀）")],
    )
    size = forms.ChoiceField(label="纸张", choices=[("A4", "A4"), ("A3", "A3")])
    place = forms.ChoiceField(label="符号画在哪里", choices=list(PLACES.items()))
    tint = forms.ChoiceField(
        label="颜色",
        choices=[(key, tint.name) for key, tint in TINTS.items()],
        help_text="印成票头的色带；也可以用这种颜色的纸。",
    )
    order = forms.ChoiceField(
        label="候选人次序", choices=[("strokes", "按姓氏笔画"), ("adopted", "按通过的名单次序")]
    )
    title = forms.CharField(label="票头", max_length=80)
    seal = forms.CharField(label="盖章处", max_length=20, required=False)
    file = forms.ChoiceField(label="文件", choices=list(AS.items()))

    def __init__(self, actor: Actor, ballot: Ballot, *args: Any, **more: Any) -> None:
        self.contests = list(ballot.contests.all())
        super().__init__(actor, *args, **more)

    def narrow(self) -> None:
        """Offer one paper for everything, and one for each contest where there are several."""
        kinds = [(EVERY, "全部内容一张票" if len(self.contests) > 1 else "选票")]
        if len(self.contests) > 1:
            kinds += [(str(one.pk), f"只印“{one}”") for one in self.contests]
        self.choose("kind", kinds)
