"""Opening messages: what somebody reads is their own affair."""

import random
from datetime import datetime

from django.db.models import Case, F, Value, When
from django.utils.timezone import now

from zhijia.platform.actor import Actor
from zhijia.platform.offers.notices import NOTICES

from ..models import Notice

LOT = 500


def _this_moment() -> Case:
    """Return when messages that are opened now count as read; quiet ones, when they were sent."""
    quiet = [name for name, kind in NOTICES.items() if kind.is_quiet]
    return Case(When(kind__in=quiet, then=F("made_at")), default=Value(now()))


def mark_read(notice: Notice) -> None:
    """Mark a message as read, the first time it is opened."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=_this_moment())


def mark_seen(actor: Actor, url: str) -> int:
    """Mark as read what leads to a page that the actor has come to by another way.

    Returns how many there were.
    """
    mine = Notice.objects.listed(actor.user_id).unread()
    return mine.filter(url=url).update(read_at=_this_moment())


def mark_all_read(actor: Actor) -> int:
    """Mark all of the actor's messages as read; return how many there were."""
    return Notice.objects.listed(actor.user_id).unread().update(read_at=_this_moment())


def mark_read_before(moment: datetime) -> None:
    """Mark everybody's older messages as read: for a story whose people have read them."""
    Notice.objects.filter(made_at__lt=moment, read_at=None).update(read_at=moment)


def mix(*, kind: str, about: str) -> None:
    """Write the messages of one occasion anew, in an order by chance.

    The database would remember in which order people opened them (PostgreSQL's xmin and ctid).
    """
    mine = Notice.objects.filter(kind=kind, about=about)
    rows = list(mine)
    random.SystemRandom().shuffle(rows)
    mine.delete()
    Notice.objects.bulk_create(rows, batch_size=LOT)
