"""What a call brought, in numbers: the report on proposals to the congress (提案工作报告)."""

from dataclasses import dataclass

from django.db.models import Count, Q

from zhijia.platform.actor import Actor

from ..kinds import KINDS
from ..models import Call, Matter, MatterQuerySet, Rating


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of one call. `satisfied` of `rated` were content; `carried` of `taken` are done."""

    filed: int
    taken: int
    merged: int
    declined: int
    answered: int
    carried: int
    under_way: int
    failed: int
    rated: int
    satisfied: int
    by_category: tuple[tuple[str, int], ...]

    @property
    def rate(self) -> str:
        """Return how many in a hundred of those rated were satisfied; "—" without any."""
        return f"{100 * self.satisfied / self.rated:.1f}%" if self.rated else "—"


def of_call(call: Call) -> MatterQuerySet:
    """Return what was handed in at a call."""
    return Matter.objects.filter(call=call, filed_on__isnull=False)


def tally(call: Call, *, whole: bool) -> Tally:
    """Return the numbers of a call; three queries.

    Without `whole` only ratings of what is closed are counted: of the others somebody who handles
    one could tell how it was rated.
    """
    rows = of_call(call).order_by()
    counted = rows.aggregate(
        filed=Count("pk"),
        taken=Count("pk", filter=Q(serial__isnull=False)),
        merged=Count("pk", filter=Q(state="merged")),
        declined=Count("pk", filter=Q(state="declined")),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        carried=Count("pk", filter=Q(state="closed")),
        failed=Count("pk", filter=Q(state="failed")),
        under_way=Count("pk", filter=Q(serial__isnull=False, closed_on=None)),
    )
    last = Rating.objects.filter(matter__call=call, matter__answered_on__isnull=False).order_by()
    last = last if whole else last.filter(matter__closed_on__isnull=False)
    rated = last.aggregate(
        rated=Count("matter", distinct=True),
        satisfied=Count("matter", distinct=True, filter=Q(is_satisfied=True)),
    )
    groups = rows.values("category").annotate(n=Count("pk")).order_by("-n")
    by_category = tuple((category_of(call.kind, row["category"]), row["n"]) for row in groups)
    return Tally(**counted, **rated, by_category=by_category)


def category_of(kind: str, code: str) -> str:
    """Return what a category of a kind is called."""
    declared = KINDS[kind]
    words = declared.field(declared.category).choices if declared.category else {}
    return words.get(code, code or "未分类")


def carried_over(call: Call) -> MatterQuerySet:
    """Return what earlier calls of the unit left unfinished: it goes into this one's report."""
    before = Call.objects.filter(unit=call.unit_id, kind=call.kind, from_on__lt=call.from_on)
    left = Matter.objects.filter(call__in=before.order_by(), closed_on=None, serial__isnull=False)
    return left.select_related("unit", "call").order_by("call", "year", "serial")


def published_of(actor: Actor, call: Call) -> MatterQuerySet:
    """Return what of a call every member of the unit may read."""
    shown = of_call(call).filter(state__in=KINDS[call.kind].published)
    return shown.select_related("unit", "filer").order_by("year", "serial", "pk")
