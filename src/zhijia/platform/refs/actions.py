from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from zhijia.law import LAW, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, record, require, require_unchanged

from . import policies, rules
from .announced import Moved
from .models import ClauseCheck, Holiday


@action("登记一日的放假安排")
def set_day(*, actor: Actor, moved: Moved, version: int | None = None) -> Holiday:
    """Say of one day whether people work; what was entered for it before gives way."""
    require(policies.may_keep_calendar(actor, Holiday(day=moved.day)))
    require(rules.says(moved.name, "名称"))
    require(rules.says(moved.source, "依据"))
    require(rules.may_move(moved.day, moved.year))
    row, is_new = Holiday.objects.get_or_create(day=moved.day, defaults=moved._asdict())
    if is_new:
        record({}, moved._asdict())
        return row
    row = lock(row)
    require_unchanged(row, version, **moved._asdict())
    return change(row, **moved._asdict())


@action("取消一日的登记")
def drop_day(*, actor: Actor, holiday: Holiday) -> Holiday:
    """Let the product's own word on this day count again."""
    require(policies.may_keep_calendar(actor, holiday))
    row = lock(holiday)
    record(row.moved()._asdict(), {})
    Holiday.objects.filter(pk=row.pk).delete()
    return row


@action("登记全年放假安排")
def enter_year(*, actor: Actor, year: int, moved: Sequence[Moved]) -> int:
    """Enter a year's notice whole; rows entered for that year before give way. Return how many."""
    require(policies.may_keep_calendar(actor, Holiday(year=year)))
    require(rules.is_a_year(year, moved))
    days = [one.day for one in moved]
    gone = Holiday.objects.select_for_update().filter(Q(year=year) | Q(day__in=days))
    before = [str(row) for row in gone]
    gone.delete()
    Holiday.objects.bulk_create(Holiday(**one._asdict()) for one in moved)
    record({"days": before}, {"year": year, "days": [f"{one.day} {one.name}" for one in moved]})
    return len(moved)


@action("核对条文")
def clear_check(*, actor: Actor, clause: str, note: str, today: date) -> ClauseCheck:
    """Put down that the article was held against its official text; `note` says which copy."""
    require(policies.may_check(actor, ClauseCheck(clause=clause)))
    require(rules.awaits_check(clause))
    require(rules.says(note, "核对所依据的文本"))
    assert actor.member_id, "only a member holds the post that may check"
    said = {"checked_by": actor.member_id, "name": actor.name, "checked_on": today, "note": note}
    check, is_new = ClauseCheck.objects.get_or_create(
        clause=clause, wording=rules.wording(LAW[clause]), withdrawn_on=None, defaults=said
    )
    if not is_new:
        raise Refused(refused(f"{check.name}已于 {check.checked_on:%Y-%m-%d} 核对过这一条"))
    record({}, {"clause": clause, **said})
    return check


@action("撤回条文核对")
def withdraw_check(*, actor: Actor, check: ClauseCheck, reason: str, today: date) -> ClauseCheck:
    """Take a check back; the article waits again, and the record of the check stays."""
    require(policies.may_check(actor, check))
    require(rules.says(reason, "撤回的原因"))
    check = lock(check)
    if check.withdrawn_on:
        raise Refused(refused("这次核对已经撤回"))
    return change(check, withdrawn_on=today, reason=reason)
