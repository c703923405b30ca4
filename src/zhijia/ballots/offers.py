from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from zhijia.platform.actor import Actor
from zhijia.platform.offers import (
    MOST,
    Business,
    Entry,
    Event,
    Hit,
    Sight,
    Todo,
    event,
    figure,
    found,
    notice,
    ratio,
    todo,
    unfinished,
)
from zhijia.platform.place import Place
from zhijia.platform.together import Reading, counting

from . import queries
from .models import Ballot
from .rules import UNION_BODIES

notice("ballots.vote", "请参加表决", is_open=True, is_quiet=True)
notice("ballots.result", "表决结果", is_open=True)

SHOW = {
    "表决": "title",
    "单位": "unit__name",
    "事项": "body",
    "应到人数": "due",
    "参加人数": "took_part",
}


@todo("ballots")
def waiting(actor: Actor, today: date) -> Reading[list[Todo]]:
    """List votes to cast, and what somebody's role or desk has to do in a vote."""
    return queries.waits_reading(actor, MOST).then(
        lambda waits: [
            Todo(f"{words}：{ballot}", str(ballot.unit), ballot.get_absolute_url(), due)
            for ballot, words, due in waits
        ]
    )


@event("ballots")
def meets(actor: Actor, place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Name the days on which votes are held and remote ones end."""
    return queries.days_of(actor, place, first, last, MOST).then(
        lambda days: [
            Event(one.title, on, words, "blue", one.get_absolute_url()) for one, on, words in days
        ]
    )


@unfinished("ballots")
def under_way(path: str, below: bool) -> Reading[list[Business]]:
    """List the votes of a unit that have not come to their end."""
    page = reverse("ballots:ballots")
    return counting(queries.ballots_live_at(path, below)).then(
        lambda n: [Business("选举表决", "没有办完的", n, page)] if n else []
    )


def _ended() -> QuerySet[Ballot]:
    """Select the votes that count: ended, counted, no rehearsal, not void."""
    return Ballot.objects.filter(
        is_rehearsal=False, state__in=("counted", "sealed"), closed_on__isnull=False
    )


@figure(
    "ballots.elections",
    "民主选举",
    unit="次",
    means="投票结束日期在期内并已计票的工会选举（两委、女职工委员会、主席、会员代表），不含演练和作废的。",
    may="ballots.draft",
    on="closed_on",
    show=SHOW,
    cues=("换届选举", "民主选举", "补选"),
)
def elections() -> QuerySet[Ballot]:
    """Count elections of the union by the day their vote ended."""
    return _ended().filter(body__in=UNION_BODIES)


@figure(
    "ballots.evaluations",
    "民主评议",
    unit="次",
    means="投票结束日期在期内并已计票的民主评议，不含演练和作废的。",
    may="ballots.draft",
    on="closed_on",
    show=SHOW,
    cues=("民主评议", "民主测评"),
)
def evaluations() -> QuerySet[Ballot]:
    """Count evaluations by the day their vote ended."""
    return _ended().filter(body="evaluation")


@figure(
    "ballots.due",
    "表决应到人次",
    unit="人次",
    means="投票结束日期在期内并已计票的各种表决的应到人数之和，不含演练和作废的。",
    may="ballots.draft",
    on="closed_on",
    sums="due",
    show=SHOW,
)
def due() -> QuerySet[Ballot]:
    """Add up who was due."""
    return _ended()


@figure(
    "ballots.took_part",
    "表决参加人次",
    unit="人次",
    means="投票结束日期在期内并已计票的各种表决的参加人数之和，含流动票箱，不含演练和作废的。",
    may="ballots.draft",
    on="closed_on",
    sums="took_part",
    show=SHOW,
)
def took_part() -> QuerySet[Ballot]:
    """Add up who took part."""
    return _ended()


ratio(
    "ballots.turnout",
    "表决参加率",
    part="ballots.took_part",
    whole="ballots.due",
    means="表决参加人次占应到人次的比率。",
)


def _show(rows: QuerySet[Ballot], words: Sequence[str]) -> Iterator[Hit]:
    for one in rows:
        detail = f"{one.unit} · {one.get_body_display()} · {one.get_state_display()}"
        yield Hit(one.title, detail, one.get_absolute_url())


def _rows() -> QuerySet[Ballot]:
    """Return every ballot that may be found: drafts are for the desk's list alone."""
    return Ballot.objects.exclude(state="draft").select_related("unit")


@found(
    "ballots.ballots",
    "选举表决",
    number=240,
    icon="scale",
    rows=_rows,
    seen=lambda actor: queries.ballots_seen(actor).exclude(state="draft"),
    show=_show,
    by_office=True,
)
def ballot(row: Ballot) -> Entry:
    """Enter a ballot under its title and meeting; candidates' names are not told to the index."""
    words = tuple(filter(None, (row.title, row.meeting, row.get_body_display())))
    # Below it may be anybody's: what is shown is what they may see, by the roll.
    here = frozenset({row.unit_path})
    sight = Sight(at=here, below=here)
    return Entry(words, sight)
