"""What this room offers the others."""

from django.db.models import QuerySet

from zhijia.platform.doorway.register import Entrance, Story, entrance
from zhijia.platform.offers import figure, notice, ratio

from . import actions, queries
from .models import Grade


def told(kind: str, number: int) -> Story:
    """Return what the bearer of a receipt is told: of a rating, or of a matter."""
    return queries.tell_grade(number) if kind == "matters.Grade" else queries.tell(number)


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

notice("matters.moved", "办件进展", is_open=True, desk=True)
notice("matters.due", "办件到期", is_open=True, desk=True)
notice(
    "matters.danger", "隐患危及人身安全", is_open=True, desk=True, must="危及生命安全必须立即处理"
)
notice("matters.method", "先进操作法命名", is_open=True)
notice("matters.urgent", "紧急办件", is_open=True, desk=True, must="紧急事项须及时处理")

entrance(
    Entrance(
        name="matters.appeal",
        slug="appeal",
        label="反映诉求",
        words="工作、生活中要工会帮助解决的事，可以匿名，可以附照片。",
        icon="hand-stop",
        form="zhijia.matters.forms.AppealForm",
        more="zhijia.matters.forms.MoreForm",
        take_in=actions.take_appeal,
        add=actions.add,
        tell=told,
        urgent="人身正受到威胁的，请先拨打 110、120。",
        order=10,
    )
)
entrance(
    Entrance(
        name="matters.opinion",
        slug="opinion",
        label="提意见建议",
        words="对单位和工会工作的看法、主意；凭回执码看研究情况和决定。",
        icon="edit",
        form="zhijia.matters.forms.OpinionForm",
        more="zhijia.matters.forms.MoreForm",
        take_in=actions.take_opinion,
        add=actions.add,
        tell=told,
        order=20,
    )
)
entrance(
    Entrance(
        name="matters.service",
        slug="service",
        label="评价服务",
        words="来办事的群众评价服务承诺做得怎样，不满意的可以要求处理。",
        icon="checklist",
        form="zhijia.matters.forms.ServiceForm",
        more="zhijia.matters.forms.MoreForm",
        take_in=actions.take_service,
        add=actions.add,
        tell=told,
        order=30,
    )
)
