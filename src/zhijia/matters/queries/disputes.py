"""Reading a dispute: its papers, until when arbitration is open, who sits on the committee."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhijia.law import Verdict
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.refs.queries import calendar
from zhijia.platform.wording import written

from .. import policies
from ..kinds import KINDS, answering
from ..kinds.declaring import Kind
from ..models import Matter, Mediator, Move
from ..paper import mediation, supervision
from ..rules import disputes as rules
from .limits import due_in
from .pages import desks_of
from .reading import names_of
from .strangers import units_from, with_readers

MOST = 500  # seats on one page
MEDIATION, SUPERVISION = KINDS["mediation"], KINDS["supervision"]
LETTERS = {"hint": "hint", "urge": "opinion", "advise": "advice"}
BEFORE = {
    "urge": "我会于{on}发出提示函（{number}），{answer}。",
    "advise": "我会于{on}发出监督意见书（{number}），{answer}。",
}


def keeper_of(kind: Kind, path: str) -> Unit | None:
    """Return the unit that takes up a case of a kind from `path`: the nearest that can."""
    near = units_from(path)
    if "mediator" in kind.readers:
        near = with_committee(near)
    found = with_readers(near, kind)
    return found[0] if found else None


def with_committee(units: list[Unit]) -> list[Unit]:
    """Return those of these units that have a mediation committee; all where none has."""
    sitting = Mediator.objects.filter(unit__in=units, ended_on=None).order_by()
    held = {*sitting.values_list("unit_id", flat=True)}
    return [unit for unit in units if unit.pk in held] or units


@dataclass(frozen=True, slots=True)
class Committee:
    """A unit's mediation committee, its make-up judged; `may` says whether one may change it."""

    unit: Unit
    seats: list[Mediator]
    verdict: Verdict
    may: Verdict


def committees(actor: Actor, place: Place) -> list[Committee]:
    """Return the committees of one's own unit and those in sight, at most a hundred units."""
    mine = Mediator.objects.above(actor) | Mediator.objects.within(actor)
    found = mine.filter(place.narrows("unit_path"), ended_on=None).select_related("unit")
    by_unit: dict[int, list[Mediator]] = {}
    for seat in found.order_by("unit_path", "-is_head", "side", "pk")[:MOST]:
        by_unit.setdefault(seat.unit_id, []).append(seat)
    return [
        Committee(seats[0].unit, seats, make_up(seats), policies.may_engage(actor, seats[0].unit))
        for seats in by_unit.values()
    ]


def keeps_any(actor: Actor) -> bool:
    """Say whether somebody keeps the desk of any unit."""
    return desks_of(actor).exists()


def make_up(sitting: Iterable[Mediator]) -> Verdict:
    """Judge how a committee is made up."""
    return rules.makes_up(rules.Seat(one.side, one.is_head, one.is_union) for one in sitting)


def day_of(values: dict[str, Any], key: str) -> date | None:
    """Return a day among answers; None where it was not given."""
    return date.fromisoformat(str(values[key])) if values.get(key) else None


def arbitration(matter: Matter) -> rules.Clock | None:
    """Return until when arbitration may be asked for; None while nobody said when it was known."""
    values = matter.values
    known = day_of(values, "known_on")
    if known is None:
        return None
    broken = [rules.Broken(date.fromisoformat(on), how) for on, how in values.get("broken", [])]
    return rules.arbitration_clock(
        cause=str(values.get("cause", "")),
        known_on=known,
        broken=broken,
        left_on=day_of(values, "left_on"),
        is_employed=bool(values.get("is_employed")),
        calendar=calendar(),
    )


def _step(matter: Matter, *steps: str) -> Move | None:
    """Return the last step of these names; None where there was none."""
    return matter.moves.filter(step__in=steps).select_related("by").order_by("pk").last()


def as_paper(matter: Matter) -> mediation.Dispute:
    """Return a dispute as its papers tell it."""
    values, apart = matter.values, matter.kept_apart
    keys = list(values.get("mediators", []))
    names = names_of(keys)
    filer = matter.filer.name if matter.filer else ""
    return mediation.Dispute(
        number=matter.number,
        unit=str(matter.unit),
        title=matter.title,
        cause=answering.shown(MEDIATION.field("cause"), values.get("cause")),
        applicant=str(values.get("applicant") or filer),
        applicants=int(values.get("applicants") or 1),
        speakers=str(values.get("speakers", "")),
        phone=str(apart.get("phone", "")),
        opponent=str(values.get("opponent", "")),
        request=str(values.get("request", "")),
        facts=str(values.get("facts", "")),
        applied_on=matter.filed_on or matter.drafted_on,
        is_oral=bool(values.get("is_oral")),
        mediators="、".join(names.get(key, "") for key in keys),
    )


def _terms(matter: Matter) -> mediation.Terms:
    values = matter.values
    return mediation.Terms(
        words=str(values.get("terms", "")),
        keep_by=day_of(values, "keep_by") or matter.since_on,
        keep_how=str(values.get("keep_how", "")),
        signed_on=day_of(values, "signed_on"),
    )


def _meets(values: dict[str, Any]) -> str:
    day, place = day_of(values, "meets_on"), str(values.get("meets_at", ""))
    return "，".join(filter(None, [written(day) if day else "", place]))


def _accepted(matter: Matter) -> bytes:
    made = _step(matter, "accept")
    on = made.done_on if made else matter.since_on
    ends = due_in(matter, MEDIATION.state("mediating"), on)
    return mediation.accepted(as_paper(matter), on, ends or on, _meets(matter.values))


def way_on(matter: Matter) -> str:
    """Return what is open to the worker besides mediation."""
    return rules.way_on(str(matter.values.get("cause", "")))


def _refused(matter: Matter) -> bytes:
    made = _step(matter, "refuse")
    on, words = (made.done_on, made.words) if made else (matter.since_on, "")
    return mediation.not_accepted(as_paper(matter), on, words, way_on(matter))


def _ended(matter: Matter) -> bytes:
    made, clock = _step(matter, "fail"), arbitration(matter)
    on, words = (made.done_on, made.words) if made else (matter.since_on, "")
    until = clock.until if clock else None
    told = f"申请仲裁的时效到{written(until)}" if until else ""
    why = f"（{clock.words}）" if clock else ""
    return mediation.ended(
        as_paper(matter), on, words, way_on(matter), f"{told}{why}。" if clock else ""
    )


def _minutes(matter: Matter) -> bytes:
    sat = matter.moves.filter(step="sit").select_related("by").order_by("pk")
    sittings = [
        mediation.Sitting(
            on=day_of(move.values, "held_on") or move.done_on,
            at=str(move.values.get("held_at", "")),
            attended=str(move.values.get("attended", "")),
            words=move.words,
            by=move.by.name if move.by else move.party,
        )
        for move in sat
    ]
    return mediation.minutes(as_paper(matter), sittings)


MEDIATION_PAPERS = {
    "application": lambda matter: mediation.application(as_paper(matter)),
    "accepted": _accepted,
    "refused": _refused,
    "minutes": _minutes,
    "agreement": lambda matter: mediation.agreement(as_paper(matter), _terms(matter)),
    "confirmation": lambda matter: mediation.confirmation(
        as_paper(matter), _terms(matter), str(matter.values.get("confirmed_at", ""))
    ),
    "ended": _ended,
}


def _letter(matter: Matter, step: str) -> bytes:
    """Return the letter that a step sent, with what was asked then."""
    made = _step(matter, step)
    on, said = (made.done_on, made.values) if made else (matter.since_on, {})
    sent = SUPERVISION.step(step).to
    seen = _step(matter, "look")
    until = due_in(matter, SUPERVISION.state(sent), on)
    one = supervision.Letter(
        kind=LETTERS[step],
        number=_letter_number(matter, made),
        unit=str(matter.unit),
        addressee=str(said.get("addressee", "")),
        employer=str(matter.values.get("employer", "")),
        seen=seen.words if seen else "",
        broke=str(said.get("broke", "")),
        asks=str(said.get("asks", "")),
        sent_on=on,
        reply_by=until or on,
        before=_before(matter, step, made),
    )
    return supervision.letter(one)


def _letter_number(matter: Matter, made: Move | None) -> str:
    """Return the number of a letter: 督函〔2026〕3号; "" until it has one."""
    if made is None or made.number is None:
        return ""
    return f"{SUPERVISION.mark}函〔{made.done_on.year}〕{made.number}号"


def _before(matter: Matter, step: str, made: Move | None) -> str:
    """Tell of the letter that went before, and what came of it; "" for the first letter."""
    earlier = {"urge": "hint", "advise": "urge"}.get(step)
    if earlier is None or made is None:
        return ""
    letter = _step(matter, earlier)
    if letter is None:
        return ""
    between = matter.moves.filter(step="reply", pk__gt=letter.pk, pk__lt=made.pk)
    reply = between.order_by("pk").last()
    answer = f"用人单位答复：{reply.words.rstrip('。')}" if reply else "用人单位逾期没有答复"
    return BEFORE[step].format(
        on=written(letter.done_on), number=_letter_number(matter, letter), answer=answer
    )


SUPERVISION_PAPERS = {
    paper: (lambda matter, step=step: _letter(matter, step)) for step, paper in LETTERS.items()
}
