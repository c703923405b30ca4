"""Numbers: how often was asked, how many answered, what was heard and what came of it."""

from django.db.models import QuerySet

from zhijia.platform.offers import figure, ratio

from ..models import Outcome, Round
from ..rules import ADOPTED

SHOW = {
    "调查": "title",
    "发起单位": "unit__name",
    "应答人数": "asked_count",
    "收回答卷": "answered_count",
}


@figure(
    "surveys.rounds",
    "问卷调查",
    unit="次",
    means="结束日期在期内的问卷调查。",
    may="surveys.design",
    on="closed_on",
    show=SHOW,
    cues=("问卷调查", "思想动态调查", "权益情况调查", "满意度调查"),
)
def closed_rounds() -> QuerySet[Round]:
    """Count rounds by the day they were closed."""
    return Round.objects.exclude(closed_on=None)


@figure(
    "surveys.asked",
    "调查应答人数",
    unit="人次",
    means="结束日期在期内的问卷调查请多少人作答。",
    may="surveys.design",
    on="closed_on",
    sums="asked_count",
    show=SHOW,
)
def asked() -> QuerySet[Round]:
    """Add up who was asked."""
    return Round.objects.exclude(closed_on=None)


@figure(
    "surveys.answers",
    "收回答卷",
    unit="份",
    means="结束日期在期内的问卷调查收回的答卷，含纸质的，不含单位以外的。",
    may="surveys.design",
    on="closed_on",
    sums="answered_count",
    show=SHOW,
    cues=("问卷覆盖", "收回问卷"),
)
def answers() -> QuerySet[Round]:
    """Add up the answers that came in."""
    return Round.objects.exclude(closed_on=None)


ratio(
    "surveys.response_rate",
    "问卷作答率",
    part="surveys.answers",
    whole="surveys.asked",
    means="收回答卷占调查应答人数的比率。",
)

OUTCOME = {"调查": "round__title", "听到的意见": "finding", "处理结果": "adoption"}


@figure(
    "surveys.findings",
    "调查听到的意见",
    unit="条",
    means="答复日期在期内的问卷调查意见。",
    may="surveys.design",
    on="decided_on",
    show=OUTCOME,
    cues=("调查意见", "意见征集"),
)
def findings() -> QuerySet[Outcome]:
    """Count what rounds brought to light by the day on which it was decided about."""
    return Outcome.objects.all()


@figure(
    "surveys.adopted",
    "采纳的调查意见",
    unit="条",
    means="答复日期在期内的问卷调查意见中，采纳或者部分采纳的。",
    may="surveys.design",
    on="decided_on",
    show=OUTCOME,
)
def adopted() -> QuerySet[Outcome]:
    """Count what was adopted, wholly or in part."""
    return Outcome.objects.filter(adoption__in=ADOPTED)


ratio(
    "surveys.adoption_rate",
    "调查意见采纳率",
    part="surveys.adopted",
    whole="surveys.findings",
    means="采纳和部分采纳的意见占问卷调查听到的意见的比率。",
)
