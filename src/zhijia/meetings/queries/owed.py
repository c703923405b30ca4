"""What should have come before a meeting and did not, in the words of a risk (Corrections 16)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Max, Q

from zhijia.disclosure.queries import regulations
from zhijia.law import Verdict
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.refs.queries import calendar

from ..models import Item, Meeting
from ..rules import calling, voting
from ..rules.after import since
from ..rules.facts import VOTED, MeetingKind
from ..rules.words import HELD
from . import kinds_of


class Owed(NamedTuple):
    """A unit, what it owes by whom, and what the rules say of it."""

    unit: Unit
    kind: MeetingKind
    often: Verdict
    missed: list[Verdict]


class Risk(NamedTuple):
    """A regulation that was laid down without a step it needs: its name, page and risks."""

    title: str
    unit: Unit
    page: str
    words: Sequence[str]


def owed(units: Sequence[Unit], today: date) -> list[Owed]:
    """Return for each unit and congress how often it meets and what it lacks; three questions."""
    days = calendar()
    last = {
        (row["unit_id"], row["kind"]): row["on"]
        for row in Meeting.objects.filter(unit__in=units, state__in=("open", *HELD))
        .values("unit_id", "kind")
        .annotate(on=Max("opened_on"))
        .order_by()
    }
    on_record = _on_record(units)
    found = []
    for unit in units:
        for kind in _congresses(unit, last):
            assert kind.every
            when = last.get((unit.pk, kind.id))
            often = calling.is_held_often_enough(when, kind.every, today=today, calendar=days)
            begun = since(today, kind.every.months)
            missed = [
                verdict
                for one in kind.business
                if kind.side == "staff" and one.is_yearly
                if voting.is_of_this_unit(one, unit.registration)
                if not (
                    verdict := voting.missed(
                        one, on_record=_is_there(on_record, unit, kind, one.id, begun)
                    )
                )
            ]
            found.append(Owed(unit, kind, often, missed))
    return found


def _congresses(unit: Unit, last: dict[tuple[int, str], date]) -> list[MeetingKind]:
    """Return the congresses a unit owes: of its members or of their delegates, one, and of staff.

    A union that holds neither yet owes the meeting of its delegates.
    """
    kinds = {one.id: one for one in kinds_of(unit) if one.every}
    if {"members", "delegates"} <= set(kinds):
        met = max(("delegates", "members"), key=lambda id_: last.get((unit.pk, id_)) or date.min)
        kinds.pop("members" if met == "delegates" else "delegates")
    return list(kinds.values())


Record = dict[tuple[int, str, str], date]


def _on_record(units: Sequence[Unit]) -> Record:
    """Return when each piece of business was last dealt with, by unit, kind and business.

    What is voted on is dealt with once it has a result; what is heard, once it was done.
    """
    heard = ~Q(competence__in=VOTED)
    rows = Item.objects.filter(meeting__unit__in=units, state="done").exclude(business="")
    rows = rows.filter(heard | ~Q(result="") | Q(ballot__state__in=("counted", "sealed")))
    keys = rows.values("meeting__unit_id", "meeting__kind", "business")
    return {
        (row["meeting__unit_id"], row["meeting__kind"], row["business"]): row["on"]
        for row in keys.annotate(on=Max("meeting__opened_on")).order_by()
    }


def _is_there(record: Record, unit: Unit, kind: MeetingKind, business: str, begun: date) -> bool:
    on = record.get((unit.pk, kind.id, business))
    return on is not None and on > begun


def risks(actor: Actor, units: Sequence[Unit], today: date, most: int) -> list[Risk]:
    """Return the regulations in force that lack a step before the staff; those of these units."""
    rows = regulations.listed(actor, Q(unit__in=units))
    lines = [regulations.line_of(one, today) for one in rows[:most]]
    return [
        Risk(str(one.regulation), one.regulation.unit, one.regulation.get_absolute_url(), one.risks)
        for one in lines
        if one.risks and one.wording and one.wording.from_on <= today
    ]
