import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import connection, models
from django.utils.timezone import now

_offered: ContextVar[str] = ContextVar("once", default="")
SHAPE = re.compile(r"[0-9a-f]{32}")


class Repeated(Exception):
    """This form has been done already; the token names the first time."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


class Spent(models.Model):
    """已用凭号: the token of a form that was done, and where its sender was sent then."""

    token = models.CharField("凭号", max_length=32, unique=True)
    answer = models.CharField("去处", max_length=500, blank=True)
    spent_at = models.DateTimeField("时间", default=now, db_index=True)

    def __str__(self) -> str:
        return self.token

    @classmethod
    def take(cls, token: str) -> bool:
        """Write a token down; say whether it was not there yet. One statement, no savepoint."""
        table = connection.ops.quote_name(cls._meta.db_table)
        at = connection.ops.adapt_datetimefield_value(now())
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (token, answer, spent_at) VALUES (%s, '', %s)"
                " ON CONFLICT (token) DO NOTHING",
                [token, at],
            )
            return bool(cursor.rowcount)

    @classmethod
    def remember(cls, token: str, answer: str) -> None:
        """Keep where the first sender went."""
        cls.objects.filter(token=token, answer="").update(answer=answer[:500])

    @classmethod
    def forget_before(cls, moment: datetime) -> int:
        """Throw away the tokens spent before `moment`; return how many there were."""
        return cls.objects.filter(spent_at__lt=moment).delete()[0]


@contextmanager
def offered(token: str) -> Iterator[None]:
    """Let the first action inside spend `token`; a token of another shape counts as none."""
    before = _offered.set(token if SHAPE.fullmatch(token) else "")
    try:
        yield
    finally:
        _offered.reset(before)


def spend() -> None:
    """Spend the offered token inside the action's transaction; raise `Repeated` when it is spent.

    A second sender waits here until the first one's transaction ends.
    """
    token = _offered.get()
    if not token:
        return
    _offered.set("")
    if not Spent.take(token):
        raise Repeated(token)
