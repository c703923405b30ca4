"""What strangers write: no `@action`, so neither the record nor a once-token says when.

Each is its own transaction of rows with random keys, and no row has a time (DECISIONS.md, Actions;
decision 0041). What the desk does about it later is an action like any other.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F

from zhijia.law import refused
from zhijia.platform.acts import Refused, require
from zhijia.platform.vault import mark

from . import pictures, queries, rules
from .models import Door, Letter, Passed, Photo, Slip
from .register import Entrance
from .rules import Knock
from .tickets import Ticket

KEPT = rules.PHOTOS_KEPT


def knock(door: Door, how: Knock, today: date) -> None:
    """Refuse unless the door is open and not full; note that it was full, by the day alone."""
    require(rules.stands_open(closed_on=door.closed_on, shut_on=door.shut_on))
    waiting, by_question = queries.waiting_at(door)
    may = rules.may_enter(how, waiting=waiting, by_question=by_question, is_strict=door.is_strict)
    if not may and (waiting >= rules.MOST_WAITING or how.is_answered):
        doors = Door.objects.filter(pk=door.pk)
        doors.update(flooded_on=today, turned_away=F("turned_away") + 1)
    require(may)


def deposit(
    *,
    door: Door,
    entrance: Entrance,
    ticket: Ticket,
    how: Knock,
    values: Mapping[str, Any],
    today: date,
) -> str:
    """Take a first letter in, and return its receipt code; the same form gives the same code."""
    kept = mark("doorway.receipt", ticket.receipt)
    if Slip.objects.filter(mark=kept).exists():
        return ticket.receipt
    knock(door, how, today)
    try:
        with transaction.atomic():
            slip = Slip.objects.create(mark=kept, door=door, entrance=entrance.name)
            _write(slip, ticket, how, values, is_first=True)
    except IntegrityError:
        if not Slip.objects.filter(mark=kept).exists():
            raise
    return ticket.receipt


def add(*, slip: Slip, ticket: Ticket, how: Knock, values: Mapping[str, Any], today: date) -> None:
    """Take in what the bearer of a receipt adds; a form that is sent twice adds once."""
    if Passed.objects.filter(bundle=ticket.bundle).exists():
        return
    knock(slip.door, how, today)
    try:
        with transaction.atomic():
            Passed.objects.create(bundle=ticket.bundle, until_on=today + KEPT)
            _write(slip, ticket, how, values, is_first=False)
    except IntegrityError:
        if not Passed.objects.filter(bundle=ticket.bundle).exists():
            raise


def _write(
    slip: Slip, ticket: Ticket, how: Knock, values: Mapping[str, Any], *, is_first: bool
) -> None:
    said = json.dumps(dict(values), ensure_ascii=False)
    Letter.objects.create(
        slip=slip,
        is_first=is_first,
        is_answered=not how.is_worked,
        bundle=ticket.bundle,
        values=said,
    )


def add_photo(
    *,
    door: Door,
    ticket: Ticket,
    how: Knock,
    upload: "UploadedFile[bytes]",
    today: date,
    place: str = "",
) -> None:
    """Keep one photo for a letter that is being written; sent again, it is kept once.

    `place` is what its sender calls it; without one it is called by its content.
    """
    require(rules.stands_open(closed_on=door.closed_on, shut_on=door.shut_on))
    if not (how.is_worked or how.is_answered):
        raise Refused(refused("请先回答表格下方的小问题，再传照片"))
    kept, waiting = queries.photos_waiting(door, ticket.bundle)
    require(rules.is_photo(upload.size or 0))
    data = upload.read()
    place = place or sha256(data).hexdigest()[:32]
    if Photo.objects.filter(bundle=ticket.bundle, place=place).exists():
        return
    require(rules.may_add_photo(kept=kept, waiting=waiting))
    drawn = b64encode(pictures.redrawn(data)).decode()
    try:
        with transaction.atomic():
            Photo.objects.create(
                door=door, bundle=ticket.bundle, place=place, drawn=drawn, until_on=today + KEPT
            )
    except IntegrityError:
        if not Photo.objects.filter(bundle=ticket.bundle, place=place).exists():
            raise


def drop_photo(*, ticket: Ticket, place: str) -> None:
    """Throw a photo away that its sender does not want to send after all."""
    Photo.objects.filter(bundle=ticket.bundle, place=place).delete()


def put_aside(letter: Letter) -> bool:
    """Let what could not be taken in wait apart, so that it does not fill its door; return whether
    it is there at all. It is tried again each round.
    """
    return bool(Letter.objects.filter(pk=letter.pk).update(is_stuck=True))


def sweep(today: date) -> int:
    """Throw away photos that were never sent, and tickets that run no more."""
    waiting = Letter.objects.values("bundle")
    gone, _ = Photo.objects.filter(until_on__lt=today).exclude(bundle__in=waiting).delete()
    Passed.objects.filter(until_on__lt=today).delete()
    return gone
