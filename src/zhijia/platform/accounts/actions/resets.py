"""A forgotten password: a code by mail, a new password, and no other session left."""

from datetime import datetime, timedelta

from django.db import transaction

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require
from zhijia.platform.jobs import actions as jobs

from .. import queries, rules
from ..models import Reset, Tries, User, digest_of_mailed
from .telling import tell_owner
from .visits import end_all

KEPT = timedelta(days=1)


@action("申请找回密码")
def ask_reset(*, actor: Actor, user: User | None, now: datetime) -> Reset:
    """Note that somebody forgot a password, and send a code where there is anybody to send it to.

    A name that nobody has goes the same way, up to the mail.
    """
    Reset.objects.filter(asked_at__lt=now - KEPT).delete()
    reset = Reset.objects.create(user=user, asked_at=now)
    record({}, {"有此账号": user is not None})
    jobs.start(actor=actor, name="accounts.send_reset", args=(reset.pk,))
    return reset


def draw_reset(*, pk: int, code: str, now: datetime) -> Reset | None:
    """Make `code` the one that opens a reset; None where there is nobody, or one was drawn."""
    with transaction.atomic():
        reset = Reset.objects.select_for_update().filter(pk=pk, digest=None).first()
        if reset is None or reset.user is None or not queries.may_reset(reset.user):
            return None
        lately = Reset.objects.filter(user=reset.user, asked_at__gt=now - rules.LOCK)
        if not rules.may_send(sent=lately.exclude(digest=None).count()):
            return None
        reset.digest, reset.until = digest_of_mailed("reset", code), now + rules.MAIL_LASTS
        reset.save()
    return reset


@action("凭邮箱重设密码")
def reset_by_mail(*, actor: Actor, reset: Reset, password: str, now: datetime) -> User:
    """Give the account the password its owner chose, and sign it out everywhere."""
    reset = lock(reset)
    require(rules.mail_code_runs(until=reset.until, now=now))
    assert reset.user is not None, "a code was drawn for somebody"
    user = lock(reset.user)
    about(user)
    if not queries.may_reset(user):
        raise Refused(refused("这个账号现在不能凭邮箱找回密码，请找本单位工会干事"))
    user.resets.all().delete()
    end_all(user)
    Tries.of(user).delete()
    user.set_password(password)
    tell_owner(user, "凭邮箱重设了密码")
    return change(user, password=user.password, must_change_password=False, code_until=None)
