"""A speech of the group whose tasks stand in every light, and pages to look at them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.plans.tasks.conftest import desk as desk
from tests.plans.tasks.conftest import file_tasks as file_tasks
from tests.plans.tasks.conftest import give as give
from tests.plans.tasks.conftest import hospital_browser as hospital_browser
from zhijia.org.models import Unit
from zhijia.plans import actions
from zhijia.plans.models import Assignment, Task
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place

WORDS = (
    "各单位要开展一次隐患排查",
    "各单位要建立困难职工档案",
    "各单位要组织一次技能比武",
    "各单位要修订公开目录",
)
Most = Callable[[int], Any]


def at(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=args)


def place_of(unit: Unit, *, below: bool = True) -> Place:
    return Place(unit.pk, unit.name, unit.code, unit.path, (unit.path,), below)


def finish(work: Assignment, desk: Actor, judge: Actor, today: date) -> Assignment:
    """Do a work from signing to being accepted."""
    work = actions.sign(actor=desk, assignment=work, today=today)
    work = actions.finish(actor=desk, assignment=work, words="已办", today=today)
    return actions.accept(actor=judge, checked=POINTS, assignment=work, today=today)


@pytest.fixture
def told(
    file_tasks: Callable[..., list[Task]],
    give: Callable[..., Assignment],
    hospital: Unit,
    school: Unit,
    power: Unit,
    hospital_desk: Actor,
    school_desk: Actor,
    power_desk: Actor,
    group_desk: Actor,
    today: date,
) -> list[Task]:
    """Four tasks: late at the hospital and fine at the school; soon; done; given to nobody."""
    early = today - timedelta(days=30)
    mixed, soon, done, free = file_tasks(*WORDS, on=early)
    give(mixed, hospital, due=-3, on=early)
    give(mixed, school, due=400, on=today)
    give(soon, power, due=2, on=early)
    finish(give(done, power, due=5, on=early), power_desk, group_desk, today)
    return [mixed, soon, done, free]
