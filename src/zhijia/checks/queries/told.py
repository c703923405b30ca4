"""What the Word files tell, gathered from results."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Avg, Count, F, Q, QuerySet

from zhijia.platform.actor import Actor

from ..models import Fault, Inspection, Round
from ..paper import FaultTold, ItemTold, RoundTold, SectionTold, UnitTold
from ..paper.reports import span
from ..rules import rounds as rules
from . import marks, outcomes
from .running import faults, inspections

FAULT_LISTS = (("", "待整改、待复查"), ("late", "逾期"), ("lifted", "已销项"), ("left", "遗留"))
MOST_FAULTS = 60


def number(value: Decimal | None) -> str:
    """Write points without useless noughts."""
    return "—" if value is None else f"{value.normalize():f}"


def _percent(value: int | None) -> str:
    return "—" if value is None else f"{value}%"


def fault_list(actor: Actor, state: str, today: date) -> QuerySet[Fault]:
    """Return the faults of all rounds this actor sees; those still standing by default."""
    found = faults(actor).filter(inspection__state__in=("told", "done"))
    if state == "late":
        found = found.filter(state="open", due_on__lt=today)
    elif state in {"lifted", "left"}:
        found = found.filter(state=state)
    else:
        found = found.filter(state__in=("open", "mended"))
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def fault_lines(found: QuerySet[Fault]) -> QuerySet[Fault]:
    """Return faults with what a line of a list shows of them."""
    of = ("unit__name", "round__title")
    return found.only(
        "words", "where", "due_on", "state", "item__code", *(f"inspection__{name}" for name in of)
    )


def _fault(one: Fault, unit: str = "") -> FaultTold:
    return FaultTold(
        one.item.code,
        one.words,
        one.where,
        one.get_state_display(),
        f"{one.due_on:%Y-%m-%d}" if one.due_on else "—",
        one.mended_words,
        f"复查：{one.checked_words}" if one.checked_words else "",
        unit,
    )


def _why(line: marks.Beside) -> str:
    """Return why marks were lost at an item, in the inspectors' words."""
    said = [mark.words for _, mark in line.given if mark.words.strip()]
    said += [fault.words for fault in line.faults]
    return "；".join(dict.fromkeys(said)) or "—"


def _is_short(line: marks.Beside) -> bool:
    """Say whether an item lost marks, or was left out."""
    score = line.score
    if score is None:
        return False
    return score.is_na or score.is_broken or score.points < line.item.full


def _item(line: marks.Beside) -> ItemTold:
    """Return what the paper tells of an item that lost marks."""
    score = line.score
    assert score is not None, "only items with a score have lost marks"
    got = "不涉及" if score.is_na else f"{number(score.points)}/{number(line.item.full)}"
    return ItemTold(line.item.code, line.item.asks, got, _why(line))


def _section(one: outcomes.SectionLine) -> SectionTold:
    """Return what the paper tells of a section."""
    points = number(one.points), number(one.full)
    return SectionTold(one.name, *points, _percent(one.percent), _percent(one.before))


def _people(inspection: Inspection) -> str:
    """Return who inspected, the lead marked; one query."""
    people = inspection.inspectors.select_related("member")
    return "、".join(f"{one}{'（组长）' if one.is_lead else ''}" for one in people)


def unit_told(actor: Actor, inspection: Inspection) -> UnitTold:
    """Return what the paper on one unit tells; of its score only once the unit was told."""
    lines, round = marks.beside(inspection), inspection.round
    is_told = inspection.state in {"told", "done"}
    return UnitTold(
        round=round.title,
        unit=inspection.unit.name,
        standard=str(round.edition),
        owner=round.unit.name,
        days=span(round.from_on, round.until_on),
        people=_people(inspection),
        score=number(inspection.score) if is_told else "—",
        grade=inspection.grade or "—",
        place=str(inspection.place) if inspection.place else "—",
        self_score=number(inspection.self_score),
        veto="触犯，等次定为最低一等" if inspection.is_vetoed else "没有触犯",
        words=inspection.result_words,
        sections=[_section(one) for one in outcomes.section_lines(inspection)] if is_told else [],
        items=[_item(line) for line in lines if is_told and _is_short(line)],
        faults=[_fault(one) for one in outcomes.faults_of(inspection)] if is_told else [],
        objections=[
            (line.item.code, line.objection.words, line.objection.answer or "待答复")
            for line in lines
            if is_told and line.objection
        ],
    )


def round_told(actor: Actor, round: Round) -> RoundTold:
    """Return what the report of a round tells: of the units this actor sees."""
    rows = outcomes.results(actor, round)
    seen = inspections(actor).filter(round=round).order_by().values("pk")
    told = Fault.objects.filter(inspection__in=seen, inspection__state__in=("told", "done"))
    counts = told.aggregate(n=Count("pk"), lifted=Count("pk", filter=Q(state="lifted")))
    listed = told.select_related("item", "inspection__unit").order_by("inspection__unit_path")
    means, weak = outcomes.round_means(round)
    mean = round.inspections.filter(state="done").aggregate(mean=Avg("score"))["mean"]
    return RoundTold(
        title=round.title,
        owner=round.unit.name,
        standard=str(round.edition),
        days=span(round.from_on, round.until_on),
        rule=f"等次：{round.bands}。",
        total=round.inspections.counted().count(),
        mean="—" if mean is None else f"{mean:.1f}",
        grades=_grades(round, rows),
        rows=_ranked(rows),
        sections=[
            SectionTold(one.name, "—", number(one.full), _percent(one.percent)) for one in means
        ],
        weak=[ItemTold(one.code, one.asks, f"{one.percent}%", "") for one in weak],
        faults=[_fault(one, one.inspection.unit.name) for one in listed[:MOST_FAULTS]],
        found=counts["n"],
        lifted=counts["lifted"],
    )


def _grades(round: Round, rows: Sequence[Inspection]) -> list[tuple[str, int]]:
    """Count the units with a result by their grade."""
    told = [one.grade for one in rows if one.state == "done"]
    return [(band.word, told.count(band.word)) for band in rules.read_bands(round.bands)]


def _ranked(rows: Iterable[Inspection]) -> list[tuple[str, ...]]:
    return [
        (
            str(one.place) if one.place else "—",
            one.unit.name,
            number(one.score),
            one.grade + ("（否决）" if one.is_vetoed else ""),
            str(one.faults_count),
            str(one.left_count),
        )
        for one in rows
    ]
