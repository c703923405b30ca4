"""Mending: what a unit put right, and who looked at it again."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, require
from zhijia.platform.files.acts import keep

from .. import policies
from ..models import Fault, Inspection, Proof
from ..rules import mending as rules
from .rounds import step
from .settling import tell


def _held(fault: Fault) -> tuple[Inspection, Fault]:
    """Lock a fault and its inspection."""
    inspection, fault = lock(fault.inspection, fault)
    fault.inspection = inspection
    return inspection, fault


def _show(actor: Actor, fault: Fault, upload: "UploadedFile[bytes] | None", today: date) -> None:
    """Keep the photo of what was mended, or of what was seen again."""
    if upload:
        Proof.objects.create(
            inspection=fault.inspection,
            item=fault.item,
            fault=fault,
            is_mending=True,
            file=keep(actor=actor, upload=upload),
            added_on=today,
            by_id=actor.member_id,
        )


@action("报整改")
def mend(
    *,
    actor: Actor,
    fault: Fault,
    words: str,
    today: date,
    upload: "UploadedFile[bytes] | None" = None,
) -> Fault:
    """Say what was put right, with a photo where there is one."""
    inspection, fault = _held(fault)
    require(policies.may_mend(actor, fault))
    require(rules.may_mend(state=inspection.state, fault=fault.state))
    _show(actor, fault, upload, today)
    step(actor, inspection, "mended", today, f"{fault}：{words}")
    tell(actor, inspection, "checks.mended", f"{inspection.unit}报整改", words, today, up=True)
    return change(
        fault, state="mended", mended_on=today, mended_by_id=actor.member_id, mended_words=words
    )


@action("复查整改")
def recheck(
    *,
    actor: Actor,
    fault: Fault,
    is_good: bool,
    words: str,
    today: date,
    upload: "UploadedFile[bytes] | None" = None,
) -> Fault:
    """Look again: lift the fault, or send it back to be mended anew."""
    inspection, fault = _held(fault)
    require(policies.may_recheck(actor, fault))
    is_mender = actor.member_id is not None and fault.mended_by_id == actor.member_id
    require(
        rules.may_recheck(
            state=inspection.state, fault=fault.state, is_mender=is_mender, words=words
        )
    )
    _show(actor, fault, upload, today)
    outcome = "合格，销项" if is_good else "不合格，继续整改"
    step(actor, inspection, "rechecked", today, f"{fault}：{outcome}。{words}")
    tell(actor, inspection, "checks.rechecked", f"复查{outcome}", words, today, up=False)
    return change(
        fault,
        state="lifted" if is_good else "open",
        checked_by_id=actor.member_id,
        checked_words=words,
        lifted_on=today if is_good else None,
    )
