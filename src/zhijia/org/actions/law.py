"""Choosing where sources differ, and switching local packs on and off."""

from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, lock, record, require

from .. import policies, queries, rules
from ..models import LawChoice, Unit


@action("选择法规口径")
def choose_law(
    *,
    actor: Actor,
    unit: Unit,
    key: str,
    value: str,
    reason: str,
    today: date,
    document: str = "",
    seen: int | None = None,
) -> LawChoice | None:
    """Choose an answer for a unit and all below it; an empty `value` gives the choice up.

    `key` is a setting's or a pack's; `seen` is the choice that the form showed, 0 for none.
    """
    unit = lock(unit)
    require(policies.may_set_law(actor, unit))
    if not rules.is_question(key):
        raise Refused(refused("没有这一项口径"))
    handed = queries.law_handed_to(unit, today)
    require(rules.may_choose(key, value, is_top=unit.parent_id is None, handed=handed))
    before = _give_up(unit, key, value, seen, today)
    record({"value": before.value if before else ""}, {"key": key, "value": value, "why": reason})
    if not value:
        return before
    made = LawChoice(unit=unit, unit_path=unit.path, key=key, value=value, from_on=today)
    made.reason, made.document, made.chosen_by_id = reason, document, _member(actor)
    made.save()
    return made


def _member(actor: Actor) -> int:
    """Return the member who acts: only members hold a desk."""
    assert actor.member_id
    return actor.member_id


def _give_up(unit: Unit, key: str, value: str, seen: int | None, today: date) -> LawChoice | None:
    """End the choice that stands, if any; refuse where it is another than the form showed."""
    before = queries.own_choice(unit, key)
    now = before.pk if before else 0
    if seen is not None and seen != now:
        words = queries.law_words(before.key, before.value)[1] if before else "沿用默认口径"
        raise Refused(refused(f"他人刚改选为“{words}”，请刷新后再选"))
    if (before.value if before else "") == value:
        raise Refused(refused("现在就是这一口径，没有改动"))
    if before:
        before.until_on = today
        before.save(update_fields=["until_on"])
    return before
