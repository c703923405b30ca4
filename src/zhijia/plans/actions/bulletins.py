"""Bulletins: drawn from what stands, worded by people, approved by a leader, issued by the desk."""

from datetime import date
from typing import Any

from zhijia.org import queries as org
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, record, require, require_unchanged
from zhijia.platform.files.acts import keep_bytes
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message
from zhijia.platform.snapshot import snapshot

from .. import policies, rules
from ..models import Bulletin
from ..queries import bulletins as queries
from ..queries import leaders_of
from ..rules.bulletins import may_submit_bulletin
from .approving import require_as_read


def draw(*, actor: Actor, unit: Unit, kind: str, first: date, today: date) -> Bulletin:
    """Draw a unit's bulletin for a period from what stands; its numbers are kept as they are.

    It is composed from a snapshot first: a hundred thousand works take seconds, nobody waits.
    """
    require(policies.may_draw(actor, unit))
    _may_draw(unit, kind, first, today)
    with snapshot():
        drawn = queries.drawn(actor, unit, kind, first, today)
    return keep_drawn(actor=actor, unit=unit, kind=kind, first=first, today=today, drawn=drawn)


def _may_draw(unit: Unit, kind: str, first: date, today: date) -> None:
    is_issued = queries.is_issued(unit, kind, first)
    require(rules.may_draw(kind=kind, first=first, today=today, is_issued=is_issued))


@action("起草通报")
def keep_drawn(
    *, actor: Actor, unit: Unit, kind: str, first: date, today: date, drawn: queries.Drawn
) -> Bulletin:
    """Keep what was drawn as a draft."""
    unit = lock(unit)
    require(policies.may_draw(actor, unit))
    _may_draw(unit, kind, first, today)
    return Bulletin.objects.create(
        unit=unit,
        unit_path=unit.path,
        kind=kind,
        first_on=first,
        last_on=drawn.last,
        title=drawn.title,
        body=drawn.sections,
        told_paths=drawn.paths,
        drawn_on=today,
        drawn_by_id=actor.member_id,
    )


@action("填写通报评语")
def word_bulletin(
    *,
    actor: Actor,
    bulletin: Bulletin,
    praise: str,
    criticism: str,
    demands: str,
    version: int | None = None,
) -> Bulletin:
    """Add a person's own words: praise, criticism, what is asked next; the numbers stay."""
    bulletin = lock(bulletin)
    require(policies.may_keep_bulletin(actor, bulletin))
    require(rules.bulletin_in(bulletin.state, "drafted"))
    new = {"praise": praise, "criticism": criticism, "demands": demands}
    require_unchanged(bulletin, version, **new)
    return change(bulletin, **new)


@action("提请审定通报")
def submit_bulletin(*, actor: Actor, bulletin: Bulletin, today: date) -> Bulletin:
    """Ask the unit's leaders to approve a bulletin."""
    bulletin = lock(bulletin)
    require(policies.may_keep_bulletin(actor, bulletin))
    here = bulletin.unit.path  # its own path stays what it was when the unit moves
    require(may_submit_bulletin(state=bulletin.state, has_leader=queries.is_led(here)))
    bulletin = change(bulletin, state="submitted")
    to = tuple(leaders_of([here]).get(here, ()))
    _tell(actor, bulletin, "plans.bulletin_submitted", "通报待审定", today, to=to)
    return bulletin


@action("撤回通报")
def recall_bulletin(*, actor: Actor, bulletin: Bulletin) -> Bulletin:
    """Take a bulletin that was not issued back to the desk: to mend it, or to throw it away.

    What the leaders said of it goes on the record; it is laid before them again.
    """
    bulletin = lock(bulletin)
    require(policies.may_keep_bulletin(actor, bulletin))
    require(rules.bulletin_in(bulletin.state, "submitted", "approved"))
    return change(bulletin, state="drafted", reply="", judged_on=None, judged_by_id=None)


@action("删除通报草稿")
def drop_bulletin(*, actor: Actor, bulletin: Bulletin) -> Unit:
    """Throw a draft away; what was submitted or issued stays."""
    bulletin = lock(bulletin)
    require(policies.may_keep_bulletin(actor, bulletin))
    require(rules.bulletin_in(bulletin.state, "drafted"))
    unit = bulletin.unit
    record({"bulletin": bulletin.title, "drawn_on": str(bulletin.drawn_on)}, {})
    bulletin.delete()
    return unit


@action("审定通报")
def approve_bulletin(
    *,
    actor: Actor,
    bulletin: Bulletin,
    is_approved: bool,
    reply: str,
    today: date,
    version: int | None = None,
) -> Bulletin:
    """Let a bulletin be issued, or send it back to the desk with words."""
    bulletin = lock(bulletin)
    require(policies.may_approve_bulletin(actor, bulletin))
    require(rules.bulletin_in(bulletin.state, "submitted"))
    require_as_read(bulletin, version, "通报")
    require(rules.may_reply(is_approved=is_approved, reply=reply))
    new: dict[str, Any] = {"state": "approved" if is_approved else "drafted", "reply": reply}
    bulletin = change(bulletin, **new, judged_on=today, judged_by_id=actor.member_id)
    title = "通报已审定" if is_approved else "通报退回修改"
    _tell(actor, bulletin, "plans.bulletin_judged", title, today, desks=bulletin.unit_path)
    return bulletin


def issue_bulletin(*, actor: Actor, bulletin: Bulletin, today: date) -> Bulletin:
    """Issue an approved bulletin: it gets its number in the year and its final paper.

    The paper is drawn before anything is locked, with the number that comes next; should another
    bulletin take that number first, this one is refused and issued again.
    """
    require(policies.may_keep_bulletin(actor, bulletin))
    require(rules.bulletin_in(bulletin.state, "approved"))
    number = queries.next_issue(bulletin.unit, today.year)
    issue = rules.issue_name(today.year, number)
    data = queries.paper_of(bulletin, issue=issue, day=today)
    return keep_issued(actor=actor, bulletin=bulletin, number=number, data=data, today=today)


@action("印发通报")
def keep_issued(
    *, actor: Actor, bulletin: Bulletin, number: int, data: bytes, today: date
) -> Bulletin:
    """Keep an issued bulletin with its number and its paper, and tell the units it speaks of."""
    unit, held = lock(bulletin.unit, bulletin)
    require(policies.may_keep_bulletin(actor, held))
    require(rules.bulletin_in(held.state, "approved"))
    is_next = number == queries.next_issue(unit, today.year)
    is_same = held.version == bulletin.version
    is_issued = queries.is_issued(unit, held.kind, held.first_on)
    require(rules.may_issue(is_next=is_next and is_same, is_issued=is_issued))
    issue = rules.issue_name(today.year, number)
    file = keep_bytes(actor=actor, data=data, name=f"{held.title}（{issue}）.docx")
    held = change(
        held,
        state="issued",
        issued_on=today,
        issued_by_id=actor.member_id,
        year=today.year,
        number=number,
        file_id=file.pk,
    )
    _publish(actor, held, today)
    return held


def _publish(actor: Actor, bulletin: Bulletin, today: date) -> None:
    """Tell the desks of the units that a bulletin speaks of."""
    now = {unit.path for unit in org.units_at(bulletin.told_paths).values()}
    messages = [
        _message(bulletin, f"通报印发：{bulletin.title}", desks=path) for path in sorted(now)
    ]
    notices.send_all(actor=actor, kind="plans.bulletin", messages=messages, today=today)


def _message(bulletin: Bulletin, title: str, **to: Any) -> Message:
    return Message(
        title=title,
        text=bulletin.reply if bulletin.state in {"drafted", "approved"} else "",
        url=bulletin.get_absolute_url(),
        about=f"plans.Bulletin#{bulletin.pk}",
        event=f"{bulletin.state}:{bulletin.version}",
        **to,
    )


def _tell(actor: Actor, bulletin: Bulletin, kind: str, title: str, today: date, **to: Any) -> None:
    message = _message(bulletin, f"{title}：{bulletin.title}", **to)
    notices.send_all(actor=actor, kind=kind, messages=[message], today=today)
