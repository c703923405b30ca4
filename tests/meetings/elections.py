"""What a congress does to elect, as the tests tell it: by the actions of the desk."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.timezone import now

from zhijia.ballots import actions as ballots
from zhijia.ballots.models import Ballot
from zhijia.disclosure import actions as disclosure
from zhijia.meetings import actions
from zhijia.meetings.models import Election, Item, Meeting
from zhijia.meetings.queries import elections as queries
from zhijia.org.models import Member
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

WATCHERS = ("chief_scrutineer", "teller_a", "teller_b")


def item(desk: Actor, meeting: Meeting, business: str, title: str) -> Item:
    return actions.add_item(actor=desk, meeting=meeting, title=title, business=business)


def adopt(desk: Actor, meeting: Meeting, *business: str) -> None:
    """Adopt items by hand, everybody there in favour."""
    there = meeting.seats.filter(signed_at__isnull=False, left_at=None, seat="delegate").count()
    for one in business:
        row = meeting.items.filter(business=one).first()
        row = row or item(desk, meeting, one, meeting.what.deals_with(one).title)
        actions.begin_item(actor=desk, item=row, at=now())
        actions.vote_by_hands(actor=desk, item=row, yes=there, no=0, abstain=0)
        actions.end_item(actor=desk, item=row, at=now())


def plan(desk: Actor, row: Item, **said: object) -> Election:
    facts: dict[str, object] = {"office": "committee", "seats": 7, "percent": 5, "years": 5}
    return actions.plan_election(actor=desk, item=row, **{**facts, **said})  # type: ignore[arg-type]  # facts by name


def put_forward(desk: Actor, election: Election, people: Sequence[Member], today: date) -> Election:
    """Two groups put everybody forward, and the committee lists them."""
    for one in people:
        for group in ("内科分会", "外科分会"):
            actions.nominate(actor=desk, election=election, member=one, group=group, today=today)
    rows = list(election.nominees.all())
    return actions.list_candidates(actor=desk, election=election, nominees=rows, today=today)


def agreed(desk: Actor, election: Election, today: date) -> Election:
    """Party organisation and the union above agree to the list."""
    for whom, to in (("party", "中共医院委员会"), ("upper", "化工集团工会")):
        election = actions.ask_consent(
            actor=desk, election=election, whom=whom, to=to, sent_on=today, today=today
        )
        actions.answer_petition(
            actor=desk,
            petition=getattr(election, whom),
            answered_on=today,
            is_agreed=True,
            answer="同意",
            today=today,
        )
    election.refresh_from_db()
    return queries.elections().get(pk=election.pk)


def shown(desk: Actor, election: Election, handler: Member, on: date, until: date) -> Election:
    """Hang the list up on a day, and close it after its time."""
    election = actions.show_candidates(actor=desk, election=election, handler=handler, today=on)
    assert election.showing
    disclosure.close_showing(actor=desk, showing=election.showing, words="", today=until)
    return queries.elections().get(pk=election.pk)


def watch(desk: Actor, meeting: Meeting, people: Sequence[Member]) -> None:
    for role, one in zip(WATCHERS, people, strict=True):
        actions.name_watch(actor=desk, meeting=meeting, role=role, member=one)


def counted(desk: Actor, ballot: Ballot, votes: Sequence[int], today: date) -> Ballot:
    """Issue and return a paper for each who came, let both tellers count alike, and count.

    `votes` are the yes of each choice in order; the rest of the papers say no.
    """
    contest = ballot.contests.get()
    papers = ballot.voters.filter(way="paper").count()
    ballots.put_box(
        actor=desk, ballot=ballot, box="会场", issued=papers, returned=papers, is_mobile=False
    )
    ballot = ballots.close_ballot(actor=desk, ballot=ballot, today=today, now=now())
    keys = [one.key for one in contest.choices.all()]
    lines = {key: {"yes": yes, "no": papers - yes} for key, yes in zip(keys, votes, strict=True)}
    for teller in ballot.watchers.filter(role__startswith="teller").select_related("member"):
        assert teller.member
        ballots.hand_in(
            actor=actor_for(teller.member),
            contest=contest,
            pile=1,
            valid=papers,
            void=0,
            lines=lines,
            others={},
            voids={},
        )
    return ballots.count_ballot(actor=desk, ballot=ballot, today=today)


def graded(desk: Actor, ballot: Ballot, counts: Mapping[str, int], today: date) -> Ballot:
    """Return a paper for each who came; every subject gets the same grades; count."""
    contest = ballot.contests.get()
    papers = ballot.voters.filter(way="paper").count()
    ballots.put_box(
        actor=desk, ballot=ballot, box="会场", issued=papers, returned=papers, is_mobile=False
    )
    ballot = ballots.close_ballot(actor=desk, ballot=ballot, today=today, now=now())
    lines = {one.key: dict(counts) for one in contest.choices.all()}
    for teller in ballot.watchers.filter(role__startswith="teller").select_related("member"):
        assert teller.member
        ballots.hand_in(
            actor=actor_for(teller.member),
            contest=contest,
            pile=1,
            valid=papers,
            void=0,
            lines=lines,
            others={},
            voids={},
        )
    return ballots.count_ballot(actor=desk, ballot=ballot, today=today)
