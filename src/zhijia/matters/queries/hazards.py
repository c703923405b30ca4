"""Reading a hazard: its papers, its re-checks, the register by place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from zhijia.platform.actor import Actor
from zhijia.platform.place import Place

from .. import paper
from ..kinds import KINDS, answering
from ..models import Enclosure, Matter, MatterQuerySet, Move, Part
from ..rules import hazards as rules
from .seeing import matters

A_BATCH = 200


def _life(matter: Matter, *steps: str) -> list[Move]:
    """Return the steps of these names, oldest first, with who took them."""
    return list(matter.moves.filter(step__in=steps).select_related("by").order_by("pk"))


def _name(move: Move) -> str:
    return move.by.name if move.by else move.party


def as_paper(matter: Matter) -> paper.Hazard:
    """Return a hazard as its papers tell it."""
    values = matter.values
    field = KINDS["hazard"].field("category")
    return paper.Hazard(
        number=matter.number,
        unit=str(matter.unit),
        title=matter.title,
        place=str(values.get("place", "")),
        category=answering.shown(field, values.get("category")),
        grade=str(values.get("grade", "minor")),
        is_life=bool(values.get("is_life")),
        found_on=matter.filed_on or matter.drafted_on,
        words=str(values.get("what", "")),
        photos=matter.enclosures.filter(move=None).count(),
    )


def order_file(matter: Matter) -> bytes:
    """Return the notice to mend as a Word file, as it was last ordered."""
    made = _life(matter, "order", "fail")[-1]
    leads = matter.parts.filter(role="lead").select_related("unit", "post__member", "member")
    to = leads.order_by("pk").last()
    plan = [
        (label, str(matter.values[key]))
        for key, label in rules.PLAN.items()
        if key in matter.values
    ]
    due = str(matter.values["due_on"])
    order = paper.Order(
        to=to.holder if to else str(matter.unit),
        issued_on=made.done_on,
        due_on=date.fromisoformat(due),
        demand=made.words,
        measures=str(matter.values.get("measures", "")),
        plan=plan,
    )
    return paper.order_paper(as_paper(matter), order)


def looks(matter: Matter) -> list[paper.Recheck]:
    """Return the re-checks, each with the mending it was of."""
    found: list[paper.Recheck] = []
    mended: Move | None = None
    for move in _life(matter, "mend", "pass", "fail"):
        if move.step == "mend":
            mended = move
        elif mended:
            found.append(
                paper.Recheck(
                    mended_by=_name(mended),
                    mended_on=mended.done_on,
                    mended=mended.words,
                    checked_by=_name(move),
                    checked_on=move.done_on,
                    is_good=move.step == "pass",
                    words=move.words,
                )
            )
    return found


def recheck_file(matter: Matter) -> bytes:
    """Return the record of re-checks as a Word file."""
    due = matter.values.get("due_on")
    day = date.fromisoformat(str(due)) if due else None
    return paper.recheck_paper(as_paper(matter), day, looks(matter))


@dataclass(frozen=True, slots=True)
class Spot:
    """One place with its hazards: all that were found there, not mended, and grave ones open."""

    place: str
    found: int
    open: int
    major: int


def hazards(actor: Actor, place: Place) -> MatterQuerySet:
    """Return the hazards that an actor may see in the unit they look at."""
    found = matters(actor).filter(kind="hazard", filed_on__isnull=False)
    return found.filter(place.narrows("unit_path"))


def spots(found: QuerySet[Matter]) -> list[Spot]:
    """Return the places by how many hazards are open there; at most fifty, one query."""
    at = found.order_by().annotate(at=KT("values__place"))
    is_open = Q(closed_on=None)
    rows = at.values("at").annotate(
        n=Count("pk"),
        open_=Count("pk", filter=is_open),
        major=Count("pk", filter=is_open & Q(values__grade="major")),
    )
    top = rows.order_by("-open_", "-n", "at")[:50]
    return [Spot(row["at"] or "", row["n"], row["open_"], row["major"]) for row in top]


def grade_counts(found: QuerySet[Matter]) -> list[tuple[str, str, int, int]]:
    """Return each grade with its word, how many were found and how many are open; one query."""
    rows = found.order_by().annotate(grade=KT("values__grade")).values("grade")
    rows = rows.annotate(n=Count("pk"), open_=Count("pk", filter=Q(closed_on=None)))
    counted = {row["grade"] or "": (row["n"], row["open_"]) for row in rows}
    words = {"major": rules.GRADES["major"], "minor": rules.GRADES["minor"], "": "未定级"}
    return [(grade, word, *counted.get(grade, (0, 0))) for grade, word in words.items()]


def at_place(found: MatterQuerySet, place: str, grade: str) -> MatterQuerySet:
    """Keep the hazards of one place, of one grade."""
    if place:
        found = found.filter(values__place=place)
    if grade in rules.GRADES:
        found = found.filter(values__grade=grade)
    return found


def _is_photo(one: Enclosure) -> bool:
    return one.file.kind in {"png", "jpg"}


def hazard_page(actor: Actor, matter: Matter, today: date) -> dict[str, Any]:
    """Return what the page of a hazard shows beside what all matters show."""
    values, grade = matter.values, str(matter.values.get("grade", ""))
    place = str(values.get("place", ""))
    beside = matters(actor).filter(kind="hazard", closed_on=None, filed_on__isnull=False)
    beside = beside.filter(unit=matter.unit_id, values__place=place).exclude(pk=matter.pk)
    shots = [one for one in matter.enclosures.select_related("file", "move") if _is_photo(one)]
    before = [one for one in shots if one.move is None or one.move.step != "mend"]
    after = [one for one in shots if one not in before]
    page = {
        "before": before,
        "after": after,
        "photos": [("现场", before), ("整改后", after)],
        "is_life": bool(values.get("is_life")) and matter.closed_on is None,
        "rights": rules.RIGHTS,
        "advice": rules.ADVICE,
        "place": place,
        "grade": grade,
        "grade_word": rules.GRADES.get(grade, ""),
        "due_on": values.get("due_on"),
        "is_late": matter.closed_on is None and bool(matter.due_on and matter.due_on < today),
        "measures": values.get("measures", ""),
        "failures": matter.moves.filter(step="fail").count(),
        "has_plan": bool(rules.has_plan(grade, values)),
        "authority_on": values.get("authority_on"),
        "congress_on": values.get("congress_on"),
        "others": beside.count() if place else 0,
    }
    return {"h": page}


def _leads(found: Iterable[Matter]) -> dict[int, Part]:
    """Return who leads each of these, also of what is closed; one query."""
    parts = Part.objects.filter(matter__in=[one.pk for one in found], role="lead")
    rows = parts.select_related("unit", "post__member", "member").order_by("pk")
    return {part.matter_id: part for part in rows}


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def hazard_rows(page: Iterable[Matter], today: date) -> list[dict[str, Any]]:
    """Return the lines of the register; one query for a leaf."""
    found = list(page)
    leads = _leads(found)
    return [
        {
            "matter": one,
            "place": one.values.get("place", ""),
            "grade": one.values.get("grade", ""),
            "grade_word": rules.GRADES.get(str(one.values.get("grade", "")), "未定级"),
            "lead": leads[one.pk].holder if one.pk in leads else "",
            "due_on": _day(one.values.get("due_on")),
            "is_late": one.closed_on is None and bool(one.due_on and one.due_on < today),
            "state": one.stands,
        }
        for one in found
    ]


def hazard_lines(found: MatterQuerySet) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the Excel register, a hundred read at a time."""
    category = KINDS["hazard"].field("category")
    for few in batched(found.iterator(chunk_size=A_BATCH), A_BATCH):
        leads = _leads(few)
        fails = Move.objects.filter(matter__in=[one.pk for one in few], step="fail").order_by()
        failed = dict(fails.values("matter").annotate(n=Count("pk")).values_list("matter", "n"))
        for one in few:
            yield (
                one.number,
                one.title,
                str(one.values.get("place", "")),
                answering.shown(category, one.category),
                rules.GRADES.get(str(one.values.get("grade", "")), "未定级"),
                one.filed_on,
                leads[one.pk].holder if one.pk in leads else "",
                _day(one.values.get("due_on")),
                one.stands.name,
                one.closed_on,
                failed.get(one.pk, 0),
            )


def batched(rows: Iterable[Matter], size: int) -> Iterator[list[Matter]]:
    """Yield lists of at most `size` rows."""
    source = iter(rows)
    while few := list(islice(source, size)):
        yield few


def to_raise(since: date) -> list[Matter]:
    """Return the hazards that were due by a day and are not mended, nor reported above since."""
    late = Matter.objects.filter(kind="hazard", state__in=("ordered", "mended"))
    late = late.filter(due_on__lte=since, is_paused=False)
    told = Move.objects.filter(
        matter=OuterRef("pk"), step="up", done_on__gte=OuterRef("since_on")
    ).order_by()
    return list(late.exclude(Exists(told)).order_by("pk"))
