"""Telling people: that they meet, or not; that delegates asked something, and what was answered."""

from datetime import date

from django.urls import reverse

from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.notices import actions as notices

from ..models import Inspection, Meeting


def tell_roll(
    actor: Actor, meeting: Meeting, title: str, text: str, today: date, event: str = ""
) -> None:
    """Tell everybody on the roll who has an account; who cannot open it is led to the list."""
    users = Member.objects.filter(pk__in=meeting.seats.values("member_id"))
    is_off = meeting.state == "cancelled"
    notices.send(
        actor=actor,
        kind="meetings.called",
        title=f"{title}：{meeting.title}（{meeting.meets_on:%Y-%m-%d}）",
        text=text,
        url=reverse("meetings:meetings") if is_off else meeting.get_absolute_url(),
        about=f"meetings.Meeting#{meeting.pk}",
        event=event,
        to=tuple(users.values_list("user_id", flat=True)),
        today=today,
    )


def when_and_where(meeting: Meeting) -> str:
    """Return when and where it meets, and what is asked of who reads it."""
    when = f"{meeting.begins:%H:%M}" if meeting.begins else ""
    place = f"，地点：{meeting.place}" if meeting.place else ""
    return f"时间：{meeting.meets_on:%Y年%m月%d日}{when}{place}。请查看议程和文件，并点“收到”。"


def tell_asked(actor: Actor, one: Inspection, today: date) -> None:
    """Tell the desk that has to answer what delegates found or asked, and by when."""
    asked = one.unit.path if one.unit else one.congress.unit_path
    notices.send(
        actor=actor,
        kind="meetings.inspected",
        title=f"代表{one.get_kind_display()}待答复：{one.title}（{one.due_on:%Y-%m-%d} 前）",
        text=f"被检查（质询）：{one.whom}。请在 {one.due_on:%Y年%m月%d日} 前答复。",
        url=one.get_absolute_url(),
        about=f"meetings.Inspection#{one.pk}",
        event="asked",
        desks=asked,
        today=today,
    )


def tell_answered(actor: Actor, one: Inspection, today: date) -> None:
    """Tell the delegates who asked, and the desk of their term, that there is an answer."""
    notices.send(
        actor=actor,
        kind="meetings.inspected",
        title=f"代表{one.get_kind_display()}已答复：{one.title}",
        text=one.answer,
        url=one.get_absolute_url(),
        about=f"meetings.Inspection#{one.pk}",
        event=f"answered-{one.answered_on}",
        to=tuple(one.delegates.exclude(member=None).values_list("member__user_id", flat=True)),
        desks=one.congress.unit_path,
        today=today,
    )
