"""What a meeting's Word papers tell, read from what was entered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from zhijia.ballots.models import Ballot, Contest

from ..models import Election, Item, Meeting, Seat
from ..paper import Agendum, Convening, Filed, Group, Person, Said, draft
from ..paper import Election as Told
from ..rules.opening import BEFORE_FIRST
from . import hall_of
from .archive import with_following
from .delegates import congress_of, make_up_of


def convening(meeting: Meeting, today: date, filed: Sequence[Filed] = ()) -> Convening:
    """Return the meeting as its papers tell it, drawn today; some ten questions."""
    counted, groups = hall_of(meeting)
    items = list(meeting.items.order_by("place", "pk"))
    above = meeting.unit.parent
    return Convening(
        unit=meeting.unit.name,
        title=meeting.title,
        kind=meeting.what,
        meets_on=meeting.meets_on,
        drawn_on=today,
        term=meeting.term,
        session=meeting.session,
        begins=meeting.begins,
        place=meeting.place,
        due=meeting.due or counted.roll,
        came=counted.came,
        others=counted.others,
        groups=[Group(*one) for one in groups],
        items=[_agendum(one) for one in items],
        elections=elections(items),
        later=_later(meeting),
        people=[_person(one) for one in meeting.seats.order_by("place")],
        said=[Said(one.group, one.words, one.answer) for one in meeting.opinions.order_by("pk")],
        checks=_make_up(meeting, today),
        prepared=_prepared(meeting),
        papers=_documents(meeting),
        filed=filed,
        called_on=meeting.called_on,
        opened_on=meeting.opened_on,
        closed_on=meeting.closed_on,
        upper=above.name if above else "",
        minutes=meeting.minutes,
        is_roll_fixed=meeting.roll_fixed_on is not None,
    )


def drafted(meeting: Meeting, today: date) -> str:
    """Return minutes begun from what happened: who was there, what was decided, what was said."""
    return draft(convening(meeting, today))


def _agendum(item: Item) -> Agendum:
    votes = None
    if item.yes is not None and item.no is not None and item.abstain is not None:
        votes = (item.yes, item.no, item.abstain)
    return Agendum(
        title=item.title,
        business=item.business,
        competence=item.competence,
        speaker=item.speaker,
        minutes=item.minutes,
        state=item.state,
        way=item.way,
        present=item.present,
        votes=votes,
        result=item.result,
        steps=[words for words, _ in item.steps],
        resolution=item.resolution,
    )


def _person(seat: Seat) -> Person:
    signed = seat.get_signed_by_display() if seat.signed_at else ""
    return Person(seat.name, seat.get_seat_display(), seat.group, signed, seat.leave)


def _make_up(meeting: Meeting, today: date) -> list[str]:
    """Say who the delegates are, where a term of delegates is entered."""
    congress = congress_of(meeting) if meeting.what.has_delegates else None
    if congress is None:
        return []
    return [str(one.verdict.reason) for one in make_up_of(congress, today)]


def _prepared(meeting: Meeting) -> list[str]:
    """Say what was done before a first session, with its day and number."""
    done = {one.key: one for one in meeting.preparations.all() if one.done_on}
    return [
        f"{words}（{done[key].done_on:%Y年%-m月%-d日}"
        + (f"，{done[key].document}" if done[key].document else "")
        + "）"
        for key, (words, _) in BEFORE_FIRST.items()
        if key in done
    ]


def _documents(meeting: Meeting) -> list[str]:
    """Return the names of the papers put before the meeting, each once."""
    titles = meeting.documents.order_by("title").values_list("title", flat=True)
    return list(dict.fromkeys(titles))


def elections(items: Sequence[Item]) -> list[Told]:
    """Return what is elected: as its ballot counted it, else as it was put up, else by its title.

    A vote that settled a tie or filled open seats follows the first and is told after it.
    """
    elected = [one for one in items if one.competence == "elect" and one.state != "dropped"]
    rows = Election.objects.filter(item__in=elected).prefetch_related("nominees")
    put_up = {one.item_id: one for one in rows}
    found: list[Told] = []
    for item in elected:
        election = put_up.get(item.pk)
        tied = (item.ballot_id, election.ballot_id if election else None)
        keys = [key for key in tied if key is not None]
        ballots = with_following(Ballot.objects.filter(pk__in=keys))
        contests = Contest.objects.filter(ballot__in=ballots, kind="election", round="formal")
        told = [
            _counted(one)
            for one in contests.select_related("ballot").prefetch_related("choices").order_by("pk")
        ]
        found += told or [_put_up(item, election)]
    return found


def _later(meeting: Meeting) -> list[Told]:
    """Return what those elected here elected in meetings of their own, each with its meeting."""
    rows = Election.objects.filter(source__item__meeting=meeting).exclude(announced_on=None)
    rows = rows.exclude(item__meeting=meeting).select_related("item__meeting").order_by("pk")
    return [
        replace(told, title=f"{row.item.title}（{row.item.meeting.title}）")
        for row in rows
        for told in elections([row.item])
    ]


def _put_up(item: Item, election: Election | None) -> Told:
    """Return an election of which no paper was made yet."""
    if election is None:
        return Told(item.title, 0)
    listed = [one.name for one in election.nominees.all() if one.is_listed]
    return Told(item.title, election.seats, listed)


FIGURES = {"issued": "发出选票", "returned": "收回选票", "valid": "有效", "void": "无效"}


def _counted(contest: Contest) -> Told:
    """Return a contest as papers tell it; nobody is elected before it is counted."""
    tally, outcome = contest.tally or {}, contest.outcome or {}
    names = {one.key: one.name for one in contest.choices.all()} | tally.get("names", {})
    lines = tally.get("lines", {})
    elected = [
        (names.get(key, key), lines[key].get("yes") if key in lines else None)
        for key in outcome.get("elected", [])
    ]
    figures = [("应到", contest.ballot.due)] if tally else []
    figures += [(words, tally[key]) for key, words in FIGURES.items() if key in tally]
    return Told(
        contest.title,
        contest.seats,
        [one.name for one in contest.choices.all()],
        elected,
        figures,
        is_secret=True,
    )
