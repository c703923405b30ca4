"""Moving a unit, with all below it, to another place in the tree."""

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import DateField, F, QuerySet, Value
from django.db.models.functions import Concat, Substr

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, record, require, require_unchanged
from zhijia.platform.scope import Goes, PathField, Splits, path_fields, under
from zhijia.platform.search.acts import take_up_below

from .. import policies, queries, rules
from ..models import Unit, UnitPath
from .telling import tell_of
from .units import Approval, keep_history

WHY = "单位调整隶属关系"


def _swapped(name: str, old: str, new: str) -> Concat:
    """Return the path in the column `name` with its beginning `old` made `new`."""
    return Concat(Value(new), Substr(name, len(old) + 1))


def _keep_past(rows: QuerySet[Any], rule: Splits, today: date, why: str) -> None:
    """Write what was true of these open rows until today as rows of its own; one query.

    The open row keeps its number, because others point to it. It is one INSERT … SELECT, which
    Django has no word for: a branch may have a hundred thousand members.
    """
    meta = rows.model._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    closed: dict[str, Any] = {rule.until: Value(today, DateField()), rule.told: Value(why)}
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    values = rows.order_by().values_list(*(closed.get(f.name, F(f.attname)) for f in fields))
    select, given = values.query.sql_with_params()
    table = connection.ops.quote_name(meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) {select}", given)


def _heirs(field: PathField, heir: Unit | None) -> dict[str, Any]:
    """Return what else a row takes on: the unit beside the path, where another takes it over."""
    beside = str(field.name).removesuffix("_path")
    names = {one.name for one in field.model._meta.concrete_fields}
    return {beside: heir} if heir and beside in names else {}


def carry(old: str, new: str, *, today: date, why: str, heir: Unit | None = None) -> None:
    """Let what goes with the units at and below `old` stand below `new`; a few queries a table.

    What each table does is declared beside its path (`platform.scope`); facts stay. An `heir`
    takes the rows over, but for what is a unit's very own.
    """
    for field in path_fields():
        rule, name = field.moves, str(field.name)
        if heir and isinstance(rule, Goes | Splits) and rule.own:
            continue
        rows = field.model._base_manager.filter(under(name, old)).order_by()
        there: dict[str, Any] = {name: _swapped(name, old, new), **_heirs(field, heir)}
        if isinstance(rule, Goes):
            rows.filter(rule.open_).update(**there)
        elif isinstance(rule, Splits):
            running = rows.filter(**{rule.until: None})
            # What began today has no past to keep.
            before = running.filter(**{f"{rule.since}__lt": today})
            _keep_past(before, rule, today, why)
            went_on: dict[str, Any] = {rule.since: today, rule.carried: True}
            before.update(**went_on, **there)
            running.update(**there)


def _transplant(old: str, new: str, today: date) -> None:
    """Give the standing units at and below `old` their places below `new`."""
    standing = Unit.objects.standing().filter(under("path", old))
    held = UnitPath.objects.filter(unit__in=standing, until=None)
    places = [
        UnitPath(unit_id=pk, path=new + path.removeprefix(old), since=today)
        for pk, path in standing.values_list("pk", "path")
    ]
    held.update(until=today)
    UnitPath.objects.bulk_create(places)
    standing.update(path=_swapped("path", old, new))


def replant(unit: Unit, parent: Unit, *, today: date, why: str) -> Unit:
    """Put a unit and all below it under `parent`, at a place no unit has ever had."""
    old, new = unit.path, queries.next_path(parent)
    require(rules.has_room(int(new.removeprefix(parent.path))))
    carry(old, new, today=today, why=why)
    _transplant(old, new, today)
    take_up_below(old)
    return change(unit, parent=parent, path=new)


@action("调整隶属关系", alone=True)
def move_unit(
    *,
    actor: Actor,
    unit: Unit,
    parent: Unit,
    today: date,
    document: str = "",
    document_on: date | None = None,
    version: int | None = None,
) -> Unit:
    """Move a unit, with all below it, under another; it counts from today and not before."""
    unit, parent = lock(unit, parent)
    require(policies.may_move_to(actor, unit, parent))
    require_unchanged(unit, version, parent=parent)
    require(queries.may_go_below(unit, parent))
    require(rules.needs_document(unit.kind, document))
    assert unit.parent is not None
    names = (unit.parent.name, parent.name)
    made = keep_history(unit, "moved", today, names, Approval(document, document_on))
    tell_of(actor, made, unit, unit.parent, parent)
    moved = replant(unit, parent, today=today, why=WHY)
    record({}, {"document": document, "document_on": document_on})
    return moved
