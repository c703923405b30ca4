"""诉求 that goes on elsewhere: a case is opened there, by name only with the person's consent."""

from collections.abc import Callable
from datetime import date
from typing import Any

from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import change, require

from .. import queries
from ..kinds import KINDS
from ..kinds.appealing import REACH
from ..models import Matter, Move, Tie
from ..rules import appeals
from .filing import open_from
from .steps import Given, after, before, enclose_again
from .strangers import NAMED

APPEALS = ("appeal", "urgent", "harassment", "grievance")
TO = {"mediation": "mediation", "aid": "legal_aid"}
SHORT = 10  # characters that facts need at least


def _told(matter: Matter) -> dict[str, Any]:
    """Return all that an appeal says, what is sealed too."""
    return {**matter.values, **matter.kept_apart}


def _case(matter: Matter) -> dict[str, Any]:
    """Return what mediation and legal aid are both opened with."""
    said = _told(matter)
    words = str(said.get("words", ""))
    return {
        "cause": said.get("dispute"),
        "applicant": said.get(NAMED, ""),
        "opponent": said.get("opponent"),
        "request": said.get("request") or said.get("wish"),
        "facts": words if len(words) >= SHORT else f"{words}（见诉求“{matter.title}”）",
        "phone": said.get(REACH.id) or said.get("phone"),
    }


def _dispute(matter: Matter) -> dict[str, Any]:
    more = {"known_on": matter.values.get("known_on"), "is_employed": matter.filer is not None}
    return {**_case(matter), **more}


def _aid(matter: Matter) -> dict[str, Any]:
    return {**_case(matter), "wanted": "open"}


def _same(matter: Matter) -> dict[str, Any]:
    """Return what was filed; what came with consent is for mediation and legal aid alone."""
    fields = {field.id for field in matter.declared.fields}
    return {key: value for key, value in _told(matter).items() if key in fields}


SAID: dict[str, Callable[[Matter], dict[str, Any]]] = {"mediation": _dispute, "aid": _aid}


def _where(matter: Matter, way: str) -> Unit:
    """Return the unit that takes it up. Refused where nobody stands above."""
    if way in TO:
        return queries.keeper_of(KINDS[TO[way]], matter.unit_path) or matter.unit
    require(appeals.has_upper(is_top=matter.unit.parent is None))
    assert matter.unit.parent is not None
    return queries.nearest_reader(matter.unit.parent.path, matter.declared) or matter.unit.parent


def once(actor: Actor, matter: Matter) -> None:
    """What was passed on goes on there."""
    gone = matter.ties.filter(how="follows").select_related("other__unit").first()
    if gone:
        require(appeals.passes_once(gone.other.number, str(gone.other.unit)))


def pass_on(actor: Actor, matter: Matter, made: Move, given: Given, today: date) -> None:
    """Open the case; who filed it, or the bearer of its receipt, follows along."""
    way = str(made.values.get("passed_to"))
    new = open_from(
        actor=actor,
        kind=TO.get(way, matter.kind),
        unit=_where(matter, way),
        title=matter.title,
        values=SAID.get(way, _same)(matter),
        today=today,
        source=("matters.Matter", matter.pk),
        source_title=f"{matter.unit}转来",
        filer=matter.filer,
    )
    kept = matter.enclosures.filter(move=None).select_related("file")
    enclose_again(new, [one.file for one in kept])
    Tie.objects.create(one=matter, other=new, how="follows", made_on=today)
    change(matter, due_on=None)


for _kind in APPEALS:
    before(_kind, "pass_on")(once)
    after(_kind, "pass_on")(pass_on)
