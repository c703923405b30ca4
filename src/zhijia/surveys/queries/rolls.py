"""Whom a round asks: the roll of a day, a sample of it, and the groups they are counted in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Membership, Unit, UnitPath
from zhijia.platform.scope import STEP, under

from ..models import Round
from ..rules import sampling
from ..rules.sampling import Group, Person, Quota


@dataclass(frozen=True, slots=True)
class Spec:
    """What is asked for when a round is opened."""

    title: str
    is_anonymous: bool
    from_on: date
    until_on: date
    roll_on: date
    within: Unit
    way: str = "all"
    size: int = 0
    quotas: str = ""
    is_outside: bool = False
    is_keyed_twice: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom that means: people, their groups, and the roll they were drawn from where drawn."""

    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    group_of: dict[str, int] = field(default_factory=dict)
    quotas: tuple[Quota, ...] = ()
    frame: list[list[Any]] = field(default_factory=list)
    verdict: Verdict = ALLOWED
    seed: str = ""


def roll(within: Unit, day: date) -> list[Person]:
    """Return the members at and below a unit on a day, who are still members; one query."""
    stood = Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gt=day))
    stays = Membership.objects.filter(stood, under("unit_path", within.path), member__left_on=None)
    rows = stays.order_by("unit_path", "member__staff_no").values_list(
        "member_id",
        "unit__code",
        "member__staff_no",
        "unit_path",
        "member__gender",
        "member__birth_on",
    )
    people = {
        key: Person(key, f"{code}-{number}", code, path, sex, sampling.age_on(birth, day))
        for key, code, number, path, sex, birth in rows
    }
    return list(people.values())


def places(within: Unit) -> dict[str, str]:
    """Lead from the names and codes of the units at and below one to their paths."""
    rows = Unit.objects.standing().filter(under("path", within.path))
    found: dict[str, str] = {}
    for name, short, code, path in rows.values_list("name", "short_name", "code", "path"):
        for words in (name, short, code):
            if words:
                found.setdefault(words, path)
    return found


def plan(spec: Spec, seed: str) -> Plan:
    """Work out whom a round asks; a few queries, nothing is written."""
    people = roll(spec.within, spec.roll_on)
    if spec.way == "all":
        return _grouped(spec.within, people, Plan())
    quotas, verdict = _quotas(spec, people)
    if not verdict:
        return Plan(verdict=verdict)
    found = sampling.drawn(people, quotas, seed)
    verdict = sampling.enough_people(found, quotas)
    chosen = [one for line in found for one in line]
    drawn = Plan(quotas=quotas, frame=_frame(people), verdict=verdict, seed=seed)
    return _grouped(spec.within, chosen, drawn)


def _quotas(spec: Spec, people: Sequence[Person]) -> tuple[tuple[Quota, ...], Verdict]:
    """Return the lines of a sample: as written, or shared out by the heads of each child unit."""
    if spec.way == "quota":
        return sampling.read_quotas(spec.quotas, places(spec.within))
    if not 1 <= spec.size <= max(len(people), 1):
        return (), refused(f"抽样人数应在 1 到 {len(people)} 之间")
    parts = sampling.shared(_heads(spec.within, people), spec.size)
    names = _names(list(parts))
    lines = (
        Quota(count, path, words=f"{names[path]}，不限，不限，{count}")
        for path, count in parts.items()
        if count
    )
    return tuple(lines), ALLOWED


def _child(within: Unit, path: str) -> str:
    """Return the path of the unit just below `within` that a path belongs to; or its own."""
    return path[: len(within.path) + STEP]


def _heads(within: Unit, people: Sequence[Person]) -> dict[str, int]:
    counted = sampling.by_head((_child(within, one.path), 1) for one in people)
    return dict(sorted(counted.items()))


def _names(paths: Sequence[str]) -> dict[str, str]:
    """Return what the units are called that hold, or held, these paths."""
    rows = UnitPath.objects.filter(path__in=paths).values_list("path", "unit__name")
    return dict(rows)


def _grouped(within: Unit, people: Sequence[Person], so_far: Plan) -> Plan:
    """Part the people into groups that are large enough."""
    heads = _heads(within, people)
    names = _names(list(heads))
    if within.path in names:
        names[within.path] = f"{names[within.path]}本级" if len(heads) > 1 else names[within.path]
    found = sampling.groups(heads, names)
    place = {path: number for number, group in enumerate(found) for path in group.paths}
    at = {one.path: place[_child(within, one.path)] for one in people}
    return Plan(
        tuple(people), tuple(found), at, so_far.quotas, so_far.frame, so_far.verdict, so_far.seed
    )


def _frame(people: Sequence[Person]) -> list[list[Any]]:
    return [[one.key, one.number, one.path, one.sex, one.age] for one in people]


def framed(round: Round) -> list[Person]:
    """Return the roll that a sample was drawn from."""
    return [
        Person(key, number, number.rpartition("-")[0], path, sex, age)
        for key, number, path, sex, age in round.frame
    ]


def drawn_again(round: Round) -> bool:
    """Draw a sample once more from what was kept, and say whether it is the one that is asked."""
    quotas = [Quota(**line) for line in kept_quotas(round)]
    again = sampling.drawn(framed(round), quotas, round.seed)
    keys = {one.key for line in again for one in line}
    return keys == set(round.asked.values_list("member_id", flat=True))


def lots(round: Round) -> list[tuple[object, ...]]:
    """Return the roll by lot: number, sex, age, lot, and whether the person was drawn."""
    asked = set(round.asked.values_list("member_id", flat=True))
    sexes = {code: word for word, code in sampling.SEXES.items()}
    rows = [(sampling.lot(round.seed, one), one) for one in framed(round)]
    return [
        (one.number, sexes.get(one.sex, ""), one.age, lot, "抽中" if one.key in asked else "")
        for lot, one in sorted(rows, key=lambda row: (row[0], row[1].number))
    ]


def kept_quotas(round: Round) -> list[dict[str, Any]]:
    """Return the lines of a sample as they were kept with the round."""
    return list(round.quota_lines)
