"""Reading the tree of units."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from zhijia.law import ALLOWED, Verdict
from zhijia.platform.actor import Actor
from zhijia.platform.offers import under_way
from zhijia.platform.scope import STEP, prefixes, under

from .. import rules
from ..models import (
    Unit,
    UnitChange,
    UnitPath,
    UnitQuerySet,
)
from ..rules import DESKS
from .members import members_under


def units(actor: Actor) -> UnitQuerySet:
    """Return the units this actor reaches, the tree's order."""
    return Unit.objects.within(actor).select_related("parent")


def units_named(actor: Actor) -> UnitQuerySet:
    """Return the standing units this actor reaches, each with its name, code and path only."""
    return Unit.objects.within(actor).standing().only("name", "code", "path")


def tree(actor: Actor, *, name: str = "") -> UnitQuerySet:
    """Return the standing units this actor reaches whose name, now or once, holds `name`.

    Or whose code it is.
    """
    found = units(actor).standing()
    return found.filter(_called(name)) if name else found


def _called(name: str) -> Q:
    """Select the units that are called so, or were."""
    once = UnitChange.objects.filter(unit=OuterRef("pk"), kind="renamed", before__contains=name)
    return Q(name__contains=name) | Q(code__iexact=name) | Q(Exists(once))


def units_kept(actor: Actor) -> UnitQuerySet:
    """Return the standing units whose members and posts this actor keeps."""
    desks = frozenset(post for post in actor.posts if post[0] in DESKS)
    return Unit.objects.within(replace(actor, posts=desks)).standing()


def children(unit: Unit) -> UnitQuerySet:
    """Return the standing units just below this one."""
    return Unit.objects.standing().filter(parent=unit).order_by("rank", "path")


def units_below(path: str) -> UnitQuerySet:
    """Return the standing units at and below `path`."""
    return Unit.objects.standing().filter(under("path", path))


def may_dissolve(unit: Unit) -> Verdict:
    """Judge whether the unit is empty enough to be dissolved; a few queries."""
    below = units_below(unit.path).count() - 1
    empty = rules.may_dissolve(members=members_under(unit.path), units_below=below)
    if not empty:
        return empty
    open_ = rules.nothing_open(sum(one.count for one in under_way(unit.path, below=False)))
    return empty if open_ else open_


def may_become(unit: Unit, kind: str) -> Verdict:
    """Judge whether a unit may be of this kind where it stands; two queries if it changes."""
    if kind == unit.kind:
        return ALLOWED
    above = [rules.may_stand_below(kind, unit.parent.kind)] if unit.parent else []
    below = children(unit).order_by().values_list("kind", flat=True).distinct()
    verdicts = [*above, *(rules.may_stand_below(one, kind) for one in below)]
    return next((one for one in verdicts if not one), ALLOWED)


def paths_of(unit: Unit) -> list[str]:
    """Return every path this unit has held; its facts lie under all of them."""
    return list(unit.paths.values_list("path", flat=True))


def units_at(paths: Iterable[str]) -> dict[str, Unit]:
    """Return the units that hold or held these paths, by path; one query."""
    rows = UnitPath.objects.filter(path__in=list(paths)).select_related("unit")
    return {row.path: row.unit for row in rows}


def unit_names(paths: Iterable[str]) -> dict[str, str]:
    """Return the names of the standing units at these paths; one query."""
    found = Unit.objects.standing().filter(path__in=list(paths))
    return dict(found.values_list("path", "name"))


def lineage(unit: Unit) -> QuerySet[Unit]:
    """Return the units from the root down to this one."""
    return Unit.objects.filter(path__in=prefixes(unit.path)).order_by("path")


def next_path(parent: Unit | None) -> str:
    """Return a path below `parent` that no unit has ever held."""
    base = parent.path if parent else ""
    level = UnitPath.objects.annotate(length=Length("path")).filter(length=len(base) + STEP)
    siblings = level.filter(under("path", base)) if base else level
    last = siblings.aggregate(last=Max("path"))["last"] or "0" * STEP
    return f"{base}{int(last[-STEP:]) + 1:0{STEP}d}"


def is_empty() -> bool:
    """Say whether no unit has been founded yet."""
    return not Unit.objects.exists()
