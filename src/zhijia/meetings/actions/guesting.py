"""应邀参加: entering a meeting of others, and completing what was entered."""

from collections.abc import Collection
from datetime import date

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, lock, require

from .. import policies
from ..models import Guesting
from ..rules.guests import TOPICS


@action("登记应邀参加的会议")
def enter_guesting(
    *,
    actor: Actor,
    unit: Unit,
    title: str,
    held_on: date,
    topics: Collection[str],
    today: date,
    was_invited: bool = True,
    opinion: str = "",
    decided: str = "",
) -> Guesting:
    """Enter a meeting of management that was held; that the union was not asked is kept, too."""
    unit = lock(unit)
    require(policies.may_guest(actor, unit))
    if held_on > today:
        raise Refused(refused("开过的会议才登记，日期不能晚于今天"))
    if not {*topics} <= {*TOPICS}:
        raise Refused(refused("没有这样的讨论事项"))
    if opinion.strip() and not was_invited:
        raise Refused(refused("没有邀请工会的，不能填写会上提出的意见"))
    made = Guesting(unit=unit, unit_path=unit.path, title=title.strip(), held_on=held_on)
    made.topics = [topic for topic in TOPICS if topic in topics]
    made.was_invited, made.opinion, made.decided = was_invited, opinion.strip(), decided.strip()
    made.who_id = actor.member_id if opinion.strip() else None
    made.save()
    return made
