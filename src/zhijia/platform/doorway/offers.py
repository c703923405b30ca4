"""What the house is told of doors."""

from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.offers import Todo, todo

from . import queries


@todo("doorway")
def waiting(actor: Actor, today: date) -> list[Todo]:
    """Doors that are crowded wait for who keeps them."""
    return (
        [
            Todo("来信箱来件异常多", f"满箱未收 {door.turned_away} 件", door.get_absolute_url())
            for door in queries.crowded(actor, today)
        ]
        if queries.desk_paths(actor)
        else []
    )
