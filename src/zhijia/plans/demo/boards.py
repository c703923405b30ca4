"""Which leader answers for which tasks of the group, so that the board by leader has a story."""

from zhijia.org.demo import Cast

from .. import actions
from ..models import Task

LEADERS = {
    "1001": ("welfare", "surveys"),
    "1003": ("safety", "disclosure"),
    "1004": ("activities",),
}


def fill(cast: Cast) -> None:
    """Name a leader for the open tasks of some areas; the rest stay without one."""
    for staff_no, areas in LEADERS.items():
        post = cast.members[staff_no].posts.filter(until_on=None).order_by("pk").first()
        for task in (
            Task.objects.on_file()
            .open()
            .filter(unit=cast.units["group"], area__in=areas, leader_post=None)
        ):
            terms = actions.Terms(
                standard=task.standard,
                leader_post=post,
                urgency=task.urgency,
                frequency=task.frequency,
            )
            actions.set_terms(actor=cast.actors["group_desk"], task=task, terms=terms)
