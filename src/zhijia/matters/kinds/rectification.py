"""整改单: what an inspection found wrong, mended by the unit and looked at again by who inspected.

Nobody writes one by hand: `checks` opens it with what was found, and takes its last steps too.
"""

from zhijia.law import HOUSE

from .declaring import DAYS, Field, Kind, State, Step, limit

KIND = Kind(
    id="rectification",
    name="整改单",
    rank=45,
    verb="开整改单",
    mark="整",
    about="检查中记下的问题，由受检单位整改，由检查员或者组织检查的单位复查，合格才销项。",
    clauses=(HOUSE["HOUSE-176"],),
    who=("clock",),
    title="问题",
    title_limit=80,
    fields=(
        Field("what", "问题", "long", required=True, limit=1000),
        Field("place", "地点", "text", limit=60),
        Field("item", "检查条目", "text", limit=200),
    ),
    states=(
        State("draft", "未下发", "grey"),
        State("ordered", "整改中", "orange", within=limit(HOUSE["HOUSE-176"], 30, DAYS)),
        State("mended", "待复查", "gold", within=limit(HOUSE["HOUSE-176"], 10)),
        State("closed", "已销项", "green", is_end=True),
        State("left", "遗留", "red", is_end=True),
    ),
    steps=(
        Step("submit", "下发整改单", ("clock",), ("draft",), "ordered"),
        Step(
            "mend",
            "报整改",
            ("desk_here",),
            ("ordered",),
            "mended",
            words="整改情况",
            needs_words=True,
            files=True,
            tells=("upper",),
            tone="primary",
            hint="附整改以后的照片。",
        ),
        Step(
            "pass",
            "复查合格，销项",
            ("upper",),
            ("mended",),
            "closed",
            words="复查看到的情况",
            needs_words=True,
            files=True,
            tells=("desk_here",),
            tone="primary",
        ),
        Step(
            "fail",
            "复查不合格，继续整改",
            ("upper",),
            ("mended",),
            "ordered",
            words="哪里不合格",
            needs_words=True,
            files=True,
            tells=("desk_here",),
            tone="danger",
        ),
        Step(
            "leave",
            "列为遗留",
            ("clock",),
            ("ordered", "mended"),
            "left",
            words="理由和后续安排",
            needs_words=True,
        ),
    ),
    likeness=False,
    sees_up=True,
    pausers=("upper",),
    remarkers=("desk_here", "upper"),
    joiners=(),
)
