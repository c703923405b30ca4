"""What is printed of proposals: their form, the letter that answers, the report on a call."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from ..models import Call, Matter, Move
from ..paper.proposals import Letter, Line, Proposal, Report, form_paper, letter_paper, report_paper
from ..rules.proposals import CARRIED
from .reading import last_answer
from .reports import carried_over, of_call, tally


def _opinion(move: Move | None) -> str:
    """Return what somebody wrote in a step, with name and day; "" where nobody took it."""
    if move is None:
        return ""
    who = str(move.by) if move.by else move.party
    return f"{move.words or move.name}\n{who}　{move.done_on:%Y-%m-%d}"


def _last(moves: Sequence[Move], *steps: str) -> Move | None:
    return next((move for move in reversed(moves) if move.step in steps), None)


def form_file(matter: Matter) -> bytes:
    """Return the form of a proposal; four queries."""
    return forms_file([matter])


def forms_file(matters: Sequence[Matter]) -> bytes:
    """Return the forms of proposals in one file; four queries each."""
    return form_paper([_proposal(one) for one in matters])


def _proposal(matter: Matter) -> Proposal:
    moves = list(matter.moves.select_related("by"))
    said = matter.values
    kind = matter.declared
    answer = _last(moves, "answer")
    handled = f"{said.get('answer', '')}\n{_opinion(answer)}" if answer else ""
    treated = "advice" if said.get("treated") == "advice" else ""
    treated = treated or {"merged": "merged", "declined": "declined"}.get(matter.state, "")
    assists = matter.parts.filter(role="assist").exclude(answered_on=None)
    return Proposal(
        number=matter.number,
        unit=matter.unit.name,
        title=matter.title,
        filer=matter.filer.name if matter.filer else "",
        filer_unit=matter.filer.unit.name if matter.filer else "",
        filer_post="职工代表",
        backers=[
            b.member.name for b in matter.backers.filter(is_for=True).select_related("member")
        ],
        category=matter.category,
        categories=kind.field("category").choices,
        cause=said.get("cause", ""),
        analysis=said.get("analysis", ""),
        remedy=said.get("remedy", ""),
        suggested=said.get("suggested", ""),
        treated=treated or ("filed" if matter.serial else ""),
        delegation=_opinion(_last(moves, "endorse")),
        committee=_opinion(_last(moves, "file", "suggest", "decline", "merge")),
        handled=handled,
        leader=_opinion(_last(moves, "note")),
        assisted=[f"{one.holder}：{one.answer}（{one.answered_on:%Y-%m-%d}）" for one in assists],
    )


def letter_file(matter: Matter) -> bytes:
    """Return the letter that answers a proposal."""
    return letter_paper(letter_of(matter))


def letter_of(matter: Matter) -> Letter:
    """Return the answer to a proposal as a letter. LookupError while there is none."""
    answer = last_answer(matter)
    if answer is None:
        raise LookupError("a proposal that nobody answered has no letter")
    lead = matter.parts.filter(role="lead").order_by("pk").last()
    signed = (lead.department or lead.unit.name) if lead else matter.unit.name
    return Letter(
        unit=matter.unit.name,
        number=f"提复〔{answer.done_on.year}〕{answer.number}号",
        to=f"{matter.filer.name}代表" if matter.filer else "提案人",
        title=matter.title,
        of=matter.number,
        body=answer.values.get("answer", ""),
        signed=signed,
        on=answer.done_on,
        contact=answer.values.get("contact", ""),
    )


def report_of(call: Call, day: date, *, whole: bool) -> bytes:
    """Return the report on a call's proposals to the congress, as a .docx file."""
    rows = of_call(call).filter(serial__isnull=False).order_by("year", "serial")
    report = Report(
        unit=call.unit.name,
        call=call.title,
        on=day,
        sentences=sentences(call, whole=whole),
        taken=[_line(one) for one in _whole(rows)],
        carried_over=[_line(one) for one in _whole(carried_over(call))],
    )
    return report_paper(report)


def sentences(call: Call, *, whole: bool) -> list[str]:
    """Return the numbers of a call in sentences."""
    n = tally(call, whole=whole)
    groups = "，".join(f"{name} {count} 件" for name, count in n.by_category)
    first = f"本次共收到提案 {n.filed} 件" + (f"，其中{groups}。" if groups else "。")
    second = (
        f"经审查，立案（含转为建议办理）{n.taken} 件，并案 {n.merged} 件，不立案 {n.declined} 件。"
    )
    third = f"立案的提案已答复 {n.answered} 件；已落实 {n.carried} 件，未能落实 {n.failed} 件，"
    third += f"正在办理和落实 {n.under_way} 件。"
    rated = f"提案人作出评价的 {n.rated} 件，满意和基本满意 {n.satisfied} 件，满意率 {n.rate}。"
    return [first, second, third, rated] if n.rated else [first, second, third]


def _whole(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    return rows.select_related("filer", "unit").prefetch_related("parts__unit", "parts__member")


def _line(matter: Matter) -> Line:
    lead = next((p for p in matter.parts.all() if p.role == "lead" and not p.ended_on), None)
    lead = lead or next((p for p in matter.parts.all() if p.role == "lead"), None)
    carried = CARRIED.get(matter.values.get("carried", ""), "")
    stands = carried or matter.stands.name
    filer = matter.filer.name if matter.filer else ""
    who = (lead.department or lead.unit.name) if lead else "—"
    return Line(matter.number, matter.title, filer, who, stands)
