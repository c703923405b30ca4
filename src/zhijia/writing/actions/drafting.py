"""Drafting a report from the records."""

from collections.abc import Sequence
from datetime import date

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, lock, require
from zhijia.platform.snapshot import snapshot

from .. import policies, queries, rules
from ..models import Citation, Passage, Report
from ..rules import Drawn, Period


def draft(*, actor: Actor, unit: Unit, form: str, period: Period, today: date) -> Report:
    """Draft a unit's report on a period from the records as they stand.

    It is composed from a snapshot first: thousands of tasks take seconds, and nobody waits.
    """
    require(policies.may_draft(actor, unit))
    require(rules.may_draft(period=period, founded_on=unit.founded_on, today=today))
    with snapshot():
        slots = queries.slots(unit, form)
        composed = queries.composed(unit, form, period, slots, today)
    return keep(
        actor=actor,
        unit=unit,
        form=form,
        period=period,
        slots=slots,
        composed=composed,
        today=today,
    )


@action("起草总结")
def keep(
    *,
    actor: Actor,
    unit: Unit,
    form: str,
    period: Period,
    slots: list[rules.Slot],
    composed: queries.Composed,
    today: date,
) -> Report:
    """Keep what was composed as the unit's next draft of that form and period."""
    unit = lock(unit)
    require(policies.may_draft(actor, unit))
    report = Report.objects.create(
        unit=unit,
        unit_path=unit.path,
        form=form,
        number=queries.next_number(unit, form, period),
        title=composed.title,
        slots=[rules.as_data(slot) for slot in slots],
        start=period.start,
        end=period.end,
        until=composed.until,
        drafted_on=today,
        drafted_by_id=actor.member_id,
    )
    places = cite(report, [], composed, composed.drawn)
    Passage.objects.bulk_create(
        Passage(
            report=report,
            place=place,
            kind=one.kind,
            runs=(runs := rules.replaced(one.runs, places)),
            drawn=runs,
            key=one.key,
        )
        for place, one in enumerate(composed.drawn)
    )
    return report


def cite(
    report: Report,
    known: Sequence[Citation],
    composed: queries.Composed,
    drawn: Sequence[Drawn],
) -> dict[int, int]:
    """Enter the numbers that drawn passages use; return their places by those composing gave.

    A number of the report's own unit and period that is known already keeps its place.
    """
    places = {(one.figure, one.group): one.place for one in known if one.is_own}
    following = max((one.place for one in known), default=-1) + 1
    fresh, found = list[Citation](), dict[int, int]()
    for number in rules.numbers_in(one.runs for one in drawn):
        line = composed.annex.lines[number]
        place = places.get((line.figure, line.group))
        if place is None:
            place = following + len(fresh)
            fresh.append(_citation(report, place, line, composed.until))
        found[number] = place
    Citation.objects.bulk_create(fresh)
    return found


def _citation(report: Report, place: int, line: queries.Cited, until: date) -> Citation:
    """Return a number of the report's own unit and period, not yet saved."""
    return Citation(
        report=report,
        place=place,
        figure=line.figure,
        group=line.group,
        label=line.label,
        unit=line.unit,
        means=line.means,
        value=line.value,
        rows=line.rows,
        as_of=until,
    )
