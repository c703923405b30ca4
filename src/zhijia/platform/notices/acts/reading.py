"""Opening messages: what somebody reads is their own affair."""

from datetime import datetime

from django.utils.timezone import now

from zhijia.platform.actor import Actor

from ..models import Notice


def mark_read(notice: Notice) -> None:
    """Mark a message as read, the first time it is opened."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now())


def mark_seen(actor: Actor, url: str) -> int:
    """Mark as read what leads to a page that the actor has come to by another way.

    Returns how many there were.
    """
    mine = Notice.objects.listed(actor.user_id).unread()
    return mine.filter(url=url).update(read_at=now())


def mark_all_read(actor: Actor) -> int:
    """Mark all of the actor's messages as read; return how many there were."""
    return Notice.objects.listed(actor.user_id).unread().update(read_at=now())


def mark_read_before(moment: datetime) -> None:
    """Mark everybody's older messages as read: for a story whose people have read them."""
    Notice.objects.filter(made_at__lt=moment, read_at=None).update(read_at=moment)
