from datetime import date

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, lock, require
from zhijia.platform.files.acts import keep_bytes
from zhijia.platform.snapshot import snapshot

from . import paper, policies, queries, rules
from .models import Citation, Report


def _kept(block: rules.Block) -> list[object]:
    """Return a block as the report keeps it: a number by its place in the annex."""
    runs = [run.place if isinstance(run, rules.Count) else run for run in block.runs]
    return [block.level, runs]


def _lines(annex: queries.Annex) -> list[paper.Line]:
    """Return the annex as the paper prints it."""
    return [
        paper.Line(c.label, f"{rules.shown(c.value)}{c.unit}", c.means, c.rows) for c in annex.lines
    ]


def draft(*, actor: Actor, unit: Unit, year: int, today: date) -> Report:
    """Draft a unit's report for a year from the records as they stand; it is frozen as it is.

    It is composed from a snapshot first: thousands of tasks take seconds, and nobody waits.
    """
    require(policies.may_draft(actor, unit))
    require(rules.may_draft(year=year, first_year=unit.founded_on.year, today=today))
    with snapshot():
        composed = queries.composed(unit, year, today)
    lines, period = _lines(composed.annex), (composed.start, composed.until)
    data = paper.word(composed.title, unit.name, today, period, composed.blocks, lines)
    return keep(actor=actor, unit=unit, year=year, today=today, composed=composed, data=data)


@action("起草总结")
def keep(
    *,
    actor: Actor,
    unit: Unit,
    year: int,
    today: date,
    composed: queries.Composed,
    data: bytes,
) -> Report:
    """Keep what was composed, with its Word file, as the unit's next draft for that year."""
    unit = lock(unit)
    require(policies.may_draft(actor, unit))
    number = queries.next_number(unit, year)
    report = Report.objects.create(
        unit=unit,
        unit_path=unit.path,
        year=year,
        number=number,
        title=composed.title,
        body=[_kept(block) for block in composed.blocks],
        file=keep_bytes(actor=actor, data=data, name=f"{composed.title}（第{number}稿）.docx"),
        start=composed.start,
        until=composed.until,
        drafted_on=today,
        drafted_by_id=actor.member_id,
    )
    _keep(report, composed.annex)
    return report


def _keep(report: Report, annex: queries.Annex) -> None:
    """Write the citations of a report."""
    for line in annex.lines:
        line.report = report
    Citation.objects.bulk_create(annex.lines)
