"""Writing what an import brings and taking it back. Nothing else in this room deletes a row.

Members come by the hundred thousand, so they are written in bulk. The action around is that of the
import: it authorises, holds the unit and puts one entry on record.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record, require
from zhijia.platform.scope import under
from zhijia.platform.search.acts import take_up_keys
from zhijia.platform.sheets.lines import ADD, Judged
from zhijia.platform.vault import mark

from .. import policies, queries, rules
from ..models import Member, Membership, StateChange, Unit
from ..rules import bringing

MOVED_ON = "核对以后，有人改动过表里的人或者登记了同样的人，请重新核对"
TOUCHED = "导入以后，有人改动过这批人中的一些人，或者他们已任职、离会、转会、被查阅，不能整批撤销"
KEPT_SINCE = "花名册登记为保留会籍"
AT_ONCE = 500


@action("撤销导入的单位")
def unfound(*, actor: Actor, unit: Unit, version: int) -> None:
    """Take back a unit that an import founded, while nobody has touched it or put anything in."""
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    if unit.version != version:
        raise Refused(refused(f"“{unit}”导入以后有人改动过，不能撤销"))
    about(unit)
    key = unit.pk
    record({"名称": unit.name, "代码": unit.code}, {})
    try:
        unit.paths.all().delete()
        unit.delete()
    except ProtectedError as error:
        raise Refused(refused(f"“{unit}”已有会员、职务、下级单位或者任务，不能撤销")) from error
    take_up_keys("org.units", [key])


def write_members(*, place: Unit, rows: Iterable[Judged], today: date) -> Iterator[Judged]:
    """Write the members of judged rows, below or in `place`; yield them as they were written.

    Raises: Refused, where somebody changed or entered one of them since they were judged.
    """
    known = list(rows)
    try:
        with transaction.atomic():
            new = _enrol_all(place, [row for row in known if row.kind == ADD], today)
            changed = _correct_all(place, [row for row in known if row.kind != ADD])
    except IntegrityError as error:
        raise Refused(refused(MOVED_ON)) from error
    for row in known:
        yield next(new) if row.kind == ADD else next(changed)


def _enrol_all(place: Unit, rows: Sequence[Judged], today: date) -> Iterator[Judged]:
    """Write new members, the stays that begin and what is kept since."""
    units = {
        unit.pk: unit
        for unit in Unit.objects.standing().filter(
            under("path", place.path), pk__in={row.place for row in rows}
        )
    }
    if any(row.place not in units for row in rows) or _are_there(rows):
        raise Refused(refused(MOVED_ON))
    members = [_member(units[row.place or 0], row.values) for row in rows]
    Member.objects.bulk_create(members, batch_size=AT_ONCE)
    Membership.objects.bulk_create(
        [
            Membership(
                member=member,
                unit_id=member.unit_id,
                unit_path=member.unit_path,
                from_on=date.fromisoformat(row.values["joined_on"]),
            )
            for member, row in zip(members, rows, strict=True)
        ],
        batch_size=AT_ONCE,
    )
    _keep_all([member for member in members if member.state == bringing.KEPT], today)
    take_up_keys("org.members", [member.pk for member in members])
    return iter(
        [replace(row, target=m.pk, version=m.version) for m, row in zip(members, rows, strict=True)]
    )


def _keep_all(members: Sequence[Member], today: date) -> None:
    """Note whose membership is kept; a roster says so from the day it comes in."""
    StateChange.objects.bulk_create(
        StateChange(
            member=member,
            unit_id=member.unit_id,
            unit_path=member.unit_path,
            state=bringing.KEPT,
            from_on=today,
            reason=KEPT_SINCE,
        )
        for member in members
    )


def _are_there(rows: Sequence[Judged]) -> bool:
    """Say whether one of these people has been entered since; two queries."""
    marks = {mark("id", row.values.get("id_number", "")) for row in rows}
    present = [one for one in queries.by_marks(marks).values() if one.left_on is None]
    numbers = {(row.place or 0, row.values["staff_no"]) for row in rows}
    units, said = {unit for unit, _ in numbers}, {number for _, number in numbers}
    return bool(present or numbers & queries.by_numbers(units, said).keys())


def _member(unit: Unit, values: Mapping[str, str]) -> Member:
    """Return a member not yet written."""
    own = {name: said for name, said in values.items() if name != "joined_on"}
    member = Member(unit=unit, unit_path=unit.path, **own)
    member.stroke_key = rules.sort_key(member.name)
    return member


def _correct_all(place: Unit, rows: Sequence[Judged]) -> Iterator[Judged]:
    """Write what differs about members that are there; what stood goes into `before`."""
    held = _held(place, rows)
    done = [_correct(held[row.target or 0], row) for row in rows]
    _find_anew(done)
    return iter(done)


def _find_anew(rows: Sequence[Judged]) -> None:
    """Let the search know those whose name or number changed."""
    found_by = {"name", "staff_no"}
    take_up_keys("org.members", [row.target or 0 for row in rows if found_by & row.before.keys()])


def _held(place: Unit, rows: Sequence[Judged]) -> dict[int, Member]:
    """Return the members of these rows, held; Refused where one is not as it was."""
    keys = [row.target or 0 for row in rows]
    found = Member.objects.select_for_update().filter(
        under("unit_path", place.path), pk__in=keys, left_on=None
    )
    held = {member.pk: member for member in found.order_by("pk")}
    if any(row.target not in held or held[row.target].version != row.version for row in rows):
        raise Refused(refused(MOVED_ON))
    return held


def _correct(member: Member, row: Judged) -> Judged:
    """Write one member's new values."""
    new = {name: said for name, said in row.values.items() if getattr(member, name) != said}
    before = {name: getattr(member, name) for name in new}
    _write(member, new)
    return replace(row, version=member.version, before=before)


def _write(member: Member, new: Mapping[str, Any]) -> None:
    """Set and save these columns, and those made from them."""
    for name, value in new.items():
        setattr(member, name, value)
    member.stroke_key = rules.sort_key(member.name, member.stroke_override)
    member.version += 1
    made = {"id_mark", "phone_mark", "stroke_key", "version"}
    member.save(update_fields=[*new, *made])


def take_back_members(*, place: Unit, rows: Iterable[Judged]) -> None:
    """Take back what `write_members` did with these rows, as long as nobody touched them since.

    Raises: Refused.
    """
    known = list(rows)
    held = _as_left(place, known)
    for row in known:
        if row.kind != ADD:
            _write(held[row.target or 0], row.before)
    _find_anew([row for row in known if row.kind != ADD])
    new = [row.target or 0 for row in known if row.kind == ADD]
    try:
        with transaction.atomic():
            StateChange.objects.filter(member__in=new, reason=KEPT_SINCE, until_on=None).delete()
            Membership.objects.filter(member__in=new).delete()
            Member.objects.filter(pk__in=new).delete()
            take_up_keys("org.members", new)
    except (ProtectedError, IntegrityError) as error:
        raise Refused(refused(TOUCHED)) from error


def _as_left(place: Unit, rows: Sequence[Judged]) -> dict[int, Member]:
    """Return the members of these rows, held; Refused where one is not as the import left it."""
    try:
        held = _held(place, rows)
    except Refused as no:
        raise Refused(refused(TOUCHED)) from no
    new = [row.target or 0 for row in rows if row.kind == ADD]
    stays = Membership.objects.filter(member__in=new)
    if stays.count() != len(new) or stays.exclude(until_on=None).exists():
        raise Refused(refused(TOUCHED))
    return held
