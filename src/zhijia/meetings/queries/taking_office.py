"""What comes after an election: which rounds belong together, how far they are, what is open."""

from collections.abc import Iterable
from datetime import date

from zhijia.law import Verdict
from zhijia.org.rules import Finding
from zhijia.platform.refs.days import Calendar

from ..models import Duty, Election, Petition
from ..rules import taking_office as rules
from ..rules.elections import Reply
from .elections import elections

DEEPEST = 4


def root_of(election: Election) -> Election:
    """Return the election that this one's rounds began with: itself, or that of the committee."""
    one, seen = election, 0
    while one.source_id and seen < DEEPEST:
        one, seen = elections().get(pk=one.source_id), seen + 1
    if one.office in {"auditor", "chair", "vice_chair", "vice_finance"}:
        same = elections().filter(item__meeting=one.item.meeting, office="committee")
        return same.filter(is_by_election=False).first() or one
    return one


def renews(root: Election) -> bool:
    """Say whether an election renews a committee, and with it its term."""
    return root.office == "committee" and root.item.meeting.is_first and not root.is_by_election


def renewal_of(root: Election) -> list[Election]:
    """Return an election with all that belong to the same renewal, in the order they were held."""
    if not renews(root):
        return [root]
    found = {root.pk: root}
    for one in elections().filter(item__meeting=root.item.meeting, office__in=BESIDE):
        found[one.pk] = one
    for _ in range(DEEPEST):
        later = elections().filter(source__in=found).exclude(pk__in=found)
        more = {one.pk: one for one in later}
        if not more:
            break
        found |= more
    return sorted(found.values(), key=lambda one: (one.item.meeting.meets_on, one.pk))


BESIDE = ("auditor", "chair", "vice_chair", "vice_finance")


def renewed_by(report: Petition) -> Election | None:
    """Return the renewal that a report tells of; None where it tells of another election."""
    for one in report.reports.select_related("item__meeting__unit", "source"):
        if renews(one):
            return one
    return None


def reported(election: Election, today: date, calendar: Calendar) -> Verdict | None:
    """Judge the report of a result; None before it was announced."""
    if election.announced_on is None:
        return None
    row = election.report
    reply = Reply(row.sent_on, row.answered_on, row.is_agreed) if row else None
    return rules.is_reported(election.announced_on, reply, today=today, calendar=calendar)


def judged(duties: Iterable[Duty], today: date) -> list[tuple[Duty, Finding]]:
    """Return what is to be done after an election, each with how it stands."""
    return [
        (one, rules.done(one.key, due=one.due_on, done_on=one.done_on, today=today))
        for one in duties
    ]
