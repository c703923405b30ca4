"""主席团和专门委员会: who presides over a session, who works between sessions."""

from collections.abc import Iterable
from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record, require

from ..models import Congress, Delegate, Meeting, Panel, PanelSeat, Presider, Seat
from ..rules import opening, panels
from .delegates import keep
from .planning import run


@action("推选主席团成员")
def preside(
    *, actor: Actor, meeting: Meeting, seats: Iterable[Seat], is_executive: bool = False
) -> Meeting:
    """Put delegates of this meeting into its presidium."""
    meeting = run(actor, meeting, "agenda")
    if not meeting.what.may_have_presidium:
        require(opening.presidium(meeting.what, members=0, workers=0))
    there = {row.seat_id: row for row in meeting.presidium.all()}
    for seat in seats:
        require(panels.may_preside(seat.seat, is_of_meeting=seat.meeting_id == meeting.pk))
        row = there.get(seat.pk) or Presider(meeting=meeting, seat=seat)
        row.is_executive = is_executive
        row.save()
    record({}, {"主席团": meeting.presidium.count()})
    return meeting


@action("移出主席团")
def stop_presiding(*, actor: Actor, presider: Presider) -> None:
    """Take somebody out of the presidium before the session ends."""
    about(run(actor, presider.meeting, "agenda"))
    record({"主席团": presider.seat.name}, {})
    lock(presider).delete()


@action("设立专门委员会")
def put_panel(
    *,
    actor: Actor,
    congress: Congress,
    name: str,
    duty: str = "",
    adopted_at: Meeting | None = None,
    panel: Panel | None = None,
) -> Panel:
    """Set up a special committee, or say anew what it does and which meeting agreed to it."""
    congress, name = keep(actor, congress), name.strip()
    other = congress.panels.filter(name=name).first()
    if other is not None and other != panel:
        raise Refused(refused(f"“{name}”已经登记"))
    if adopted_at is not None:
        require(
            panels.may_adopt(
                is_of_congress=adopted_at.unit_id == congress.unit_id
                and adopted_at.what.side == congress.side,
                is_held=adopted_at.state in {"open", "closed", "archived"},
            )
        )
    row = lock(panel) if panel else Panel(congress=congress)
    row.name, row.duty, row.adopted_at = name, duty.strip(), adopted_at
    row.save()
    about(congress)
    return row


@action("登记专门委员会成员")
def seat_on_panel(
    *,
    actor: Actor,
    panel: Panel,
    delegate: Delegate | None,
    from_on: date,
    name: str = "",
    is_head: bool = False,
) -> PanelSeat:
    """Put somebody on a special committee: a delegate, or somebody else by name."""
    congress = keep(actor, panel.congress)
    about(congress)
    if delegate is not None:
        is_ours = delegate.congress_id == congress.pk
        require(panels.may_join(is_delegate=is_ours, ended=bool(delegate.ended_on)))
        if panel.seats.filter(delegate=delegate, until_on=None).exists():
            raise Refused(refused(f"{delegate}已经是“{panel}”的成员"))
    elif not name.strip():
        raise Refused(refused("请选择代表，或者填写姓名"))
    if is_head:
        panel.seats.filter(is_head=True, until_on=None).update(is_head=False)
    made = PanelSeat(panel=panel, delegate=delegate, from_on=from_on, is_head=is_head)
    made.name = delegate.name if delegate else name.strip()
    made.save()
    return made


@action("专门委员会成员离任")
def leave_panel(*, actor: Actor, seat: PanelSeat, on: date, why: str = "") -> PanelSeat:
    """End somebody's time on a special committee; it stays on file."""
    about(keep(actor, seat.panel.congress))
    seat = lock(seat)
    if seat.until_on:
        raise Refused(refused(f"{seat}已经离任"))
    if on < seat.from_on:
        raise Refused(refused("离任日期不能早于起始日期"))
    return change(seat, until_on=on, why=why.strip(), is_head=False)
