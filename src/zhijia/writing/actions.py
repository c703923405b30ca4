from datetime import date

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, lock, require
from zhijia.platform.files.acts import keep_bytes

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


@action("起草总结")
def draft(*, actor: Actor, unit: Unit, year: int, today: date) -> Report:
    """Draft a unit's report for a year from the records as they stand; it is frozen as it is."""
    unit = lock(unit)
    require(policies.may_draft(actor, unit))
    first_year = unit.founded_on.year
    require(rules.may_draft(year=year, first_year=first_year, today=today))
    start, until = date(year, 1, 1), min(date(year, 12, 31), today)
    annex, title = queries.Annex(), rules.title(unit.name, year)
    blocks, used = rules.cited(rules.compose(queries.facts(unit, year, until, annex)))
    annex.keep(used)
    data = paper.word(title, unit.name, today, (start, until), blocks, _lines(annex))
    number = queries.next_number(unit, year)
    report = Report.objects.create(
        unit=unit,
        unit_path=unit.path,
        year=year,
        number=number,
        title=title,
        body=[_kept(block) for block in blocks],
        file=keep_bytes(actor=actor, data=data, name=f"{title}（第{number}稿）.docx"),
        start=start,
        until=until,
        drafted_on=today,
        drafted_by_id=actor.member_id,
    )
    _keep(report, annex)
    return report


def _keep(report: Report, annex: queries.Annex) -> None:
    """Write the citations of a report."""
    for line in annex.lines:
        line.report = report
    Citation.objects.bulk_create(annex.lines)
