"""服务监督: an outsider was served badly and wants it set right (M26)."""

from zhijia.law import HOUSE

from .declaring import Field, Kind, Ratings, State, Step, limit

DESK = ("desk_here",)
FAULTS = {
    "attitude": "态度",
    "slow": "拖延、超时",
    "broken": "没有按承诺办",
    "cost": "收费",
    "quality": "质量",
    "other": "其他",
}
OURS = HOUSE["HOUSE-118"]

KIND = Kind(
    id="service",
    name="服务监督",
    rank=40,
    verb="登记服务投诉",
    mark="服",
    about="服务对象对服务不满意，要求处理。写明怎样纠正、补救。",
    clauses=(OURS,),
    who=("desk_here",),
    title_hint="例如：门诊收费窗口中午无人",
    title_limit=80,  # a promise has up to 60 characters of its own
    category="fault",
    fields=(
        Field("fault", "哪方面", "choice", required=True, choices=FAULTS),
        Field("promise", "对应的服务承诺", limit=100),
        Field("words", "情况", "long", required=True, limit=3000, least=5),
        Field("phone", "联系电话", limit=30, sealed=True, inside=True),
    ),
    states=(
        State("draft", "草稿", "grey"),
        State("received", "待受理", "orange", within=limit(OURS, 2)),
        State("handling", "办理中", within=limit(OURS, 7)),
        State("answered", "已答复待评价", "gold", within=limit(OURS, 10)),
        State("closed", "已办结", "green", is_end=True),
        State("declined", "不予受理", "grey", is_end=True),
    ),
    steps=(
        Step("submit", "登记", ("filer",), ("draft",), "received", tells=DESK),
        Step(
            "accept",
            "受理交办",
            DESK,
            ("received", "handling"),
            "handling",
            words="办理要求",
            assigns=True,
            tells=("handler", "assistant"),
            tone="primary",
        ),
        Step(
            "decline",
            "不予受理",
            DESK,
            ("received",),
            "declined",
            words="不予受理的理由",
            needs_words=True,
            tone="danger",
            is_optional=True,
        ),
        Step(
            "answer",
            "答复",
            (*DESK, "handler"),
            ("handling",),
            "answered",
            asks=(
                Field("answer", "核实情况和答复", "long", required=True, limit=3000, least=10),
                Field("redress", "怎样纠正、补救", "long", required=True, limit=1000, least=5),
            ),
            answers=True,
            files=True,
            tells=DESK,
            tone="primary",
        ),
        Step(
            "again",
            "重新办理",
            DESK,
            ("answered",),
            "handling",
            words="重办要求",
            needs_words=True,
            tells=("handler",),
            is_optional=True,
        ),
        Step("close", "办结", DESK, ("answered",), "closed", words="办结说明", tone="primary"),
    ),
    files=20,
    likeness=False,
    ratings=Ratings(
        {"good": "满意", "fair": "基本满意", "bad": "不满意"},
        satisfied=("good", "fair"),
        by=("stranger",),
        of=("answered", "closed"),
    ),
)
