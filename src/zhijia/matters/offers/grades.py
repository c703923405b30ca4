from django.db.models import QuerySet

from zhijia.platform.offers import figure, ratio

from ..models import Grade

GRADES = {"服务事项": "promise__title", "评价": "choice", "日期": "graded_on"}


@figure(
    "matters.grades",
    "服务评价",
    unit="件",
    means="期内服务对象扫码所作的评价。",
    may="matters.read",
    on="graded_on",
    show=GRADES,
)
def graded() -> "QuerySet[Grade]":
    """Count ratings of services by the day they were taken in."""
    return Grade.objects.all()


@figure(
    "matters.good_grades",
    "服务评价满意",
    unit="件",
    means="期内服务对象评价为满意、基本满意的。",
    may="matters.read",
    on="graded_on",
    show=GRADES,
    cues=("服务满意",),
)
def graded_well() -> "QuerySet[Grade]":
    """Count ratings of satisfied people by the day they were taken in."""
    return Grade.objects.filter(is_satisfied=True)


ratio(
    "matters.grade_share",
    "服务满意率",
    part="matters.good_grades",
    whole="matters.grades",
    means="期内服务评价中满意、基本满意的占比。",
    cues=("服务满意率", "群众满意率", "患者满意率"),
)
