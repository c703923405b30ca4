"""What a receiver chooses."""

from collections.abc import Mapping

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, record, require
from zhijia.platform.offers import known_notice

from .. import rules
from ..models import Choice


@action("修改消息设置")
def choose(*, actor: Actor, wanted: Mapping[str, tuple[bool, bool]]) -> None:
    """Keep which kinds the actor wants in the inbox and by e-mail; a duty stays in the inbox."""
    if actor.user_id is None:
        raise Refused(refused("请先登录"))
    for name, (in_inbox, by_mail) in wanted.items():
        kind = known_notice(name)
        if not in_inbox:
            require(rules.may_switch_off(kind.must))
        Choice.objects.update_or_create(
            user_id=actor.user_id,
            kind=kind.name,
            defaults={"in_inbox": in_inbox, "by_mail": by_mail},
        )
    record({}, {name: list(both) for name, both in wanted.items()})
