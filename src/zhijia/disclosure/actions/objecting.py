"""Objections: deposited outside the record of actions, handled on it.

`deposit` is no `@action`: the record would say who objected and when, and the unit's desk reads it.
Nothing of the anonymous is kept but the words; what was left is written anew when its handler is
told, so that not even the database's own counters keep the moment.
"""

from datetime import date

from django.db import transaction
from django.db.models import F

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require
from zhijia.platform.vault import mark

from ..models import Objection, Pace, Showing
from ..policies import showing as policies
from ..queries import showing as queries
from ..rules import showing as rules
from .telling_showings import tell_handlers, tell_objector, tell_shown, tell_without_handler


def deposit(
    *, actor: Actor, showing: Showing, words: str, is_named: bool, receipt: str, today: date
) -> None:
    """Take in an objection; whoever sends the same form twice left it once."""
    require(policies.may_object(actor, showing))
    require(rules.objection(words))
    code = mark("receipt", rules.receipt(receipt))
    if Objection.objects.filter(receipt_mark=code).exists():
        return
    _pace(actor, showing)
    with transaction.atomic():
        held = lock(showing)
        require(
            rules.may_object(held.state, from_on=held.from_on, until_on=held.until_on, today=today)
        )
        if Objection.objects.filter(receipt_mark=code).exists():
            return
        Objection.objects.create(
            showing=showing,
            words=words.strip(),
            who=str(actor.member_id) if is_named else "",
            receipt_mark=code,
            made_on=today if is_named else None,
        )


def _pace(actor: Actor, showing: Showing) -> None:
    """Refuse a flood, whichever process it comes to.

    Counted in a transaction of its own: rows of one transaction can be told to be of one.
    """
    key = mark("objecting", f"{showing.pk}:{actor.member_id}")
    Pace.objects.get_or_create(mark=key)
    room = Pace.objects.filter(mark=key, n__lt=rules.MOST_A_ROUND)
    if not room.update(n=F("n") + 1):
        words = f"同一公示每半小时至多提出 {rules.MOST_A_ROUND} 件异议，请稍后再提"
        raise Refused(refused(words, rules.SECRET))


@action("处理公示异议")
def settle_objection(
    *, actor: Actor, objection: Objection, is_upheld: bool, answer: str, today: date
) -> Objection:
    """Say what became of an objection; whoever gave a name is told."""
    showing, objection = lock(objection.showing, objection)
    require(policies.may_settle(actor, objection))
    require(rules.may_settle(objection.state, answer))
    require(rules.is_heard(showing.state, 1))
    about(showing)
    state = "upheld" if is_upheld else "dismissed"
    change(objection, state=state, answer=answer.strip(), settled_on=today)
    if showing.closed_on:
        change(showing, n_upheld=queries.counted(showing).upheld)
    tell_objector(actor, objection, today)
    return objection


@action("提醒公示异议和期满")
def remind_showings(*, actor: Actor, today: date) -> int:
    """Tell handlers of new objections, desks of last days and of handlers who have left, and those
    shown when it begins to hang; the clock asks for it.
    """
    fresh = queries.untold()
    rows = Objection.objects.filter(is_told=False, showing__in=[row.pk for row, _ in fresh])
    rows.update(is_told=True)
    Pace.objects.all().delete()
    told = tell_handlers(actor, fresh, today)
    told += tell_handlers(actor, [(row, 0) for row in queries.on_last_day(today)], today)
    for row in queries.begun(today):
        tell_shown(actor, row, [line.member_id for line in queries.lines_of(row)], today)
    told += tell_without_handler(actor, queries.without_handler(), today)
    record({}, {"told": told})
    return told
