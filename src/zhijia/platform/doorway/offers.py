"""What the house is told of doors."""

from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.offers import Todo, todo
from zhijia.platform.together import Reading

from . import queries
from .models import Door


@todo("doorway")
def waiting(actor: Actor, today: date) -> Reading[list[Todo]]:
    """Doors that are crowded wait for who keeps them."""
    return queries.crowded(actor, today).then(lambda doors: [*map(_todo, doors)])


def _todo(door: Door) -> Todo:
    detail = f"满箱未收 {door.turned_away} 件"
    return Todo("来信箱来件异常多", detail, door.get_absolute_url())
