from django.conf import settings
from django.utils.module_loading import import_string

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability

from .models import Robot


@capability("notices.keep_robot", "维护群机器人")
def may_keep(actor: Actor, robot: Robot) -> Verdict:
    """A group's robot is kept by the desk of the very unit whose group it is."""
    if actor.serves(import_string(settings.DESKS), robot.unit_path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事维护")
