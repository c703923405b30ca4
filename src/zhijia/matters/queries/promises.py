"""服务承诺: the public list, and the shares of satisfied ratings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from zhijia.law import Verdict, refused
from zhijia.org.rules import DESKS
from zhijia.platform.actor import Actor
from zhijia.platform.doorway.register import Story

from ..models import Grade, Promise, PromiseQuerySet
from ..rules import promises as rules


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise and how it was judged, as anybody may see it."""

    promise: Promise
    share: str
    count: int
    is_shown: bool


def promises_at(path: str) -> PromiseQuerySet:
    """Return what the unit at a path promises."""
    return Promise.objects.standing().filter(unit_path=path)


def promises(actor: Actor) -> PromiseQuerySet:
    """Return the promises of the very units whose desk an actor keeps, ended ones too."""
    own = Promise.objects.filter(unit_path__in=actor.stands(DESKS))
    return own.select_related("unit").order_by("ended_on", "unit_path", "rank", "pk")


def judged(rows: Iterable[Promise]) -> list[Kept]:
    """Return promises with how they were judged; one query."""
    found = list(rows)
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    asked = Grade.objects.filter(promise__in=[one.pk for one in found]).order_by()
    for key, choice, n in asked.values_list("promise", "choice").annotate(n=Count("pk")):
        counts[key][choice] = n
    return [_kept(one, counts[one.pk]) for one in found]


def _kept(promise: Promise, counts: dict[str, int]) -> Kept:
    share, whole = rules.share(counts), sum(counts.values())
    return Kept(promise, rules.percent(share), whole, share is not None)


def grades(actor: Actor) -> "list[Grade]":
    """Return the newest words that outsiders wrote with their ratings, for the desk alone."""
    own = Grade.objects.filter(unit_path__in=actor.stands(DESKS)).exclude(words="")
    return list(own.select_related("promise")[:50])


def tell_grade(number: int) -> Story:
    """Return what the bearer of a receipt is told of a rating."""
    grade = Grade.objects.select_related("promise").get(pk=number)
    title = f"评价：{grade.promise or '其他服务'}"
    return Story(title, f"已计入（{grade.get_choice_display()}）", may_add=_closed())


def _closed() -> Verdict:
    return refused("评价已计入，要求处理的请另写一件")
