"""Reading marks: the sheet of one marker, what is still unmarked, how inspectors stand apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from zhijia.platform.actor import Actor

from ..models import (
    Fault,
    Inspection,
    Inspector,
    Item,
    Mark,
    Objection,
    Proof,
    Score,
)
from ..rules import rounds, scales, scoring
from ..rules.scales import Scale
from .running import inspections


@dataclass(slots=True)
class SheetLine:
    """An item on the sheet of one marker: its scale, their mark, their proof and faults."""

    item: Item
    scale: Scale
    mark: Mark | None = None
    proofs: list[Proof] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return the buttons of the item, each with its value and what it says."""
        scale = self.scale
        if scale.way == "deduct":
            return [(str(n), "没有" if n == 0 else f"{n} 处") for n in scale.counts]
        if scale.way == "yes":
            return [(scales.YES, scales.YES), (scales.NO, scales.NO)]
        if scale.way == "grades":
            return [(one.word, f"{one.word}（{one.points.normalize():f}）") for one in scale.grades]
        return []

    @property
    def is_short(self) -> bool:
        """Say whether marks were taken off, or the item left out."""
        mark = self.mark
        if mark is None:
            return False
        return mark.is_na or mark.is_broken or mark.points < self.item.full

    @property
    def is_reasoned(self) -> bool:
        """Say whether it is said why, in words or by a fault."""
        return bool((self.mark and self.mark.words.strip()) or self.faults)


def items_of(inspection: Inspection) -> list[Item]:
    """Return the items of the round's version, in order; one query."""
    return list(inspection.round.edition.items.all())


def sheet(inspection: Inspection, inspector: Inspector | None) -> list[SheetLine]:
    """Return the sheet of one inspector, or of the unit itself with None; four queries."""
    lines = {item.pk: SheetLine(item, item.line.parsed) for item in items_of(inspection)}
    for mark in inspection.marks.filter(inspector=inspector):
        lines[mark.item_id].mark = mark
    own = inspection.proofs.filter(inspector=inspector, is_mending=False)
    for proof in own.select_related("file"):
        lines[proof.item_id].proofs.append(proof)
    if inspector is not None:
        for fault in inspection.faults.filter(inspector=inspector):
            lines[fault.item_id].faults.append(fault)
    return list(lines.values())


def unmarked(lines: Iterable[SheetLine]) -> list[str]:
    """Return the codes of the items without a mark."""
    return [line.item.code for line in lines if line.mark is None]


def unreasoned(lines: Iterable[SheetLine]) -> list[str]:
    """Return the codes of the items where it is not said why marks were taken off."""
    return [line.item.code for line in lines if line.is_short and not line.is_reasoned]


def so_far(lines: Sequence[SheetLine]) -> scoring.Total:
    """Return what the marks of one sheet add up to."""
    marked = [line for line in lines if line.mark is not None]
    return scoring.total(
        (
            line.item.full,
            scoring.Settled(line.mark.points, line.mark.is_na, line.mark.is_broken, "one"),
        )
        for line in marked
        if line.mark is not None
    )


def one_line(inspection: Inspection, inspector: Inspector | None, item: Item) -> SheetLine:
    """Return one item of a sheet; a few queries."""
    mark = inspection.marks.filter(inspector=inspector, item=item).first()
    own = inspection.proofs.filter(inspector=inspector, item=item, is_mending=False)
    proofs = list(own.select_related("file"))
    faults = list(inspection.faults.filter(inspector=inspector, item=item)) if inspector else []
    return SheetLine(item, item.line.parsed, mark, proofs, faults)


@dataclass(slots=True)
class Beside:
    """An item with what every inspector gave it, how far apart they are, what it got."""

    item: Item
    own: Mark | None
    given: list[tuple[Inspector, Mark]]
    is_disputed: bool
    is_apart: bool
    score: Score | None
    faults: list[Fault] = field(default_factory=list)
    objection: Objection | None = None

    @property
    def marks(self) -> list[scoring.Given]:
        """Return what was given, as rules read it."""
        return [mark.given for _, mark in self.given]


def beside(inspection: Inspection) -> list[Beside]:
    """Return all items with what everybody gave them; six queries.

    What an inspector gave is told only once they have handed in.
    """
    seated = {one.pk: one for one in inspection.inspectors.select_related("member")}
    marks: dict[int, list[Mark]] = {}
    own: dict[int, Mark] = {}
    for mark in inspection.marks.all():
        if mark.inspector_id is None:
            own[mark.item_id] = mark
        elif seated[mark.inspector_id].sent_on:
            marks.setdefault(mark.item_id, []).append(mark)
    scores = {one.item_id: one for one in inspection.scores.all()}
    faults: dict[int, list[Fault]] = {}
    for fault in inspection.faults.all():
        faults.setdefault(fault.item_id, []).append(fault)
    objections = {one.item_id: one for one in inspection.objections.select_related("decided_by")}
    found = []
    for item in items_of(inspection):
        given = [
            (seated[mark.inspector_id], mark)
            for mark in marks.get(item.pk, [])
            if mark.inspector_id is not None
        ]
        disputed = scoring.needs_agreement(
            inspection.round.mode,
            inspection.round.gap,
            item.full,
            [mark.given for _, mark in given],
        )
        score = scores.get(item.pk)
        found.append(
            Beside(
                item,
                own.get(item.pk),
                given,
                disputed,
                disputed and (score is None or score.how != "agreed"),
                score,
                faults.get(item.pk, []),
                objections.get(item.pk),
            )
        )
    return found


def is_disputed(inspection: Inspection, item: Item) -> bool:
    """Say whether inspectors are so far apart on an item that they must agree; six queries."""
    return any(line.is_disputed for line in beside(inspection) if line.item.pk == item.pk)


def proofs(actor: Actor) -> QuerySet[Proof]:
    """Return the proof of the inspections this actor sees.

    What an inspector has gathered is theirs alone until the unit was told.
    """
    seen = inspections(actor).order_by().values("pk")
    found = Proof.objects.filter(inspection__in=seen)
    told = Q(inspection__state__in=("told", "done")) | Q(inspector=None)
    return found.filter(told | Q(inspector__member=actor.member_id or 0)).select_related(
        "file", "inspection__round", "item"
    )


def unsent(inspection: Inspection) -> list[str]:
    """Return the names of the inspectors who have not handed in."""
    waiting = inspection.inspectors.filter(sent_on=None).select_related("member")
    return [str(one.member) for one in waiting]


def objectable(inspection: Inspection) -> list[Item]:
    """Return the items with a score that the unit has not objected to; one query."""
    taken = inspection.objections.order_by().values("item")
    scored = Item.objects.filter(scores__inspection=inspection).exclude(pk__in=taken)
    return list(scored)


def site_page(
    actor: Actor, inspection: Inspection, inspector: Inspector | None, lines: Sequence[SheetLine]
) -> dict[str, Any]:
    """Return what the sheet of one marker tells."""
    may = rounds.may_mark(
        state=inspection.state,
        is_self=inspector is None,
        is_sent=bool(inspector and inspector.sent_on),
    )
    left = unmarked(lines)
    complete = rounds.is_complete(unmarked=left, unreasoned=unreasoned(lines))
    total = so_far(lines)
    return {
        "inspection": inspection,
        "inspector": inspector,
        "may_mark": may,
        "complete": may and complete,
        "done": len(lines) - len(left),
        "of": len(lines),
        "percent": 100 * (len(lines) - len(left)) // len(lines) if lines else 0,
        "total": total,
    }
