"""Reading standards, their versions and items."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from zhijia.org.models import Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor

from .. import policies
from ..models import Edition, Item, Standard, StandardQuerySet
from ..rules import standards as rules
from ..rules.standards import Line
from ..standards import all_shipped


def standards(actor: Actor) -> StandardQuerySet:
    """Return the standards of the units this actor reaches, and those published from above."""
    reached = Standard.objects.within(actor) | Standard.objects.above(actor)
    return reached.select_related("unit")


def editions(actor: Actor) -> QuerySet[Edition]:
    """Return the versions of the standards that this actor sees."""
    mine = standards(actor).order_by().values("pk")
    return Edition.objects.filter(standard__in=mine).select_related("standard__unit")


def drafts_kept(actor: Actor) -> QuerySet[Edition]:
    """Return the versions in the making of this actor's own desks."""
    mine = Standard.objects.kept().filter(unit_path__in=actor.stands(DESKS))
    found = Edition.objects.filter(standard__in=mine.order_by().values("pk"), fixed_on=None)
    return found.select_related("standard__unit")


def draft(standard: Standard) -> Edition | None:
    """Return the version of a standard that is in the making."""
    return standard.editions.filter(fixed_on=None).first()


def lines(edition: Edition) -> list[Line]:
    """Return the items of a version as rules read them; one query."""
    return [item.line for item in edition.items.all()]


def sections(items: list[Item]) -> list[tuple[str, list[Item]]]:
    """Return items by their section, in the order of the standard."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.section, []).append(item)
    return list(found.items())


def usable(paths: Collection[str]) -> QuerySet[Edition]:
    """Return the versions the units at these paths may inspect by: their own, with items."""
    mine = Standard.objects.kept().filter(unit_path__in=paths)
    filled = Item.objects.filter(edition=OuterRef("pk"))
    found = Edition.objects.filter(Exists(filled), standard__in=mine.order_by().values("pk"))
    return found.select_related("standard")


def list_page(actor: Actor, found: StandardQuerySet) -> QuerySet[Standard]:
    """Return standards with how many versions and rounds each has."""
    return found.annotate(
        versions=Count("editions", distinct=True),
        uses=Count("editions__rounds", distinct=True),
    ).order_by("unit_path", "name")


def to_adopt(units: list[Unit]) -> list[tuple[str, str, str]]:
    """Return the shipped standards as (id, title, about) that fit one of these units."""
    return [
        (one.id, one.title, one.about)
        for one in all_shipped()
        if any(
            rules.may_use(
                kinds=(), kind=unit.kind, registration=unit.registration, shipped_id=one.id
            )
            for unit in units
        )
    ]


def edition_page(actor: Actor, edition: Edition) -> dict[str, Any]:
    """Return what the page of a version tells; four queries."""
    items = list(edition.items.all())
    others = list(edition.standard.editions.exclude(pk=edition.pk))
    verdict = rules.edition_stands([item.line for item in items])
    may = policies.may_edit_standard(actor, edition.standard)
    open_ = rules.may_edit(
        is_fixed=edition.fixed_on is not None, is_kept=edition.standard.removed_on is None
    )
    return {
        "edition": edition,
        "standard": edition.standard,
        "sections": [
            (name, sum(item.full for item in found), found) for name, found in sections(items)
        ],
        "full": sum(item.full for item in items),
        "others": others,
        "stands": verdict,
        "may_edit": may and open_,
        "may_start": may
        and rules.may_start_edition(
            has_draft=edition.fixed_on is None or any(one.fixed_on is None for one in others),
            is_kept=edition.standard.removed_on is None,
        ),
    }


def standard_page(actor: Actor, standard: Standard) -> dict[str, Any]:
    """Return what the page of a standard tells; a few queries."""
    found = standard.editions.annotate(
        items_count=Count("items", distinct=True),
        full=Sum("items__full", distinct=False),
        uses=Count("rounds", distinct=True),
    )
    return {
        "standard": standard,
        "editions": list(found),
        "may_edit": policies.may_edit_standard(actor, standard)
        and rules.may_edit(is_fixed=False, is_kept=standard.removed_on is None),
    }


def compared(before: Edition, after: Edition) -> list[rules.Difference]:
    """Return what differs from one version to another; two queries."""
    return rules.compared(lines(before), lines(after))


def named(name: str, unit: Unit) -> bool:
    """Say whether a unit has a standard of this name already."""
    return Standard.objects.kept().filter(Q(unit=unit), name=name).exists()
