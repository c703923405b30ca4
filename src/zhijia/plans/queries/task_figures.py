"""What the page of a task tells of its nature and its figure."""

from datetime import date
from typing import Any

from zhijia.platform.actor import Actor

from ..models import Task
from .measures import shares
from .natures import said
from .suggesting import accepted


def measured_task(actor: Actor, task: Task, today: date) -> dict[str, Any]:
    """Return how often a task is done, what measures it, and what was accepted to measure it.

    One query, or five or six of a task that a figure measures.
    """
    return {
        "recurs": said(task.nature, task.every),
        "shares": shares(actor, task, today),
        "proposed": accepted(task.piece) if task.piece else "",
    }
