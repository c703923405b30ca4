"""Reading a suggestion: who proposed, who judges and how, what it brought, what it earns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from zhijia.org.models import Member
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.scope import prefixes

from .. import paper
from ..kinds import answering
from ..models import Benefit, Mark, Matter, Method, Part, Reward, Scale
from ..rules import rewards
from ..rules import suggestions as rules

FINANCE, SCORED = "财务审核", "已评分"
ASKED = ("category", "is_done", "now", "measures", "effect", "estimate")
OPEN_TO_SHARE = ("draft", "screening", "returned")


def proposers(matter: Matter) -> set[int]:
    """Return the keys of all who proposed."""
    keys = {*matter.shares.values_list("member_id", flat=True)}
    return keys | ({matter.filer_id} if matter.filer_id else set())


def person_of(part: Part) -> int | None:
    """Return the key of who has a part; None where it is a desk's."""
    return part.post.member_id if part.post else part.member_id


def _judging_parts(matter: Matter) -> Iterable[Part]:
    return matter.parts.standing().exclude(department=FINANCE).select_related("post")


def judges(matter: Matter) -> list[int | None]:
    """Return who has a part in judging: who calls the judges together and they themselves."""
    return [person_of(part) for part in _judging_parts(matter)]


def silent(matter: Matter) -> int:
    """Count the judges who have not scored yet; who called them together may leave it to them."""
    rows = matter.parts.filter(role="assist", ended_on=None).exclude(department=FINANCE)
    return rows.exclude(answer=SCORED).count()


def judging(actor: Actor, matter: Matter) -> Part | None:
    """Return the part by which an actor judges; None where they are no judge."""
    mine = (one for one in _judging_parts(matter) if person_of(one) == actor.member_id)
    return next(mine, None) if actor.member_id else None


def auditing(actor: Actor, matter: Matter) -> Part | None:
    """Return the part by which an actor confirms for finance."""
    parts = matter.parts.filter(department=FINANCE, ended_on=None).select_related("post")
    mine = (one for one in parts if person_of(one) == actor.member_id)
    return next(mine, None) if actor.member_id else None


def turn_of(matter: Matter) -> int:
    """Return the round of evaluation: 1, and 2 after one was asked for again."""
    return 1 + matter.moves.filter(step="again").count()


def marks(matter: Matter) -> list[Mark]:
    """Return what the judges of the present round gave."""
    return list(matter.marks.filter(turn=turn_of(matter)).select_related("judge"))


def scores(matter: Matter) -> list[rules.Score]:
    """Return what judges gave, as the rules read it."""
    return [mark.as_score() for mark in marks(matter)]


def adopted_on(matter: Matter) -> date | None:
    """Return the day from which its benefit counts."""
    said = matter.values.get("adopted_on")
    return date.fromisoformat(said) if said else None


def scale_for(path: str, today: date) -> rewards.Scale:
    """Return by what a unit rewards on a day: its own document, that of the nearest unit above, or
    the table of 1986; one query.
    """
    rows = Scale.objects.filter(unit_path__in=prefixes(path), since_on__lte=today, ended_on=None)
    best = max(rows, key=lambda row: (len(row.unit_path), row.since_on, row.pk), default=None)
    return best.as_bands() if best else rewards.NATIONAL


@dataclass(frozen=True, slots=True)
class Month:
    """One month of use: from when to when, what was confirmed, and why it cannot be yet."""

    number: int
    first: date
    last: date
    row: Benefit | None
    is_over: bool

    @property
    def amount(self) -> str:
        """Return what was confirmed, with its thousands marked."""
        return f"{self.row.amount:,.2f}" if self.row else ""


def year_of(matter: Matter, today: date) -> list[Month]:
    """Return the twelve months of use; none before it is in use."""
    start = adopted_on(matter)
    if start is None:
        return []
    rows = {row.month: row for row in matter.benefits.select_related("confirmed_by")}
    spans = ((n, *rules.month_of(start, n)) for n in range(1, rules.MONTHS + 1))
    return [Month(n, first, last, rows.get(n), today > last) for n, first, last in spans]


def yearly(matter: Matter) -> Decimal:
    """Return what was confirmed so far."""
    return sum((row.amount for row in matter.benefits.all()), Decimal())


def reward_of(matter: Matter) -> Reward | None:
    """Return the reward; None before there is one."""
    return Reward.objects.filter(matter=matter).first()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the figures confirmed so far would earn: the grade, its span, and by which text."""

    grade: int | None
    label: str
    least: Decimal
    most: Decimal
    source: str


def outlook(matter: Matter, today: date) -> Outlook:
    """Return the grade that stands to be earned."""
    scale = scale_for(matter.unit_path, today)
    counted = matter.values.get("counted") == rules.COUNTED_IN_MONEY
    mean: Fraction | None = rules.mean(scores(matter))
    grade = (
        rewards.grade_by_value(yearly(matter), scale) if counted else rewards.grade_by_marks(mean)
    )
    if grade is None:
        return Outlook(None, "", Decimal(), Decimal(), scale.source)
    band = scale.band(grade)
    return Outlook(grade, rewards.LABELS[grade], band.least, band.most, scale.source)


def parts_paid(reward: Reward) -> list[dict[str, Any]]:
    """Return each one's name, percent and amount, also of who has left; one query."""
    rows = reward.split()
    people = Member.objects.in_bulk([key for key, _, _ in rows])
    return [
        {"who": people.get(key), "percent": percent, "amount": amount}
        for key, percent, amount in rows
    ]


def own_mark(actor: Actor, matter: Matter) -> Mark | None:
    """Return what this judge gave in the present round."""
    return matter.marks.filter(judge=actor.member_id, turn=turn_of(matter)).first()


def mark_initial(mark: Mark | None) -> dict[str, Any]:
    """Return marks as their form shows them."""
    if mark is None:
        return {}
    return {**mark.as_score().marks, "words": mark.words}


def share_initial(matter: Matter) -> dict[str, Any]:
    """Return who shares, a line for each, as their form shows it."""
    rows = matter.shares.select_related("member")
    lines = [f"{row.member.name} {row.percent}" for row in rows]
    if not lines and matter.filer:
        lines = [f"{matter.filer.name} 100"]
    return {"people": "\n".join(lines), "version": matter.version}


def _mark_rows(found: list[Mark], *, named: bool) -> list[dict[str, Any]]:
    """Return the marks for the page; who judged is named only to those who handle it."""
    return [
        {"who": mark.judge.name if named else f"评委{n}", "mark": mark, "total": mark.total}
        for n, mark in enumerate(found, 1)
    ]


def suggestion_page(
    actor: Actor, matter: Matter, months: list[Month], *, is_inside: bool, today: date
) -> dict[str, Any]:
    """Return what the page of a suggestion shows beside what all matters show."""
    found = marks(matter)
    is_open = matter.state == "evaluating"
    reward, got = reward_of(matter), yearly(matter)
    confirmed = sum(month.row is not None for month in months)
    stands = outlook(matter, today)
    is_filer = matter.filer_id is not None and matter.filer_id == actor.member_id
    page = {
        "shares": list(matter.shares.select_related("member")),
        "may_share": is_filer and matter.state in OPEN_TO_SHARE,
        "judged": bool(found) or is_open,
        "hidden": is_open,
        "given": len(found),
        "silent": silent(matter) if is_open else 0,
        "mean": rules.tenths(rules.mean([mark.as_score() for mark in found])),
        "marks": _mark_rows(found, named=is_inside),
        "months": months,
        "counted": matter.values.get("counted") == rules.COUNTED_IN_MONEY,
        "yearly_words": f"{got:,.2f} 元",
        "files_above": bool(matter.values.get("files_above")),
        "confirmed_words": f"{confirmed} / {rules.MONTHS} 个月",
        "outlook": stands,
        "outlook_words": f"{stands.least} 至 {stands.most} 元",
        "may_confirm": auditing(actor, matter) is not None and matter.state == "in_use",
        "reward": reward,
        "reward_yearly": f"{reward.yearly:,.2f}" if reward and reward.yearly is not None else "",
        "paid": parts_paid(reward) if reward else [],
        "methods": list(Method.objects.filter(matter=matter).published()),
        "may_name": matter.state in ("in_use", "rewarded")
        and actor.serves(DESKS, matter.unit_path),
    }
    return {"s": page}


def form_file(matter: Matter) -> bytes:
    """Return the form of a suggestion as a Word file."""
    kind, values = matter.declared, matter.values
    said = {key: answering.shown(kind.field(key), values.get(key)) for key in ASKED}
    shares = [(row.member.name, row.percent) for row in matter.shares.select_related("member")]
    last = {move.step: move.words for move in matter.moves.order_by("pk")}
    verdict = last.get("accept") or last.get("decline", "")
    one = paper.Suggestion(
        number=matter.number,
        title=matter.title,
        proposers=shares or [(matter.filer.name if matter.filer else "", 100)],
        phone=str(matter.kept_apart.get("phone", "")),
        unit=str(matter.filer.unit if matter.filer else matter.unit),
        proposed_on=matter.filed_on,
        benefit=said["estimate"],
        first_opinion=last.get("pass_on", ""),
        verdict=verdict,
        **{key: said[key] for key in ("category", "is_done", "now", "measures", "effect")},
    )
    found = scores(matter) if matter.state != "evaluating" else []
    return paper.suggestion_paper(one, found, _reward_paper(matter))


def _reward_paper(matter: Matter) -> paper.Reward | None:
    reward = reward_of(matter)
    if reward is None:
        return None
    parts = [
        (part["who"].name if part["who"] else "", part["amount"]) for part in parts_paid(reward)
    ]
    return paper.Reward(
        yearly=reward.yearly,
        grade=rewards.LABELS[reward.grade],
        amount=reward.amount,
        source=reward.source,
        parts=parts,
    )
