"""What the clock tells of deadlines, and who goes on where somebody left a post."""

from datetime import date, timedelta

from zhijia.org.models import Post
from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, record

from .. import policies, queries, rules
from ..models import Matter, Part
from .telling import tell_parties

WORDS = {
    "ahead": "还有 {} 天到期",
    "today": "今天到期",
    "late": "已经超期",
    "climbs": "已超期 {} 天",
}


@action("催办办件")
def chase(*, actor: Actor, today: date) -> int:
    """Remind whoever may move a matter on that its deadline is near or past; leaders after a week.

    The clock may come twice: what was told is not told again. Returns how many were told.
    """
    late = Matter.objects.open().filed().filter(due_on__lt=today, was_late=False, is_paused=False)
    marked = late.exclude(queries.waits_for_filer()).update(was_late=True)
    told = sum(_remind(actor, one, today) for one in queries.to_chase(today))
    told += sum(_tell_of_orphan(actor, part, today) for part in queries.orphaned())
    record({}, {"late": marked, "told": told})
    return told


def _remind(actor: Actor, matter: Matter, today: date) -> int:
    """Tell of one matter what the day calls for."""
    if matter.due_on is None:
        return 0
    how = rules.reminder(matter.due_on, today)
    if not how:
        return 0
    days = abs((matter.due_on - today) // timedelta(days=1))
    title = f"{matter.kind_name}{WORDS[how].format(days)}：{matter.stands.name}"
    leaders = policies.told_of(matter.declared, ("head",))
    wanted = (*queries.movers(matter), *(leaders if how == "climbs" else ()))
    event = f"{how}:{matter.due_on}:{today}"
    text = f"{matter.number}，本环节期限 {matter.due_on:%Y-%m-%d}。"
    return tell_parties(actor, matter, wanted, title, text, event, today, kind="matters.due")


def _tell_of_orphan(actor: Actor, part: Part, today: date) -> int:
    """Tell the desk once that somebody who has a part has left; of what it may not see, who may."""
    matter = part.matter
    wanted = policies.told_of(matter.declared, ("desk_here",))
    title = f"{matter.kind_name}：承办人已经离任，请移交"
    event = f"orphan:{part.pk}"
    return tell_parties(actor, matter, wanted, title, matter.number, event, today)


@action("承接办件")
def inherit(*, actor: Actor, post: Post, today: date) -> int:
    """Let a new holder of a post take over the open parts of the one before."""
    before = Post.objects.filter(unit=post.unit, kind=post.kind, title=post.title)
    left = Part.objects.standing().filter(post__in=before.exclude(until_on=None).order_by())
    parts = list(left.select_related("matter"))
    for part in parts:
        change(part, post_id=post.pk)
        title, event = f"{part.matter.kind_name}：接任岗位，请承接", f"inherit:{part.pk}:{post.pk}"
        party = "handler" if part.role == "lead" else "assistant"
        tell_parties(actor, part.matter, (party,), title, part.matter.number, event, today)
    record({}, {"post": post.pk, "parts": len(parts)})
    return len(parts)
