"""Reading the holes that were found: whose they are, how many where, and what became of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.db.models.functions import Substr
from django.urls import reverse

from zhijia.law import Verdict
from zhijia.org.models import Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place, lying
from zhijia.platform.scope import STEP, reached

from .. import policies, rules
from ..models import Hole, HoleQuerySet
from ..paper import HoleLine
from .finders import FINDERS, Found, Sweep

TOLD = ("unit", "mender", "task", "other", "work", "post__unit", "told_by")


def in_office(actor: Actor) -> Actor:
    """Return the actor with their offices alone: what is wanting is not for every member."""
    return replace(actor, posts=frozenset(post for post in actor.posts if post[0] != "member"))


def holes(actor: Actor) -> HoleQuerySet:
    """Return the holes this actor's offices reach, and those that their unit is to mend."""
    office = in_office(actor)
    seen = reached("unit_path", office) | reached("mender_path", office)
    return Hole.objects.filter(seen).select_related(*TOLD)


def holes_at(actor: Actor, place: Place, *, kind: str = "", mine: bool = False) -> HoleQuerySet:
    """Return the open holes of a place, of one kind or of all; those the actor's desks mend."""
    found = holes(actor).open().filter(place.holds("unit_path"))
    found = found.filter(kind=kind) if kind else found
    return found.filter(mender_path__in=actor.stands(DESKS)) if mine else found


def holes_by_kind(found: HoleQuerySet) -> Counter[str]:
    """Count holes by kind; one query."""
    rows = found.select_related(None).order_by().values("kind").annotate(n=Count("pk"))
    return Counter({row["kind"]: row["n"] for row in rows})


def holes_by_child(place: Place, kind: str = "") -> dict[str, int]:
    """Count the open holes of each unit one level below a place, and of its own, by path.

    One query for each path the unit has held.
    """
    found: Counter[str] = Counter()
    rows = Hole.objects.open().filter(**{"kind": kind} if kind else {}).order_by()
    for path in place.paths:
        child = Substr("unit_path", 1, len(path) + STEP)
        near = rows.filter(lying("unit_path", [path], below=place.below)).annotate(child_=child)
        for row in near.values("child_").annotate(n=Count("pk")):
            found[row["child_"]] += row["n"]
    return dict(found)


@dataclass(frozen=True, slots=True)
class Share:
    """How many holes one unit has, those below it included."""

    unit: Unit
    number: int


def hole_shares(actor: Actor, place: Place, kind: str = "") -> list[Share]:
    """Return the units below a place that have holes, the most first; two queries.

    Only for who reaches them.
    """
    if not place.below or not in_office(actor).reaches(f"{place.path}{'0' * STEP}"):
        return []
    counts = holes_by_child(place, kind)
    units = Unit.objects.filter(path__in=[path for path in counts if path not in place.paths])
    shares = [Share(unit, counts[unit.path]) for unit in units]
    return sorted(shares, key=lambda share: (-share.number, share.unit.path))


def holes_told(actor: Actor, place: Place, *, kind: str = "", mine: bool = False) -> dict[str, Any]:
    """Return what the page of a place tells beside its lines; four queries.

    `number` is how many lines there are, `total` how many of all kinds.
    """
    counts = holes_by_kind(holes_at(actor, place, mine=mine))
    return {
        "place_": place,
        "kind": kind,
        "mine": mine,
        "kinds": [(code, one, counts[code]) for code, one in rules.HOLES.items() if counts[code]],
        "total": counts.total(),
        "number": counts[kind] if kind else counts.total(),
        "shares": hole_shares(actor, place, kind),
        "unit": Unit.objects.within(actor).filter(pk=place.unit_id).first(),
    }


def _again(kind: str, rows: Iterable[Hole]) -> frozenset[int]:
    """Return the keys of what to look at again for these holes of one kind."""
    others = {row.other_id for row in rows if row.other_id} if kind == "alike" else set()
    return frozenset({row.base for row in rows} | others)


def gaping(rows: Iterable[Hole], today: date) -> dict[tuple[str, str], Found]:
    """Return which of these holes gape still, as they are now; a few queries a kind."""
    kinds: defaultdict[str, list[Hole]] = defaultdict(list)
    for row in rows:
        kinds[row.kind].append(row)
    return {
        (kind, one.key): one
        for kind, mine in kinds.items()
        for one in FINDERS[kind](Sweep(today, keys=_again(kind, mine)))
    }


@dataclass(frozen=True, slots=True)
class HoleRow:
    """A hole as the list shows it: where it is mended, and whether it was since it was seen."""

    hole: Hole
    url: str
    is_mended: bool


def hole_rows(rows: Iterable[Hole], today: date) -> list[HoleRow]:
    """Return holes as the list shows them, each looked at again."""
    shown = list(rows)
    still = gaping(shown, today)
    return [HoleRow(row, mend_url(row), (row.kind, row.key) not in still) for row in shown]


def mend_url(hole: Hole) -> str:
    """Return the page where a hole is mended."""
    if hole.kind in {"no_owner", "two_leads", "not_reached"} and hole.task:
        anchor = "" if hole.kind == "two_leads" else "#assign"
        return f"{hole.task.get_absolute_url()}{anchor}"
    if hole.kind in {"no_holder", "late_part", "silent", "clash"} and hole.work:
        return hole.work.get_absolute_url()
    if hole.kind == "idle_stage":
        return reverse("plans:stage", args=[hole.base])
    if hole.kind == "no_desk":
        return hole.unit.get_absolute_url()
    if hole.kind == "idle_post":
        return _asked("plans:lights", unit=hole.unit.code, scope="own")
    if hole.kind == "left_out":
        return _asked("plans:tasks", mine="on", state="open")
    return reverse("plans:hole", args=[hole.pk])


def _asked(page: str, **asked: str) -> str:
    return f"{reverse(page)}?{urlencode(asked)}"


def hole_page(actor: Actor, hole: Hole, today: date) -> dict[str, Any]:
    """Return what the page of a hole tells, its forms aside; a few queries."""
    still = gaping([hole], today) if hole.until_on is None else {}
    return {
        "hole": hole,
        "url": mend_url(hole),
        "is_mended": hole.until_on is None and not still,
        "why": rules.hole_verdict(hole.kind, hole.words),
        "may": policies.may_answer_hole(actor, hole),
        "pairs": [task for task in (hole.task, hole.other) if task] if hole.other else [],
        "may_fold": _may_fold(actor, hole),
    }


def _may_fold(actor: Actor, hole: Hole) -> Verdict | None:
    """Say whether the first of two like tasks of one unit may be folded into the other."""
    if hole.kind != "alike" or hole.until_on or hole.task is None:
        return None
    return policies.may_edit_task(actor, hole.task)


def explained(kinds: Iterable[str]) -> set[tuple[str, str, str]]:
    """Return kind, key and words of what was explained: it is no hole while the words are true."""
    rows = Hole.objects.filter(is_explained=True, kind__in=list(kinds)).order_by()
    return set(rows.values_list("kind", "key", "words"))


def open_holes(sweep: Sweep, kinds: Iterable[str]) -> dict[tuple[str, str], Hole]:
    """Return the open holes of these kinds where one looks, by kind and key; one query."""
    rows = Hole.objects.open().filter(kind__in=list(kinds)).order_by()
    if sweep.paths is not None:
        rows = rows.filter(lying("unit_path", sweep.paths))
    return {(row.kind, row.key): row for row in rows}


def holes_about(*, task: int | None = None, post: int | None = None) -> list[Hole]:
    """Return the open holes about a task, or about a post; one query."""
    about = Q(task=task) | Q(other=task) if task else Q(post=post)
    return list(Hole.objects.open().filter(about))


def hole_lines(found: HoleQuerySet) -> Iterator[HoleLine]:
    """Yield holes as their Excel sheet has them; one query, however many."""
    for row in found.iterator(chunk_size=2_000):
        yield HoleLine(
            kind=row.means.label,
            unit=row.unit.name,
            words=row.words,
            number=row.task.number if row.task else "",
            clause=str(row.means.clause),
            mender=row.mender.name,
            since_on=row.since_on,
        )
