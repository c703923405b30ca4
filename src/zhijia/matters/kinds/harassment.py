"""性骚扰投诉: seen by two persons alone, the women's head and the chair."""

from dataclasses import replace

from zhijia.law import HOUSE

from .appealing import PHONE, RATINGS, WISH, WORDS, states, steps
from .declaring import Kind, Secret

KEEPERS = ("women_head", "chair")

KIND = Kind(
    id="harassment",
    name="性骚扰投诉",
    rank=22,
    verb="投诉性骚扰",
    mark="密",
    about="只有女职工委员会主任和工会主席看得到。涉及这两个人的，请改为投诉工会工作人员，由上级工会办理。",
    clauses=(HOUSE["HOUSE-115"],),
    who=("member", "branch"),
    at="above",
    title="概要",
    title_hint="不必写名字，例如：值夜班时受到骚扰",
    fields=(WORDS, replace(WISH, sealed=True), PHONE),
    states=states(1, 10, "HOUSE-115", at_once=True),
    steps=steps(KEEPERS, KEEPERS),
    readers=KEEPERS,
    pausers=KEEPERS,
    remarkers=(*KEEPERS, "handler"),
    joiners=KEEPERS,
    files=20,
    watched=True,
    likeness=False,
    secrets=(Secret("filer", ("handler", "assistant"), spares=KEEPERS),),
    ratings=RATINGS,
)
