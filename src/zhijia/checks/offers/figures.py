from django.db.models import QuerySet

from zhijia.platform.offers import figure, ratio

from ..models import Fault, Inspection

RESULT = {
    "检查": "round__title",
    "单位": "unit__name",
    "得分": "score",
    "等次": "grade",
    "出结果日期": "result_on",
}
FAULT = {
    "检查": "inspection__round__title",
    "单位": "inspection__unit__name",
    "问题": "words",
    "发现日期": "found_on",
    "状态": "state",
    "销项日期": "lifted_on",
}


@figure(
    "checks.inspected",
    "检查次数",
    unit="次",
    means="期内出了结果的检查，一个单位一轮算一次。",
    may="checks.read",
    on="result_on",
    show=RESULT,
    groups="grade",
    cues=("检查", "督查", "巡查"),
)
def inspected() -> QuerySet[Inspection]:
    """Count results by their day."""
    return Inspection.objects.filter(state="done")


@figure(
    "checks.points",
    "检查得分合计",
    unit="分",
    means="期内出了结果的检查的得分合计，不涉及的条目不计。",
    may="checks.read",
    on="result_on",
    sums="points",
    show=RESULT,
)
def points() -> QuerySet[Inspection]:
    """Add up points by the day of the result."""
    return Inspection.objects.filter(state="done")


@figure(
    "checks.full",
    "检查满分合计",
    unit="分",
    means="期内出了结果的检查的满分合计，不涉及的条目不计。",
    may="checks.read",
    on="result_on",
    sums="full",
    show=RESULT,
)
def full() -> QuerySet[Inspection]:
    """Add up full marks by the day of the result."""
    return Inspection.objects.filter(state="done")


ratio(
    "checks.mean",
    "平均得分",
    part="checks.points",
    whole="checks.full",
    means="期内出了结果的检查的得分占满分的百分比。",
)


@figure(
    "checks.faults",
    "检查发现问题",
    unit="个",
    means="期内检查发现、已反馈受检单位的问题。",
    may="checks.read",
    on="found_on",
    show=FAULT,
    groups="state",
    cues=("发现问题", "查找问题"),
)
def faults() -> QuerySet[Fault]:
    """Count faults that a unit was told of by the day they were found."""
    return Fault.objects.filter(inspection__state__in=("told", "done"))


@figure(
    "checks.faults_lifted",
    "已销项的检查问题",
    unit="个",
    means="期内检查发现的问题中，期末以前复查合格、已经销项的。",
    may="checks.read",
    on="found_on",
    by="lifted_on",
    show=FAULT,
    cues=("整改",),
)
def faults_lifted() -> QuerySet[Fault]:
    """Count the faults that were lifted by the day they were found."""
    return Fault.objects.filter(state="lifted")


ratio(
    "checks.mending_rate",
    "整改率",
    part="checks.faults_lifted",
    whole="checks.faults",
    means="期内检查发现的问题中，期末以前已经销项的百分比。",
    cues=("整改率",),
)
