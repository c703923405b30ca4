"""Handing a letter to the mail server, and saying in words why it was not taken."""

import smtplib
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage

from zhijia.platform.offers import NOTICES

from . import rules
from .models import Notice


class Unsent(Exception):
    """The mail server did not take a letter.

    `is_final`: it never will. `is_down`: it takes nothing now, so others need not be tried.
    """

    def __init__(self, words: str, *, is_final: bool = False, is_down: bool = False) -> None:
        super().__init__(words)
        self.is_final, self.is_down = is_final, is_down


def is_set_up() -> bool:
    """Say whether this instance can send mail at all."""
    return bool(settings.EMAIL_HOST)


def send(address: str, letter: Sequence[Notice]) -> None:
    """Send one letter about these messages: their titles and a link; raise `Unsent`."""
    titles = [rules.outside(notice.title, NOTICES.get(notice.kind)) for notice in letter]
    words = rules.body(titles, settings.SITE_URL)
    message = EmailMessage(rules.subject(titles), words, to=[address])
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as no:
        code = max(code for code, _ in no.recipients.values())
        # 4xx means later: many servers put off a stranger's first letter.
        raise Unsent(f"邮件服务器不收这个地址的信（{code}）", is_final=code >= 500) from no
    except smtplib.SMTPAuthenticationError as no:
        raise Unsent("邮件服务器不认本系统的账号，请告知管理员", is_down=True) from no
    except smtplib.SMTPResponseException as no:
        raise Unsent(f"邮件服务器没有收下（{no.smtp_code}）") from no
    except OSError as no:  # SMTPException is one, and so is whatever a network does
        raise Unsent("连不上邮件服务器", is_down=True) from no
