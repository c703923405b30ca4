"""One unit becomes part of another: its people go on there, it ends."""

from datetime import date

from django.db import IntegrityError, transaction

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, lock, record, require, require_unchanged
from zhijia.platform.search.acts import take_up_below

from .. import policies, queries, rules
from ..models import Member, Unit
from .moving import carry, replant
from .telling import tell_of
from .units import Approval, close, keep_history

WHY = "单位合并"


def _renumber(unit: Unit, into: Unit, way: str) -> dict[str, str]:
    """Give those whose number is taken in the other unit a new one; a few queries."""
    taken, new = queries.new_numbers(unit, into, way)
    require(rules.may_renumber(new.values(), taken))
    clashing = list(unit.members.present().filter(staff_no__in=new))
    for member in clashing:
        member.staff_no = new[member.staff_no]
    Member.objects.bulk_update(clashing, ["staff_no"], batch_size=200)
    return new


def _hand_over(unit: Unit, into: Unit, today: date) -> None:
    """Let what goes on go on in the other unit."""
    unit.posts.open().update(until_on=today, ending="dissolved")
    unit.shortfalls.open().update(until_on=today, told=WHY)
    unit.terms.filter(until_on__gt=today).update(until_on=today)
    try:
        with transaction.atomic():
            carry(unit.path, into.path, today=today, why=WHY, heir=into)
    except IntegrityError as error:
        words = f"{unit}和{into}各有一项相同的事项，请先办结其中一项"
        raise Refused(refused(words)) from error


@action("合并单位", alone=True)
def absorb_unit(
    *,
    actor: Actor,
    unit: Unit,
    into: Unit,
    numbering: str,
    today: date,
    document: str = "",
    document_on: date | None = None,
    meeting: str = "",
    version: int | None = None,
) -> Unit:
    """Let `unit` become part of `into`: units below it move there, its members go on there.

    Its posts and terms end; what it did stays under its own name.
    """
    unit, into = lock(unit, into)
    require(policies.may_absorb(actor, unit, into))
    require_unchanged(unit, version, parent=unit.parent)
    require(queries.may_be_absorbed(unit, into))
    require(rules.needs_meeting(unit.kind, meeting))
    require(rules.needs_document(unit.kind, document))
    approval = Approval(document, document_on, meeting)
    made = keep_history(unit, "absorbed", today, (unit.name, into.name), approval)
    assert unit.parent is not None
    tell_of(actor, made, unit, unit.parent, into)
    keep_history(into, "took_in", today, (unit.name, into.name), approval)
    for child in queries.children(unit):
        replant(child, into, today=today, why=WHY)
    numbers = _renumber(unit, into, numbering)
    _hand_over(unit, into, today)
    take_up_below(unit.path)
    close(unit, today)
    record({}, {"into": into.path, "numbers": numbers, "document": document})
    return unit
