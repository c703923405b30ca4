"""Reading the tree leaf by leaf: a unit may have thousands below it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import Count

from zhijia.platform.actor import Actor
from zhijia.platform.scope import prefixes

from .. import policies
from ..models import Unit, UnitQuerySet
from .members import NOBODY, Heads, heads
from .units import children, units

LEAF = 50


@dataclass(slots=True)
class Node:
    """A unit as the tree shows it; `leaf` is what hangs below it where it stands open."""

    unit: Unit
    heads: Heads = NOBODY
    below: int = 0
    may_move: bool = False
    leaf: "Leaf | None" = None


@dataclass(slots=True)
class Leaf:
    """Some of the units below one: `left` are still to come, from page `next`."""

    nodes: list[Node] = field(default_factory=list)
    above: Unit | None = None
    next: int = 0
    left: int = 0


def _sibling_order(rows: UnitQuerySet) -> UnitQuerySet:
    """Return units as they stand side by side."""
    return rows.select_related("parent").order_by("rank", "path")


def _leaf(actor: Actor, above: Unit, page: int, also: str = "") -> Leaf:
    """Return one leaf of the units just below, and the one at `also` if it is not on it."""
    rows = _sibling_order(children(above).within(actor))
    start = (page - 1) * LEAF
    found = list(rows[start : start + LEAF + 1])
    nodes = [Node(unit) for unit in found[:LEAF]]
    if also and also not in {node.unit.path for node in nodes}:
        nodes += [Node(unit) for unit in rows.filter(path=also)]
    left = rows.count() - start - LEAF if len(found) > LEAF else 0
    return Leaf(nodes, above, page + 1, left)


def _furnish(actor: Actor, nodes: Sequence[Node], paths: Sequence[str]) -> None:
    """Count the members and the units below each node, whoever may move it; two queries."""
    counted = heads(paths)
    ids = [node.unit.pk for node in nodes]
    rows = Unit.objects.standing().within(actor).filter(parent__in=ids).order_by()
    below = dict(rows.values("parent").annotate(n=Count("pk")).values_list("parent", "n"))
    for node in nodes:
        node.heads = counted.get(node.unit.path, NOBODY)
        node.below = below.get(node.unit.pk, 0)
        node.may_move = bool(policies.may_move(actor, node.unit))


def leaf(actor: Actor, above: Unit, page: int) -> Leaf:
    """Return a leaf of the units just below one; five queries, however many there are."""
    found = _leaf(actor, above, page)
    _furnish(actor, found.nodes, [node.unit.path for node in found.nodes])
    return found


def roots(actor: Actor, top: Unit | None = None) -> list[Unit]:
    """Return where this actor's tree begins: at `top`, or at the highest units they reach."""
    if top is not None:
        return [top]
    held = {path for _, path, _ in actor.posts}
    found = _sibling_order(units(actor).standing().filter(path__in=held))
    paths = {unit.path for unit in found}
    return [unit for unit in found if not paths & set(prefixes(unit.path)[:-1])]


def grown(actor: Actor, tops: Sequence[Unit], open_: Unit | None, page: int) -> list[Node]:
    """Return the tree with the way down to `open_` standing open, and its own leaf `page`.

    Where nothing is asked for, the only root stands open. Two queries a level, and two more.
    """
    nodes = [Node(unit) for unit in tops]
    way = [*prefixes(open_.path)] if open_ else [tops[0].path] if len(tops) == 1 else []
    shown, at = list(nodes), nodes
    for path, next_ in pairwise([*way, ""]):
        node = next((one for one in at if one.unit.path == path), None)
        if node is None:
            continue  # above where this tree begins
        node.leaf = _leaf(actor, node.unit, 1 if next_ else page, next_)
        at = node.leaf.nodes
        shown += at
    _furnish(actor, shown, [unit.path for unit in tops])
    return nodes
