"""查看被拒: who tried to open what was told in confidence, for those who watch over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from zhijia.org.rules import HEADS
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import APART, NOWHERE, AuditEntry
from zhijia.platform.scope import NOTHING, after, prefixes

from ..kinds import KINDS
from ..models import Matter
from ..rules.watching import AUDITORS, CONFIDED, MOST
from .reading import names_of
from .seeing import stands_as

ACTION = "matters.note_refused_look"


@dataclass(frozen=True, slots=True)
class Look:
    """One refused look: when, by whom, at what kind of matter of which unit."""

    at: datetime
    who: str
    what: str
    number: str
    unit: str


def may_watch(actor: Actor) -> bool:
    """Say whether somebody watches over anything told in confidence."""
    return bool(actor.stands((*AUDITORS, *HEADS, "women_head")))


def _entries(actor: Actor) -> Iterable[AuditEntry]:
    """Return the newest refused looks that may concern an actor; one query."""
    here = actor.stands((*AUDITORS, *HEADS, "women_head"))
    where = Q(unit_path=NOWHERE) if here else NOTHING
    for path in here:
        where |= Q(unit_path__gte=f"{APART}{path}", unit_path__lt=f"{APART}{after(path)}")
    return AuditEntry.objects.filter(where, action=ACTION).order_by("-pk")[: MOST * 3]


def _key(entry: AuditEntry) -> int:
    """Return the key of the matter that an entry is about; 0 where it names none."""
    key = entry.subject.partition("#")[2].split(" ")[0]
    return int(key) if key.isdecimal() else 0


def _told(actor: Actor, matter: Matter) -> str:
    """Return how a matter is named to an actor; "" where they watch over none such."""
    kind = KINDS[matter.kind]
    if matter.unit_path in stands_as(actor, kind.readers):
        return kind.name
    is_open = "desk_here" in kind.readers
    if is_open and matter.unit_path in actor.stands(AUDITORS):
        return kind.name
    above = prefixes(matter.unit_path)[:-1]
    if above and above[-1] in actor.stands(HEADS):
        return kind.name if is_open else CONFIDED
    return ""


def looks(actor: Actor) -> list[Look]:
    """Return the refused looks that an actor watches over, the newest first; three queries."""
    entries = list(_entries(actor))
    rows = Matter.objects.filter(pk__in={_key(one) for one in entries})
    matters = {one.pk: one for one in rows.select_related("unit")}
    names = names_of(entry.member_id for entry in entries)
    found = []
    for entry in entries:
        matter = matters.get(_key(entry))
        if matter is None or not (what := _told(actor, matter)):
            continue
        who = names.get(entry.member_id or 0, "—")
        number = "" if what == CONFIDED else matter.number
        found.append(Look(entry.done_at, who, what, number, str(matter.unit)))
    return found[:MOST]
