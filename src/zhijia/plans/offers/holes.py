from django.db.models import QuerySet

from zhijia.platform.offers import figure

from ..models import MENDED, Hole

SHOWN = {"情形": "kind", "单位": "unit__name", "说明": "words", "发现日期": "since_on"}


@figure(
    "plans.holes",
    "职责漏洞",
    unit="项",
    means="期末没有补上、也没有说明理由的职责不清、管理缺位（以每天巡查为准）。",
    may="plans.see_holes",
    since="since_on",
    until="until_on",
    show=SHOWN,
    groups="kind",
    lessens=True,
)
def holes() -> QuerySet[Hole]:
    """Count what is wanting."""
    return Hole.objects.all()


@figure(
    "plans.holes_mended",
    "补上的职责漏洞",
    unit="项",
    means="期内补上的职责不清、管理缺位，不含说明理由销项的。",
    may="plans.see_holes",
    on="until_on",
    show={**SHOWN, "补上日期": "until_on"},
    groups="kind",
)
def holes_mended() -> QuerySet[Hole]:
    """Count what was mended by the day it was."""
    return Hole.objects.filter(told=MENDED, is_explained=False)
