"""Posting letters: each is claimed before it goes, so that none goes twice.

Whether a mail server took a letter from a worker that died is known to nobody: such a letter is
given up and not sent again.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, Min
from django.utils.timezone import now

from zhijia.platform.accounts.models import User
from zhijia.platform.jobs import acts as jobs
from zhijia.platform.jobs.register import wait_before

from .. import queries, rules
from ..models import Mail, Notice

POST = "notices.post"
LOST = "寄送中断，不知是否寄到，为免重复没有再寄"


class Letter(NamedTuple):
    """What goes to one address: messages, the newest first."""

    address: str
    notices: list[Notice]


def claim(user_id: int, at: datetime) -> Letter | None:
    """Take all that waits for one letter to this account.

    Nothing while its last letter is fresh, and nothing for whoever has read it meanwhile, has no
    address any more or whose account is closed.
    """
    with transaction.atomic():
        User.objects.select_for_update().filter(pk=user_id).first()  # one letter at a time
        mine = Notice.objects.filter(user=user_id)
        mine.filter(mail=Mail.WAITING).exclude(read_at=None).update(mail=Mail.NONE)
        waiting = mine.filter(mail=Mail.WAITING)
        address = queries.open_accounts([user_id]).get(user_id)
        if not address:
            waiting.update(mail=Mail.NONE)
            return None
        gone = mine.filter(mail__in=[Mail.SENDING, Mail.SENT]).aggregate(last=Max("mail_at"))
        until = rules.quiet_until(gone["last"], rules.LETTER_EVERY)
        if until and until > at:
            waiting.update(mail_at=until)
            return None
        letter = Letter(address, list(waiting))
        waiting.update(mail=Mail.SENDING, mail_at=at)
    return letter if letter.notices else None


def settle(letter: Letter, fault: str = "", *, is_final: bool = False) -> None:
    """Keep how a letter went: it went, it is tried again later, or it is given up."""
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in letter.notices], mail=Mail.SENDING)
    if not fault:
        rows.update(mail=Mail.SENT, mail_at=now(), mail_fault="")
        return
    tries = 1 + max(notice.mail_tries for notice in letter.notices)
    is_over = is_final or tries >= rules.MOST_TRIES
    later = now() if is_over else now() + wait_before(tries)
    state = Mail.FAILED if is_over else Mail.WAITING
    rows.update(mail=state, mail_at=later, mail_tries=tries, mail_fault=fault)


def give_up_lost(at: datetime) -> None:
    """Give up the letters of workers that died while they sent."""
    lost = Notice.objects.filter(mail=Mail.SENDING, mail_at__lt=at - rules.LONGEST_SENDING)
    lost.update(mail=Mail.FAILED, mail_fault=LOST)


def put_off_all(at: datetime) -> None:
    """Let no letter go before a while: the mail server takes none now."""
    due = Notice.objects.filter(mail=Mail.WAITING, mail_at__lte=at)
    due.update(mail_at=at + wait_before(1))


def wake_for_next() -> None:
    """Let the post look again when the next letter may go."""
    waiting = Notice.objects.filter(mail=Mail.WAITING)
    if first := waiting.aggregate(first=Min("mail_at"))["first"]:
        jobs.wake(POST, max(first, now() + wait_before(1)))


def forget_old(at: datetime) -> int:
    """Throw away what was read, and told more than a year ago; return how many there were."""
    old = Notice.objects.filter(made_at__lt=at - rules.KEPT).exclude(read_at=None, is_listed=True)
    return old.delete()[0]
