"""Reading the reports somebody may see, and what they may do about them."""

from collections.abc import Iterable

from django.db.models import Max, Q, QuerySet

from zhijia.law import ALLOWED, Verdict, refused
from zhijia.org.models import Post, Unit
from zhijia.org.rules import DESKS
from zhijia.plans.queries import in_office
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place
from zhijia.platform.scope import reached

from .. import policies, rules
from ..models import Change, Citation, Outline, Passage, Report, ReportQuerySet
from ..rules import Period, Slot


def readable(actor: Actor) -> ReportQuerySet:
    """Return the reports of the units this actor reaches; unsigned ones only for their offices."""
    everything = reached("unit_path", in_office(actor))
    signed = reached("unit_path", actor) & Q(signed_on__isnull=False)
    return Report.objects.filter(everything | signed)


def reports(actor: Actor) -> QuerySet[Report]:
    """Return the reports this actor may read."""
    return readable(actor).select_related("unit", "drafted_by", "signed_by", "asked_by", "file")


def reports_at(actor: Actor, place: Place) -> QuerySet[Report]:
    """Return those of the place that somebody chose to look at, if they chose one."""
    return reports(actor).filter(place.narrows("unit_path"))


def passages(actor: Actor) -> QuerySet[Passage]:
    """Return the passages of the reports this actor may read."""
    return Passage.objects.filter(report__in=readable(actor)).select_related("report__unit")


def citations(actor: Actor) -> QuerySet[Citation]:
    """Return the numbers of the reports this actor may read."""
    return Citation.objects.filter(report__in=readable(actor)).select_related("report__unit", "of")


def act_numbers(report: Report) -> "QuerySet[Change, int]":
    """Return the numbers of the acts on a report's passages, the newest first."""
    numbers = report.changes.order_by("-number").values_list("number", flat=True)
    return numbers.distinct()


def changes(report: Report, numbers: Iterable[int]) -> QuerySet[Change]:
    """Return what these acts did to a report's passages, the newest first."""
    return report.changes.filter(number__in=list(numbers)).select_related("by", "passage")


def changes_of(passage: Passage) -> QuerySet[Change]:
    """Return what was done to one passage, the newest first."""
    return passage.changes.select_related("by")


def own_units(actor: Actor) -> QuerySet[Unit]:
    """Return the units whose report this actor may draft."""
    return Unit.objects.standing().filter(path__in=actor.stands(DESKS)).order_by("path")


def signers(unit: Unit) -> list[int]:
    """Return the accounts of those who may sign a unit's report; one query."""
    held = Post.objects.open().filter(unit=unit, kind__in=policies.SIGNERS)
    who = held.filter(member__left_on=None, member__user__is_active=True)
    return list(who.order_by("pk").values_list("member__user_id", flat=True))


def waiting(actor: Actor) -> QuerySet[Report]:
    """Return the reports that wait for this actor to sign them; the longest waiting first."""
    mine = Report.objects.filter(unit_path__in=actor.stands(policies.SIGNERS), signed_on=None)
    return mine.exclude(asked_on=None).select_related("unit").order_by("asked_on", "pk")


def next_number(unit: Unit, form: str, period: Period) -> int:
    """Return the number of the next draft."""
    same = Report.objects.filter(unit=unit, form=form, start=period.start, end=period.end)
    return (same.aggregate(last=Max("number"))["last"] or 0) + 1


def may_draft_any(actor: Actor) -> Verdict:
    """Say whether this actor may draft any unit's report."""
    if actor.stands(DESKS):
        return ALLOWED
    return refused("总结由本单位的工会主席、副主席或者干事起草")


def may_edit(actor: Actor, report: Report) -> Verdict:
    """Say whether this actor may change a report as it stands."""
    may = policies.may_edit(actor, report)
    return may and rules.may_change(is_signed=report.is_signed)


def outline(unit: Unit, form: str) -> Outline | None:
    """Return a unit's own outline of a form, the newest; None where it keeps none."""
    return Outline.objects.filter(unit=unit, form=form).select_related("made_by").first()


def slots(unit: Unit, form: str) -> list[Slot]:
    """Return the sections a unit's report is drafted with."""
    own = outline(unit, form)
    return own.sections() if own else list(rules.FORMS[form].slots)


def outlines_kept(actor: Actor) -> list[tuple[Unit, str, str, Outline | None]]:
    """Return each form of each of the actor's own units with the unit's outline; two queries."""
    units = list(own_units(actor))
    newest: dict[tuple[int, str], Outline] = {}
    for one in Outline.objects.filter(unit__in=units).select_related("made_by"):
        newest.setdefault((one.unit_id, one.form), one)
    return [
        (unit, code, form.label, newest.get((unit.pk, code)))
        for unit in units
        for code, form in rules.FORMS.items()
    ]
