"""Whom the way of a task onto the file tells: the units asked, the leaders, the desk."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from zhijia.platform.actor import Actor
from zhijia.platform.notices import actions as notices
from zhijia.platform.notices.queries import Message

from .. import queries
from ..models import Consultation, Opinion, Task
from ..rules import ANSWERS

DECIDED = {"approved": "审定通过，可以交办", "sent_back": "退回修改"}


def _about(task: Task) -> str:
    return f"plans.Task#{task.pk}"


def tell_asked(actor: Actor, asked: Consultation, opinions: Iterable[Opinion], today: date) -> None:
    """Tell the desks of the units that were asked."""
    task = asked.task
    text = f"{task.unit}请在 {asked.until_on:%Y-%m-%d} 以前答复，到期没有答复的视为没有意见。"
    messages = [
        Message(
            title=f"征求意见：{task.wording}",
            text=f"{text}{asked.words}",
            url=one.get_absolute_url(),
            about=f"plans.Opinion#{one.pk}",
            desks=one.unit_path,
        )
        for one in opinions
    ]
    notices.send_all(actor=actor, kind="plans.opinion_asked", messages=messages, today=today)


def tell_answered(actor: Actor, opinion: Opinion, today: date) -> None:
    """Tell the desk that asked, where a unit wants a change; who agrees is counted on its page."""
    if opinion.answer != "suggest":
        return
    task = opinion.consultation.task
    message = Message(
        title=f"{opinion.unit}{ANSWERS[opinion.answer]}：{task.wording}",
        text=opinion.words,
        url=opinion.get_absolute_url(),
        about=_about(task),
        event=str(opinion.pk),
        desks=task.unit_path,
    )
    notices.send_all(actor=actor, kind="plans.opinion_given", messages=[message], today=today)


def tell_submitted(actor: Actor, tasks: Sequence[Task], today: date) -> None:
    """Tell the leaders of the unit once what waits for them, however many there are."""
    first = tasks[0]
    many = len(tasks) > 1
    title = f"{len(tasks)} 项任务等您审定" if many else f"等您审定：{first.wording}"
    page = f"{reverse('plans:filing')}?list=submitted" if many else first.get_absolute_url()
    message = Message(
        title=title,
        url=page,
        about=_about(first),
        event=f"submitted:{first.version}",
        to=tuple(queries.heads(first.unit_path)),
    )
    notices.send_all(actor=actor, kind="plans.to_approve", messages=[message], today=today)


def tell_decided(
    actor: Actor, tasks: Sequence[Task], outcome: str, words: str, today: date
) -> None:
    """Tell the desk what the leaders decided."""
    first = tasks[0]
    many = len(tasks) > 1
    what = f"{len(tasks)} 项任务" if many else first.wording
    message = Message(
        title=f"{DECIDED[outcome]}：{what}",
        text=words,
        url=reverse("plans:tasks") + "?state=unassigned&mine=on"
        if many
        else first.get_absolute_url(),
        about=_about(first),
        event=f"{outcome}:{first.version}",
        desks=first.unit_path,
    )
    notices.send_all(actor=actor, kind="plans.decided", messages=[message], today=today)
