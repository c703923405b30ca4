"""报告频次: by when the next report on work is due. Pure."""

from datetime import date, timedelta

from zhijia.law import HOUSE
from zhijia.platform.refs import days

WEEK, MONTH, QUARTER = HOUSE["HOUSE-60"].sets((7, 1, 3))  # days, months, months
OPEN_CALENDAR = days.Calendar()
# Beyond these nobody need look: what was reported later than so many days ago is not due yet.
SHORTEST = {"weekly": 7, "monthly": 28, "quarterly": 89}


def next_report_on(frequency: str, since: date) -> date | None:
    """Return the day by which work is reported on again; `since` is its last report or signing.

    None where no rhythm was set, or where it follows the stages of the work.
    """
    if frequency == "weekly":
        return since + timedelta(days=WEEK)
    months = {"monthly": MONTH, "quarterly": QUARTER}.get(frequency)
    if months is None:
        return None
    return days.add(since, months, days.Kind.MONTHS, calendar=OPEN_CALENDAR, rolls=False)
