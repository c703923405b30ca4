from django.db.models import QuerySet
from django.urls import reverse

from zhijia.platform.offers import (
    Business,
    figure,
    notice,
    ratio,
    unfinished,
)

from . import queries
from .models import Round

notice("surveys.asked", "请填写问卷", is_open=True)
notice("surveys.told", "调查结果和答复", is_open=True)
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


@unfinished("surveys")
def under_way(path: str, below: bool) -> list[Business]:
    """List the rounds that a unit has not closed; one query."""
    count = queries.open_rounds_at(path, below).count()
    page = reverse("surveys:rounds") + "?state=running"
    return [Business("问卷调查", "没有结束的", count, page)] if count else []
