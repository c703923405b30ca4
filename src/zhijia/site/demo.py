"""The demo: one cast, one story, told room by room through the actions the desks use."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from zhijia.org import demo as org
from zhijia.plans import demo as plans
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.writing import demo as writing


def fill(*, today: date, password: str) -> None:
    """Tell the whole story on an empty instance, or nothing of it."""
    with transaction.atomic():
        cast = org.cast(today=today, password=password)
        plans.fill(cast, today=today)
        writing.fill(cast, today=today)


def renew_password(users: Iterable[User], password: str) -> None:
    """Give the demo accounts a new password, where the file with the old one is lost."""
    for user in users:
        accounts.reset_password(actor=Actor(), user=user, password=password)
