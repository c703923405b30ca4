"""Who watches over a vote: named while it is a draft."""

from django.db.models import Max

from zhijia.law import refused
from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record, require

from ..models import Ballot, Watcher
from ..rules import WATCHERS
from ..rules.preparing import may_serve
from .drafting import drafted


@action("指定监票计票人员")
def add_watcher(
    *,
    actor: Actor,
    ballot: Ballot,
    role: str,
    name: str = "",
    member: Member | None = None,
    sent_by: str = "",
    is_from_above: bool = False,
) -> Watcher:
    """Name somebody who watches; who stands in the vote is refused at once."""
    ballot = drafted(actor, ballot)
    if role not in WATCHERS or not (member or name.strip()):
        raise Refused(refused("请选择职责并填写姓名"))
    standing = set(
        ballot.contests.exclude(kind="resolution").values_list("choices__member_id", flat=True)
    )
    stands = member is not None and member.pk in standing
    require(may_serve(role, is_member=member is not None, stands=stands))
    if member and ballot.watchers.filter(role=role, member=member).exists():
        raise Refused(refused(f"{member.name}已经是{WATCHERS[role]}"))
    if role in {"chief_scrutineer", "teller_a", "teller_b"} and _is_taken(ballot, role):
        raise Refused(refused(f"{WATCHERS[role]}已经有人，先删去再指定"))
    made = Watcher(
        ballot=ballot,
        role=role,
        name=member.name if member else name.strip(),
        member=member,
        sent_by=sent_by.strip(),
        is_from_above=is_from_above,
        index=_next(ballot, role),
    )
    made.save()
    return made


def _is_taken(ballot: Ballot, role: str) -> bool:
    return ballot.watchers.filter(role=role).exists()


def _next(ballot: Ballot, role: str) -> int | None:
    """Return the next index of a holder or mixer; None for others."""
    if role not in {"holder", "mixer"}:
        return None
    last = ballot.watchers.filter(role=role).order_by().aggregate(last=Max("index"))["last"]
    return (last or 0) + 1


@action("撤换监票计票人员")
def drop_watcher(*, actor: Actor, watcher: Watcher) -> None:
    """Take somebody off again; holders behind move up, so that indexes stay 1 to n."""
    ballot = drafted(actor, watcher.ballot)
    about(ballot)
    watcher = lock(watcher)
    record({watcher.get_role_display(): watcher.name}, {})
    role, index = watcher.role, watcher.index
    watcher.delete()
    if index is not None:
        for one in ballot.watchers.filter(role=role, index__gt=index).order_by("index"):
            one.index = (one.index or 1) - 1
            one.save(update_fields=["index"])
