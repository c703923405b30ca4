"""Writing what happened to the inspection of a unit, and telling of it."""

from collections.abc import Iterable
from datetime import date

from zhijia.platform.actor import Actor
from zhijia.platform.acts import record
from zhijia.platform.notices import actions as notices

from ..models import Inspection, InspectionStep, Score


def step(actor: Actor, inspection: Inspection, what: str, today: date, words: str = "") -> None:
    """Write one thing that happened to the inspection of a unit."""
    InspectionStep.objects.create(
        inspection=inspection, step=what, done_on=today, by_id=actor.member_id, words=words
    )


def tell(
    actor: Actor,
    inspection: Inspection,
    kind: str,
    title: str,
    words: str,
    today: date,
    *,
    up: bool,
) -> None:
    """Tell the inspected unit's desk, or with `up` the desk that runs the round."""
    notices.send(
        actor=actor,
        kind=kind,
        title=f"{title}：{inspection.round}",
        text=words,
        url=inspection.get_absolute_url(),
        about=f"checks.Inspection#{inspection.pk}",
        event=f"{kind}:{inspection.version}",
        desks=inspection.round.unit_path if up else inspection.unit_path,
        today=today,
    )


def forget_agreed(inspections: Iterable[Inspection]) -> None:
    """Open again what inspectors agreed on, as the marks it was about are no more the same."""
    keys = [one.pk for one in inspections]
    agreed = Score.objects.filter(inspection__in=keys, inspection__state="site", how="agreed")
    rows = list(agreed.values_list("inspection", "item__code", "points").order_by("pk"))
    if rows:
        record({"agreed": [f"{key} {code}：{points}" for key, code, points in rows]}, {})
        agreed.delete()
