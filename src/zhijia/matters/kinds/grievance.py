"""投诉工会工作人员: handled by the union above, unseen by the one it is about."""

from zhijia.law import HOUSE

from .appealing import PHONE, RATINGS, WISH, WORDS, states, steps
from .declaring import Field, Kind

KEEPERS = ("head",)
ABOUT = {
    "chair": "工会主席、副主席",
    "desk": "干事、经办人",
    "women": "女职工委员会主任",
    "other": "其他",
}

KIND = Kind(
    id="grievance",
    name="投诉工会工作人员",
    rank=23,
    verb="投诉工会工作人员",
    mark="监",
    about="投诉本单位的工会负责人或者经办人。由上一级工会的主席、副主席办理，本单位看不到。",
    clauses=(HOUSE["HOUSE-116"],),
    who=("branch",),
    at="upper",
    title_hint="一句话说清楚，例如：困难补助申请被无故拖延",
    category="about",
    fields=(Field("about", "投诉的是", "choice", required=True, choices=ABOUT), WORDS, WISH, PHONE),
    states=states(3, 15, "HOUSE-116"),
    steps=steps(KEEPERS, KEEPERS),
    readers=KEEPERS,
    pausers=KEEPERS,
    remarkers=(*KEEPERS, "handler"),
    joiners=KEEPERS,
    files=20,
    watched=True,
    likeness=False,
    ratings=RATINGS,
)
