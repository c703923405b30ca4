"""Telling those on the roll: that they meet, that the day is another one, that nobody meets."""

from datetime import date

from django.urls import reverse

from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.notices import actions as notices

from ..models import Meeting


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
