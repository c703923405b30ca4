"""What the pages of elections ask, and the facts that their rules judge."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from zhijia.ballots.models import Ballot
from zhijia.ballots.models import Choice as BallotChoice
from zhijia.ballots.models import Contest as BallotContest
from zhijia.ballots.queries.candidates import weigh
from zhijia.ballots.rules.candidacy import Weighed
from zhijia.disclosure.models import Shown
from zhijia.org.models import Member, Post, Term
from zhijia.org.rules import POST_KINDS, Finding
from zhijia.platform.actor import Actor
from zhijia.platform.refs.queries import working_days
from zhijia.platform.scope import under
from zhijia.platform.together import Reading, counting, side_by_side

from ..models import Elected, Election, Item, Meeting, Nomination, Nominee, Petition
from ..rules import elections as rules
from ..rules import rounds
from . import kept, known

FIRST = 50
COUNTED = ("counted", "sealed")


def elects(item: Item) -> bool:
    """Say whether an item fills an office."""
    return item.business in rules.BY_BUSINESS and item.competence in {"elect", "decide"}


def items_known(actor: Actor) -> QuerySet[Item]:
    """Return the items of the meetings that this person may know of."""
    return Item.objects.filter(meeting__in=known(actor)).select_related("meeting__unit", "ballot")


def items_kept(actor: Actor) -> QuerySet[Item]:
    """Return the items of the meetings that this person's desk runs."""
    return Item.objects.filter(meeting__in=kept(actor)).select_related("meeting__unit", "ballot")


def elections() -> QuerySet[Election]:
    """Return elections with what their pages name."""
    return Election.objects.select_related(
        "item__meeting__unit", "party", "upper", "report", "showing", "ballot", "source__item"
    )


def election_of(item: Item) -> Election | None:
    """Return the election of an item, if it was set up."""
    return elections().filter(item=item).first()


def elections_of(meeting: Meeting) -> list[Election]:
    """Return the elections of a meeting in the order of its agenda, with who was elected."""
    found = Prefetch("elected", Elected.objects.order_by("place"))
    return list(elections().filter(item__meeting=meeting).prefetch_related(found))


def voting_members(meeting: Meeting) -> QuerySet[Member]:
    """Return the members with a vote that the unit and those below it have."""
    return Member.objects.voting().filter(under("unit_path", meeting.unit_path))


def nominees_of(election: Election) -> list[Nominee]:
    """Return who was put forward, by strokes, with the groups that did so; two questions."""
    return by_strokes(put_forward(election))


def put_forward(election: Election) -> QuerySet[Nominee]:
    """Select who was put forward, with the groups that did so."""
    groups = Prefetch("nominations", Nomination.objects.order_by("group"))
    rows = Nominee.objects.filter(election=election).select_related("member")
    return rows.prefetch_related(groups)


def by_strokes(rows: Iterable[Nominee]) -> list[Nominee]:
    """Return those put forward as lists of names are ordered."""
    return sorted(rows, key=lambda one: (one.member.stroke_key, one.pk))


def weighed(election: Election, nominees: Sequence[Nominee], on: date) -> dict[int, Weighed]:
    """Return what speaks against each nominee, by the nominee's key, as `ballots` will judge it."""
    contest = BallotContest(kind="election", body=election.what.body)
    choices = [BallotChoice(pk=one.pk, name=one.name, member_id=one.member_id) for one in nominees]
    found = weigh(election.item.meeting.unit, contest, choices, on)
    return {one.pk: found.get(one.pk, Weighed()) for one in nominees}


def groups_of(nominees: Sequence[Nominee]) -> Counter[str]:
    """Return every group that put somebody forward, with how many it did."""
    return Counter(each.group for one in nominees for each in one.nominations.all())


def _reply(row: Petition | None) -> rules.Reply | None:
    return rules.Reply(row.sent_on, row.answered_on, row.is_agreed) if row else None


def _hung(election: Election, lines: Iterable[int], listed: set[int]) -> rules.Hung | None:
    showing = election.showing
    if showing is None:
        return None
    return rules.Hung(showing.state, showing.until_on, is_of_list=set(lines) == listed)


def sources_of(election: Election) -> list[Election]:
    """Return the elections of the same unit that this one's candidates may come out of."""
    what, meeting = election.what, election.item.meeting
    rows = elections().filter(
        item__meeting__unit_id=meeting.unit_id,
        office__in=what.out_of,
        item__meeting__meets_on__lte=meeting.meets_on,
    )
    order = {office: place for place, office in enumerate(what.out_of)}
    found = rows.exclude(item__meeting__state="cancelled").order_by("-item__meeting__meets_on")
    return sorted(found[:FIRST], key=lambda one: order[one.office])


def course_of(election: Election, nominees: Sequence[Nominee]) -> Reading[rules.Course]:
    """Return all that was done for an election before its vote."""
    meeting, listed = election.item.meeting, [one for one in nominees if one.is_listed]

    def tell(
        adopted: Iterable[str],
        watching: Iterable[str],
        lines: Iterable[int],
        elected: Iterable[int],
        sitting: Iterable[int],
        terms: Iterable[Term],
        members: Iterable[int],
    ) -> rules.Course:
        before = next(iter(terms), None)
        source, outside = _source(election, listed, {*elected, *sitting})
        return rules.Course(
            office=election.office,
            kind=meeting.what,
            seats=election.seats,
            years=election.years,
            percent=election.percent,
            is_first=meeting.is_first,
            members=sum(members),
            groups=len(groups_of(nominees)),
            listed=len(listed),
            has_party=election.has_party,
            party=_reply(election.party),
            upper=_reply(election.upper),
            hung=_hung(election, lines, {one.member_id for one in listed}),
            source=source,
            outside=outside,
            adopted=frozenset(adopted),
            is_fixed=meeting.roll_fixed_on is not None,
            watching=frozenset(watching),
            is_by_election=election.is_by_election,
            meets_on=meeting.meets_on,
            ended_on=before.until_on if before else None,
            delayed_until_on=before.delayed_until_on if before else None,
            timing=election.timing,
            keep=election.keep,
        )

    rows = (
        meeting.items.filter(result="adopted").values_list("business", flat=True),
        meeting.watches.order_by().values_list("role", flat=True),
        _hanging(election),
        *_came_from(election),
        Term.objects.filter(unit=meeting.unit_id, elected_on__lt=meeting.meets_on)[:1],
        *counting(voting_members(meeting)).rows,
    )
    return Reading(rows, tell)


def _hanging(election: Election) -> QuerySet[Shown, int]:
    """Select the members whose names hang on the notice of an election."""
    lines = Shown.objects.filter(showing=election.showing_id, taken_down_on=None)
    return lines.order_by().values_list("member_id", flat=True)


def _came_from(election: Election) -> tuple[QuerySet[Elected, int], QuerySet[Post, int]]:
    """Select who was elected where this election's candidates come from, and who sits there now.

    Later in the term whoever sits there now stands, too, however each of them came to it.
    """
    source, unit = election.source, election.item.meeting.unit_id
    elected, sitting = Elected.objects.none(), Post.objects.none()
    if source and source.counted_on:
        elected = Elected.objects.filter(election=source)
        if source.written_on:
            body = POST_KINDS[source.what.post].body if source.what.post else ""
            kinds = [key for key, one in POST_KINDS.items() if body and one.body == body]
            sitting = Post.objects.open().filter(unit=unit, kind__in=kinds)
    return (
        elected.order_by().values_list("member_id", flat=True),
        sitting.order_by().values_list("member_id", flat=True),
    )


def _source(
    election: Election, listed: Sequence[Nominee], there: set[int]
) -> tuple[bool | None, tuple[str, ...]]:
    """Return whether those of whom candidates come were elected, and who listed is not of them.

    A congress that elects its chair itself may do so in the same sitting, and a unit whose body
    was elected before this was kept has no source.
    """
    if not election.what.out_of or election.is_by_election:
        return None, ()
    if election.source is None:
        return (None if election.item.meeting.what.side == "union" else False), ()
    if not election.source.counted_on:
        return False, ()
    return True, tuple(one.name for one in listed if one.member_id not in there)


def proposed(item: Item) -> dict[str, object]:
    """Return what a new election begins with: the one office there is, the least of 差额."""
    office = rules.BY_BUSINESS[item.business][0]
    what = rules.OFFICES[office]
    draft = Election(item=item, office=office)
    found = sources_of(draft) if what.out_of else []
    return {
        "office": office,
        "percent": rules.least_percent(office),
        "years": 5,
        "has_party": True,
        "source": found[0].pk if found else None,
        "seats": 1 if office in {"chair", "audit_head"} else None,
    }


def asking(election: Election, today: date) -> dict[str, object]:
    """Return what is asked next: the Party organisation first, where there is one."""
    upper = election.item.meeting.unit.parent
    is_party = election.has_party and election.party is None
    whom = rules.PARTY if is_party else rules.UPPER
    return {"whom": whom, "to": "" if is_party or upper is None else upper.name, "sent_on": today}


class Found(NamedTuple):
    """How an election stands: findings before its papers, and before its vote."""

    course: rules.Course
    before: list[Finding]
    voting: list[Finding]


def found_of(election: Election, nominees: Sequence[Nominee], on: date) -> Found:
    """Return what the rules say of an election before it votes; one question."""
    course, days = side_by_side(course_of(election, nominees), working_days())
    before = rules.before_ballot(course, today=on, calendar=days)
    return Found(course, before, rules.before_vote(course))


def chain(election: Election) -> list[Ballot]:
    """Return the ballots of an election, each after the one that it follows, without void ones."""
    return chained(election, following(election)) if election.ballot else []


def following(election: Election) -> QuerySet[Ballot]:
    """Select the ballots of a unit that follow another one: those of one election among them."""
    first = election.ballot
    if first is None:
        return Ballot.objects.none()
    rows = Ballot.objects.filter(unit=first.unit_id, follows__isnull=False, pk__gt=first.pk)
    return rows.exclude(state="void").order_by("pk")


def chained(election: Election, later: Iterable[Ballot]) -> list[Ballot]:
    """Return the ballots of an election one after the other, where `later` are what follows any."""
    by, found = dict[int | None, Ballot](), list[Ballot]()
    for ballot in later:
        by.setdefault(ballot.follows_id, ballot)
    one = election.ballot
    while one is not None:
        found.append(one)
        one = by.get(one.pk)
    return found


def stands(election: Election) -> bool:
    """Say whether what was taken over is what its ballots came to, none of them void since."""
    if election.ballot is None:
        return True
    found = chain(election)
    if any(one.state not in COUNTED for one in found):
        return False
    result = concluded(found)
    members = {int(key[1:]) for key, _ in result.elected if key.startswith("m")}
    there = set(election.elected.order_by().values_list("member_id", flat=True))
    return (members, result.then) == (there, election.then)


def stage(election: Election, ballots: Sequence[Ballot]) -> str:
    """Return the word for how far an election has come."""
    if election.written_on:
        return "任职写入"
    if election.announced_on:
        return "宣布"
    if election.counted_on:
        return "计票"
    if ballots:
        return "投票" if ballots[-1].opened_on else "选票"
    return "建议名单" if election.listed_on else "推荐"


def last_ballot(election: Election) -> Ballot | None:
    """Return the ballot that is to be dealt with now."""
    ballots = chain(election)
    return ballots[-1] if ballots else None


def concluded(ballots: Sequence[Ballot]) -> rounds.Concluded:
    """Return what the rounds of an election came to."""
    found = []
    for ballot in ballots:
        contest = ballot.contests.get()
        found.append(rounds.Round(contest.round == "preliminary", contest.outcome, contest.tally))
    return rounds.conclude(found)
