"""Laying out what is due: when an item is listed or changed, and day by day by the clock.

These write inside the action or the job around them; nobody lays a due by hand but for an event.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from zhijia.platform.refs.days import Calendar
from zhijia.platform.refs.queries import calendar

from ..models import Due, Item
from ..queries import dues as queries
from ..rules import dues as rules
from ..rules.dues import DAY, MONTHS, STANDING, Period, Within

AT_ONCE = 1_000
ALWAYS = "长期公开"


def _due(item: Item, label: str, start: date, within: Within, today: date, c: Calendar) -> Due:
    """Return what is due for a stretch or an event, not written yet."""
    unit = item.catalogue.unit
    due_on = rules.due_by(start, within, calendar=c)
    return Due(
        item=item,
        unit=unit,
        unit_path=unit.path,
        laid_path=unit.path,
        label=label,
        start_on=start,
        due_on=due_on,
        late_from=due_on + DAY,
        laid_on=today,
    )


def _first(item: Item, since: date, today: date, c: Calendar) -> Due | None:
    """Return what an item is due for from the day it is listed; None where it waits for events."""
    if item.rhythm == "standing":
        limit = item.limit if item.within else Within(STANDING, "days")
        return _due(item, ALWAYS, since, limit, today, c)
    if item.rhythm not in MONTHS:
        return None
    period = rules.period_of(item.rhythm, today)
    return _due(item, period.label, period.last, item.limit, today, c)


def lay_now(items: Sequence[Item], today: date, since: date | None = None) -> None:
    """Lay what these items are due for now, what stands always counted `since` a day; two queries.

    `since` is today where nothing is said.
    """
    c = calendar()
    found = [due for item in items if (due := _first(item, since or today, today, c))]
    Due.objects.bulk_create(found, ignore_conflicts=True)


def lay_anew(item: Item, today: date) -> None:
    """Let what is coming follow a new rhythm or limit; what is late or in hand stays.

    What stands always keeps the day from which it is counted.
    """
    always = item.dues.filter(label=ALWAYS).values_list("start_on", flat=True).first()
    drop_coming(item, today)
    lay_now([item], today, always)


def drop_coming(item: Item, today: date) -> None:
    """Take away what is coming and that nobody has begun.

    Of an item that is listed still only what the clock lays: what somebody registered stays, and
    what is owed anew because it was taken down.
    """
    coming = item.dues.open().filter(due_on__gte=today, publication=None)
    if item.dropped_on is None:
        coming = coming.filter(label__in=_labels(today))
    coming.delete()


def _labels(today: date) -> list[str]:
    """Return what the clock calls the stretches of today and those before them."""
    now = [(rhythm, rules.period_of(rhythm, today)) for rhythm in MONTHS]
    before = [rules.period_of(rhythm, period.first - DAY) for rhythm, period in now]
    return [ALWAYS, *(period.label for _, period in now), *(period.label for period in before)]


def lay_for_event(item: Item, label: str, on: date, today: date) -> Due:
    """Lay what is due for something that happened."""
    due = _due(item, label, on, item.limit, today, calendar())
    due.save()
    return due


def lay_again(dues: Iterable[Due], on: date) -> list[Due]:
    """Lay anew what was made public and taken down; none of items that are listed no more."""
    c = calendar()
    found = [
        _due(due.item, _again(due), on, Within(rules.ANEW, "workdays"), on, c)
        for due in dues
        if due.item.dropped_on is None
    ]
    return Due.objects.bulk_create(found)


def _again(due: Due) -> str:
    """Return a label that no other due of the item has."""
    base = f"{due.label.split('（重新公开')[0]}（重新公开"
    nth = due.item.dues.filter(label__startswith=base).count() + 1
    return f"{base[:90]}）" if nth == 1 else f"{base[:86]} {nth}）"


def lay_all(today: date) -> int:
    """Lay what every catalogue is due for in the periods of today and those before; some ten
    queries and one for each thousand rows.
    """
    c = calendar()
    laid = 0
    for rhythm in MONTHS:
        now = rules.period_of(rhythm, today)
        for period in (rules.period_of(rhythm, now.first - DAY), now):
            laid += _lay_period(rhythm, period, today, c)
    return laid


def _lay_period(rhythm: str, period: Period, today: date, c: Calendar) -> int:
    """Lay one period for every item that lacks it: what a lot has laid is asked for no more."""
    n = 0
    while items := list(queries.without_due(rhythm, period)[:AT_ONCE]):
        lot = [_due(item, period.label, period.last, item.limit, today, c) for item in items]
        Due.objects.bulk_create(lot, ignore_conflicts=True)
        n += len(lot)
    return n


def close_dissolved() -> int:
    """Close what is open at units that are no more: nobody is left to make it public."""
    rows = list(queries.of_dissolved())
    for due in rows:
        due.closed_on, due.is_waived, due.why = due.unit.dissolved_on, True, "单位撤销"
    return Due.objects.bulk_update(rows, ["closed_on", "is_waived", "why"], batch_size=500)
