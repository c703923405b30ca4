"""What it would bring about if a unit became part of another, or ended, told before it is done."""

from dataclasses import dataclass

from zhijia.law import Verdict
from zhijia.platform.actor import Actor
from zhijia.platform.offers import Business, under_way

from .. import policies, rules
from ..models import Post, Unit
from .moving import height
from .units import children

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Merger:
    """What a merger would bring about; `numbers`: who clashes, and each way out."""

    verdicts: list[Verdict]
    members: int
    posts: list[Post]
    below: list[Unit]
    more_below: int
    business: list[Business]
    numbers: list[tuple[str, str, str]]

    @property
    def may(self) -> Verdict:
        """Return the first thing that stands against it, or that nothing does."""
        return next((one for one in self.verdicts if not one), self.verdicts[0])


def new_numbers(unit: Unit, into: Unit, way: str) -> tuple[set[str], dict[str, str]]:
    """Return the numbers `into` has used, and the new ones for those who clash; two queries."""
    taken = set(into.members.values_list("staff_no", flat=True))
    mine = list(unit.members.present().order_by("staff_no").values_list("staff_no", flat=True))
    own = set(unit.members.values_list("staff_no", flat=True))
    new = rules.renumbered(mine, taken, way=way, prefix=unit.code)
    return taken | (own - set(new)), new


def _judged(unit: Unit, into: Unit, business: list[Business]) -> list[Verdict]:
    """Return the verdicts on a unit that is to become part of another; two queries."""
    able = rules.may_be_absorbed(
        path=unit.path,
        into=into.path,
        into_stands=into.dissolved_on is None,
        into_name=into.name,
        kind=unit.kind,
        into_kind=into.kind,
    )
    if not able:
        return [able]
    kinds = children(unit).order_by().values_list("kind", flat=True).distinct()
    below = [rules.may_stand_below(kind, into.kind) for kind in kinds]
    return [
        able,
        rules.nothing_open(sum(one.count for one in business)),
        *([rules.fits(depth=into.depth, height=height(unit) - 1)] if below else []),
        *(one for one in below if not one),
    ]


def may_be_absorbed(unit: Unit, into: Unit) -> Verdict:
    """Judge whether a unit may become part of another."""
    found = _judged(unit, into, under_way(unit.path, below=False))
    return next((one for one in found if not one), found[0])


def before_the_end(unit: Unit) -> tuple[list[Unit], int, list[Post]]:
    """Return what a unit still has: the first units below, its members, its posts; four queries."""
    below = list(children(unit)[:SHOWN])
    posts = list(unit.posts.open().select_related("unit", "member"))
    return below, unit.members.present().count(), posts


def merger(actor: Actor, unit: Unit, into: Unit) -> Merger:
    """Return what it would bring about if `unit` became part of `into`; some twelve queries."""
    business = under_way(unit.path, below=False)
    allowed = policies.may_absorb(actor, unit, into)
    below = children(unit)
    prefix, follow = (new_numbers(unit, into, way)[1] for way in rules.NUMBERINGS)
    return Merger(
        verdicts=_judged(unit, into, business) if allowed else [allowed],
        members=unit.members.present().count(),
        posts=list(unit.posts.open().select_related("unit", "member")),
        below=list(below[:SHOWN]),
        more_below=max(0, below.count() - SHOWN),
        business=business,
        numbers=[(old, prefixed, follow[old]) for old, prefixed in prefix.items()],
    )
