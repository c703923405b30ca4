from django.db.models import QuerySet

from zhijia.platform.offers import figure

from ..models import Opinion, Progress


@figure(
    "plans.opinions",
    "答复征求意见",
    unit="件次",
    means="期内被征求意见的单位作出的答复，同意和建议修改都计。",
    may="plans.read",
    on="closed_on",
    show={"单位": "unit__name", "答复日期": "closed_on"},
)
def opinions() -> QuerySet[Opinion]:
    """Count opinions that were given by their day.

    What a draft says, and what was said of it, is for the offices of the two units: the rows behind
    the number, which every member of a unit may open, tell neither.
    """
    return Opinion.objects.exclude(answer="")


@figure(
    "plans.declined",
    "退回交办",
    unit="件次",
    means="期内承办单位、岗位在签收以前写明理由退回的交办。",
    may="plans.read",
    on="done_on",
    show={
        "任务": "assignment__wording",
        "承办单位": "assignment__unit__name",
        "退回日期": "done_on",
        "理由": "words",
    },
)
def declined() -> QuerySet[Progress]:
    """Count work that went back by its day."""
    return Progress.objects.filter(step="declined")
