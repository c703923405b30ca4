from collections.abc import Sequence

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import (
    Refused,
    about,
    action,
    change,
    lock,
    record,
    require,
    require_unchanged,
)

from . import policies, rules
from .models import YearLine
from .rules import TEMPLATE, Line


@action("列入年历")
def add_line(*, actor: Actor, unit: Unit, year: int, line: Line) -> YearLine:
    """Enter a line into a unit's year, or into its template where the year is 0."""
    unit = lock(unit)
    require(policies.may_keep_year(actor, unit))
    require(rules.is_a_day(year, line.month, line.day))
    require(rules.may_add(_there(unit, year), line.month, line.title))
    return YearLine.objects.create(unit=unit, year=year, **line._asdict())


@action("修改年历")
def edit_line(*, actor: Actor, row: YearLine, line: Line, version: int | None = None) -> YearLine:
    """Change what a line says, or when it is."""
    unit = lock(row.unit)
    require(policies.may_keep_year(actor, unit))
    row = lock(row)
    require_unchanged(row, version, **line._asdict())
    require(rules.is_a_day(row.year, line.month, line.day))
    others = [one for one in _there(unit, row.year) if one != (row.month, row.title)]
    require(rules.may_add(others, line.month, line.title))
    return change(row, **line._asdict())


@action("删去年历条目")
def drop_line(*, actor: Actor, row: YearLine) -> YearLine:
    """Take a line out; what it said stays on record."""
    row = lock(row)
    require(policies.may_keep_year(actor, row.unit))
    record({"year": row.year, **row.line()._asdict()}, {})
    about(row)
    YearLine.objects.filter(pk=row.pk).delete()
    return row


@action("采用年历样本")
def adopt_template(*, actor: Actor, unit: Unit) -> int:
    """Take over what the product brings for this kind of unit; return how many lines are new."""
    unit = lock(unit)
    require(policies.may_keep_year(actor, unit))
    lines = rules.arranged(rules.brought_for(unit.kind), _there(unit, TEMPLATE), rules.LEAP)
    return _enter(unit, TEMPLATE, lines)


@action("把模板排进年历")
def arrange_year(*, actor: Actor, unit: Unit, year: int) -> int:
    """Enter the unit's template into a year; what is there stays. Return how many are new."""
    unit = lock(unit)
    require(policies.may_keep_year(actor, unit))
    template = [row.line() for row in YearLine.objects.filter(unit=unit, year=TEMPLATE)]
    if not template:
        raise Refused(refused("本单位还没有年历模板，请先采用样本或者自己列几条"))
    return _enter(unit, year, rules.arranged(template, _there(unit, year), year))


def _there(unit: Unit, year: int) -> list[tuple[int, str]]:
    """Return the months and titles that a unit's year holds."""
    rows = YearLine.objects.filter(unit=unit, year=year)
    return list(rows.order_by().values_list("month", "title"))


def _enter(unit: Unit, year: int, lines: Sequence[Line]) -> int:
    """Enter these lines; at least one, or there was nothing to do."""
    if not lines:
        raise Refused(refused("没有新的条目：都已经在里面了"))
    YearLine.objects.bulk_create(YearLine(unit=unit, year=year, **one._asdict()) for one in lines)
    about(unit)
    record({}, {"year": year, "lines": [f"{one.month} 月 {one.title}" for one in lines]})
    return len(lines)
