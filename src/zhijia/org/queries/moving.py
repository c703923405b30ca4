"""What a move would bring about, told before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.db.models.functions import Length, Substr

from zhijia.law import Verdict
from zhijia.platform.actor import Actor
from zhijia.platform.offers import Business, under_way
from zhijia.platform.scope import STEP, prefixes, under

from .. import policies, rules
from ..models import Member, Post, Term, Unit, UnitChange, UnitPath
from ..rules import POST_KINDS
from .units import units_below

LEAVING = ("moved", "absorbed", "dissolved")
MOST_CHANGES = 50
REACHING = [kind for kind, post in POST_KINDS.items() if post.below]


@dataclass(frozen=True, slots=True)
class Consequences:
    """What would go with a unit, who would no longer reach it and who would then."""

    verdicts: list[Verdict]
    units: int
    members: int
    posts: int
    terms: int
    losing: list[Post]
    gaining: list[Post]
    business: list[Business]

    @property
    def may(self) -> Verdict:
        """Return the first thing that stands against it, or that nothing does."""
        return next((one for one in self.verdicts if not one), self.verdicts[0])


def height(unit: Unit) -> int:
    """Return how many levels the standing units at and below `unit` take up; one query."""
    deepest = units_below(unit.path).aggregate(most=Max(Length("path")))["most"] or len(unit.path)
    return int(deepest) // STEP - unit.depth + 1


def _judged(unit: Unit, parent: Unit) -> list[Verdict]:
    """Return the verdicts on a unit that is to stand below `parent`; one query."""
    place = rules.may_go_below(
        path=unit.path,
        above=unit.parent.path if unit.parent else "",
        parent=parent.path,
        parent_stands=parent.dissolved_on is None,
        parent_name=parent.name,
    )
    if not place:
        return [place]
    kind = rules.may_stand_below(unit.kind, parent.kind)
    return [rules.fits(depth=parent.depth, height=height(unit)), *([] if kind else [kind])]


def may_go_below(unit: Unit, parent: Unit) -> Verdict:
    """Judge whether a unit may stand below `parent`."""
    found = _judged(unit, parent)
    return next((one for one in found if not one), found[0])


def _reaching(paths: Iterable[str]) -> list[Post]:
    """Return the posts held now at these units that reach the units below; one query."""
    held = Post.objects.open().filter(unit_path__in=list(paths), kind__in=REACHING)
    return list(held.select_related("unit", "member").order_by("unit_path", "pk"))


def changes(unit: Unit) -> list[UnitChange]:
    """Return what became of a unit, and what of those just below it left it; one query."""
    above = Substr(OuterRef("unit_path"), 1, Length(OuterRef("unit_path")) - STEP)
    here = Exists(UnitPath.objects.filter(unit=unit, path=above))
    found = UnitChange.objects.filter(Q(unit=unit) | (Q(kind__in=LEAVING) & here))
    return list(found.select_related("unit")[:MOST_CHANGES])


def consequences(actor: Actor, unit: Unit, parent: Unit) -> Consequences:
    """Return what moving `unit` below `parent` would bring about; some ten queries."""
    below = under("unit_path", unit.path)
    above, then = set(prefixes(unit.path)[:-1]), set(prefixes(parent.path))
    allowed = policies.may_move_to(actor, unit, parent)
    verdicts = _judged(unit, parent) if allowed else [allowed]
    return Consequences(
        verdicts=[*verdicts, rules.moved_without_looking_back()],
        units=units_below(unit.path).count(),
        members=Member.objects.present().filter(below).count(),
        posts=Post.objects.open().filter(below).count(),
        terms=Term.objects.filter(below).aggregate(n=Count("unit", distinct=True))["n"],
        losing=_reaching(above - then),
        gaining=_reaching(then - above),
        business=under_way(unit.path, below=True),
    )
