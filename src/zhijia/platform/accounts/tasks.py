"""The accounts' mails. Each is sent once or not at all: its code is drawn when the server is there.

A server that cannot be reached is tried again. One that broke off while it took a mail may have
taken it, so that mail is not sent a second time: its receiver asks for another.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.utils.timezone import now

from zhijia.law import refused
from zhijia.platform.acts import Refused
from zhijia.platform.jobs.register import Outcome, Work, job

from . import actions, letters, rules
from .letters import Letter
from .passwords import first_password
from .totp import plain

MINUTES = rules.MAIL_LASTS // timedelta(minutes=1)
SENT, NEEDLESS = Outcome("已发出"), Outcome("不需要发送")
log = logging.getLogger(__name__)


@contextmanager
def _server() -> Iterator[Any]:
    """Yield the open connection to the mail server; who cannot reach it tries again later."""
    connection = get_connection()
    connection.open()
    try:
        yield connection
    finally:
        connection.close()


def _send(connection: Any, address: str, letter: Letter) -> Outcome:
    """Hand one mail over, or say that it was not taken; the log names no address."""
    message = EmailMessage(letter.subject, letter.text, to=[address], connection=connection)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        log.warning("a mail was not taken by the mail server: %s", type(error).__name__)
        raise Refused(refused("发信服务器没有收下这封信，请重新申请")) from error
    return SENT


@job("accounts.send_confirmation", "发送邮箱确认码", retries=3)
def send_confirmation(work: Work, pk: int) -> Outcome:
    """Send a mailbox the code that confirms it."""
    code = first_password()
    with _server() as server:
        mailbox = actions.draw_confirmation(pk=pk, code=plain(code), now=now())
        if mailbox is None:
            return NEEDLESS
        letter = letters.confirmation(mailbox.user.username, code, MINUTES)
        return _send(server, mailbox.wanted, letter)


@job("accounts.send_reset", "发送找回密码的代码", retries=3)
def send_reset(work: Work, pk: int) -> Outcome:
    """Send the owner of an account the code that opens it to a new password."""
    code = first_password()
    with _server() as server:
        reset = actions.draw_reset(pk=pk, code=plain(code), now=now())
        if reset is None or reset.user is None:
            return NEEDLESS
        letter = letters.reset(reset.user.username, code, MINUTES)
        return _send(server, str(reset.user.mailbox.address), letter)
