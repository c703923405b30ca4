"""Keeping the tree of units."""

from dataclasses import asdict, dataclass
from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require, require_unchanged

from .. import policies, queries, rules
from ..models import Unit, UnitChange, UnitPath


def plant(parent: Unit | None, name: str, code: str, kind: str, founded_on: date) -> Unit:
    """Write a unit and the first place it has in the tree."""
    require(rules.unit_code(code))
    if Unit.objects.filter(code=code).exists():
        raise Refused(refused(f"单位代码“{code}”已被使用"))
    unit = Unit(name=name, code=code, kind=kind, parent=parent, founded_on=founded_on)
    unit.path = queries.next_path(parent)
    require(rules.has_room(int(unit.path.removeprefix(parent.path if parent else ""))))
    unit.save()
    UnitPath.objects.create(unit=unit, path=unit.path, since=founded_on)
    return unit


@dataclass(frozen=True, slots=True)
class Approval:
    """What a change rests on: the approval's number and day, the meeting that passed it."""

    document: str = ""
    document_on: date | None = None
    meeting: str = ""


def keep_history(
    unit: Unit, kind: str, today: date, names: tuple[str, str], approval: Approval
) -> UnitChange:
    """Write down what becomes of a unit, under its path of now; `names`: before and after."""
    before, after = names
    told = {"kind": kind, "done_on": today, "before": before, "after": after, **asdict(approval)}
    return UnitChange.objects.create(unit=unit, unit_path=unit.path, **told)


@action("新建单位")
def found_unit(
    *,
    actor: Actor,
    parent: Unit,
    name: str,
    code: str,
    kind: str,
    founded_on: date,
    staff_count: int | None = None,
) -> Unit:
    """Found a unit below `parent`."""
    parent = lock(parent)
    require(policies.may_edit(actor, parent))
    require(rules.may_grow(parent.depth))
    require(rules.may_stand_below(kind, parent.kind))
    unit = plant(parent, name, code, kind, founded_on)
    return change(unit, staff_count=staff_count)


@action("修改单位")
def edit_unit(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    kind: str,
    staff_count: int | None,
    about: rules.About | None = None,
    version: int | None = None,
) -> Unit:
    """Correct what is written about a unit; its code and place stay, and what `about` leaves out.

    A new name that was decided and approved is `rename_unit`: this one keeps no former name.
    """
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    further = asdict(about) if about else {}
    told = {"name": name, "kind": kind, "staff_count": staff_count, **further}
    require_unchanged(unit, version, **told)
    require(queries.may_become(unit, kind))
    require(rules.fits_kind(kind, further.get("registration", unit.registration)))
    return change(unit, **told)


@action("单位更名")
def rename_unit(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    today: date,
    document: str = "",
    document_on: date | None = None,
    version: int | None = None,
) -> Unit:
    """Give a unit a new name; the one it had is kept and still found."""
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    require_unchanged(unit, version, name=name)
    require(rules.renames(unit.name, name))
    keep_history(unit, "renamed", today, (unit.name, name), Approval(document, document_on))
    return change(unit, name=name)


@action("撤销单位")
def dissolve_unit(
    *,
    actor: Actor,
    unit: Unit,
    today: date,
    document: str = "",
    document_on: date | None = None,
    meeting: str = "",
    version: int | None = None,
) -> Unit:
    """Dissolve an empty unit; what it did stays."""
    unit = lock(unit)
    require(policies.may_dissolve(actor, unit))
    require_unchanged(unit, version, parent=unit.parent)
    require(queries.may_dissolve(unit))
    require(rules.needs_meeting(unit.kind, meeting))
    require(rules.needs_document(unit.kind, document))
    approval = Approval(document, document_on, meeting)
    keep_history(unit, "dissolved", today, (unit.name, ""), approval)
    return close(unit, today)


def close(unit: Unit, today: date) -> Unit:
    """End a unit: its posts, its place in the tree, itself."""
    unit.posts.open().update(until_on=today, ending="dissolved")
    unit.shortfalls.open().update(until_on=today, told="单位撤销")
    unit.paths.filter(until=None).update(until=today)
    return change(unit, dissolved_on=today)
