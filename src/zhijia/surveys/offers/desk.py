"""What of surveys waits for a person, which day ends what, what a unit has not closed."""

from datetime import date

from django.urls import reverse

from zhijia.platform.actor import Actor
from zhijia.platform.offers import MOST, Business, Event, Todo, event, notice, todo, unfinished
from zhijia.platform.place import Place
from zhijia.platform.together import Reading, counting

from .. import queries
from ..models import Round

notice("surveys.asked", "请填写问卷", is_open=True)
notice("surveys.told", "调查结果和答复", is_open=True)


@todo("surveys")
def waiting(actor: Actor, today: date) -> Reading[list[Todo]]:
    """List what this person may still answer, and what waits for their office.

    Each learns this of themselves alone: nobody is told who has not answered.
    """
    rows = queries.rounds_waiting(actor, today)[:MOST]
    return Reading((rows,), lambda rounds: [_wait(one, today) for one in rounds])


def _wait(round: Round, today: date) -> Todo:
    """Return a line about a round: to answer, to close with its paper, to reply to."""
    if round.closed_on:
        page = reverse("surveys:outcomes", args=[round.pk])
        ended = f"{round.closed_on:%Y-%m-%d} 结束，还没有公布结果和答复"
        return Todo(f"答复调查意见：{round}", ended, page)
    if round.until_on < today:
        words = "已过截止日期，纸质问卷没有录完"
        page = round.get_absolute_url()
        return Todo(f"录完纸质问卷，结束调查：{round}", words, page, round.until_on, "red")
    page = reverse("surveys:answer-sheet", args=[round.pk])
    return Todo(f"填写问卷：{round}", f"{round.unit} · {round.manner}", page, round.until_on)


@event("surveys")
def ends(actor: Actor, place: Place, first: date, last: date) -> Reading[list[Event]]:
    """Name the last days of rounds that ask this person or are watched at this place."""
    rows = queries.rounds_ending(actor, place, first, last)[:MOST]
    return Reading((rows,), lambda rounds: [*map(_end, rounds)])


def _end(one: Round) -> Event:
    return Event(
        one.title, one.until_on, "问卷截止", "gold", reverse("surveys:lead", args=[one.pk])
    )


@unfinished("surveys")
def under_way(path: str, below: bool) -> Reading[list[Business]]:
    """List the rounds that a unit has not closed."""
    page = reverse("surveys:rounds") + "?state=running"
    return counting(queries.open_rounds_at(path, below)).then(
        lambda n: [Business("问卷调查", "没有结束的", n, page)] if n else []
    )
