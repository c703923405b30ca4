"""The one list of all kinds: how many stand in each list, and the rows of one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from zhijia.org import queries as org
from zhijia.platform.actor import Actor
from zhijia.platform.place import lying
from zhijia.platform.scope import NOTHING
from zhijia.platform.search.queries import keys_of

from ..kinds import KINDS
from ..models import Matter
from .seeing import LISTS, chosen, matters, visible, waiting
from .working import handled

# Lists that other pages lead to, without a tab of their own.
HIDDEN = {"handled": "我办过的"}
URGENT = ("is_urgent", "due_on")
# What a line of a list shows.
SHOWN = (
    *("kind", "receipt", "year", "serial", "title", "state"),
    *("filed_on", "due_on", "closed_on", "is_paused", "is_urgent", "is_key"),
)


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


def _narrow(actor: Actor, asked: Asked) -> Q:
    """Select what is asked besides the list, words too."""
    if not asked.words:
        return asked.narrow
    return asked.narrow & Q(pk__in=keys_of(actor, "matters.matters", asked.words))


def listed(actor: Actor, asked: Asked, today: date) -> QuerySet[Matter]:
    """Return the rows of a list, the most urgent first where something waits, else the newest."""
    # What somebody filed and what waits for them they may always see: nothing else need be asked.
    is_own = asked.name in {"mine", "todo"}
    found = Matter.objects.select_related("unit", "filer") if is_own else matters(actor)
    found = found.filter(_chosen(actor, asked.name, today), _narrow(actor, asked))
    if asked.name in {"todo", "late"}:
        return found.order_by("-is_urgent", "due_on", "pk")
    return found.order_by("-pk")


def keys(actor: Actor, asked: Asked, today: date) -> QuerySet[Matter, Any]:
    """Return the keys of a list in its order, each with what it is sorted by, to be sliced."""
    if asked.name == "todo":
        return waiting(actor, _narrow(actor, asked), *URGENT).order_by("-is_urgent", "due_on", "pk")
    return listed(actor, asked, today).select_related(None).values_list("pk", *URGENT)


def fetched(few: Iterable[tuple[Any, ...]]) -> list[Matter]:
    """Return the matters of some keys in their order, with what their lines name.

    A list is sorted by its keys alone and only what is shown is fetched whole; one query.
    """
    found = [pk for pk, *_ in few]
    rows = Matter.objects.select_related("unit").only(*SHOWN, "unit__name").in_bulk(found)
    return [rows[pk] for pk in found if pk in rows]


def _chosen(actor: Actor, name: str, today: date) -> Q:
    """Select what stands in a list, one without a tab too."""
    if name == "handled":
        return handled(actor) & Q(closed_on__isnull=False)
    return chosen(actor, name, today)


NUMBERED = re.compile(r"^(\S)[〔\[(（](\d{4})[〕\])）](\d{1,9})号?$")


def called(actor: Actor, words: str, beside: Matter) -> QuerySet[Matter]:
    """Return what an actor may see under a number or a receipt; of one number their own unit's."""
    words = words.strip()
    rows = matters(actor).filter(filed_on__isnull=False).exclude(pk=beside.pk)
    if told := NUMBERED.match(words):
        ids = [kind.id for kind in KINDS.values() if kind.mark == told[1]]
        rows = rows.filter(kind__in=ids, year=int(told[2]), serial=int(told[3]))
        here = rows.filter(unit=beside.unit_id)
        return here if here.exists() else rows
    receipt = words.removeprefix("回执").strip().upper()
    return rows.filter(receipt=receipt)


def counts(actor: Actor, asked: Asked, today: date) -> dict[str, int]:
    """Count all lists: what waits through its indexes, the others in one walk; two queries."""
    narrow = _narrow(actor, asked)
    wanted: dict[str, Any] = {
        name: Count("pk", filter=chosen(actor, name, today) & ~NOTHING)
        for name in LISTS
        if name != "todo"
    }
    found = Matter.objects.filter(visible(actor), narrow).order_by().aggregate(**wanted)
    return {"todo": waiting(actor, narrow).count(), **found}


def _place(actor: Actor, code: str, *, below: bool) -> Q:
    """Select what lies at the unit of this code; everything where there is no such unit."""
    unit = org.units(actor).filter(code=code).first() if code else None
    return lying("unit_path", org.paths_of(unit), below=below) if unit else Q()


def asked_of(
    get: Mapping[str, str], *, actor: Actor | None = None, place: Q | None = None
) -> Asked:
    """Return what an address asks; `place` is where the reader looks, or what the address names."""
    name, call = get.get("list", ""), get.get("call", "")
    if place is None and actor is not None:
        place = _place(actor, get.get("unit") or get.get("at", ""), below=bool(get.get("below")))
    return Asked(
        name=name if name in LISTS or name in HIDDEN else "todo",
        kind=get.get("kind", ""),
        state=get.get("state", ""),
        category=get.get("category", ""),
        call=int(call) if call.isdecimal() and len(call) < 10 else None,
        words=get.get("q", "").strip(),
        key=bool(get.get("key")),
        place=Q() if place is None else place,
    )
