"""诉求: what a member wants the union to set right."""

from zhijia.law import HOUSE

from .appealing import CAUSES, PHONE, RATINGS, WISH, WORDS, states, steps
from .declaring import Field, Kind, Secret

KIND = Kind(
    id="appeal",
    name="诉求",
    rank=20,
    verb="反映诉求",
    mark="诉",
    about="工作、生活中要工会帮助解决的事。一句话写清楚，可以附照片；承办人看不到姓名。",
    clauses=(HOUSE["HOUSE-113"],),
    who=("member", "branch"),
    at="above",
    title_hint="一句话说清楚，例如：三月的加班费没有发",
    category="cause",
    fields=(Field("cause", "事由", "choice", required=True, choices=CAUSES), WORDS, WISH, PHONE),
    states=states(3, 15, "HOUSE-113"),
    steps=steps(("desk_here",), ("desk_here",)),
    begins="draft",
    files=20,
    watched=True,
    likeness=False,
    secrets=(Secret("filer", ("handler", "assistant"), spares=("desk_here",)),),
    ratings=RATINGS,
)
