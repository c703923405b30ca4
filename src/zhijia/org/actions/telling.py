"""Whom a change of the tree tells: the desks of the unit and of both sides."""

from zhijia.platform.actor import Actor
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message

from ..models import Unit, UnitChange


def tell_of(actor: Actor, change: UnitChange, here: Unit, old: Unit, new: Unit) -> None:
    """Tell what became of `here`: its own desks, and those of its old side and its new one.

    Each is led to a page that they reach; call it while the posts of all three are still held.
    """
    words = {"moved": f"{here}已由{old}移到{new}之下", "absorbed": f"{here}已并入{new}"}
    text = f"批准文号：{change.document}" if change.document else ""
    own = new if change.kind == "absorbed" else here
    messages = [
        Message(
            title=words[change.kind],
            url=page.get_absolute_url(),
            about=f"org.Unit#{here.pk}",
            text=text,
            event=str(change.pk),
            desks=side.path,
        )
        for side, page in ((here, own), (old, old), (new, new))
    ]
    notices.send_all(actor=actor, kind="org.moved", messages=messages, today=change.done_on)
