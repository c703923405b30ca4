"""Reading results: sections of a unit and of a round, earlier rounds, the faults, who passed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When

from zhijia.law import ALLOWED, Verdict
from zhijia.plans import policies as plan_policies
from zhijia.plans import rules as plan_rules
from zhijia.plans.models import StageCheck
from zhijia.platform.actor import Actor

from .. import policies
from ..models import Fault, Inspection, InspectionStep, Inspector, Item, Mark, Round, Score
from ..rules import mending, radar, rounds, scoring
from . import marks
from .running import inspections, inspector_of


def passes(round: Round) -> bool:
    """Say whether every unit of a round has a result that is good enough; one query."""
    lowest = rounds.read_bands(round.bands)[-1].word
    rows = list(
        round.inspections.counted().values_list("state", "is_vetoed", "grade", "left_count")
    )
    return bool(rows) and all(
        state == "done" and not vetoed and grade != lowest and not left
        for state, vetoed, grade, left in rows
    )


def may_clear_now(actor: Actor, gate: StageCheck) -> Verdict:
    """Judge whether this person may confirm a stage's check now; a query or two."""
    may = plan_policies.may_confirm(actor, gate.stage)
    return may and plan_rules.stands_in(gate.stage.state, "underway", "submitted")


def found_words(round: Round) -> str:
    """Return what a round found, in a sentence."""
    rows = round.inspections.filter(state="done").select_related("unit")
    told = "；".join(f"{one.unit} {one.score} 分（{one.grade}）" for one in rows[:10])
    return f"{round.title}：{told}"[:480]


def is_broken_by_most(inspection: Inspection, item: Item) -> bool:
    """Say whether more than half of the inspectors found a veto item broken; one query."""
    found = inspection.marks.filter(item=item, inspector__isnull=False)
    counts = found.aggregate(n=Count("pk"), broken=Count("pk", filter=Q(is_broken=True)))
    return bool(2 * counts["broken"] > counts["n"])


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section of a unit's result: full marks, points, both in per cent, what it was before."""

    name: str
    full: Decimal
    points: Decimal
    percent: int | None
    own: int | None
    before: int | None
    mean: int | None


GOT = Sum(Case(When(is_na=True, then=Value(Decimal(0))), default=F("points")))
OUT_OF = Sum(Case(When(is_na=True, then=Value(Decimal(0))), default=F("item__full")))
Sections = dict[str, tuple[Decimal, Decimal]]


def _sections(rows: "QuerySet[Score] | QuerySet[Mark]") -> Sections:
    """Return points and full marks by section; one query."""
    grouped = rows.order_by().values("item__section").annotate(got=GOT, out=OUT_OF)
    return {row["item__section"]: (Decimal(row["got"]), Decimal(row["out"])) for row in grouped}


def _rate(found: Sections, name: str) -> int | None:
    return scoring.percent(*found[name]) if name in found else None


def before(inspection: Inspection) -> QuerySet[Inspection]:
    """Return the unit's earlier results by the same standard, the newest first."""
    same = Inspection.objects.filter(
        unit=inspection.unit_id,
        round__edition__standard=inspection.round.edition.standard_id,
        state="done",
    )
    mine = inspection.round.opened_on
    earlier = Q(round__opened_on__lt=mine) | Q(round__opened_on=mine, pk__lt=inspection.pk)
    return same.filter(earlier).select_related("round").order_by("-round__opened_on", "-pk")


def section_lines(inspection: Inspection) -> list[SectionLine]:
    """Return a unit's sections: its own view, the result, the last time's, the round's mean."""
    now = _sections(inspection.scores.all())
    own = _sections(inspection.marks.filter(inspector=None))
    last = before(inspection).first()
    then = _sections(last.scores.all()) if last else {}
    others = Score.objects.filter(
        inspection__round=inspection.round_id, inspection__state__in=("told", "done")
    )
    mean = _sections(others)
    names = dict.fromkeys(item.section for item in marks.items_of(inspection))
    return [
        SectionLine(
            name,
            now.get(name, (Decimal(0), Decimal(0)))[1],
            now.get(name, (Decimal(0), Decimal(0)))[0],
            _rate(now, name),
            _rate(own, name),
            _rate(then, name),
            _rate(mean, name),
        )
        for name in names
        if name in now or name in own
    ]


def picture(lines: Sequence[SectionLine]) -> radar.Radar | None:
    """Return the radar chart of a unit; without what says nothing.

    A section in which every item is a bare veto has no marks, so it has no direction either.
    """
    drawn = [
        one for one in lines if (one.percent if one.percent is not None else one.own) is not None
    ]
    both = [
        ("本次得分", [one.percent for one in drawn]),
        ("自查", [one.own for one in drawn]),
        ("上一次", [one.before for one in drawn]),
        ("本轮平均", [one.mean for one in drawn]),
    ]
    told = [(name, values) for name, values in both if any(v is not None for v in values)]
    return radar.radar([one.name for one in drawn], told)


@dataclass(frozen=True, slots=True)
class Mean:
    """A section over all units of a round: the mean in per cent, lowest item and its rate."""

    name: str
    percent: int | None
    full: Decimal


@dataclass(frozen=True, slots=True)
class Weak:
    """An item where units lost marks: its code, what it asks, what they got in per cent."""

    code: str
    asks: str
    percent: int


def round_means(round: Round, most: int = 5) -> tuple[list[Mean], list[Weak]]:
    """Return the sections of a round over all units with a score, and where units lost most.

    Two queries: the scores of all units are walked once, item by item.
    """
    rows = Score.objects.filter(inspection__round=round, inspection__state__in=("told", "done"))
    grouped = rows.order_by().values_list("item__section", "item__code", "item__asks")
    sections: Sections = {}
    told: list[Weak] = []
    for name, code, asks, *sums in grouped.annotate(got=GOT, out=OUT_OF):
        got, out = map(Decimal, sums)
        before_got, before_out = sections.get(name, (Decimal(0), Decimal(0)))
        sections[name] = (before_got + got, before_out + out)
        if out:
            told.append(Weak(code, asks, scoring.percent(got, out) or 0))
    names = dict.fromkeys(round.edition.items.values_list("section", flat=True))
    means = [
        Mean(name, _rate(sections, name), sections[name][1]) for name in names if name in sections
    ]
    weak = sorted((one for one in told if one.percent < 100), key=lambda one: one.percent)
    return means, weak[:most]


def unlifted(inspection: Inspection) -> QuerySet[Fault]:
    """Return the faults of a unit that nobody lifted."""
    return inspection.faults.exclude(state="lifted").select_related("matter")


def faults_of(inspection: Inspection) -> list[Fault]:
    """Return the faults of a unit with their photos; two queries."""
    found = inspection.faults.select_related("item", "inspector__member", "mended_by", "checked_by")
    return list(found.prefetch_related("proofs__file").order_by("item__rank", "pk"))


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps of an inspection are open to an actor now, each as a verdict."""

    run: Verdict
    answer: Verdict
    mark_self: Verdict
    mark_site: Verdict
    review: Verdict
    skip: Verdict
    agree: Verdict
    settle: Verdict
    object_: Verdict
    accept: Verdict
    mend: Verdict
    recheck: Verdict
    result: Verdict
    call_off: Verdict
    seat: Verdict


def _may_settle(inspection: Inspection, lines: Sequence[marks.Beside]) -> Verdict:
    """Judge whether scores may be settled: all have handed in, and agree where they must."""
    if not (here := rounds.stands_in(inspection.state, "site")):
        return here
    apart = [line.item.code for line in lines if line.is_apart]
    seated = inspection.inspectors.count()
    return scoring.may_settle(open_names=marks.unsent(inspection), apart=apart, inspectors=seated)


def _may_object(inspection: Inspection, today: date) -> Verdict:
    """Judge whether the unit may still object; to which items its form knows."""
    return mending.may_object(
        state=inspection.state,
        until_on=inspection.object_until_on,
        today=today,
        is_open=False,
        has_accepted=inspection.accepted_on is not None,
    )


def _may_give_result(inspection: Inspection, today: date) -> Verdict:
    """Judge whether the result may be given; words about what is left its form asks for."""
    return mending.may_give_result(
        state=inspection.state,
        undecided=inspection.objections.filter(decided_on=None).count(),
        until_on=inspection.object_until_on,
        has_accepted=inspection.accepted_on is not None,
        today=today,
        unmended=(),
        words="",
    )


def _may_mark(actor: Actor, inspection: Inspection, me: Inspector | None) -> Verdict:
    """Judge whether this person may mark on site."""
    sent = bool(me and me.sent_on)
    return policies.may_inspect(actor, me) and rounds.may_mark(
        state=inspection.state, is_self=False, is_sent=sent
    )


def steps_of(
    actor: Actor, inspection: Inspection, lines: Sequence[marks.Beside], today: date
) -> Steps:
    """Judge every step as its action will; a few queries."""
    state, me = inspection.state, inspector_of(actor, inspection)
    run = policies.may_run(actor, inspection.round)
    answer = policies.may_answer(actor, inspection)
    told = rounds.stands_in(state, "told")
    return Steps(
        run=run,
        answer=answer,
        mark_self=answer and rounds.may_mark(state=state, is_self=True, is_sent=False),
        mark_site=_may_mark(actor, inspection, me),
        review=run and rounds.stands_in(state, "review"),
        skip=run and rounds.may_skip_self(state=state, reason="—"),
        agree=rounds.stands_in(state, "site") and policies.may_lead(actor, inspection),
        settle=run and _may_settle(inspection, lines),
        object_=answer and _may_object(inspection, today),
        accept=answer and told,
        mend=answer and told,
        recheck=told and (ALLOWED if me else run),
        result=run and _may_give_result(inspection, today),
        call_off=run and rounds.may_call_off(state=state, reason="—"),
        seat=run and rounds.may_seat(inspectors=0, state=state),
    )


CLOSED = ("agreed", "taken_back", "dropped")


def _life(inspection: Inspection, *, is_open: bool) -> list[InspectionStep]:
    """Return what happened, the newest first; what inspectors said only where it is open."""
    found = list(inspection.steps.select_related("by").order_by("-pk"))
    for one in found:
        if one.step in CLOSED and not is_open:
            one.words = ""
    return found


def inspection_page(actor: Actor, inspection: Inspection, today: date) -> dict[str, Any]:
    """Return what the page of one unit's inspection tells; about two dozen queries."""
    lines = marks.beside(inspection)
    is_told = inspection.state in {"told", "done"}
    may = steps_of(actor, inspection, lines, today)
    sections = section_lines(inspection) if is_told else []
    sees_marks = bool(may.run) and not marks.unsent(inspection)
    return {
        "inspection": inspection,
        "round": inspection.round,
        "tone": rounds.TONES[inspection.state],
        "may": may,
        "is_told": is_told,
        "lines": lines,
        "apart": [line for line in lines if line.is_apart],
        "can_see_marks": sees_marks,
        "sections": sections,
        "radar": picture(sections),
        "faults": faults_of(inspection) if is_told else [],
        "life": _life(inspection, is_open=is_told or sees_marks),
        "inspectors": list(inspection.inspectors.select_related("member__unit")),
        "me": inspector_of(actor, inspection),
        "earlier": list(before(inspection)[:6]) if is_told else [],
    }


def results(actor: Actor, round: Round) -> list[Inspection]:
    """Return the units of a round with a score this actor sees, the best first; one query."""
    found = inspections(actor).filter(round=round, state__in=("told", "done"))
    return list(found.order_by(F("place").asc(nulls_last=True), "is_vetoed", "-score", "unit_path"))


def late(faults: Iterable[Fault], today: date) -> list[Fault]:
    """Return the faults that should be mended by now."""
    return [
        one for one in faults if mending.is_late(fault=one.state, due_on=one.due_on, today=today)
    ]
