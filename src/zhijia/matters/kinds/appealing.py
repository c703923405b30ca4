"""What the four kinds of appeals share: their course, and who may be asked for what. Pure."""

from dataclasses import replace

from zhijia.law import HOUSE

from ..rules import appeals as judged
from ..rules import disputes
from .declaring import DAYS, Field, Ratings, State, Step, limit

CAUSES = {
    "pay": "工资和福利",
    "hours": "工时和休假",
    "insurance": "社会保险、公积金",
    "contract": "劳动合同、辞退",
    "safety": "劳动安全卫生",
    "living": "食堂、宿舍、交通",
    "growth": "培训、晋升、考核",
    "democracy": "厂务公开、民主管理",
    "other": "其他",
}
WORKING = ("received", "handling", "answered", "rated")
FILERS = ("filer", "stranger")
WORDS = Field("words", "情况", "long", required=True, limit=3000, least=5, sealed=True)
WISH = Field("wish", "希望怎么解决", "long", limit=600)
PHONE = Field("phone", "联系电话", limit=30, sealed=True, inside=True, hint="可以不填")
# Given with consent, for who takes the case over alone: apart from what came with the appeal.
REACH = replace(PHONE, id="reach", required=True, hint="交给接收的人")
NAMED = "转调解、法律援助的填写"
REQUEST = f"{NAMED}；不填的用提出人写的“希望怎么解决”"
RATINGS = Ratings(
    {"good": "满意", "fair": "基本满意", "bad": "不满意"},
    satisfied=("good", "fair"),
    by=FILERS,
    of=("answered",),
    to="rated",
)


def states(accept: int, answer: int, clause: str, *, at_once: bool = False) -> tuple[State, ...]:
    """Return the states of an appeal: how long until it is accepted, and until it is answered."""
    ours, urgent = HOUSE["HOUSE-113"], HOUSE[clause]
    first = limit(urgent, accept, DAYS) if at_once else limit(urgent, accept)
    return (
        State("draft", "草稿", "grey"),
        State("received", "待受理", "orange", within=first),
        State("handling", "办理中", within=limit(urgent, answer)),
        State("answered", "已答复待评价", "gold", within=limit(ours, 10)),
        State("rated", "已评价待办结", "gold", within=limit(ours, 5)),
        State("closed", "已办结", "green", is_end=True),
        State("passed", "已转办", "green", is_end=True),
        State("declined", "不予受理", "grey", is_end=True),
        State("withdrawn", "已撤回", "grey", is_end=True),
    )


def steps(keepers: tuple[str, ...], told: tuple[str, ...]) -> tuple[Step, ...]:
    """Return the steps of an appeal: `keepers` decide, `told` hear of it at once."""
    able = (*keepers, "handler")
    return (
        Step("submit", "提交", ("filer",), ("draft",), "received", tells=told),
        Step(
            "accept",
            "受理交办",
            keepers,
            ("received", "handling"),
            "handling",
            words="办理要求",
            assigns=True,
            tells=("filer", "handler", "assistant"),
            tone="primary",
            hint="可以指定承办人；不指定的，由受理的人自己办理。承办人看不到提出人的姓名。",
        ),
        Step(
            "decline",
            "不予受理",
            keepers,
            ("received",),
            "declined",
            words="不予受理的理由",
            needs_words=True,
            tells=("filer",),
            tone="danger",
            is_optional=True,
        ),
        Step(
            "ask",
            "请提出人补充",
            able,
            ("received", "handling"),
            words="要补充什么",
            needs_words=True,
            tells=("filer",),
            is_optional=True,
        ),
        Step(
            "answer",
            "答复",
            able,
            ("handling",),
            "answered",
            asks=(
                Field("answer", "答复", "long", required=True, limit=3000, least=10),
                Field("result", "结果", "choice", required=True, choices=judged.RESULTS),
            ),
            answers=True,
            files=True,
            tells=("filer",),
            tone="primary",
        ),
        Step(
            "again",
            "重新办理",
            keepers,
            ("rated",),
            "handling",
            words="重办要求",
            needs_words=True,
            judge=judged.may_be_redone,
            tells=("filer", "handler"),
            is_optional=True,
        ),
        Step(
            "close",
            "办结",
            keepers,
            ("answered", "rated"),
            "closed",
            words="办结说明",
            judge=judged.may_be_closed,
            tells=("filer",),
            tone="primary",
        ),
        Step(
            "reopen",
            "要求重办",
            FILERS,
            ("closed",),
            "handling",
            words="要求重办的理由",
            needs_words=True,
            judge=judged.may_be_reopened,
            tells=(*keepers, "handler"),
            is_optional=True,
        ),
        Step(
            "consent",
            "同意实名转办",
            FILERS,
            WORKING,
            asks=(
                Field("consented", "同意转往", "choices", required=True, choices=judged.NAMED_WAYS),
                REACH,
            ),
            words="补充说明",
            tells=keepers,
            hint="转劳动争议调解、法律援助须留下姓名，由您自己决定；不同意不影响继续办理。",
            is_optional=True,
        ),
        Step(
            "pass_on",
            "转办",
            keepers,
            WORKING,
            "passed",
            asks=(
                Field("passed_to", "转往", "choice", required=True, choices=judged.WAYS),
                Field("dispute", "争议类型", "choice", choices=disputes.CAUSES, hint=NAMED),
                Field("opponent", "对方单位", limit=60, hint=NAMED),
                Field("request", "请求", "long", limit=1000, least=5, hint=REQUEST),
                Field("known_on", "知道权利受侵害的日期", "date", hint="转调解的填写"),
            ),
            words="转办理由",
            needs_words=True,
            judge=judged.may_be_passed_on,
            tells=("filer",),
            is_optional=True,
            hint="在接收的地方立件，两件相互关联；转往哪一级由系统按设置确定。",
        ),
        Step(
            "withdraw",
            "撤回",
            ("filer",),
            ("received", "handling"),
            "withdrawn",
            words="撤回原因",
            tells=keepers,
            tone="danger",
            is_optional=True,
            while_paused=True,
        ),
    )
