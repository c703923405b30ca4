"""紧急诉求: unpaid wages, injury, danger to a person; the heads of the union hear of it at once."""

from zhijia.law import HOUSE

from ..rules.appeals import URGENT_CAUSES
from .appealing import PHONE, RATINGS, WISH, WORDS, states, steps
from .declaring import Field, Kind, Secret

KIND = Kind(
    id="urgent",
    name="紧急诉求",
    rank=21,
    verb="反映紧急情况",
    mark="急",
    about="拖欠工资、工伤和职业病、人身受到威胁。一提交就通知工会主席、副主席和干事，一日以内受理。",
    clauses=(HOUSE["HOUSE-114"],),
    who=("member", "branch"),
    at="above",
    title_hint="一句话说清楚，例如：班组四人两个月没有发工资",
    category="cause",
    fields=(
        Field("cause", "情形", "choice", required=True, choices=URGENT_CAUSES),
        WORDS,
        WISH,
        PHONE,
    ),
    states=states(1, 5, "HOUSE-114", at_once=True),
    steps=steps(("desk_here",), ("head", "desk_here")),
    files=20,
    watched=True,
    likeness=False,
    urgent=tuple(URGENT_CAUSES),
    secrets=(Secret("filer", ("handler", "assistant"), spares=("desk_here",)),),
    ratings=RATINGS,
)
