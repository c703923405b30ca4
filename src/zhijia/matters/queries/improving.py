"""Reading many suggestions: what became of them, in rows and in numbers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from zhijia.org.models import Unit
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.place import Place

from ..kinds import KINDS, answering
from ..models import Mark, Matter, MatterQuerySet, Reward, Share
from ..rules import rewards
from ..rules import suggestions as rules
from .seeing import matters

A_BATCH = 200
TAKEN = ("trial", "in_use", "rewarded", "stopped")
JUDGED = (*TAKEN, "declined")


def suggestions(actor: Actor, place: Place) -> MatterQuerySet:
    """Return the suggestions that an actor may see in the unit they look at."""
    found = matters(actor).filter(kind="suggestion", filed_on__isnull=False)
    return found.filter(place.narrows("unit_path"))


def narrowed(found: MatterQuerySet, *, state: str = "", category: str = "") -> MatterQuerySet:
    """Keep the suggestions in a state, of a category."""
    if state:
        found = found.filter(state=state)
    return found.filter(category=category) if category else found


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many were handed in, taken up, in use, rewarded; what they bring a year and were paid."""

    filed: int
    taken: int
    judged: int
    in_use: int
    rewarded: int
    yearly: Decimal
    paid: Decimal

    @property
    def rate(self) -> str:
        """Return how many in a hundred of those decided on were taken up."""
        return f"{100 * self.taken / self.judged:.1f}%" if self.judged else "—"

    @property
    def yearly_words(self) -> str:
        """Return the value of a year with its thousands marked."""
        return f"{self.yearly:,.2f} 元"

    @property
    def paid_words(self) -> str:
        """Return what was paid with its thousands marked."""
        return f"{self.paid:,.2f} 元"


def suggestion_numbers(found: QuerySet[Matter]) -> Numbers:
    """Return the numbers of these suggestions; two queries."""
    counted = found.order_by().aggregate(
        filed=Count("pk"),
        taken=Count("pk", filter=Q(state__in=TAKEN)),
        judged=Count("pk", filter=Q(state__in=JUDGED)),
        in_use=Count("pk", filter=Q(state="in_use")),
        rewarded=Count("pk", filter=Q(state="rewarded")),
    )
    paid = Reward.objects.filter(matter__in=found.order_by().values("pk"))
    sums = paid.aggregate(yearly=Sum("yearly"), paid=Sum("amount"))
    none = Decimal()
    return Numbers(**counted, yearly=sums["yearly"] or none, paid=sums["paid"] or none)


def own_scale(actor: Actor) -> Unit | None:
    """Return the unit whose scale of rewards this actor keeps."""
    return Unit.objects.filter(path__in=actor.stands(DESKS)).order_by("path").last()


def _means(keys: Sequence[int]) -> dict[int, Fraction | None]:
    """Return the mean of the last round of marks of each matter; one query."""
    turns: defaultdict[int, defaultdict[int, list[rules.Score]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for mark in Mark.objects.filter(matter__in=keys):
        turns[mark.matter_id][mark.turn].append(mark.as_score())
    return {key: rules.mean(by_turn[max(by_turn)]) for key, by_turn in turns.items()}


def suggestion_rows(found: Sequence[Matter]) -> list[dict[str, Any]]:
    """Return suggestions as their register shows them; three queries a leaf."""
    keys = [one.pk for one in found]
    paid = {row.matter_id: row for row in Reward.objects.filter(matter__in=keys)}
    means = _means(keys)
    names: defaultdict[int, list[str]] = defaultdict(list)
    for share in Share.objects.filter(matter__in=keys).select_related("member"):
        names[share.matter_id].append(share.member.name)
    return [
        {
            "matter": one,
            "names": "、".join(names[one.pk]),
            "mean": "" if one.state == "evaluating" else rules.tenths(means.get(one.pk)),
            "reward": paid.get(one.pk),
            "grade": rewards.LABELS[paid[one.pk].grade] if one.pk in paid else "",
            "state": one.stands,
        }
        for one in found
    ]


def suggestion_lines(found: MatterQuerySet) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the Excel register, some hundreds read at a time."""
    category = KINDS["suggestion"].field("category")
    source = found.iterator(chunk_size=A_BATCH)
    while few := list(islice(source, A_BATCH)):
        for row in suggestion_rows(few):
            one, reward = row["matter"], row["reward"]
            yield (
                one.number,
                one.title,
                answering.shown(category, one.category),
                row["names"],
                one.filed_on,
                row["state"].name,
                row["mean"],
                reward.yearly if reward else None,
                row["grade"],
                reward.amount if reward else None,
            )
