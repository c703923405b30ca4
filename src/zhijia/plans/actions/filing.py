"""Drawing up a task that no speech asked for, and saying how it is to be done."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile

from zhijia.org.models import Post, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, record, require, require_unchanged
from zhijia.platform.files.acts import keep

from .. import policies, queries, rules
from ..models import Intended, Task


class Basis(NamedTuple):
    """What a task rests on that comes from no speech: the kind, the paper or word, its day."""

    origin: str
    title: str
    number: str = ""
    by: str = ""
    on: date | None = None
    upload: "UploadedFile[bytes] | None" = None


class Terms(NamedTuple):
    """How a task is to be done: measured by what, led by whom, how urgent, which units."""

    standard: str = ""
    leader_post: Post | None = None
    urgency: str = "normal"
    frequency: str = ""
    lead: tuple[Unit, ...] = ()
    assist: tuple[Unit, ...] = ()


NO_TERMS = Terms()


@action("立项登记")
def draft_task(
    *,
    actor: Actor,
    unit: Unit,
    basis: Basis,
    original: str,
    wording: str,
    area: str,
    due_on: date | None,
    today: date,
    terms: Terms = NO_TERMS,
) -> Task:
    """Draw up a task that no speech asked for; it has its number, and is not on file yet."""
    unit = lock(unit)  # its row guards the year's numbers
    require(policies.may_file(actor, unit))
    origin, title, by, on = basis.origin, basis.title, basis.by, basis.on
    require(rules.may_draft(origin=origin, title=title, by=by, on=on, today=today))
    if due_on:
        require(rules.due_ahead(due_on, today))
    task = Task(unit=unit, unit_path=unit.path, filed_path=unit.path, year=today.year)
    task.serial = queries.next_serial(unit, today.year)
    task.origin, task.source_title, task.source_number = basis.origin, basis.title, basis.number
    task.source_by, task.source_on = basis.by, basis.on
    task.source_file = keep(actor=actor, upload=basis.upload) if basis.upload else None
    task.original, task.wording, task.area, task.due_on = original, wording, area, due_on
    _require_terms(task, terms)
    task.standard, task.leader_post = terms.standard, terms.leader_post
    task.urgency, task.frequency = terms.urgency, terms.frequency
    task.save()
    _intend(task, terms)
    record({}, {"words": task.basis})
    return task


def _require_terms(task: Task, terms: Terms) -> None:
    """Judge who is to lead a task and which units it is meant for."""
    here = task.unit_path
    if post := terms.leader_post:
        in_branch = post.unit_path.startswith(here)
        require(rules.may_lead(in_branch=in_branch, is_held=post.until_on is None))
    for unit in (*terms.lead, *terms.assist):
        require(
            rules.may_intend(
                in_branch=unit.path.startswith(here),
                unit_stands=unit.dissolved_on is None,
                is_twice=unit in terms.lead and unit in terms.assist,
            )
        )


def _intend(task: Task, terms: Terms) -> None:
    """Write for which units a task is meant, in place of those named before."""
    task.intended.all().delete()
    Intended.objects.bulk_create(
        Intended(task=task, unit=unit, role=role)
        for role, units in (("lead", terms.lead), ("assist", terms.assist))
        for unit in dict.fromkeys(units)
    )


def _named(units: Iterable[Unit]) -> str:
    return "、".join(str(unit) for unit in units)


@action("明确承办要求")
def set_terms(*, actor: Actor, task: Task, terms: Terms, version: int | None = None) -> Task:
    """Say how a task is to be done, and which units a draft is meant for."""
    task = lock(task)
    require(policies.may_edit_task(actor, task))
    require(queries.may_reword(actor, task))
    own = {"standard": terms.standard, "urgency": terms.urgency, "frequency": terms.frequency}
    require_unchanged(task, version, **own, leader_post=terms.leader_post)
    _require_terms(task, terms)
    before, leader = queries.intended(task), task.leader_post
    _intend(task, terms)
    change(task, **own, leader_post=terms.leader_post)
    # In words, because the history of a task tells them to people.
    was = {role: _named(units) for role, units in before.items()}
    now = {"lead": _named(terms.lead), "assist": _named(terms.assist)}
    record({**was, "leader": str(leader or "")}, {**now, "leader": str(terms.leader_post or "")})
    return task
