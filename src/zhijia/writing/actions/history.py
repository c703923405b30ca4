"""The history of a report: each act on its passages is written down, and may be undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.timezone import now

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, lock, require, touch

from .. import policies, rules
from ..models import Change, Passage, Report

State = dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Told:
    """What happened to one passage: how it was, and how it is; None where it is not there."""

    passage: Passage
    before: State
    after: State


def state(passage: Passage) -> State:
    """Return a passage as its history keeps it; None once it is dropped."""
    return None if passage.is_dropped else {"kind": passage.kind, "runs": passage.runs}


def open_report(actor: Actor, report: Report) -> Report:
    """Return the report locked, if this actor may still change it."""
    report = lock(report)
    require(policies.may_edit(actor, report))
    require(rules.may_change(is_signed=report.is_signed))
    return report


def tell(actor: Actor, report: Report, verb: str, told: Iterable[Told]) -> int:
    """Write one act into the history of a locked report and count its version up."""
    last = report.changes.aggregate(last=Max("number"))["last"] or 0
    at = now()
    Change.objects.bulk_create(
        Change(
            report=report,
            passage=one.passage,
            number=last + 1,
            verb=verb,
            before=one.before,
            after=one.after,
            by_id=actor.member_id,
            done_at=at,
        )
        for one in told
    )
    turn_over(report)
    return last + 1


def turn_over(report: Report) -> None:
    """Count up the version of a locked report: who has an older one before them learns of it."""
    report.version += 1
    report.save(update_fields=["version"])
    touch(report)


def gone() -> Refused:
    """Refuse to work on a passage that somebody dropped meanwhile."""
    return Refused(refused("这一段刚被删去，可以在“改动记录”里恢复"))
