"""The one list of all kinds: how many stand in each list, and the rows of one."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhijia.platform.actor import Actor
from zhijia.platform.scope import NOTHING
from zhijia.platform.search.queries import keys_of

from ..kinds import KINDS
from ..models import Matter
from .seeing import LISTS, chosen, matters, visible


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is asked: which list, which kind, state, call, words, where."""

    name: str = "todo"
    kind: str = ""
    state: str = ""
    category: str = ""
    call: int | None = None
    words: str = ""
    key: bool = False
    place: Q = field(default_factory=Q)

    @property
    def narrow(self) -> Q:
        """Select what is asked besides the list."""
        found = self.place
        for name in ("kind", "state", "category", "call"):
            if value := getattr(self, name):
                found &= Q(**{name: value})
        return found & Q(is_key=True) if self.key else found


def listed(actor: Actor, asked: Asked, today: date) -> QuerySet[Matter]:
    """Return the rows of a list, the most urgent first where something waits, else the newest."""
    found = matters(actor).filter(chosen(actor, asked.name, today), asked.narrow)
    if asked.words:
        found = found.filter(pk__in=keys_of(actor, "matters.matters", asked.words))
    if asked.name in {"todo", "late"}:
        return found.order_by("-is_urgent", "due_on", "pk")
    return found.order_by("-pk")


def counts(actor: Actor, asked: Asked, today: date) -> dict[str, int]:
    """Count all lists; one query."""
    rows = Matter.objects.filter(visible(actor), asked.narrow).order_by()
    if asked.words:
        rows = rows.filter(pk__in=keys_of(actor, "matters.matters", asked.words))
    wanted: dict[str, Any] = {
        name: Count("pk", filter=chosen(actor, name, today) & ~NOTHING) for name in LISTS
    }
    return rows.aggregate(**wanted)


def kinds_for(actor: Actor) -> list[tuple[str, str]]:
    """Return the kinds as choices, in their order."""
    return [(kind.id, kind.name) for kind in KINDS.values()]
