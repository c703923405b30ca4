from django.conf import settings
from django.utils.module_loading import import_string

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import capability

from .models import Door


@capability("doorway.keep", "管理来信二维码")
def may_keep(actor: Actor, door: Door) -> Verdict:
    """A door is kept by those who act for its very unit, not from above: secrets come in there."""
    if actor.serves(import_string(settings.DESKS), door.unit_path):
        return ALLOWED
    return refused("由本单位的工会主席、副主席或者干事办理")
