"""The place chosen in the top bar, to which lists and their exports keep."""

from django.db.models import Q

from zhijia.platform.actor import Actor
from zhijia.platform.place import lying
from zhijia.platform.sheets.register import Asked

from .. import queries
from ..models import Unit


def looked_at(actor: Actor, asked: Asked) -> Unit | None:
    """Return the unit that was chosen, as far as this actor reaches it."""
    code = asked.get("at", "")
    return queries.units(actor).filter(code=code).first() if code else None


def narrowed(where: str, actor: Actor, asked: Asked) -> Q:
    """Select the rows whose `where` lies in the chosen place; everything without one."""
    unit = looked_at(actor, asked)
    if unit is None:
        return Q()
    return lying(where, queries.paths_of(unit), below=bool(asked.get("below")))
