"""Tasks on file at the group, given to its units, and ways to take steps with them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from zhijia.org.models import Post, Unit
from zhijia.plans import actions, queries, speech
from zhijia.plans.models import Assignment, Speech, Task
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry

HTMX = {"HX-Request": "true"}
File = Callable[..., list[Task]]
Give = Callable[..., Assignment]
Browse = Callable[..., Client]


def confirmed(actor: Actor, unit: Unit, sentences: tuple[str, ...], on: date) -> Speech:
    """Take a speech in whose sentences are its tasks, and put them on file."""
    text = "同志们：\n" + "\n".join(f"{sentence}。" for sentence in sentences)
    source = speech.read_text(text)
    intake = actions.take_in(actor=actor, unit=unit, source=source, name="讲话", today=on)
    entered = intake.speeches[0]
    for piece in queries.pieces_of(entered):
        is_task, said = piece.kind == "task", queries.words_of(piece).strip("。\n")
        if said in sentences and not is_task:
            actions.promote(actor=actor, piece=piece)
        if said not in sentences and is_task:
            actions.demote(actor=actor, piece=piece)
    return actions.confirm(actor=actor, speech=entered, today=on)


@pytest.fixture
def file_tasks(group: Unit, group_desk: Actor, today: date) -> File:
    """Put these sentences on file as tasks of the group."""

    def put(*sentences: str, on: date = today) -> list[Task]:
        return list(confirmed(group_desk, group, sentences, on).tasks.order_by("serial"))

    return put


@pytest.fixture
def task(file_tasks: File) -> Task:
    """One task of the group that no unit has yet."""
    return file_tasks("各单位要开展一次隐患排查")[0]


@pytest.fixture
def give(group_desk: Actor, today: date) -> Give:
    """Give a task to a unit, due in ten days unless told otherwise."""

    def give_one(task: Task, unit: Unit, *, due: int = 10, on: date = today) -> Assignment:
        due_on = today + timedelta(days=due)
        return actions.assign(
            actor=group_desk, task=task, units=[unit], due_on=due_on, today=on, words="抓好落实"
        )[0]

    return give_one


@pytest.fixture
def issued(give: Give, task: Task, hospital: Unit, hospital_desk: Actor) -> Assignment:
    """The task at the hospital, not signed for yet."""
    return give(task, hospital)


@pytest.fixture
def underway(issued: Assignment, hospital_desk: Actor, today: date) -> Assignment:
    """The task at the hospital, signed for."""
    return actions.sign(actor=hospital_desk, assignment=issued, today=today)


@pytest.fixture
def reported(underway: Assignment, hospital_desk: Actor, today: date) -> Assignment:
    """The task at the hospital, reported finished."""
    return actions.finish(actor=hospital_desk, assignment=underway, words="已排查完毕", today=today)


@pytest.fixture
def at_power(give: Give, task: Task, power: Unit, power_desk: Actor, today: date) -> Assignment:
    """The task at the power company, signed for."""
    return actions.sign(actor=power_desk, assignment=give(task, power), today=today)


@pytest.fixture
def officers_post(workshop_officer: Actor) -> Post:
    """The post of 金磊, 安全员 of the workshop below the power company."""
    return Post.objects.get(member=workshop_officer.member_id, kind="officer")


@pytest.fixture
def part(at_power: Assignment, power_desk: Actor, officers_post: Post, today: date) -> Assignment:
    """A part of the power company's task at the safety officer's post."""
    return actions.hand_down(
        actor=power_desk,
        assignment=at_power,
        post=officers_post,
        wording="排查配电室",
        due_on=at_power.due_on,
        today=today,
    )


@pytest.fixture
def desk(sign_in: Browse, group_desk: Actor) -> Client:
    """The browser of the group's desk."""
    return sign_in(group_desk)


@pytest.fixture
def hospital_browser(sign_in: Browse, hospital_desk: Actor) -> Client:
    """The browser of the hospital's desk."""
    return sign_in(hospital_desk)


@pytest.fixture
def told() -> Callable[[], tuple[Any, ...]]:
    """Return a look at everything a refusal must leave alone: rows and the record."""

    def look() -> tuple[Any, ...]:
        tasks = list(Task.objects.order_by("pk").values())
        rows = list(Assignment.objects.order_by("pk").values())
        return tasks, rows, AuditEntry.objects.count()

    return look
