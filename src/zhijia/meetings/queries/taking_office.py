"""What comes after an election: which rounds belong together, how far they are, what is open."""

from collections.abc import Collection, Iterable
from datetime import date

from zhijia.law import Verdict
from zhijia.org.rules import POST_KINDS, Finding
from zhijia.platform.refs.days import Calendar

from ..models import Duty, Elected, Election, Petition
from ..rules import taking_office as rules
from ..rules.elections import OFFICES, Reply
from .elections import elections, stands

DEEPEST = 4


def root_of(election: Election) -> Election:
    """Return the election that this one's rounds began with: itself, or that of the committee."""
    one, seen = election, 0
    while one.source_id and seen < DEEPEST:
        one, seen = elections().get(pk=one.source_id), seen + 1
    if one.office in {"auditor", "chair", "vice_chair", "vice_finance"}:
        same = elections().filter(item__meeting=one.item.meeting, office="committee")
        same = same.filter(is_by_election=False)
        return max(same, key=lambda each: (each.ended_on is None, each.pk), default=one)
    return one


def renews(root: Election) -> bool:
    """Say whether an election renews a committee, and with it its term."""
    return root.office == "committee" and root.item.meeting.is_first and not root.is_by_election


def renewal_of(root: Election) -> list[Election]:
    """Return an election with all that belong to the same renewal, in the order they were held."""
    if not renews(root):
        return [root]
    found = {root.pk: root}
    beside = elections().filter(item__meeting=root.item.meeting, office__in=BESIDE)
    for one in beside if root.ended_on else beside.filter(ended_on=None):
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


def fallen(election: Election) -> Verdict:
    """Judge whether the posts that an election gave still rest on it; a no says what to do."""
    row = election.report
    return rules.rests_on(
        is_written=election.written_on is not None,
        is_ended=election.ended_on is not None,
        stands=election.written_on is None or election.ended_on is not None or stands(election),
        is_refused=row is not None and row.answered_on is not None and not row.is_agreed,
    )


def is_again(root: Election) -> bool:
    """Say whether a renewal is held anew, after one of the same term whose posts were ended."""
    meeting = root.item.meeting
    same = elections().filter(item__meeting__unit_id=meeting.unit_id, office="committee")
    same = same.filter(item__meeting__term=meeting.term).exclude(ended_on=None)
    return same.exists() and meeting.unit.terms.filter(number=meeting.term).exists()


def falls_with(election: Election) -> list[Election]:
    """Return an election with those that were written and whose candidates came out of it."""
    found = {election.pk: election}
    for _ in range(DEEPEST):
        later = elections().filter(source__in=found, ended_on=None).exclude(pk__in=found)
        more = {one.pk: one for one in later.exclude(written_on=None)}
        if not more:
            break
        found |= more
    return list(found.values())


def still_elected(election: Election, members: Collection[int]) -> dict[int, Elected]:
    """Return by row what these people were elected to otherwise in the same renewal, and stands."""
    body = _body(election.office)
    others = [
        one
        for one in renewal_of(root_of(election))
        if one.written_on and not one.ended_on and _body(one.office) == body and fallen(one)
    ]
    rows = Elected.objects.filter(election__in=others, member__in=members)
    return {one.pk: one for one in rows.select_related("election__item__meeting", "member")}


def _body(office: str) -> str:
    post = OFFICES[office].post
    return POST_KINDS[post].body if post else ""


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
