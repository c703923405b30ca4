"""An account's mailbox: wanted, confirmed by a code that went there, dropped."""

from datetime import datetime

from django.db import IntegrityError, transaction

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require
from zhijia.platform.jobs import actions as jobs

from .. import rules
from ..models import Mailbox, User, digest_of_mailed
from .telling import tell_owner


@action("登记邮箱")
def want_mailbox(*, actor: Actor, user: User, address: str) -> Mailbox:
    """Note an address that its owner has yet to confirm, and send it a code."""
    user = lock(user)
    if user.is_demo:
        raise Refused(refused("演示账号人人可用，不能登记邮箱"))
    mailbox, _ = Mailbox.objects.get_or_create(user=user)
    mailbox = change(lock(mailbox), wanted=address, digest="", until=None)
    jobs.start(actor=actor, name="accounts.send_confirmation", args=(mailbox.pk,))
    return mailbox


def draw_confirmation(*, pk: int, code: str, now: datetime) -> Mailbox | None:
    """Make `code` the one that confirms a mailbox; None when it has one or wants none."""
    with transaction.atomic():
        mailbox = Mailbox.objects.select_for_update().filter(pk=pk, digest="").first()
        if mailbox is None or not mailbox.wanted:
            return None
        mailbox.digest = digest_of_mailed("confirmation", code)
        mailbox.until = now + rules.MAIL_LASTS
        mailbox.save()
    return mailbox


@action("确认邮箱")
def confirm_mailbox(*, actor: Actor, mailbox: Mailbox, code: str, now: datetime) -> Mailbox:
    """Take the wanted address for good: who typed its code reads its mail."""
    mailbox = lock(mailbox)
    is_right = mailbox.digest == digest_of_mailed("confirmation", code)
    require(rules.mail_code_runs(until=mailbox.until if is_right else None, now=now))
    try:
        with transaction.atomic():
            mailbox = change(mailbox, address=mailbox.wanted, wanted="", digest="", until=None)
    except IntegrityError as error:
        raise Refused(refused("这个邮箱已经登记在另一个账号上，请换一个")) from error
    tell_owner(mailbox.user, "登记了邮箱，可以凭它找回密码")
    return mailbox


@action("删除邮箱")
def drop_mailbox(*, actor: Actor, user: User) -> User:
    """Forget where an account's owner gets mail; codes that are on their way open nothing."""
    user = lock(user)
    about(user)
    forget_mail(user)
    return user


def forget_mail(user: User) -> None:
    """Forget the mailbox of an account and every code that was sent there."""
    gone = Mailbox.objects.filter(user=user).delete()[0]
    user.resets.all().delete()
    record({"邮箱": gone}, {})
