"""应邀参加: entering a meeting of others, and completing what was entered."""

from collections.abc import Collection
from datetime import date

from zhijia.law import refused
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require, require_unchanged

from .. import policies
from ..models import Guesting
from ..rules.guests import TOPICS, may_say


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
    who: Member | None = None,
    why_absent: str = "",
    opinion: str = "",
    decided: str = "",
) -> Guesting:
    """Enter a meeting of management that was held; that the union was not asked is kept, too."""
    unit = lock(unit)
    require(policies.may_guest(actor, unit))
    made = Guesting(unit=unit, unit_path=unit.path)
    said = _said(title, held_on, topics, today, was_invited, who, why_absent, opinion, decided)
    for name, value in said.items():
        setattr(made, name, value)
    made.save()
    return made


@action("补记应邀参加的会议")
def mend_guesting(
    *,
    actor: Actor,
    guesting: Guesting,
    title: str,
    held_on: date,
    topics: Collection[str],
    today: date,
    was_invited: bool = True,
    who: Member | None = None,
    why_absent: str = "",
    opinion: str = "",
    decided: str = "",
    version: int | None = None,
) -> Guesting:
    """Complete what was entered: who went, what the union said, what was decided."""
    guesting = lock(guesting)
    require(policies.may_mend_guesting(actor, guesting))
    require_unchanged(guesting, version, title=title, opinion=opinion, decided=decided)
    said = _said(title, held_on, topics, today, was_invited, who, why_absent, opinion, decided)
    return change(guesting, **said)


def _said(
    title: str,
    held_on: date,
    topics: Collection[str],
    today: date,
    was_invited: bool,
    who: Member | None,
    why_absent: str,
    opinion: str,
    decided: str,
) -> dict[str, object]:
    """Judge what is said of such a meeting, and return it as it is kept."""
    if held_on > today:
        raise Refused(refused("开过的会议才登记，日期不能晚于今天"))
    if not {*topics} <= {*TOPICS}:
        raise Refused(refused("没有这样的讨论事项"))
    require(may_say(invited=was_invited, came=who is not None, opinion=opinion))
    return {
        "title": title.strip(),
        "held_on": held_on,
        "topics": [topic for topic in TOPICS if topic in topics],
        "was_invited": was_invited,
        "who": who,
        "why_absent": "" if who or not was_invited else why_absent.strip(),
        "opinion": opinion.strip(),
        "decided": decided.strip(),
    }
