"""Reading doors, and what waits behind them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.module_loading import import_string

from zhijia.platform.actor import Actor
from zhijia.platform.together import Reading
from zhijia.platform.vault import mark

from . import rules
from .models import Door, DoorQuerySet, Letter, Photo, Slip


def desk_paths(actor: Actor) -> frozenset[str]:
    """Return the paths of the very units that this actor acts for."""
    return actor.stands(import_string(settings.DESKS))


def unit_names(paths: Iterable[str]) -> dict[str, str]:
    """Return the names of the standing units at these paths."""
    found: dict[str, str] = import_string(settings.UNIT_NAMES)(paths)
    return found


def unit_name(door: Door) -> str:
    """Return the name of a door's unit, "" where it stands no more."""
    return unit_names([door.unit_path]).get(door.unit_path, "")


def doors(actor: Actor) -> DoorQuerySet:
    """Return the doors of the very units that this actor acts for, with what waits behind them."""
    own = Door.objects.filter(unit_path__in=desk_paths(actor))
    waiting, stuck = (
        Count("slips__letters", filter=Q(slips__letters__is_stuck=is_stuck))
        for is_stuck in (False, True)
    )
    return own.annotate(waiting=waiting, stuck=stuck)


def places_without(actor: Actor) -> list[tuple[str, str]]:
    """Return path and name of the units this actor acts for which have no door yet."""
    paths = desk_paths(actor)
    have = set(
        Door.objects.standing().filter(unit_path__in=paths).values_list("unit_path", flat=True)
    )
    return sorted(unit_names(paths - have).items())


def door_of(token: str) -> Door | None:
    """Return the door of this token, open or not."""
    return Door.objects.filter(token=token).first()


def door_at(path: str) -> Door | None:
    """Return the door of the unit at this path, if it has one."""
    return Door.objects.standing().filter(unit_path=path).first()


class Waiting(NamedTuple):
    """How many letters wait at a door, and how many of them came by answering a question."""

    all: int
    by_question: int


def waiting_at(door: Door) -> Waiting:
    """Count what waits to be taken in; it is emptied every few minutes, so this is a rate."""
    rows = Letter.objects.filter(slip__door=door, is_stuck=False)
    found = rows.aggregate(all=Count("pk"), some=Count("pk", filter=Q(is_answered=True)))
    return Waiting(found["all"], found["some"])


def hardness(door: Door | None) -> int:
    """Return how hard the next ticket of a door is; of none, as where nothing waits."""
    if door is None:
        return rules.EASIEST
    return rules.bits(waiting_at(door).all, is_strict=door.is_strict)


def photos_waiting(door: Door, bundle: str) -> tuple[int, int]:
    """Return how many photos this letter has, and how many wait at its door."""
    rows = Photo.objects.filter(door=door)
    return rows.filter(bundle=bundle).count(), rows.count()


def photo_places(bundle: str) -> list[str]:
    """Return by which names the photos of a letter came."""
    return list(
        Photo.objects.filter(bundle=bundle).values_list("place", flat=True).order_by("place")
    )


def slip_of(code: str) -> Slip | None:
    """Return what a receipt code leads to; it is found by its keyed hash, so time tells nothing."""
    kept = rules.plain_receipt(code)
    if not kept:
        return None
    return Slip.objects.filter(mark=mark("doorway.receipt", kept)).select_related("door").first()


def slip_for(kind: str, number: int) -> Slip | None:
    """Return the receipt by which somebody follows this row; None where nobody does."""
    return Slip.objects.filter(kind=kind, number=number).first()


def waiting_of(slip: Slip) -> list[Letter]:
    """Return what came by this receipt and is not taken in yet."""
    return list(slip.letters.order_by("pk"))


def to_take_in() -> QuerySet[Letter]:
    """Return what waits at all doors, first letters first, in the order of their random keys."""
    return Letter.objects.select_related("slip__door").order_by("-is_first", "pk")


def crowded(actor: Actor, today: date) -> Reading[list[Door]]:
    """Return the doors of this actor that are half full, or were full today."""

    def tell(found: Iterable[Door]) -> list[Door]:
        return [
            door
            for door in found
            if rules.is_crowded(door.waiting) or door.flooded_on == today  # type: ignore[attr-defined]  # counted
        ]

    return Reading((doors(actor).standing(),), tell)
