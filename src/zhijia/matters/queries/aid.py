"""Reading an application for legal aid for its papers."""

from datetime import date
from typing import Any

from ..kinds import KINDS
from ..kinds.answering import shown
from ..models import Matter, Move
from ..paper import aid

KIND = KINDS["legal_aid"]


def _in_words(values: dict[str, Any], key: str) -> str:
    return shown(KIND.field(key), values.get(key))


def _step(matter: Matter, *names: str) -> tuple[date, Move | None]:
    """Return the last step of these names and its day; the day of the state where there is none."""
    made = matter.moves.filter(step__in=names).order_by("pk").last()
    return (made.done_on if made else matter.since_on), made


def as_paper(matter: Matter) -> aid.Aid:
    """Return an application as its papers tell it."""
    values, apart = matter.values, matter.kept_apart
    filer = matter.filer.name if matter.filer else ""
    return aid.Aid(
        number=matter.number,
        unit=str(matter.unit),
        title=matter.title,
        cause=_in_words(values, "cause"),
        wanted=_in_words(values, "wanted"),
        applicant=str(values.get("applicant") or filer),
        phone=str(apart.get("phone", "")),
        opponent=str(values.get("opponent", "")),
        request=str(values.get("request", "")),
        facts=str(apart.get("facts", "")),
        applied_on=matter.filed_on or matter.drafted_on,
        has_papers=bool(values.get("has_papers")),
    )


def _decision(matter: Matter) -> bytes:
    on, made = _step(matter, "grant", "refuse")
    is_given = made is not None and made.step == "grant"
    ground = _in_words(matter.values, "ground")
    why = ground if is_given else made.words if made else ""
    form = _in_words(matter.values, "form")
    return aid.decision(as_paper(matter), on, is_given=is_given, why=why, form=form)


def _referral(matter: Matter) -> bytes:
    on, made = _step(matter, "refer")
    return aid.referral(
        as_paper(matter),
        on,
        office=str(matter.values.get("office", "")),
        lawyer=str(matter.values.get("lawyer", "")),
        form=_in_words(matter.values, "form"),
        words=made.words if made else "",
    )


AID_PAPERS = {
    "application": lambda matter: aid.application(as_paper(matter)),
    "decision": _decision,
    "referral": _referral,
}
