"""What comes in without an account, as a room takes it in: nobody's acts, at the clock's time."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from zhijia.law import refused
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock
from zhijia.platform.doorway.register import Received

from .. import queries
from ..kinds import KINDS
from ..kinds.appealing import REACH
from ..kinds.declaring import Step
from ..models import Grade, Matter, Promise, Remark
from ..rules import promises
from .filing import open_from
from .steps import Given, enclose, take
from .telling import tell_parties
from .working import judge

UP = "upper"
NAMED = "named"  # beside the phone: who an appeal without an account is from, once they say so
STRANGER = ("stranger",)


def photos(received: Received) -> list[SimpleUploadedFile]:
    """Return the photos of a letter as files."""
    return [
        SimpleUploadedFile(f"照片{n}.jpg", data, "image/jpeg")
        for n, data in enumerate(received.photos, 1)
    ]


def _unit(path: str) -> Unit:
    """Return the unit at a path; where it was dissolved meanwhile, the nearest above it."""
    found = queries.standing_at(path)
    if found is None:
        raise Refused(refused("单位已撤销"))
    return found


def _goes_to(kind: str, cause: str, path: str) -> Unit:
    """Return the unit that an appeal goes to: about a union to the one above."""
    here = _unit(path)
    above = here.parent if kind == "grievance" or cause == UP else None
    return queries.nearest_reader((above or here).path, KINDS[kind]) or above or here


def take_appeal(actor: Actor, received: Received) -> tuple[str, int]:
    """Take an appeal in as a matter of the kind its cause says."""
    said = dict(received.values)
    kind, _, cause = str(said.pop("cause")).partition(":")
    unit = _goes_to(kind, cause, received.unit_path)
    title, declared = str(said.pop("title")), KINDS[kind]
    values = {declared.category: cause, **said} if declared.category else said
    return _opened(actor, kind, unit, title, values, received)


def take_opinion(actor: Actor, received: Received) -> tuple[str, int]:
    """Take an opinion in."""
    said = dict(received.values)
    title = str(said.pop("title"))
    return _opened(actor, "opinion", _unit(received.unit_path), title, said, received)


def take_service(actor: Actor, received: Received) -> tuple[str, int]:
    """Count a rating, and open a matter where something is to be set right."""
    said = dict(received.values)
    promise = Promise.objects.filter(token=said["promise"], unit_path=received.unit_path).first()
    grade = count_grade(actor=actor, received=received, promise=promise)
    if not said["fault"]:
        return "matters.Grade", grade.pk
    name = promise.title if promise else "其他服务"
    values = {key: said[key] for key in ("fault", "words", "phone")} | {"promise": name}
    unit = _unit(received.unit_path)
    return _opened(actor, "service", unit, f"对“{name}”不满意", values, received)


def _opened(
    actor: Actor, kind: str, unit: Unit, title: str, values: Mapping[str, Any], received: Received
) -> tuple[str, int]:
    files, today = photos(received), received.today
    matter = open_from(
        actor=actor, kind=kind, unit=unit, title=title, values=values, today=today, uploads=files
    )
    return "matters.Matter", matter.pk


@action("计入服务评价")
def count_grade(*, actor: Actor, received: Received, promise: Promise | None) -> Grade:
    """Count how somebody without an account judged a service."""
    choice = received.values["choice"]
    return Grade.objects.create(
        promise=promise,
        unit_path=received.unit_path,
        choice=choice,
        is_satisfied=choice in promises.SATISFIED,
        words=received.values["words"],
        graded_on=received.today,
    )


def add(actor: Actor, kind: str, number: int, received: Received) -> None:
    """Add what the bearer of a receipt says to their matter."""
    if kind == "matters.Matter":
        add_words(actor=actor, matter=Matter.objects.get(pk=number), received=received)


@action("收取匿名补充")
def add_words(*, actor: Actor, matter: Matter, received: Received) -> Matter:
    """Write what was added: words and photos, a rating, consent to go on by name, or once more.

    What can no longer be done, because the matter has moved meanwhile, is kept as words.
    """
    # What was merged is another filer's now: what is added reaches who handles it alone.
    theirs, matter = matter.pk, lock(queries.current(matter))
    said, lost = received.values, list[str]()
    for do in (_consent, _again, _rate):
        try:
            do(actor, matter, received)
        except Refused as no:
            lost.append(f"（{no}）")
        matter.refresh_from_db()
    words = "\n".join(filter(None, [str(said.get("words") or ""), *lost]))
    if words or received.photos:
        is_outside = matter.pk == theirs
        _remark(actor, matter, words or "（补充了照片）", received, is_outside=is_outside)
    return matter


def _step(matter: Matter, name: str) -> Step:
    """Return a step of a matter. Refused where it went on as one of a kind that has none."""
    found = next((one for one in matter.declared.steps if one.id == name), None)
    if found is None:
        raise Refused(refused(f"已经转为{matter.kind_name}，在那里办理"))
    return found


def _consent(actor: Actor, matter: Matter, received: Received) -> None:
    said = received.values
    if not said.get("consented"):
        return
    step = _step(matter, "consent")
    given = Given(values={"consented": said["consented"], REACH.id: said["phone"]})
    take(actor, matter, step, given, received.today, held=STRANGER)
    matter.refresh_from_db()
    matter.keep_apart({**matter.kept_apart, NAMED: str(said["name"])})
    change(matter, sealed=matter.sealed)


def _again(actor: Actor, matter: Matter, received: Received) -> None:
    if received.values.get("again"):
        step = _step(matter, "reopen")
        given = Given(words=str(received.values.get("words") or ""))
        take(actor, matter, step, given, received.today, held=STRANGER)


def _rate(actor: Actor, matter: Matter, received: Received) -> None:
    if choice := received.values.get("choice"):
        judge(actor, matter, str(choice), "", received.today, by=STRANGER)


def _remark(
    actor: Actor, matter: Matter, words: str, received: Received, *, is_outside: bool
) -> None:
    """Write a remark of nobody's, and tell who handles the matter."""
    made = Remark.objects.create(
        matter=matter,
        party="来件人",
        said_on=received.today,
        words=words,
        is_outside=is_outside,
    )
    enclose(actor, matter, photos(received))
    told = ("handler", *matter.declared.readers)
    title, event = f"{matter.kind_name}：来件人有补充", f"remark:{made.pk}"
    tell_parties(actor, matter, told, title, matter.number, event, received.today)
