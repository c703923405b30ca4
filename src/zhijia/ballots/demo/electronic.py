"""Two electronic votes: a rehearsal that is open, an evaluation that is over and can be checked."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone, now

from zhijia.org.demo import Cast
from zhijia.platform.actor import Actor

from .. import actions
from ..models import Ballot, Voter
from ..rules.asking import Asked
from .devices import Devices

EVALUATION = Asked(
    "evaluation", "评议工会主席、副主席", "evaluation", grades=("满意", "基本满意", "不满意")
)
REHEARSAL_WATCH = (
    ("chief_scrutineer", "2003"),
    ("scrutineer", "3003"),
    ("registrar", "4005"),
    ("holder", "2004"),
    ("holder", "3004"),
    ("holder", "4004"),
)
# Whoever tries the demo votes with this: a rehearsal's codes need not be secret.
METHOD = "演练办法：投票码为本人工号，连写满 26 位"
LETTERS = 26
YEARLY = Asked(
    "evaluation", "年度履职评议", "evaluation", grades=("优秀", "称职", "基本称职", "不称职")
)
YEARLY_WATCH = (("chief_scrutineer", "2004"), ("scrutineer", "2005"))
OUTSIDERS = (
    ("registrar", "审查组长", False),
    ("holder", "保管人甲", True),
    ("holder", "保管人乙", False),
    ("holder", "保管人丙", False),
)
# Cells of grades: 4 of the first person, 4 of the second; each row is a ballot.
GIVEN = ((0, 4), (0, 5), (1, 4), (1,), (0, 6), (2, 5))


def own_number(voter: Voter) -> str:
    """Return the code of a rehearsal: one's staff number, over and over."""
    return (voter.number * LETTERS)[:LETTERS]


def _asked(
    cast: Cast, desk: Actor, ballot: Ballot, asked: Asked, subjects: tuple[str, ...], source: str
) -> None:
    contest = actions.add_contest(actor=desk, ballot=ballot, asked=asked)
    actions.add_choices(actor=desk, contest=contest, lines=subjects)
    actions.fill_roll(actor=desk, ballot=ballot, source=source)


def _set(desk: Actor, ballot: Ballot, ends: datetime, on: date, method: str = "") -> Ballot:
    """Say when the vote ends, and set it."""
    ballot.refresh_from_db()
    ballot = actions.edit_ballot(
        actor=desk,
        ballot=ballot,
        title=ballot.title,
        way="remote",
        held_on=ballot.held_on,
        closes_at=ends,
        revote=True,
        method=method,
    )
    return actions.set_ballot(actor=desk, ballot=ballot, today=on)


def rehearse(cast: Cast, *, today: date) -> None:
    """The group rehearses a remote evaluation: keys are made, the vote is open, some have voted."""
    desk, unit = cast.actors["group_desk"], cast.units["group"]
    ballot = actions.draft(
        actor=desk,
        unit=unit,
        title="民主评议远程投票演练",
        body="evaluation",
        today=today,
        way="remote",
        held_on=today + timedelta(days=5),
        is_rehearsal=True,
    )
    _asked(cast, desk, ballot, EVALUATION, ("1001", "1003"), "members")
    for role, staff_no in REHEARSAL_WATCH:
        actions.add_watcher(
            actor=desk,
            ballot=ballot,
            role=role,
            member=cast.members[staff_no],
            sent_by="大会表决通过",
        )
    ends = datetime.combine(today + timedelta(days=7), time(18), get_current_timezone())
    devices = Devices(_set(desk, ballot, ends, today, METHOD), desk)
    devices.make_keys(own_number)
    devices.ballot = actions.open_ballot(actor=desk, ballot=devices.ballot, today=today)
    for voter, on in enumerate(((0, 3), (0, 4), (1, 3), (0,), (2, 5))):
        devices.cast(voter, on, now())


def evaluate(cast: Cast, *, on: date) -> None:
    """The hospital's members evaluated their chair from wherever they were; six of them did."""
    desk, unit = cast.actors["hospital_desk"], cast.units["hospital"]
    ballot = actions.draft(
        actor=desk,
        unit=unit,
        title="职工医院工会主席、委员年度评议",
        body="evaluation",
        today=on,
        way="remote",
        held_on=on,
    )
    _asked(cast, desk, ballot, YEARLY, ("2002", "2003"), "own")
    for role, staff_no in YEARLY_WATCH:
        actions.add_watcher(
            actor=desk,
            ballot=ballot,
            role=role,
            member=cast.members[staff_no],
            sent_by="会员大会推选",
        )
    for role, name, is_from_above in OUTSIDERS:
        actions.add_watcher(
            actor=desk, ballot=ballot, role=role, name=name, is_from_above=is_from_above
        )
    ends = datetime.combine(on + timedelta(days=3), time(18), get_current_timezone())
    devices = Devices(_set(desk, ballot, ends, on), desk)
    devices.make_keys()
    devices.ballot = actions.open_ballot(actor=desk, ballot=devices.ballot, today=on)
    early = datetime.combine(on, time(9), get_current_timezone())
    devices.cast(0, (3, 7), early)  # thought better of it
    for voter, row in enumerate(GIVEN):
        devices.cast(voter, row, early)
    last = ends.date()
    devices.close(last, ends)
    devices.open()
    ballot = actions.count_ballot(actor=desk, ballot=devices.ballot, today=last)
    actions.tell_result(actor=desk, ballot=ballot, today=last)
