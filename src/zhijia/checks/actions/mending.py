"""Mending: each fault is a rectification among the matters; its steps move the fault with them."""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from django.core.files.uploadedfile import UploadedFile

from zhijia.law import Verdict, refused
from zhijia.matters import actions as matters
from zhijia.matters.actions import Given, after
from zhijia.matters.actions.steps import take
from zhijia.matters.models import Matter, Move
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require
from zhijia.platform.refs import days
from zhijia.platform.refs import queries as refs

from .. import policies, queries
from ..models import Fault, Inspection, Proof, Round
from ..rules import mending as rules
from .hazards import tie_hazard
from .steps import step

KIND = "rectification"
Upload: TypeAlias = "UploadedFile[bytes] | None"


def mend_by(round: Round, today: date) -> date:
    """Return the day by which what was found is mended, told or found wanting today."""
    return days.add(today, round.mend_days, days.Kind.DAYS, calendar=refs.calendar())


def order_mending(actor: Actor, inspection: Inspection, due: date, today: date) -> int:
    """Open a rectification for each fault of a unit that was just told; return how many."""
    faults = list(inspection.faults.filter(matter=None).select_related("item", "hazard"))
    for fault in faults:
        matter = matters.open_from(
            actor=actor,
            kind=KIND,
            unit=inspection.unit,
            title=fault.words[:80],
            values={
                "what": fault.words,
                "place": fault.where,
                "item": f"第 {fault.item.code} 条：{fault.item.asks}"[:200],
            },
            today=today,
            source=("checks.Fault", fault.pk),
            source_title=f"{inspection.round.title}：{inspection.unit}",
            source_url=fault.get_absolute_url(),
        )
        change(lock(matter), due_on=due)
        change(fault, matter=matter, due_on=due)
        tie_hazard(fault, today)
    return len(faults)


def _move(
    actor: Actor, fault: Fault, name: str, words: str, today: date, upload: Upload = None
) -> Fault:
    """Take a step of a fault's rectification; what follows on it moves the fault."""
    fault.refresh_from_db()
    if fault.matter is None:
        raise Refused(refused("反馈以后才办理整改", rules.MENDING))
    matter = lock(fault.matter)  # before the inspection: a step on its own page locks it first
    given = Given(words=words, uploads=[upload] if upload else ())
    take(actor, matter, matter.declared.step(name), given, today)
    fault.refresh_from_db()
    return fault


@action("报整改")
def mend(*, actor: Actor, fault: Fault, words: str, today: date, upload: Upload = None) -> Fault:
    """Say what was put right, with a photo where there is one."""
    require(policies.may_mend(actor, fault))
    return _move(actor, fault, "mend", words, today, upload)


@action("复查整改")
def recheck(
    *,
    actor: Actor,
    fault: Fault,
    is_good: bool,
    words: str,
    today: date,
    upload: Upload = None,
) -> Fault:
    """Look again: lift the fault, or send it back to be mended anew."""
    require(policies.may_recheck(actor, fault))
    return _move(actor, fault, "pass" if is_good else "fail", words, today, upload)


def _may_recheck(actor: Actor, fault: Fault, words: str) -> Verdict:
    """Judge by the person and by the state; the same wherever the step is taken."""
    is_mender = actor.member_id is not None and fault.mended_by_id == actor.member_id
    return policies.may_recheck(actor, fault) and rules.may_recheck(
        state=fault.inspection.state, fault=fault.state, is_mender=is_mender, words=words
    )


def leave(actor: Actor, inspection: Inspection, words: str, today: date) -> int:
    """Leave over what is not mended when the result is given; return how much that is."""
    left = list(queries.unlifted(inspection))
    for fault in left:
        if fault.matter:
            matter = lock(fault.matter)
            take(actor, matter, matter.declared.step("leave"), Given(words=words), today)
        change(fault, state="left")
    return len(left)


def hold_matters(inspection: Inspection) -> None:
    """Lock the rectifications that are open, before the inspection itself is locked."""
    open_: Iterable[Matter] = [one.matter for one in queries.unlifted(inspection) if one.matter]
    rows = list(open_)
    if rows:
        lock(*rows)


def _held(matter: Matter) -> Fault:
    """Lock the fault of a rectification and its inspection, after the matter itself."""
    fault = Fault.objects.select_related("inspection").get(matter=matter)
    inspection, fault = lock(fault.inspection, fault)
    fault.inspection = inspection
    return fault


def _show(actor: Actor, fault: Fault, made: Move, today: date) -> None:
    """Keep with the fault the photos that came with a step."""
    Proof.objects.bulk_create(
        Proof(
            inspection=fault.inspection,
            item_id=fault.item_id,
            fault=fault,
            is_mending=True,
            file=one.file,
            added_on=today,
            by_id=actor.member_id,
        )
        for one in made.enclosures.select_related("file")
    )


@after(KIND, "mend")
def mended(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Let the fault be what its unit reported."""
    fault = _held(matter)
    require(rules.may_mend(state=fault.inspection.state, fault=fault.state))
    _show(actor, fault, made, today)
    step(actor, fault.inspection, "mended", today, f"{fault}：{given.words}")
    change(
        fault,
        state="mended",
        mended_on=today,
        mended_by_id=actor.member_id,
        mended_words=given.words,
    )


@after(KIND, "pass")
def passed(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Lift the fault."""
    _looked_at(actor, matter, made, given, today, is_good=True)


@after(KIND, "fail")
def failed(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Let the fault be mended anew."""
    _looked_at(actor, matter, made, given, today, is_good=False)


def _looked_at(
    actor: Actor, matter: Matter, made: Move, given: Given, today: date, *, is_good: bool
) -> None:
    fault = _held(matter)
    require(_may_recheck(actor, fault, given.words))
    _show(actor, fault, made, today)
    outcome = "合格，销项" if is_good else "不合格，继续整改"
    step(actor, fault.inspection, "rechecked", today, f"{fault}：{outcome}。{given.words}")
    change(
        fault,
        state="lifted" if is_good else "open",
        checked_by_id=actor.member_id,
        checked_words=given.words,
        lifted_on=today if is_good else None,
    )
    if not is_good:
        again = max(fault.due_on or today, mend_by(fault.inspection.round, today))
        change(matter, due_on=again)
        change(fault, due_on=again)
