from django.conf import settings
from django.utils.module_loading import import_string

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability
from zhijia.platform.scope import STEP

from .models import ClauseCheck, Holiday


def keeps_the_whole(actor: Actor) -> Verdict:
    """What holds for everybody is kept by the desk of the top unit."""
    if any(len(path) == STEP for path in actor.stands(import_string(settings.DESKS))):
        return ALLOWED
    return refused("由最上级单位的工会主席、副主席或者干事办理")


@capability("refs.keep_calendar", "维护节假日安排")
def may_keep_calendar(actor: Actor, holiday: Holiday) -> Verdict:
    """The calendar is one for all units: the desk of the top unit keeps it."""
    return keeps_the_whole(actor)


@capability("refs.check_clause", "核对条文")
def may_check(actor: Actor, check: ClauseCheck) -> Verdict:
    """An article is checked for all units: the desk of the top unit does it."""
    return keeps_the_whole(actor)
