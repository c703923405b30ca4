"""The board by leader: what each 牵头领导 answers for (分管事项), and how it stands."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from zhijia.org.models import Post
from zhijia.platform.actor import Actor

from .asking import Asked, free_groups, work
from .grounds import counted, folded
from .speeches import Share, Sum, sum_of

COLUMNS = {
    "task_": F("task_id"),
    "speech_": F("task__speech_id"),
    "leader_": F("task__leader_post_id"),
    "closed": F("task__closed_on"),
}
FREE_COLUMNS = {
    "task_": F("pk"),
    "speech_": F("speech_id"),
    "leader_": F("leader_post_id"),
    "closed": F("closed_on"),
}


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """A leader's post with what their tasks come to; `post` is None where no leader was named."""

    post: Post | None
    sum: Sum

    @property
    def key(self) -> int:
        """Return what an address calls it; 0 where no leader was named."""
        return self.post.pk if self.post else 0


def by_leader(actor: Actor, asked: Asked, today: date) -> tuple[list[LeaderLine], Sum]:
    """Return the leaders whose tasks lie in the place, in the tree's order, and all as one.

    Tasks without a leader come last. Two queries.
    """
    given = counted(work(actor, asked, today), today, **COLUMNS)
    groups = given.union(free_groups(actor, asked, **FREE_COLUMNS), all=True)
    found: defaultdict[int | None, list[Share]] = defaultdict(list)
    for (task, speech, leader, closed), tally in folded(groups, *COLUMNS).items():
        found[leader].append(Share(task, speech, None, closed is not None, tally))
    posts = Post.objects.filter(pk__in=[key for key in found if key])
    named = posts.select_related("member", "unit").order_by("unit_path", "kind", "pk")
    lines = [LeaderLine(post, sum_of(found[post.pk])) for post in named]
    if None in found:
        lines.append(LeaderLine(None, sum_of(found[None])))
    return lines, sum_of(share for rows in found.values() for share in rows)
