"""The light of work in SQL: the rule of `rules.lights` for a hundred thousand rows at once.

It is built from the rule's own table of schemes; only the conditions stand twice. A test holds it
against `colour_of`, day by day and per cent by per cent.
"""

from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Func, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual

from ..rules import COLOURS, OPEN, boards


class Day(Func):
    """A date as the number `date.toordinal` gives: days are then counted by subtraction."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """SQLite's days begin at a noon 1,721,424.5 days earlier."""
        sql = "(CAST(julianday(%(expressions)s) AS INTEGER) - 1721424)"
        return self.as_sql(compiler, connection, template=sql, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """On PostgreSQL the difference of two dates is a number of days."""
        sql = "(%(expressions)s - DATE '0001-01-01' + 1)"
        return self.as_sql(compiler, connection, template=sql, **more)


def colour(today: date) -> Case:
    """Return the colour of a row's light as `colour_of` does; `done` where it is not open.

    In each scheme what is worse comes first, so the worse of a whole and its period is the first
    that is true of either.
    """
    since, due = Day(Coalesce("measured_from_on", "assigned_on")), Day(F("due_on"))
    whole, gone = due - since, Value(today.toordinal()) - since
    lag, near = boards.lag(gone, whole, F("percent")), boards.soon_by(today)
    stands = {
        "late": Q(due_on__lt=today) | Q(turn_due_on__lt=today),
        "behind": Q(GreaterThan(whole, 0)) & Q(GreaterThanOrEqual(lag, 0)),
        "sent_back": Q(is_sent_back=True),
        "soon": Q(due_on__lte=near) | Q(turn_due_on__lte=near),
        "well": Q(),
    }
    return Case(
        When(~Q(state__in=OPEN), then=Value(boards.DONE)),
        *(
            When(stands[name] & Q(scheme=scheme), then=Value(shown))
            for scheme, colours in COLOURS.items()
            for name, shown in colours.items()
        ),
        output_field=CharField(),
    )
