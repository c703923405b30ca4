"""Tries are counted before they are made: of a thousand sent at once, five are looked at."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from zhijia.law import Verdict
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, record

from .. import rules
from ..models import Tries, User

# A name that nobody tries any more is forgotten.
KEPT = timedelta(days=1)


class Tried(NamedTuple):
    """Whether a try may be made, and whether it is the last one before the lock."""

    may: Verdict
    is_last: bool


def take_try(*, key: str, most: int, now: datetime, user: User | None = None) -> Tried:
    """Count one try at `key`, unless it is locked. It leaves no entry: it is not done yet.

    `user` is whom the key leads to, if to anybody.
    """
    with transaction.atomic():
        _, is_new = Tries.objects.get_or_create(key=key, defaults={"last_at": now})
        if is_new:
            Tries.objects.filter(last_at__lt=now - KEPT).delete()
        row = Tries.objects.select_for_update().get(key=key)
        may = rules.may_try(wrong=row.wrong, last_at=row.last_at, now=now, most=most)
        if may:
            counts = rules.still_counts(last_at=row.last_at, now=now)
            row.wrong, row.last_at, row.user = row.wrong * counts + 1, now, user
            row.save()
    return Tried(may, row.wrong == most)


def forgive(*, own: Iterable[str], shared: Iterable[str] = ()) -> None:
    """Forget the tries of who got in; of a key shared with others, give this one try back."""
    Tries.objects.filter(key__in=list(own)).delete()
    Tries.objects.filter(key__in=list(shared), wrong__gt=0).update(wrong=F("wrong") - 1)


@action("登录锁定")
def lock_out(*, actor: Actor, user: User | None, by: str) -> User | None:
    """Put on record that signing in is locked for a while. Who typed what is not kept."""
    record({}, {"锁定": by, "有此账号": user is not None})
    return user


@action("解除登录锁定")
def unlock(*, actor: Actor, user: User) -> User:
    """Let the owner of an account try again at once."""
    Tries.of(user).delete()
    return user
