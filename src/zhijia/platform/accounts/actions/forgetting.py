"""The order in which people signed in while a secret vote was under way is written away.

Keys that count up, and what PostgreSQL keeps beside each row, would tell it even where no time is
kept (decisions 0062, 0067).
"""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from django.contrib.sessions.models import Session
from django.db import models

from zhijia.platform.acts import beside
from zhijia.platform.audit.models import AuditEntry

from ..models import Authenticator, LateEntry, Passkey, User, Visit
from ..totp import PERIOD

M = TypeVar("M", bound=models.Model)
LOT = 500


def forget_order(*, users: Sequence[int], now: datetime) -> None:
    """Write anew what sign-ins of these accounts left, in an order by chance; sessions go on.

    Belongs into the action that ends the vote: beside it, the sign-ins go on the record.
    """
    names = {one.pk: str(one) for one in _read(User, "pk", users)}
    beside(_entry(one, names[one.user_id]) for one in _taken(LateEntry, "user", users))
    visits = _taken(Visit, "user", users)
    _write(Session, _taken(Session, "session_key", [one.key for one in visits]))
    for one in visits:
        one.pk = None
    _write(Visit, visits)
    apps = _taken(Authenticator, "user", users)
    for app in apps:
        # A code of a period that is over opens nothing any more.
        if app.last_step < int(now.timestamp()) // PERIOD - 1:
            app.last_step = 0
    _write(Authenticator, apps)
    _write(Passkey, _taken(Passkey, "user", users))


def _entry(one: LateEntry, name: str) -> AuditEntry:
    """Return what the record says of a sign-in whose day alone was kept."""
    return AuditEntry(
        action="accounts.begin_visit",
        label="登录",
        user_id=one.user_id,
        subject=f"{User._meta.label}#{one.user_id} {name}"[:200],
        after={"方式": one.how, "设备": one.device, "日期": one.day.isoformat()},
    )


def _read(model: type[M], where: str, keys: Sequence[object]) -> Iterable[M]:
    """Yield the rows that these keys name."""
    for at in range(0, len(keys), LOT):
        lot = keys[at : at + LOT]
        yield from model._default_manager.filter(**{f"{where}__in": lot}).order_by()


def _taken(model: type[M], where: str, keys: Sequence[object]) -> list[M]:
    """Delete the rows that these keys name; return them in an order by chance."""
    rows = list(_read(model, where, keys))
    for at in range(0, len(rows), LOT):
        lot = [one.pk for one in rows[at : at + LOT]]
        model._default_manager.filter(pk__in=lot).delete()
    random.SystemRandom().shuffle(rows)
    return rows


def _write(model: type[M], rows: list[M]) -> None:
    model._default_manager.bulk_create(rows, batch_size=LOT)
