"""Reading catalogues and their items."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from zhijia.law import ALLOWED, HOUSE, LAW, Clause, Verdict, refused
from zhijia.org.models import Unit
from zhijia.org.queries import units_kept
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor

from ..catalogues import CATALOGUES, Sample
from ..models import (
    Catalogue,
    CatalogueQuerySet,
    Due,
    Item,
    ItemQuerySet,
    Publication,
    Revision,
)
from ..rules.catalogue import GROUPS, RHYTHMS, SCOPES, forms_said
from ..rules.dues import Within
from .seeing import seen

FIELDS = (
    "group",
    "name",
    "content",
    "forms",
    "scope",
    "rhythm",
    "within",
    "counted",
    "department",
    "owner",
    "person",
    "remark",
)


def catalogues(actor: Actor) -> CatalogueQuerySet:
    """Return the catalogues of one's unit, of those above and of those one reaches."""
    found = Catalogue.objects.filter(seen("unit__path", actor), unit__dissolved_on=None)
    return found.select_related("unit").order_by("unit__path")


def counted(actor: Actor, today: date) -> QuerySet[Catalogue]:
    """Return the catalogues with how many items each has."""
    here = Q(items__dropped_on=None)
    return catalogues(actor).annotate(listed=Count("items", filter=here))


def items(actor: Actor) -> ItemQuerySet:
    """Return the items of the catalogues that an actor sees."""
    found = Item.objects.filter(seen("catalogue__unit__path", actor))
    return found.select_related("catalogue__unit")


def listed(catalogue: Catalogue) -> ItemQuerySet:
    """Return what stands in a catalogue now, in its order; one query."""
    return catalogue.items.listed().order_by("rank", "pk")


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one heading."""

    label: str
    items: list[Item]


def grouped(found: Iterable[Item]) -> list[Group]:
    """Return items under their headings, those without any left out."""
    rows = list(found)
    groups = ((label, [one for one in rows if one.group == code]) for code, label in GROUPS.items())
    return [Group(label, mine) for label, mine in groups if mine]


def revisions(catalogue: Catalogue) -> QuerySet[Revision]:
    """Return how a catalogue came to be as it is, the newest first; one query."""
    return catalogue.revisions.select_related("by")


def dues_of(item: Item) -> QuerySet[Due]:
    """Return what an item was due for, the newest first; one query."""
    return item.dues.select_related("publication").order_by("-due_on", "-pk")


def without_catalogue(actor: Actor) -> QuerySet[Unit]:
    """Return the units of one's own desks that have no catalogue yet."""
    mine = units_kept(actor).filter(path__in=actor.stands(DESKS))
    return mine.filter(catalogue=None).order_by("path")


def sample_items(kind: str) -> tuple[Sample, ...]:
    """Return the items that we bring for a kind of unit."""
    return CATALOGUES[kind].items


def worded(fields: dict[str, object]) -> dict[str, str]:
    """Return an item's fields as a revision tells them, in words."""
    said: dict[str, str] = {}
    for name, value in fields.items():
        label = str(getattr(Item._meta.get_field(name), "verbose_name", name))
        if name == "counted":
            continue
        if name == "within":
            value = Within(int(str(value)), str(fields.get("counted", "days")))
        elif name == "forms":
            assert isinstance(value, list)
            value = forms_said(value)
        else:
            words = {"group": GROUPS, "scope": SCOPES, "rhythm": RHYTHMS}.get(name, {})
            value = words.get(str(value), value)
        said[label] = str(value)
    return said


def source_of(item: Item) -> Clause | None:
    """Return the clause that an item of a sample rests on; None where the unit listed it."""
    return {**LAW, **HOUSE}.get(item.source)


def may_adopt(lacking: Unit | None) -> Verdict:
    """Say whether somebody keeps a desk whose unit has no catalogue yet."""
    return (
        ALLOWED if lacking else refused("没有可以采用目录的单位：本单位已有目录，或者您不办理公开")
    )


def units_with_catalogue(actor: Actor) -> QuerySet[Unit]:
    """Return the units of one's own desks that have a catalogue."""
    mine = units_kept(actor).filter(path__in=actor.stands(DESKS), catalogue__isnull=False)
    return mine.select_related("catalogue").order_by("path")


def shows_strangers(catalogue: Catalogue) -> bool:
    """Say whether a unit has anything out that strangers may read; one query."""
    found = Publication.objects.out().filter(unit=catalogue.unit_id, scope="public")
    return found.exists()
