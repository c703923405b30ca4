"""Reading which scheme of lights holds where."""

from collections.abc import Iterable

from zhijia.org.models import Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.scope import prefixes, under
from zhijia.platform.together import Reading

from ..models import LightChoice

DEFAULT = "gyr"
# One light of each standing, so that whoever chooses sees what each scheme shows.
SAMPLES = {
    "gyr": [
        ("green", "正常"),
        ("yellow", "剩 3 天以内，或者进度落后"),
        ("red", "逾期"),
    ],
    "byr": [
        ("unlit", "正常"),
        ("blue", "剩 3 天以内"),
        ("yellow", "进度落后，或者退回重办"),
        ("red", "逾期"),
    ],
}


def schemes_at(paths: Iterable[str]) -> dict[str, str]:
    """Return the scheme that holds at each of these paths: the nearest above; one query."""
    return holding_at(paths).alone()


def holding_at(paths: Iterable[str]) -> Reading[dict[str, str]]:
    """Return `schemes_at`, to be read with what else a page asks."""
    wanted = set(paths)
    above = {prefix for path in wanted for prefix in prefixes(path)}
    rows = LightChoice.objects.filter(unit__path__in=above).exclude(scheme="").order_by()

    def tell(chosen: Iterable[tuple[str, str]]) -> dict[str, str]:
        said = dict(chosen)
        return {path: _nearest(said, path) for path in wanted}

    return Reading((rows.values_list("unit__path", "scheme"),), tell)


def _nearest(said: dict[str, str], path: str) -> str:
    return next((said[one] for one in reversed(prefixes(path)) if one in said), DEFAULT)


def scheme_at(path: str) -> str:
    """Return the scheme that holds at a path; one query."""
    return schemes_at([path])[path]


def choosing_below(path: str) -> list[str]:
    """Return the paths below this one where a unit chose a scheme of its own; one query."""
    rows = LightChoice.objects.filter(under("unit__path", path)).exclude(scheme="")
    return list(rows.exclude(unit__path=path).order_by().values_list("unit__path", flat=True))


def light_units(actor: Actor) -> list[tuple[Unit, LightChoice | None, str]]:
    """Return the units whose desk the actor is, each with its choice and what holds; 2 queries."""
    mine = Unit.objects.standing().filter(path__in=actor.stands(DESKS)).order_by("path")
    units = list(mine.select_related("light_choice__chosen_by"))
    hold = schemes_at(unit.path for unit in units)
    return [(unit, getattr(unit, "light_choice", None), hold[unit.path]) for unit in units]
