"""The demo: one cast, one story, told room by room through the actions the desks use."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import get_current_timezone

from zhijia.ballots import demo as ballots
from zhijia.checks import demo as checks
from zhijia.disclosure import demo as disclosure
from zhijia.matters import demo as matters
from zhijia.meetings import demo as meetings
from zhijia.org import demo as org
from zhijia.plans import actions as tasks
from zhijia.plans import demo as plans
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.notices import acts as notices
from zhijia.surveys import demo as surveys
from zhijia.writing import demo as writing

from . import actions as year
from .rules import Line

UNREAD = timedelta(days=10)  # the people of the story have read what is older


def fill(*, today: date, password: str) -> None:
    """Tell the whole story on an empty instance, or nothing of it."""
    with transaction.atomic():
        cast = org.cast(today=today, password=password)
        plans.fill(cast, today=today)
        matters.fill(cast, today=today)
        checks.fill(cast, today=today)
        writing.fill(cast, today=today)
        disclosure.fill(cast, today=today)
        surveys.fill(cast, today=today)
        ballots.fill(cast, today=today)
        meetings.fill(cast, today=today)
        _plan_the_year(cast, today=today)
        tasks.remind(actor=Actor(), today=today)
        lately = datetime.combine(today - UNREAD, time(), get_current_timezone())
        notices.mark_read_before(lately)


def _plan_the_year(cast: org.Cast, *, today: date) -> None:
    """Let two unions plan their year from the template, and the group settle one day of it."""
    for key in ("group", "hospital"):
        desk, unit = cast.actors[f"{key}_desk"], cast.units[key]
        year.adopt_template(actor=desk, unit=unit)
        year.arrange_year(actor=desk, unit=unit, year=today.year)
    contest = Line(today.month, today.day, "电工技能比武决赛", is_theme=False)
    desk, unit = cast.actors["group_desk"], cast.units["group"]
    year.add_line(actor=desk, unit=unit, year=today.year, line=contest)


def renew_password(users: Iterable[User], password: str) -> None:
    """Give the demo accounts a new password, where the file with the old one is lost."""
    for user in users:
        accounts.reset_password(actor=Actor(), user=user, password=password)
