"""Reading duties: whose, by what, who holds the post now and what work they have."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from zhijia.org.models import Post
from zhijia.plans.models import Assignment
from zhijia.plans.rules import OPEN
from zhijia.platform.actor import Actor
from zhijia.platform.scope import prefixes, reached

from ..models import Duty, DutyQuerySet


def duties(actor: Actor) -> DutyQuerySet:
    """Return the duties in the units this actor reaches, and in those above their own."""
    above = Q(unit_path__in=prefixes(actor.unit_path)) if actor.member_id else Q(pk__in=[])
    rows = Duty.objects.filter(reached("unit_path", actor) | above)
    return rows.select_related("unit", "regulation")


@dataclass(frozen=True, slots=True)
class Owed:
    """What one post of a unit owes, who holds it, and how much work they have in hand."""

    unit: str
    who: str
    duties: list[Duty]
    holders: str
    n_work: int


def owed(rows: list[Duty]) -> list[Owed]:
    """Gather duties by post, with its holders and their open work; two queries."""
    groups: defaultdict[tuple[int, str, str], list[Duty]] = defaultdict(list)
    for duty in rows:
        groups[(duty.unit_id, duty.post_kind, duty.job)].append(duty)
    units = {unit for unit, _, _ in groups}
    posts = list(Post.objects.open().filter(unit__in=units).select_related("member"))
    work = _work([post.pk for post in posts])
    found = []
    for (unit, kind, job), own in groups.items():
        held = [
            post
            for post in posts
            if post.unit_id == unit and (post.title == job if job else post.kind == kind)
        ]
        names = "、".join(post.member.name for post in held)
        n = sum(work.get(post.pk, 0) for post in held)
        found.append(Owed(str(own[0].unit), own[0].who, own, names, n))
    return found


def _work(posts: list[int]) -> dict[int, int]:
    """Count the open work of each of these posts; one query."""
    rows = Assignment.objects.filter(post__in=posts, state__in=OPEN).order_by()
    return dict(rows.values("post").annotate(n=Count("pk")).values_list("post", "n"))
