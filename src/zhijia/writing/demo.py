"""The report that the demo's group drafts of its year so far."""

from datetime import date

from zhijia.org.demo import Cast

from . import actions


def fill(cast: Cast, *, today: date) -> None:
    """Draft this year's report of the group, by its desk."""
    desk, group = cast.actors["group_desk"], cast.units["group"]
    actions.draft(actor=desk, unit=group, year=today.year, today=today)
