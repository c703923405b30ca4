"""意见建议: asked, heard, weighed, decided, told (M12)."""

from zhijia.law import HOUSE

from ..rules import opinions as judged
from .declaring import Field, Kind, Secret, State, Step, limit

DESK = ("desk_here",)
THEMES = {
    "work": "生产经营",
    "management": "管理制度",
    "pay": "工资和福利",
    "safety": "安全和环境",
    "service": "服务和作风",
    "union": "工会工作",
    "other": "其他",
}
OURS = HOUSE["HOUSE-117"]

KIND = Kind(
    id="opinion",
    name="意见建议",
    rank=30,
    verb="提意见建议",
    mark="意",
    about="对单位和工会工作的看法、主意。听取、研究、决定、反馈，每一步都看得到。",
    clauses=(OURS,),
    who=("member",),
    title_hint="一句话说清楚，例如：把体检提前到三月",
    category="theme",
    fields=(
        Field("theme", "方面", "choice", required=True, choices=THEMES),
        Field("words", "具体意见", "long", required=True, limit=3000, least=5),
    ),
    states=(
        State("draft", "草稿", "grey"),
        State("received", "待听取", "orange", within=limit(OURS, 5)),
        State("weighing", "研究中", within=limit(OURS, 20)),
        State("decided", "已决定待反馈", "gold", within=limit(OURS, 5)),
        State("told", "已反馈", "green", is_end=True),
        State("shown", "已反馈并公开", "green", is_end=True),
        State("merged", "并案研究", "grey", is_end=True),
        State("withdrawn", "已撤回", "grey", is_end=True),
    ),
    steps=(
        Step("submit", "提交", ("filer",), ("draft",), "received", tells=DESK),
        Step(
            "hear",
            "听取登记",
            DESK,
            ("received", "weighing"),
            "weighing",
            words="交有关部门研究的要求",
            assigns=True,
            tells=("filer", "handler", "assistant"),
            tone="primary",
        ),
        Step(
            "weigh",
            "写研究情况",
            (*DESK, "handler"),
            ("weighing",),
            words="研究情况",
            needs_words=True,
            files=True,
            tells=("filer", *DESK),
            tone="primary",
        ),
        Step(
            "decide",
            "作出决定",
            DESK,
            ("weighing",),
            "decided",
            asks=(
                Field("outcome", "决定", "choice", required=True, choices=judged.OUTCOMES),
                Field("decision", "怎样做", "long", required=True, limit=2000, least=5),
                Field("decided_by", "由谁决定", required=True, limit=60, hint="会议或者负责人"),
                Field("carried_by", "落实日期", "date"),
            ),
            words="理由",
            judge=judged.is_weighed,
            answers=True,
            tells=("filer",),
            tone="primary",
        ),
        Step(
            "tell",
            "反馈，不公开",
            DESK,
            ("decided",),
            "told",
            words="反馈的话",
            tells=("filer",),
        ),
        Step(
            "show",
            "反馈并向会员公开",
            DESK,
            ("decided",),
            "shown",
            words="反馈的话",
            tells=("filer",),
            tone="primary",
            hint="公开意见、研究情况和决定，不列提出人。",
        ),
        Step(
            "withdraw",
            "撤回",
            ("filer",),
            ("received",),
            "withdrawn",
            words="撤回原因",
            tone="danger",
            is_optional=True,
            while_paused=True,
        ),
    ),
    published=("shown",),
    secrets=(Secret("filer", ("branch",), spares=("filer", "handler", *DESK)),),
    merged="merged",
    mergeable=("received", "weighing"),
    remarkers=(*DESK, "handler", "assistant"),
)
