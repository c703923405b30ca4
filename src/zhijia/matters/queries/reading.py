"""Reading one matter: its parts, its life, what it is judged by, its next numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from zhijia.org.models import Member, Post, Unit
from zhijia.platform.actor import Actor

from ..models import Call, CallQuerySet, Matter, MatterQuerySet, Move, Part, PartQuerySet, Rating


def parts_in(matter: Matter) -> PartQuerySet:
    """Return the parts of a matter that stand, or stood at its end, with whom they name."""
    whole = matter.parts.kept().select_related("unit", "post__member", "member")
    return whole.order_by("-role", "pk")


def watched(pk: int) -> Matter | None:
    """Return a matter of a kind whose refused looks are kept on record; None for any other."""
    found = Matter.objects.filter(pk=pk).first()
    return found if found and found.declared.watched else None


def may_second(matter: Matter) -> QuerySet[Member]:
    """Return the members who may second a matter: who hold the post in the very unit."""
    backing = matter.declared.backing
    codes = backing.by if backing else ()
    held = Post.objects.open().filter(kind__in=codes, unit_path=matter.unit_path).order_by()
    able = Member.objects.present().filter(pk__in=held.values("member"))
    return able.exclude(pk=matter.filer_id or 0).select_related("unit").order_by("stroke_key")


def last_answer(matter: Matter) -> Move | None:
    """Return the step with which a matter was last answered."""
    answering = [step.id for step in matter.declared.steps if step.answers]
    return matter.moves.filter(step__in=answering).order_by("pk").last()


def last_rating(matter: Matter) -> Rating | None:
    """Return the rating of a matter's last answer; None while there is none."""
    return matter.ratings.filter(answer=last_answer(matter)).order_by("pk").last()


def times(matter: Matter) -> Mapping[str, int]:
    """Return how often each step was taken."""
    return Counter(matter.moves.order_by().values_list("step", flat=True))


def next_number(unit: Unit, kind: str, today: date) -> dict[str, int]:
    """Return the next number of a kind in a unit's year; the unit is held by the caller."""
    used = Matter.objects.filter(unit=unit, kind=kind, year=today.year).order_by()
    last: int = used.aggregate(last=Max("serial"))["last"] or 0
    return {"year": today.year, "serial": last + 1}


def next_letter(matter: Matter, today: date) -> int:
    """Return the next number of a letter of the matter's unit in this year."""
    sent = Move.objects.filter(
        matter__unit=matter.unit_id, matter__kind=matter.kind, done_on__year=today.year
    )
    last: int = sent.order_by().aggregate(last=Max("number"))["last"] or 0
    return last + 1


def calls(actor: Actor) -> CallQuerySet:
    """Return the calls of the actor's own unit and of those above it, the newest first."""
    return Call.objects.above(actor).select_related("unit")


def open_calls(actor: Actor, today: date) -> CallQuerySet:
    """Return the calls that take matters in today."""
    return calls(actor).open_on(today)


def call_for(unit: Unit, kind: str, today: date, *wanted: Call | None) -> Call | None:
    """Return the first of these calls that is open today, else another one of the unit's; None for
    none.
    """
    kept = next((call for call in wanted if call and call.is_open_on(today)), None)
    return kept or Call.objects.open_on(today).filter(unit=unit, kind=kind).first()


def of_source(kind: str, key: int) -> MatterQuerySet:
    """Return what a row of another room has opened here."""
    return Matter.objects.filter(source_kind=kind, source_key=key)


def names_of(keys: Iterable[Any]) -> dict[int, str]:
    """Return the names of members by their keys."""
    wanted = {key for key in keys if isinstance(key, int)}
    return dict(Member.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def leads(parts: Iterable[Part]) -> list[Part]:
    """Return who leads among these parts."""
    return [part for part in parts if part.role == "lead"]
