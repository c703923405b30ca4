"""The ways in through a unit's door, without an account."""

from zhijia.platform.doorway.register import Entrance, Story, entrance

from .. import actions, queries


def told(kind: str, number: int) -> Story:
    """Return what the bearer of a receipt is told: of a rating, or of a matter."""
    return queries.tell_grade(number) if kind == "matters.Grade" else queries.tell(number)


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
