"""What the pages of evaluations ask: methods, who is evaluated, how earlier years came out."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from zhijia.law import Verdict
from zhijia.org.models import Member, Post, Unit
from zhijia.org.rules import COMMITTEE, HEADS
from zhijia.platform.actor import Actor

from ..models import AdoptedMethod, Evaluated, Evaluation, FollowUp, Item, Meeting, Recall
from ..rules.evaluations import EVALUATIONS, FEW, WITHIN, may_open, may_publish, said
from ..rules.words import HELD
from . import known

YEARS = 5
# The posts somebody is evaluated in, the highest first.
JUDGED = (*HEADS, "leader", *(kind for kind in COMMITTEE if kind not in HEADS))


def evaluates(item: Item) -> bool:
    """Say whether an item evaluates."""
    return item.business in EVALUATIONS


def evaluation_of(item: Item) -> Evaluation | None:
    """Return the evaluation of an item, if it was set up."""
    rows = Evaluation.objects.select_related("item__meeting__unit", "item__ballot", "method__item")
    return rows.filter(item=item).first()


def evaluations(actor: Actor) -> QuerySet[Evaluation]:
    """Return the evaluations that were counted in meetings this person may know of."""
    rows = Evaluation.objects.filter(item__meeting__in=known(actor)).exclude(counted_on=None)
    return rows.select_related("item__meeting__unit").order_by("-year", "-pk")


def method_of(meeting: Meeting) -> AdoptedMethod | None:
    """Return the method in force: the last that a meeting of the unit on this side adopted."""
    rows = AdoptedMethod.objects.filter(unit_id=meeting.unit_id)
    rows = rows.filter(adopted_on__lte=meeting.meets_on, item__meeting__kind=meeting.kind)
    return rows.order_by("-adopted_on", "-pk").first()


def kept_by(item: Item) -> AdoptedMethod | None:
    """Return the method that was adopted under an item and entered."""
    return AdoptedMethod.objects.filter(item=item).first()


def posts_of(unit: Unit, members: Iterable[int]) -> dict[int, str]:
    """Return the words of the posts that members hold in a unit."""
    rows = Post.objects.open().filter(unit=unit, member__in=list(members), kind__in=JUDGED)
    found: dict[int, str] = {}
    for post in sorted(rows, key=lambda one: (JUDGED.index(one.kind), one.pk)):
        found.setdefault(post.member_id, post.label)
    return found


def usual_subjects(item: Item) -> list[Member]:
    """Return who an item usually evaluates: the heads of the union, or the leaders of the unit."""
    kinds = {"heads": HEADS, "leaders": ("leader",)}.get(item.business, ())
    posts = Post.objects.open().filter(unit_id=item.meeting.unit_id, kind__in=kinds)
    return list(Member.objects.filter(pk__in=posts.values("member_id")).order_by("stroke_key"))


def open_seats(meeting: Meeting) -> QuerySet[Post]:
    """Return the posts that a recall could end."""
    rows = Post.objects.open().filter(unit_id=meeting.unit_id, kind__in=COMMITTEE)
    return rows.select_related("member", "unit").order_by("pk")


class Year(NamedTuple):
    """How one subject came out in one year; `row` is None where there was no evaluation."""

    year: int
    row: Evaluated | None


class Line(NamedTuple):
    """One subject of an evaluation with the years before it, the oldest first."""

    now: Evaluated
    years: list[Year]

    @property
    def grades(self) -> list[str]:
        """Return the grades of the years running up to the newest, the oldest first.

        A year without an evaluation ends the run: what lies before it does not follow on it.
        """
        found = {one.year: one.row.grade for one in self.years if one.row}
        run: list[str] = []
        while (year := self.years[-1].year - len(run)) in found:
            run.insert(0, found[year])
        return run


def compared(evaluation: Evaluation, *, runs: bool) -> list[Line]:
    """Return each subject with how it came out before, by the same business; two questions.

    Who does not run the meeting is not told of earlier years what is not open yet.
    """
    item, subjects = evaluation.item, list(evaluation.subjects.select_related("member"))
    members = [one.member_id for one in subjects if one.member_id]
    names = [one.name for one in subjects if not one.member_id]
    same = Evaluated.objects.filter(
        evaluation__item__meeting__unit_id=item.meeting.unit_id,
        evaluation__item__business=item.business,
        evaluation__year__gt=evaluation.year - YEARS,
        evaluation__year__lt=evaluation.year,
    ).exclude(evaluation__counted_on=None)
    if not runs:
        same = same.exclude(evaluation__has_party=True, evaluation__party_told_on=None)
        same = same.filter(valid__gte=FEW)
    same = same.filter(Q(member__in=members) | Q(member=None, name__in=names))
    before: dict[tuple[str, int], Evaluated] = {}
    for row in same.select_related("evaluation").order_by("evaluation__year", "pk"):
        before[_key(row), row.evaluation.year] = row
    years = sorted({year for _, year in before})
    return [_line(one, evaluation.year, years, before) for one in subjects]


def _key(row: Evaluated) -> str:
    return f"m{row.member_id}" if row.member_id else row.name


def _line(
    one: Evaluated, year: int, years: list[int], before: dict[tuple[str, int], Evaluated]
) -> Line:
    found = [Year(each, before.get((_key(one), each))) for each in years]
    return Line(one, [*found, Year(year, one)])


def fewest(evaluation: Evaluation) -> int:
    """Return how many valid papers the subject with the fewest has."""
    return min(evaluation.subjects.values_list("valid", flat=True), default=0)


def may_see(evaluation: Evaluation) -> Verdict:
    """Judge whether anybody but the desk may see the grades."""
    return may_open(
        valid=fewest(evaluation),
        to_party=evaluation.party_told_on is not None,
        has_party=evaluation.has_party,
    )


def may_go_out(evaluation: Evaluation, scope: str = WITHIN[0]) -> Verdict:
    """Judge whether the results may be published now."""
    item = evaluation.item
    ballot = item.ballot
    return may_publish(
        may_see(evaluation),
        is_held=item.meeting.state in HELD,
        stands=evaluation.counted_on is not None
        and ballot is not None
        and ballot.state in ("counted", "sealed"),
        is_there=item.follow_ups.exclude(publication=None).exists(),
        scope=scope,
    )


def published(evaluation: Evaluation) -> QuerySet[FollowUp]:
    """Return the publications of an evaluation's results."""
    rows = evaluation.item.follow_ups.exclude(publication=None)
    return rows.select_related("publication").order_by("pk")


def published_text(evaluation: Evaluation) -> str:
    """Return the words of a publication: what each subject got, and the grade where one is said."""
    item, what = evaluation.item, evaluation.what
    meeting = item.meeting
    lines = [
        f"{meeting.title}于 {meeting.meets_on:%Y年%-m月%-d日} 进行 {evaluation.year} 年度"
        f"{what.label}，无记名测评，结果公开如下。",
        *(f"{words}。" for words, _ in item.steps),
    ]
    for one in evaluation.subjects.order_by("place"):
        counts = "，".join(f"{grade} {one.counts.get(grade, 0)} 票" for grade in what.grades)
        grade = f"，评定为“{one.grade}”" if one.grade else ""
        lines.append(f"{one.label}{one.name}：有效票 {one.valid} 张，{counts}{grade}。")
    lines.append(f"{said(evaluation.method.said if evaluation.method else None).reason}。")
    return "\n".join(lines)


def recall_of(item: Item) -> Recall | None:
    """Return the recall of an item, if it was set up."""
    rows = Recall.objects.select_related("item__meeting__unit", "post__member", "post__unit")
    return rows.filter(item=item).first()


def planned(item: Item, today: date) -> dict[str, object]:
    """Return what the form begins with: as it was set up, or the usual subjects of this year."""
    one = evaluation_of(item)
    if one is None:
        names = item.meeting.unit.name if item.business == "home" else ""
        members = [each.pk for each in usual_subjects(item)]
        return {"year": today.year, "members": members, "names": names, "has_party": True}
    rows = list(one.subjects.select_related("member"))
    usual = {each.pk for each in usual_subjects(item)}
    others = [
        row.member.staff_no if row.member else row.name
        for row in rows
        if row.member_id not in usual
    ]
    return {
        "year": one.year,
        "members": [row.member_id for row in rows if row.member_id in usual],
        "names": "\n".join(others),
        "has_party": one.has_party,
    }
